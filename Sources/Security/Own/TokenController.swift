import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// A person's own API tokens.
struct TokenController: Sendable {
  static let path = "/tai-khoan/ma-truy-cap"
  let security: Security

  /// `GET, POST /tai-khoan/ma-truy-cap` · `POST /tai-khoan/ma-truy-cap/:id/thu-hoi`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get("ma-truy-cap", use: show)
    staff.post("ma-truy-cap", use: make)
    staff.post("ma-truy-cap/:id/thu-hoi", use: revoke)
  }

  private func show(_ request: Request, context: StaffContext) async throws -> Response {
    try await page(request, context).answer(context)
  }

  private func make(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    do {
      let caller = try await security.caller(request, context)
      let text = try await security.own.makeToken(
        name: form["name"], scopes: Set(form.all("scopes").map(Permission.init(rawValue:))),
        days: Int(form["days"]) ?? 0, for: caller.account, by: caller.account)
      var page = try await page(request, context)
      page.made = text
      return page.answer(context)
    } catch Failure.invalid(let errors) {
      var page = try await page(request, context)
      page.errors = errors
      page.name = form["name"]
      return page.answer(context, status: 422)
    }
  }

  private func revoke(_ request: Request, context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context, limit: 16_384)
    let id = try context.parameters.require("id")
    try await security.own.revokeToken(ApiTokenID(id), try await security.caller(request, context))
    return Answer.seeOther(Self.path)
  }

  private func page(_ request: Request, _ context: StaffContext) async throws -> TokenPage {
    let caller = try await security.caller(request, context)
    let (account, standing) = try await security.own.account(caller.account)
    let offered = OwnAccount.scopes(of: standing)
    return TokenPage(
      tokens: try await security.own.tokens(of: account.id), now: security.clock.now,
      offered: offered.compactMap { id in security.names[id].map { (id, $0) } }.sorted {
        $0.0.rawValue < $1.0.rawValue
      },
      names: security.names, most: security.policies.on(security.clock.today)[.tokenDays])
  }
}

/// The tokens there are, and the form for a new one.
struct TokenPage {
  let tokens: [ApiToken]
  let now: Date
  let offered: [(Permission, Phrase)]
  let names: [Permission: Phrase]
  let most: Int
  var made: String?
  var errors: [String: Phrase] = [:]
  var name = ""

  func answer(_ context: StaffContext, status: Int = 200) -> Response {
    let t = context.translator
    let body: HTML = """
      <div class="stack">\(made.map { shown($0, t) })\(list(context))
      <section class="section"><h2>\(t("Tạo mã mới"))</h2>\(Notice.problems(errors, t))
      <form method="post" action="\(url: TokenController.path)" class="form">\(context.csrfField)
      \(Field.text("name", label: t("Dùng cho việc gì"), value: name, hint: t("Ví dụ: đồng bộ sang cổng thông tin của tỉnh."),
        error: errors["name"].map { t($0) }, isRequired: true, maxLength: 80))
      \(Field.group(t("Được làm gì"), error: errors["scopes"].map { t($0) }, choices(t)))
      \(Field.text("days", label: t("Hạn dùng, tính bằng ngày"), value: "90", type: "number",
        hint: t("Tối đa \(most) ngày."), error: errors["days"].map { t($0) }, isRequired: true, inputMode: "numeric"))
      <div class="form__acts">\(Button.submit(t("Tạo mã truy cập"), icon: "key-round"))</div></form></section></div>
      """
    var response = DeskPage(title: t("Mã truy cập"), room: "own-account", body: body).answer(context, status: status)
    response.headers[.cacheControl] = "no-store"
    return response
  }

  private func shown(_ text: String, _ t: Translator) -> HTML {
    Notice.ok(
      t("Đã tạo mã. Hãy chép ngay: mã chỉ hiện một lần."), acts: "<p><code class=\"figures\">\(text)</code></p>")
  }

  private func choices(_ t: Translator) -> HTML {
    var boxes = HTML.empty
    for (id, phrase) in offered {
      boxes += Field.check("scopes", label: t(phrase), value: id.rawValue, id: "scope-\(id.rawValue)")
    }
    return boxes
  }

  private func list(_ context: StaffContext) -> HTML {
    let t = context.translator
    guard !tokens.isEmpty else {
      return EmptyState.html(t("Bạn chưa có mã truy cập nào."), icon: "key-round")
    }
    let rows = tokens.map { token -> [HTML] in
      let scopes = token.scopes.sorted { $0.rawValue < $1.rawValue }.map { names[$0].map { t($0) } ?? $0.rawValue }
      return [
        "\(token.name)", "\(scopes.joined(separator: ", "))", TimeText.html(token.expiresAt, now: now, t),
        token.lastUsedAt.map { TimeText.html($0, now: now, t) } ?? "\(t("Chưa dùng"))",
        Button.post(t("Thu hồi"), to: "\(TokenController.path)/\(token.id)/thu-hoi", context, style: .quiet),
      ]
    }
    return Table.html(
      caption: t("Mã truy cập đang có"),
      columns: [
        .init(t("Dùng cho")), .init(t("Quyền")), .init(t("Hết hạn"), .fit), .init(t("Dùng lần cuối"), .fit),
        .init(t("Việc"), .fit),
      ],
      rows: rows)
  }
}
