import HTTPTypes
import Hummingbird
import Kernel
import Web

/// The frame of the pages on which people change how they sign in: why they were led here, what was wrong, the form.
/// They hold secrets or ask for them, so no browser keeps them.
struct OwnFrame {
  let title: String
  /// Why the person sees nothing else until this is done; nil where they came of their own accord.
  var forced: (text: String, detail: String)?
  var errors: [String: Phrase] = [:]

  func answer(_ body: HTML, _ context: StaffContext, status: Int = 200) -> Response {
    let frame: HTML = """
      <div class="stack">\(forced.map { Notice.warn($0.text, detail: $0.detail) })
      \(Notice.problems(errors, context.translator))
      \(body)
      </div>
      """
    var response = DeskPage(title: title, room: "own-account", body: frame).answer(context, status: status)
    response.headers[.cacheControl] = "no-store"
    return response
  }

  /// The acts of the form: doing it, and leaving it where that is allowed.
  func acts(_ submit: HTML, _ t: Translator) -> HTML {
    """
    <div class="form__acts">\(submit)
    \(if: forced == nil, Button.link(t("Thôi"), to: AccountPath.own, style: .quiet))</div>
    """
  }

  /// Asks for the password the person has now.
  func currentPassword(_ t: Translator) -> HTML {
    Field.text(
      "current", label: t("Mật khẩu hiện tại"), type: "password", error: errors["current"].map { t($0) },
      isRequired: true, autocomplete: "current-password")
  }
}
