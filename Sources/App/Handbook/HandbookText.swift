import Foundation
import Web

/// The little Markdown that the handbook is written in, as HTML: headings, paragraphs, lists, tables, bold, code, links.
/// Pictures are left out: they show the page one is on. Everything else is text and is escaped.
enum HandbookText {
  struct Section: Sendable, Equatable {
    let title: String
    let anchor: String
  }

  static func html(_ text: String) -> HTML {
    "\(text.components(separatedBy: "\n\n").map { block($0) })"
  }

  /// The first heading.
  static func title(_ text: String) -> String {
    text.split(separator: "\n").first { $0.hasPrefix("# ") }.map { String($0.dropFirst(2)) } ?? ""
  }

  static func sections(_ text: String) -> [Section] {
    text.split(separator: "\n").filter { $0.hasPrefix("## ") }.map { line in
      let title = String(line.dropFirst(3))
      return Section(title: title, anchor: anchor(title))
    }
  }

  /// As forges make them of headings, so that links between the pages hold in both places.
  static func anchor(_ title: String) -> String {
    title.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" }.replacing(" ", with: "-")
  }

  private static func block(_ text: String) -> HTML {
    let lines = text.split(separator: "\n").map(String.init)
    guard let first = lines.first, !first.hasPrefix("# "), !first.hasPrefix("![") else { return .empty }
    if first.hasPrefix("## ") {
      let title = String(first.dropFirst(3))
      return "<h2 id=\"\(anchor(title))\">\(title)</h2>\(block(lines.dropFirst().joined(separator: "\n")))"
    }
    if first.hasPrefix("|") { return table(lines) }
    if let list = list(lines) { return list }
    return "<p>\(inline(lines.joined(separator: " ")))</p>"
  }

  /// Flat; a line that begins no item goes on with the one before it.
  private static func list(_ lines: [String]) -> HTML? {
    let isNumbered = lines[0].prefixMatch(of: #/\d+\. /#) != nil
    guard isNumbered || lines[0].hasPrefix("- ") else { return nil }
    var items: [String] = []
    for line in lines {
      if let mark = line.prefixMatch(of: #/(?:\d+\.|-) /#) {
        items.append(String(line[mark.range.upperBound...]))
      } else {
        items[items.count - 1] += " " + line.trimmingCharacters(in: .whitespaces)
      }
    }
    let rows = items.map { "<li>\(inline($0))</li>" as HTML }
    return isNumbered ? "<ol>\(rows)</ol>" : "<ul>\(rows)</ul>"
  }

  private static func table(_ lines: [String]) -> HTML {
    let rows = lines.filter { $0.contains(where: \.isLetter) }.map { line in
      line.split(separator: "|").map { inline($0.trimmingCharacters(in: .whitespaces)) }
    }
    let head = (rows.first ?? []).map { "<th scope=\"col\">\($0)</th>" as HTML }
    let body = rows.dropFirst().map { row in "<tr>\(row.map { "<td>\($0)</td>" as HTML })</tr>" as HTML }
    return """
      <div class="table-frame" tabindex="0"><table class="table"><thead><tr>\(head)</tr></thead><tbody>\(body)</tbody></table></div>
      """
  }

  private static func inline(_ text: String) -> HTML {
    var html = HTML.empty
    var rest = text[...]
    while let mark = rest.firstMatch(of: /\*\*(.+?)\*\*|`(.+?)`|!?\[([^\]]*)\]\(([^)]*)\)/) {
      html += "\(String(rest[..<mark.range.lowerBound]))"
      if let bold = mark.1 {
        html += "<strong>\(inline(String(bold)))</strong>"
      } else if let code = mark.2 {
        html += "<code>\(String(code))</code>"
      } else if let words = mark.3, let address = mark.4, !mark.0.hasPrefix("!") {
        html += link(String(words), String(address))
      }
      rest = rest[mark.range.upperBound...]
    }
    html += "\(String(rest))"
    return html
  }

  /// Between the pages of the handbook; what leads out of it (into the source) is words only.
  private static func link(_ words: String, _ address: String) -> HTML {
    if address.hasPrefix("#") { return "<a href=\"\(url: address)\">\(words)</a>" }
    guard let page = address.wholeMatch(of: /([a-z0-9-]+)\.md(#.*)?/) else { return "\(words)" }
    return "<a href=\"\(url: "\(Handbook.path)/\(page.1)\(page.2 ?? "")")\">\(words)</a>"
  }
}
