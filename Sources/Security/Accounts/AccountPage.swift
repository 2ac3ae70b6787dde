import Foundation
import Hummingbird
import Kernel
import Web

/// One account: what it may do and when, and what can be done about it.
struct AccountPage {
  let dossier: Dossier
  let roles: [Role]
  let organisations: [OrganisationChoice]
  let policy: SecurityPolicy
  let now: Date
  let errors: [String: Phrase]
  let form: Form
  let done: String?

  private var account: Account { dossier.account }
  private var path: String { "\(AccountPath.accounts)/\(account.id)" }

  func answer(_ context: StaffContext, status: Int = 200) -> Response {
    let t = context.translator
    let body: HTML = """
      <div class="stack">\(notice(t))\(Notice.problems(errors, t))
      <section class="section"><h2>\(t("Vai trò"))</h2>\(roleTable(context))</section>
      <section class="section"><h2>\(t("Giao vai trò"))</h2>\(roleForm(context))</section>
      \(acts(context))</div>
      """
    return DeskPage(title: account.name, room: "accounts", body: body, panel: facts(t))
      .answer(context, status: status)
  }

  private func notice(_ t: Translator) -> HTML {
    switch done {
    case "khoa":
      Notice.ok(t("Tài khoản đã khóa."), detail: t("Mọi phiên đăng nhập và mã truy cập của người này đã kết thúc."))
    case "mo": Notice.ok(t("Tài khoản đã mở."))
    case "phien": Notice.ok(t("Mọi phiên đăng nhập của người này đã kết thúc."))
    case "vai-tro": Notice.ok(t("Đã giao vai trò."), detail: t("Người này cần đăng nhập lại."))
    case "het-vai-tro": Notice.ok(t("Vai trò đã kết thúc."), detail: t("Người này cần đăng nhập lại."))
    default: .empty
    }
  }

  private func facts(_ t: Translator) -> HTML {
    """
    <section class="panel__part"><h2>\(t("Tài khoản"))</h2><dl class="facts">
    <div><dt>\(t("Tên đăng nhập"))</dt><dd>\(account.login)</dd></div>
    <div><dt>\(t("Cơ quan"))</dt><dd>\(name(of: account.organisation, t))</dd></div>
    <div><dt>\(t("Trạng thái"))</dt><dd>\(AccountState.word(account, policy: policy, now: now, t))</dd></div>
    <div><dt>\(t("Xác thực hai lớp"))</dt><dd>\(account.hasSecondFactor ? t("Đang bật") : t("Chưa bật"))</dd></div>
    <div><dt>\(t("Mật khẩu đặt"))</dt><dd>\(TimeText.html(account.passwordSetAt, now: now, t))</dd></div>
    <div><dt>\(t("Tạo lúc"))</dt><dd>\(TimeText.html(account.createdAt, now: now, t))</dd></div>
    <div><dt>\(t("Dùng lần cuối"))</dt>
    <dd>\(account.lastSeenAt.map { TimeText.html($0, now: now, t) } ?? "\(t("Chưa đăng nhập"))")</dd></div>
    <div><dt>\(t("Phiên đang mở"))</dt><dd class="figures">\(dossier.sessions.count)</dd></div>
    </dl></section>
    """
  }

  private func name(of organisation: OrganisationID?, _ t: Translator) -> String {
    organisation.map { id in organisations.first { $0.id == id }?.name ?? t("Cơ quan cũ") } ?? t("Toàn hệ thống")
  }

  private func roleTable(_ context: StaffContext) -> HTML {
    let t = context.translator
    guard !dossier.assignments.isEmpty else {
      return EmptyState.html(t("Người này chưa có vai trò nào."), icon: "user-cog")
    }
    let today = CivilDate(now)
    let rows = dossier.assignments.map { assignment -> [HTML] in
      let role = roles.first { $0.id == assignment.role }
      let hasEnded = assignment.validity.to.map { $0 < today } ?? false
      return [
        "\(role.map { t($0.phrase) } ?? assignment.role.rawValue)",
        "\(name(of: assignment.organisation, t))",
        TimeText.day(assignment.validity.from),
        assignment.validity.to.map { TimeText.day($0) } ?? "\(t("Chưa định"))",
        hasEnded
          ? StateWord.html(t("Đã hết"), .off)
          : Button.post(
            t("Kết thúc"), to: "\(path)/vai-tro/ket-thuc", context, style: .quiet,
            fields: ["assignment": assignment.id.rawValue]),
      ]
    }
    return Table.html(
      caption: t("Vai trò"),
      columns: [
        .init(t("Vai trò")), .init(t("Cơ quan")), .init(t("Từ ngày"), .fit), .init(t("Đến hết ngày"), .fit),
        .init(t("Việc"), .fit),
      ],
      rows: rows)
  }

  private func roleForm(_ context: StaffContext) -> HTML {
    let t = context.translator
    return """
      <form method="post" action="\(url: path)/vai-tro" class="form">\(context.csrfField)
      \(Field.select("role", label: t("Vai trò"), options: roles.map { ($0.id.rawValue, t($0.phrase)) },
        selected: form["role"], error: errors["role"].map { t($0) }, isRequired: true))
      \(Field.select("organisation", label: t("Tại cơ quan"),
        options: [("", t("Toàn hệ thống"))] + organisations.map { ($0.id.rawValue, $0.name) },
        selected: form.optional("organisation") ?? account.organisation?.rawValue ?? "",
        error: errors["organisation"].map { t($0) }))
      <div class="form__row">
      \(Field.date("from", label: t("Từ ngày"), value: CivilDate(rawValue: form["from"]) ?? CivilDate(now),
        error: errors["from"].map { t($0) }, isRequired: true))
      \(Field.date("to", label: t("Đến hết ngày"), value: CivilDate(rawValue: form["to"]),
        hint: t("Để trống nếu chưa định."), error: errors["to"].map { t($0) }))
      </div>
      <div class="form__acts">\(Button.submit(t("Giao vai trò"), icon: "user-cog"))</div></form>
      """
  }

  private func acts(_ context: StaffContext) -> HTML {
    let t = context.translator
    let mayBeOpened = account.state == .disabled || account.isLocked(at: now)
    return """
      <section class="section"><h2>\(t("Việc khác"))</h2>
      <p class="quiet">\(t("Cấp mật khẩu mới hay gỡ xác thực hai lớp đều kết thúc mọi phiên của người này."))</p>
      <div class="form__acts">
      \(if: mayBeOpened, Button.post(t("Mở tài khoản"), to: "\(path)/mo", context, icon: "lock-open"))
      \(Button.post(t("Cấp mật khẩu mới"), to: "\(path)/mat-khau", context, icon: "key-round"))
      \(if: account.hasSecondFactor, Button.post(
        t("Gỡ xác thực hai lớp"), to: "\(path)/hai-lop", context, icon: "smartphone"))
      \(if: !dossier.sessions.isEmpty, Button.post(
        t("Kết thúc mọi phiên"), to: "\(path)/phien", context, icon: "log-out"))
      \(if: account.state == .active && !dossier.isOwn, Button.post(
        t("Khóa tài khoản"), to: "\(path)/khoa", context, style: .danger, icon: "lock"))
      </div></section>
      """
  }
}
