package import Kernel

/// A labelled control with its hint and its error, joined for screen readers (WCAG 2.2 SC 1.3.1, 3.3.1, 3.3.2).
///
/// The control's id is its name, so `Notice.problems` and checks can link to it.
package enum Field {
  /// One line. `type` is an HTML input type: `email`, `password`, `search`, `url`, `number`, `datetime-local`.
  package static func text(
    _ name: String, label: String, value: String = "", type: String = "text", hint: String? = nil,
    error: String? = nil, isRequired: Bool = false, maxLength: Int? = nil, autocomplete: String? = nil,
    inputMode: String? = nil, placeholder: String? = nil, hasFocus: Bool = false, isCounted: Bool = false
  ) -> HTML {
    frame(name, label: label, hint: hint, error: error, isRequired: isRequired) { described in
      """
      <input class="field__control" id="\(name)" name="\(name)" type="\(type)" value="\(value)"\(described)\
      \(flag: "required", isRequired)\(attribute: "maxlength", maxLength.map(String.init))\
      \(attribute: "autocomplete", autocomplete)\(attribute: "inputmode", inputMode)\
      \(attribute: "placeholder", placeholder)\(flag: "autofocus", hasFocus)\(flag: "data-counted", isCounted)>
      """
    }
  }

  /// Several lines; grows with its text where the browser can.
  package static func area(
    _ name: String, label: String, value: String = "", rows: Int = 4, hint: String? = nil, error: String? = nil,
    isRequired: Bool = false, maxLength: Int? = nil, isCounted: Bool = false
  ) -> HTML {
    frame(name, label: label, hint: hint, error: error, isRequired: isRequired) { described in
      """
      <textarea class="field__control" id="\(name)" name="\(name)" rows="\(rows)"\(described)\
      \(flag: "required", isRequired)\(attribute: "maxlength", maxLength.map(String.init))\
      \(flag: "data-counted", isCounted)>\n\(value)</textarea>
      """
    }
  }

  /// One of several, those of `groups` below their titles. An option with an empty value is the "none" of a field that is
  /// not required.
  package static func select(
    _ name: String, label: String, options: [(value: String, label: String)],
    groups: [(title: String, options: [(value: String, label: String)])] = [], selected: String = "",
    hint: String? = nil, error: String? = nil, isRequired: Bool = false
  ) -> HTML {
    func items(_ options: [(value: String, label: String)]) -> [HTML] {
      options.map { "<option value=\"\($0.value)\"\(flag: "selected", $0.value == selected)>\($0.label)</option>" }
    }
    let choices =
      items(options)
      + groups.filter { !$0.options.isEmpty }.map { group -> HTML in
        "<optgroup label=\"\(group.title)\">\(items(group.options))</optgroup>"
      }
    return frame(name, label: label, hint: hint, error: error, isRequired: isRequired) { described in
      """
      <select class="field__control" id="\(name)" name="\(name)"\(described)\(flag: "required", isRequired)>\
      \(choices)</select>
      """
    }
  }

  /// A day. Browsers write it in the reader's own order.
  package static func date(
    _ name: String, label: String, value: CivilDate? = nil, hint: String? = nil, error: String? = nil,
    isRequired: Bool = false, from: CivilDate? = nil, to: CivilDate? = nil
  ) -> HTML {
    frame(name, label: label, hint: hint, error: error, isRequired: isRequired) { described in
      """
      <input class="field__control field__control--short" id="\(name)" name="\(name)" type="date" \
      value="\(value?.rawValue ?? "")"\(described)\(flag: "required", isRequired)\
      \(attribute: "min", from?.rawValue)\(attribute: "max", to?.rawValue)>
      """
    }
  }

  /// A file to send; the form needs `enctype="multipart/form-data"`. `accept` as in HTML: `image/*`.
  package static func file(
    _ name: String, label: String, accept: String? = nil, takesSeveral: Bool = false, hint: String? = nil,
    error: String? = nil, isRequired: Bool = false
  ) -> HTML {
    frame(name, label: label, hint: hint, error: error, isRequired: isRequired) { described in
      """
      <input class="field__control field__control--file" id="\(name)" name="\(name)" type="file"\(described)\
      \(attribute: "accept", accept)\(flag: "multiple", takesSeveral)\(flag: "required", isRequired)>
      """
    }
  }

  /// A box to tick. Several boxes of one name go into ``group(_:hint:error:_:)`` and need different `id`s.
  package static func check(
    _ name: String, label: String, isOn: Bool = false, value: String = "1", hint: String? = nil, id: String? = nil
  ) -> HTML {
    choice("checkbox", name, label, isOn, value, hint, id ?? name)
  }

  /// One of a few, all in sight; `id` must be its own.
  package static func radio(
    _ name: String, label: String, value: String, isOn: Bool = false, hint: String? = nil
  ) -> HTML {
    choice("radio", name, label, isOn, value, hint, "\(name)-\(value)")
  }

  /// Controls that answer one question.
  package static func group(
    _ legend: String, hint: String? = nil, error: String? = nil, _ controls: HTML
  ) -> HTML {
    """
    <fieldset class="field field--group"><legend class="field__label">\(legend)</legend>\
    \(hint.map { "<p class=\"field__hint\">\($0)</p>" as HTML })\(controls)\
    \(error.map { "<p class=\"field__error\">\($0)</p>" as HTML })</fieldset>
    """
  }

  private static func choice(
    _ type: String, _ name: String, _ label: String, _ isOn: Bool, _ value: String, _ hint: String?, _ id: String
  ) -> HTML {
    let described = hint.map { _ in "\(id)-hint" }
    return """
      <div class="field field--choice"><input class="field__tick" id="\(id)" name="\(name)" type="\(type)" \
      value="\(value)"\(flag: "checked", isOn)\(attribute: "aria-describedby", described)>\
      <label class="field__label" for="\(id)">\(label)</label>\
      \(hint.map { "<p class=\"field__hint\" id=\"\(id)-hint\">\($0)</p>" as HTML })</div>
      """
  }

  private static func frame(
    _ name: String, label: String, hint: String?, error: String?, isRequired: Bool, _ control: (HTML) -> HTML
  ) -> HTML {
    let ids = [hint.map { _ in "\(name)-hint" }, error.map { _ in "\(name)-error" }].compactMap { $0 }
    let described: HTML = """
      \(attribute: "aria-describedby", ids.isEmpty ? nil : ids.joined(separator: " "))\
      \(attribute: "aria-invalid", error.map { _ in "true" })
      """
    return """
      <div class="field\(error == nil ? "" : " field--bad")"><label class="field__label" for="\(name)">\(label)\
      \(if: isRequired, "<span class=\"field__need\" aria-hidden=\"true\"> *</span>")</label>\
      \(hint.map { "<p class=\"field__hint\" id=\"\(name)-hint\">\($0)</p>" as HTML })\
      \(control(described))\
      \(error.map { "<p class=\"field__error\" id=\"\(name)-error\">\(Icon.html("circle-alert"))\($0)</p>" as HTML })\
      </div>
      """
  }
}
