import Hummingbird
import Kernel
import Web

/// Changing one's own password.
struct PasswordPage {
  let policy: SecurityPolicy
  let hasSecondFactor: Bool
  /// The person sees nothing else until this is done.
  let isForced: Bool
  let login: String
  let errors: [String: Phrase]

  func answer(_ context: StaffContext, status: Int = 200) -> Response {
    let t = context.translator
    let frame = OwnFrame(
      title: t("Đổi mật khẩu"),
      forced: isForced
        ? (t("Hãy đổi mật khẩu trước khi làm việc."), t("Mật khẩu này được cấp cho lần đầu hoặc đã đến hạn đổi."))
        : nil,
      errors: errors)
    let body: HTML = """
      <form method="post" action="\(url: AccountPath.password)" class="form">\(context.csrfField)
      <input class="visually-hidden" type="text" name="login" value="\(login)" autocomplete="username" readonly
      tabindex="-1" aria-hidden="true">
      \(frame.currentPassword(t))
      \(field("password", t("Mật khẩu mới"), t, hint: hint(t)))
      \(field("again", t("Nhập lại mật khẩu mới"), t))
      \(frame.acts(Button.submit(t("Đổi mật khẩu"), icon: "key-round"), t))</form>
      """
    return frame.answer(body, context, status: status)
  }

  private func field(_ name: String, _ label: String, _ t: Translator, hint: String? = nil) -> HTML {
    Field.text(
      name, label: label, type: "password", hint: hint, error: errors[name].map { t($0) }, isRequired: true,
      maxLength: policy[.lengthMaximum] * 2, autocomplete: "new-password")
  }

  private func hint(_ t: Translator) -> String {
    hasSecondFactor
      ? t("Ít nhất \(policy[.lengthWithSecondFactor]) ký tự. Nên dùng một câu dễ nhớ với bạn, khó đoán với người khác.")
      : t(
        "Ít nhất \(policy[.lengthAlone]) ký tự, có chữ hoa, chữ thường, chữ số và ký tự khác. Bật xác thực hai lớp thì chỉ cần \(policy[.lengthWithSecondFactor]) ký tự."
      )
  }
}
