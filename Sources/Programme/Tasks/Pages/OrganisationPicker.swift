import Contracts
import Kernel
import Vietnamese
import Web

/// Choosing organisations by typing a part of their names: a list of the browser's own, which works without scripts. A line
/// holds one; a script adds lines as they fill.
enum OrganisationPicker {
  static let list = "units"
  /// More than that are a text of lines.
  static let most = 12

  /// The names offered, once on a page. Communes are many: their names are typed.
  static func names(_ all: [OrganisationProfile]) -> HTML {
    let options = all.filter { $0.kind != .commune }.prefix(1500).map { one -> HTML in
      let short = one.shortName == one.name ? "" : one.shortName
      return "<option value=\"\(one.name)\"\(attribute: "label", short.isEmpty ? nil : short)></option>"
    }
    return "<datalist id=\"\(list)\">\(options)</datalist>"
  }

  /// One organisation.
  ///
  /// - Parameter id: as errors call the field.
  static func one(
    _ name: String, id: String? = nil, label: String, value: String = "", hint: String? = nil, error: String? = nil,
    isRequired: Bool = true
  ) -> HTML {
    let id = id ?? name
    return """
      <div class="field\(error == nil ? "" : " field--bad")"><label class="field__label" for="\(id)">\(label)\
      \(if: isRequired, "<span class=\"field__need\" aria-hidden=\"true\"> *</span>")</label>\
      \(hint.map { "<p class=\"field__hint\" id=\"\(id)-hint\">\($0)</p>" as HTML })\
      \(input(name, id: id, value: value, label: nil, described: described(id, hint, error), isBad: error != nil, isRequired))\
      \(problem(id, error))</div>
      """
  }

  /// Several, a line each.
  static func several(
    _ name: String, id: String? = nil, label: String, lineLabel: (Int) -> String, value: String, hint: String? = nil,
    error: String? = nil, isRequired: Bool = false
  ) -> HTML {
    let id = id ?? name
    let lines = value.split(whereSeparator: \.isNewline).map(String.init)
    guard lines.count <= most else {
      return Field.area(name, label: label, value: value, rows: 8, hint: hint, error: error, maxLength: 20_000)
    }
    func line(_ place: Int) -> HTML {
      input(
        name, id: place == 0 ? id : nil, value: lines.indices.contains(place) ? lines[place] : "",
        label: lineLabel(place + 1), described: place == 0 ? described(id, hint, error) : nil,
        isBad: error != nil && place < max(1, lines.count), isRequired && place == 0)
    }
    let shown = (0...lines.count).map(line)
    let more = (lines.count + 1..<lines.count + 5).map(line)
    return """
      <fieldset class="field field--group pick\(error == nil ? "" : " field--bad")" data-pick><legend class="field__label">\(label)\
      \(if: isRequired, "<span class=\"field__need\" aria-hidden=\"true\"> *</span>")</legend>\
      \(hint.map { "<p class=\"field__hint\" id=\"\(id)-hint\">\($0)</p>" as HTML })\
      <div class="pick__lines">\(shown)<noscript>\(more)</noscript></div>\(problem(id, error))</fieldset>
      """
  }

  private static func input(
    _ name: String, id: String?, value: String, label: String?, described: String?, isBad: Bool, _ isRequired: Bool
  ) -> HTML {
    """
    <input class="field__control"\(attribute: "id", id) name="\(name)" value="\(value)" list="\(list)" maxlength="300" \
    autocomplete="off"\(attribute: "aria-label", label)\(attribute: "aria-describedby", described)\
    \(attribute: "aria-invalid", isBad ? "true" : nil)\(flag: "required", isRequired)>
    """
  }

  private static func described(_ id: String, _ hint: String?, _ error: String?) -> String? {
    let ids = [hint.map { _ in "\(id)-hint" }, error.map { _ in "\(id)-error" }].compactMap(\.self)
    return ids.isEmpty ? nil : ids.joined(separator: " ")
  }

  private static func problem(_ id: String, _ error: String?) -> HTML {
    guard let error else { return .empty }
    return "<p class=\"field__error\" id=\"\(id)-error\">\(Icon.html("circle-alert"))\(error)</p>"
  }
}
