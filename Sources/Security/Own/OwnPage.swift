import Foundation
import Hummingbird
import Kernel
import Web

/// Who I am here, what I may do, and where I am signed in.
struct OwnPage {
  let account: Account
  let standing: Standing
  let sessions: [SessionRecord]
  let current: SessionID
  let places: [OrganisationID: String]
  let now: Date
  let done: String?

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let body: HTML = """
      <div class="stack">\(notice(t))\(person(t))\(security(t))\(sessionList(context))
      <section class="section"><h2>\(t("Chương trình khác"))</h2>
      <p>\(t("Một chương trình có thể làm việc thay bạn bằng mã truy cập, với đúng những quyền bạn cho."))</p>
      <p>\(Button.link(t("Mã truy cập"), to: TokenController.path, icon: "key-round"))</p></section>
      </div>
      """
    return DeskPage(
      title: t("Tài khoản của tôi"), room: "own-account", body: body,
      actions: Button.post(t("Đăng xuất"), to: "/dang-xuat", context, icon: "log-out")
    ).answer(context)
  }

  private func notice(_ t: Translator) -> HTML {
    switch done {
    case "mat-khau": Notice.ok(t("Đã đổi mật khẩu."), detail: t("Các phiên đăng nhập khác đã kết thúc."))
    case "hai-lop": Notice.ok(t("Đã bật xác thực hai lớp."))
    case "tat-hai-lop": Notice.ok(t("Đã tắt xác thực hai lớp."))
    case "phien": Notice.ok(t("Phiên đăng nhập đã kết thúc."))
    case "phien-khac": Notice.ok(t("Mọi phiên đăng nhập khác đã kết thúc."))
    default: .empty
    }
  }

  private func person(_ t: Translator) -> HTML {
    let roles = standing.roles.map { t($0.phrase) }.joined(separator: ", ")
    return """
      <section class="section"><h2>\(account.name)</h2>
      <dl class="facts">
      <div><dt>\(t("Tên đăng nhập"))</dt><dd>\(account.login)</dd></div>
      <div><dt>\(t("Cơ quan"))</dt><dd>\(account.organisation.flatMap { places[$0] } ?? t("Toàn hệ thống"))</dd></div>
      <div><dt>\(t("Vai trò hôm nay"))</dt><dd>\(roles.isEmpty ? t("Chưa có vai trò nào") : roles)</dd></div>
      </dl></section>
      """
  }

  private func security(_ t: Translator) -> HTML {
    let state =
      account.hasSecondFactor ? StateWord.html(t("Đang bật"), .done) : StateWord.html(t("Chưa bật"), .waiting)
    return """
      <section class="section"><h2>\(t("Bảo vệ tài khoản"))</h2>
      <dl class="facts">
      <div><dt>\(t("Mật khẩu"))</dt><dd>\(t("Đặt ngày \(CivilDate(account.passwordSetAt).vietnamese)"))</dd></div>
      <div><dt>\(t("Xác thực hai lớp"))</dt><dd>\(state)</dd></div>
      </dl>
      <p class="form__acts">\(Button.link(t("Đổi mật khẩu"), to: AccountPath.password, icon: "key-round"))
      \(Button.link(
        account.hasSecondFactor ? t("Quản lý xác thực hai lớp") : t("Bật xác thực hai lớp"),
        to: AccountPath.secondFactor, icon: "shield-check"))</p></section>
      """
  }

  private func sessionList(_ context: StaffContext) -> HTML {
    let t = context.translator
    let rows = sessions.map { session -> [HTML] in
      [
        "\(session.agent.isEmpty ? t("Thiết bị không rõ") : session.agent)",
        TimeText.html(session.createdAt, now: now, t),
        TimeText.html(session.lastSeenAt, now: now, t),
        session.id == current
          ? StateWord.html(t("Phiên này"), .live)
          : Button.post(
            t("Kết thúc"), to: "\(AccountPath.own)/phien/\(session.id)/ket-thuc", context, style: .quiet),
      ]
    }
    let table = Table.html(
      caption: t("Các phiên đăng nhập đang mở"),
      columns: [
        .init(t("Thiết bị")), .init(t("Đăng nhập lúc"), .fit), .init(t("Dùng lần cuối"), .fit),
        .init(t("Việc"), .fit),
      ],
      rows: rows)
    let others = Button.post(
      t("Kết thúc mọi phiên khác"), to: "\(AccountPath.own)/phien/ket-thuc-khac", context, icon: "log-out")
    return """
      <section class="section"><h2>\(t("Đang đăng nhập ở"))</h2>\(table)
      \(if: sessions.count > 1, "<p>\(others)</p>")</section>
      """
  }
}
