import HTTPTypes
import Hummingbird
import Kernel
import Web

/// Making an account.
struct NewAccountPage {
  let roles: [Role]
  let organisations: [OrganisationChoice]
  let form: Form
  let errors: [String: Phrase]

  func answer(_ context: StaffContext, status: Int = 200) -> Response {
    let t = context.translator
    let body: HTML = """
      <div class="stack">\(Notice.problems(errors, t))
      <form method="post" action="\(url: AccountPath.accounts)" class="form" data-guard>\(context.csrfField)
      \(Field.text("name", label: t("Họ và tên"), value: form["name"], hint: t("Tên hiện bên cạnh việc người này làm."),
        error: errors["name"].map { t($0) }, isRequired: true, maxLength: 120, autocomplete: "off"))
      \(Field.text("login", label: t("Tên đăng nhập"), value: form["login"],
        hint: t("Chữ thường không dấu, ví dụ lan.nguyen. Mỗi người một tài khoản."),
        error: errors["login"].map { t($0) }, isRequired: true, maxLength: 64, autocomplete: "off"))
      \(Field.select("organisation", label: t("Cơ quan"),
        options: [("", t("Toàn hệ thống"))] + organisations.map { ($0.id.rawValue, $0.name) },
        selected: form["organisation"], error: errors["organisation"].map { t($0) }))
      \(Field.select("role", label: t("Vai trò"),
        options: [("", t("Giao sau"))] + roles.map { ($0.id.rawValue, t($0.phrase)) },
        selected: form["role"], error: errors["role"].map { t($0) }))
      <div class="form__acts">\(Button.submit(t("Tạo tài khoản"), icon: "user-plus"))
      \(Button.link(t("Thôi"), to: AccountPath.accounts, style: .quiet))</div></form></div>
      """
    return DeskPage(title: t("Thêm tài khoản"), room: "accounts", body: body).answer(context, status: status)
  }
}

/// The password for a first sign-in, shown once.
struct OneTimePasswordPage {
  let account: CreatedAccount
  let isNew: Bool

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let body: HTML = """
      <div class="stack">
      \(Notice.ok(
        isNew ? t("Đã tạo tài khoản cho \(account.name).") : t("Đã cấp mật khẩu mới cho \(account.name)."),
        detail: t("Hãy trao tận tay. Mật khẩu chỉ hiện một lần và phải đổi ngay khi đăng nhập.")))
      <dl class="facts"><div><dt>\(t("Tên đăng nhập"))</dt><dd><code>\(account.login)</code></dd></div>
      <div><dt>\(t("Mật khẩu dùng lần đầu"))</dt><dd><code class="figures">\(account.password)</code></dd></div></dl>
      <p class="form__acts">\(Button.link(
        t("Xem tài khoản"), to: "\(AccountPath.accounts)/\(account.id)", style: .primary, icon: "user"))
      \(Button.link(t("Về danh sách"), to: AccountPath.accounts))</p></div>
      """
    var response = DeskPage(title: t("Mật khẩu dùng lần đầu"), room: "accounts", body: body).answer(context)
    response.headers[.cacheControl] = "no-store"
    return response
  }
}
