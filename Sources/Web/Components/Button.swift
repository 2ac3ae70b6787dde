import Kernel

/// Everything that is pressed: a submit of a form, a link that looks like one, a whole form of one button, an opener.
package enum Button {
  /// How much it calls: one `primary` on a page, `danger` only for what cannot be taken back.
  package enum Style: String, Sendable {
    case plain = ""
    case primary = " button--primary"
    case quiet = " button--quiet"
    case danger = " button--danger"
  }

  /// Sends the form it stands in. `name` and `value` tell the server which of several was pressed.
  package static func submit(
    _ label: String, style: Style = .primary, icon: String? = nil, name: String? = nil, value: String? = nil,
    formAction: String? = nil, formID: String? = nil, skipsChecks: Bool = false
  ) -> HTML {
    """
    <button type="submit" class="button\(style.rawValue)"\(attribute: "name", name)\(attribute: "value", value)\
    \(attribute: "formaction", formAction)\(attribute: "form", formID)\(flag: "formnovalidate", skipsChecks)>\
    \(Icon.html(optional: icon))<span>\(label)</span></button>
    """
  }

  /// Goes somewhere. `command` also puts it into the Ctrl+K palette.
  package static func link(
    _ label: String, to path: String, style: Style = .plain, icon: String? = nil, command: Bool = false
  ) -> HTML {
    """
    <a class="button\(style.rawValue)" href="\(url: path)"\(flag: "data-command", command)>\
    \(Icon.html(optional: icon))<span>\(label)</span></a>
    """
  }

  /// Does one thing: a form of its own, with its CSRF token and hidden `fields`.
  package static func post(
    _ label: String, to path: String, _ context: StaffContext, style: Style = .plain, icon: String? = nil,
    fields: [String: String] = [:], command: Bool = false
  ) -> HTML {
    """
    <form class="act" method="post" action="\(url: path)">\(context.csrfField)\(hidden(fields))\
    <button type="submit" class="button\(style.rawValue)"\(flag: "data-command", command)>\
    \(Icon.html(optional: icon))<span>\(label)</span></button></form>
    """
  }

  /// Opens the dialog or sheet of that id (``Dialog``).
  package static func opens(
    _ id: String, _ label: String, style: Style = .plain, icon: String? = nil
  ) -> HTML {
    """
    <button type="button" class="button\(style.rawValue)" commandfor="\(id)" command="show-modal" aria-haspopup="dialog">\
    \(Icon.html(optional: icon))<span>\(label)</span></button>
    """
  }

  /// A square with only an icon in it; `label` is what is read aloud and shown on hover.
  package static func icon(
    _ icon: String, _ label: String, style: Style = .quiet, name: String? = nil, value: String? = nil,
    opens id: String? = nil
  ) -> HTML {
    """
    <button type="\(id == nil ? "submit" : "button")" class="button button--icon\(style.rawValue)" aria-label="\(label)" \
    title="\(label)"\(attribute: "name", name)\(attribute: "value", value)\(attribute: "commandfor", id)\
    \(attribute: "command", id.map { _ in "show-modal" })>\(Icon.html(icon))</button>
    """
  }

  private static func hidden(_ fields: [String: String]) -> [HTML] {
    fields.sorted { $0.key < $1.key }.map { "<input type=\"hidden\" name=\"\($0.key)\" value=\"\($0.value)\">" }
  }
}
