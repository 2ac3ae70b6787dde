import Foundation
import Hummingbird
import Kernel
import Web

/// Everybody who may sign in.
struct AccountListPage {
  let accounts: [ListedAccount]
  let next: String?
  let query: AccountListQuery
  let organisations: [OrganisationChoice]
  let policy: SecurityPolicy
  let now: Date

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let body: HTML = """
      <div class="stack">
      \(Tabs.html(tabs(t), label: t("Trạng thái")))
      <form method="get" action="\(url: AccountPath.accounts)" class="form" role="search"><div class="form__row">
      <input type="hidden" name="loai" value="\(query.state.rawValue)">
      \(Field.text("tim", label: t("Tìm theo tên"), value: query.text, type: "search"))
      \(Field.select("co-quan", label: t("Cơ quan"),
        options: [("", t("Mọi cơ quan"))] + organisations.map { ($0.id.rawValue, $0.name) },
        selected: query.organisation?.rawValue ?? ""))
      <div class="form__acts">\(Button.submit(t("Tìm"), style: .plain, icon: "search"))</div></div></form>
      \(accounts.isEmpty ? empty(t) : table(t))
      \(Pagination.html(
        next: next.map { address(state: query.state, after: $0) },
        first: query.before.map { _ in address(state: query.state) }, t))
      </div>
      """
    return DeskPage(
      title: t("Tài khoản"), room: "accounts", body: body,
      actions: Button.link(
        t("Thêm tài khoản"), to: "\(AccountPath.accounts)/moi", style: .primary, icon: "user-plus", command: true)
    ).answer(context)
  }

  private func tabs(_ t: Translator) -> [Tabs.Tab] {
    AccountQuery.State.allCases.map { state in
      let title =
        switch state {
        case .all: t("Tất cả")
        case .active: t("Đang dùng")
        case .locked: t("Tạm khóa vì nhập sai")
        case .disabled: t("Đã khóa")
        case .dormant: t("Lâu không dùng")
        }
      return Tabs.Tab(title, address(state: state), isCurrent: state == query.state)
    }
  }

  private func address(state: AccountQuery.State, after: String? = nil) -> String {
    var address = "\(AccountPath.accounts)?loai=\(state.rawValue)"
    if !query.text.isEmpty { address += "&tim=\(query.text.queryEncoded)" }
    if let organisation = query.organisation { address += "&co-quan=\(organisation.rawValue.queryEncoded)" }
    if let after { address += "&sau=\(after.queryEncoded)" }
    return address
  }

  private func empty(_ t: Translator) -> HTML {
    EmptyState.html(
      t("Không có tài khoản nào như vậy."),
      act: Button.link(t("Xem tất cả"), to: AccountPath.accounts), icon: "users")
  }

  private func table(_ t: Translator) -> HTML {
    let names = Dictionary(organisations.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    let rows = accounts.map { listed -> [HTML] in
      let account = listed.account
      let roles = listed.roles.map { t($0.phrase) }.joined(separator: ", ")
      return [
        """
        <a href="\(url: "\(AccountPath.accounts)/\(account.id)")">\
        \(Avatar.withName(account.name, detail: "\(account.login)"))</a>
        """,
        "\(account.organisation.flatMap { names[$0] } ?? t("Toàn hệ thống"))",
        "\(roles.isEmpty ? t("Chưa có vai trò nào") : roles)",
        AccountState.word(account, policy: policy, now: now, t),
        account.lastSeenAt.map { TimeText.html($0, now: now, t) } ?? "\(t("Chưa đăng nhập"))",
      ]
    }
    return Table.html(
      caption: t("Tài khoản"),
      columns: [
        .init(t("Người dùng")), .init(t("Cơ quan")), .init(t("Vai trò hôm nay")), .init(t("Trạng thái"), .fit),
        .init(t("Dùng lần cuối"), .fit),
      ],
      rows: rows)
  }
}

extension AccountState {
  /// The state of an account in words.
  static func word(_ account: Account, policy: SecurityPolicy, now: Date, _ t: Translator) -> HTML {
    if account.state == .disabled { return StateWord.html(t("Đã khóa"), .off) }
    if account.isLocked(at: now) { return StateWord.html(t("Tạm khóa vì nhập sai"), .bad) }
    if account.isDormant(at: now, policy: policy) { return StateWord.html(t("Lâu không dùng"), .waiting) }
    switch account.kind {
    case .demo: return StateWord.html(t("Trình diễn"), .draft)
    case .service: return StateWord.html(t("Chương trình"), .done)
    case .person: return StateWord.html(t("Đang dùng"), .done)
    }
  }
}
