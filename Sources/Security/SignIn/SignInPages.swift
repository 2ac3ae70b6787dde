import HTTPTypes
import Hummingbird
import Kernel
import Web

/// Name and password.
struct SignInPage {
  var goal: String?
  let policy: SecurityPolicy
  var login = ""
  var refusal: Refusal?

  func answer(_ context: AppContext) -> Response {
    let t = context.translator
    let body: HTML = """
      \(refusal.map { Notice.bad(t($0.phrase(policy))) })
      <form method="post" action="/dang-nhap" class="form">\(context.csrfField)
      <input type="hidden" name="den" value="\(goal ?? "")">
      \(Field.text(
        "login", label: t("Tên đăng nhập"), value: login, isRequired: true, maxLength: 64, autocomplete: "username",
        hasFocus: login.isEmpty))
      \(Field.text(
        "password", label: t("Mật khẩu"), type: "password", isRequired: true, autocomplete: "current-password",
        hasFocus: !login.isEmpty))
      <div class="form__acts">\(Button.submit(t("Đăng nhập"), icon: "log-in"))</div>
      </form>
      <p class="quiet">\(t("Sai \(policy[.lockFailures]) lần liên tiếp thì tài khoản bị khóa \(policy[.lockHours]) giờ."))
      \(t("Quên mật khẩu? Hãy hỏi người quản trị của cơ quan."))</p>
      """
    var response = PlainPage(title: t("Đăng nhập"), body: body).answer(context, status: refusal?.status ?? 200)
    response.headers[.cacheControl] = "no-store"
    if case .tooMany(let seconds) = refusal { response.headers[.retryAfter] = String(seconds) }
    return response
  }
}

/// The second factor.
struct CodePage {
  var goal: String?
  var refusal: Refusal?

  func answer(_ context: AppContext) -> Response {
    let t = context.translator
    let body: HTML = """
      <form method="post" action="/dang-nhap/ma" class="form">\(context.csrfField)
      <input type="hidden" name="den" value="\(goal ?? "")">
      \(Field.text(
        "code", label: t("Mã xác thực"), hint: t("Sáu chữ số trong ứng dụng trên điện thoại, hoặc một mã khôi phục."),
        error: refusal.map { _ in t("Mã chưa đúng hoặc đã dùng rồi. Hãy đợi mã mới trên điện thoại.") },
        isRequired: true, maxLength: 20, autocomplete: "one-time-code", hasFocus: true))
      <div class="form__acts">\(Button.submit(t("Xác nhận"), icon: "shield-check"))
      \(Button.link(t("Đăng nhập lại từ đầu"), to: AccountPath.signIn, style: .quiet))</div>
      </form>
      """
    var response = PlainPage(title: t("Xác thực hai lớp"), body: body)
      .answer(context, status: refusal == nil ? 200 : 422)
    response.headers[.cacheControl] = "no-store"
    return response
  }
}

extension Refusal {
  func phrase(_ policy: SecurityPolicy) -> Phrase {
    switch self {
    case .wrong: "Tên đăng nhập hoặc mật khẩu không đúng."
    case .wrongCode: "Mã chưa đúng hoặc đã dùng rồi. Hãy đợi mã mới trên điện thoại."
    case .locked:
      "Đã sai quá nhiều lần nên đăng nhập bị khóa \(policy[.lockHours]) giờ. Người quản trị có thể mở sớm hơn."
    case .tooMany(let seconds): "Có quá nhiều lần sai từ nơi này. Hãy thử lại sau \(max(1, seconds / 60)) phút."
    case .disabled: "Tài khoản này đã khóa. Hãy hỏi người quản trị của cơ quan."
    case .expired: "Mật khẩu cấp lần đầu đã hết hạn. Hãy xin người quản trị cấp lại."
    case .challengeEnded: "Đã quá lâu từ lúc nhập mật khẩu. Hãy đăng nhập lại."
    }
  }

  var status: Int {
    switch self {
    case .wrong, .wrongCode, .challengeEnded: 422
    case .locked, .disabled, .expired: 403
    case .tooMany: 429
    }
  }
}
