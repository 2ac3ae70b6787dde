import Kernel

/// How a person wants the interface: light or dark, larger text, which language.
enum Choices {
  /// Kept on this device by `js/choices.js`; without scripts the browser's own settings decide and nothing is shown.
  static func look(_ t: Translator) -> HTML {
    """
    <fieldset class="choices" data-choice="theme" hidden><legend>\(t("Nền"))</legend>\
    \(option("theme", "", t("Theo máy")))\(option("theme", "light", t("Sáng")))\(option("theme", "dark", t("Tối")))</fieldset>\
    <fieldset class="choices" data-choice="text" hidden><legend>\(t("Cỡ chữ"))</legend>\
    \(option("text", "", t("Vừa")))\(option("text", "large", t("Lớn")))\(option("text", "larger", t("Rất lớn")))</fieldset>
    """
  }

  /// A form that works without scripts; comes back to the page it was sent from.
  static func languages(_ t: Translator, back: String, csrf: HTML) -> HTML {
    let buttons = Language.allCases.map { language -> HTML in
      """
      <button name="language" value="\(language.rawValue)" lang="\(language.rawValue)"\
      \(attribute: "aria-pressed", language == t.language ? "true" : "false")>\(language.name)</button>
      """
    }
    return """
      <form class="choices" method="post" action="\(LanguageChoice.path)"><fieldset><legend>\(t("Ngôn ngữ"))</legend>\
      \(csrf)<input type="hidden" name="back" value="\(back)">\(buttons)</fieldset></form>
      """
  }

  private static func option(_ name: String, _ value: String, _ label: String) -> HTML {
    "<label><input type=\"radio\" name=\"\(name)\" value=\"\(value)\"><span>\(label)</span></label>"
  }
}
