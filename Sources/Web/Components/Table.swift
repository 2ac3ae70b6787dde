import Kernel

/// Rows and columns; figures stand right, the head stays in sight, and what is shown can be filtered and exported.
package enum Table {
  /// One column: its title and how its cells stand.
  package struct Column: Sendable {
    /// `figure` aligns right with digits of one width; `fit` takes no more room than it needs (times, states, acts).
    package enum Kind: String, Sendable {
      case text
      case figure
      case fit
    }
    let title: String
    let kind: Kind

    /// Text where nothing is said.
    package init(_ title: String, _ kind: Kind = .text) {
      self.title = title
      self.kind = kind
    }
  }

  /// `caption` says what the rows are and is read aloud; it is shown where no heading stands above. The first cell of a
  /// row is its head. On a phone each row is a small block with the column's title before each value. A table that may be
  /// wider than its frame `scrolls`, and can then be reached by the keyboard (WCAG 2.2 SC 2.1.1).
  package static func html(
    caption: String, columns: [Column], rows: [[HTML]], id: String? = nil, showsCaption: Bool = false,
    scrolls: Bool = false
  ) -> HTML {
    let head = columns.map { column -> HTML in
      "<th scope=\"col\" class=\"table__\(column.kind.rawValue)\">\(column.title)</th>"
    }
    let body = rows.map { cells -> HTML in
      "<tr>\(zip(columns, cells).enumerated().map { cell($0.element.0, $0.element.1, isFirst: $0.offset == 0) })</tr>"
    }
    let reach: HTML = scrolls ? " tabindex=\"0\" role=\"region\" aria-label=\"\(caption)\"" : .empty
    return """
      <div class="table-frame"\(reach)><table class="table"\(attribute: "id", id)\(flag: "data-filterable", id != nil) data-keys>\
      <caption\(attribute: "class", showsCaption ? nil : "visually-hidden")>\(caption)</caption>\
      <thead><tr>\(head)</tr></thead><tbody>\(body)</tbody></table></div>
      """
  }

  private static func cell(_ column: Column, _ content: HTML, isFirst: Bool) -> HTML {
    isFirst
      ? "<th scope=\"row\" class=\"table__\(column.kind.rawValue)\">\(content)</th>"
      : "<td class=\"table__\(column.kind.rawValue)\" data-title=\"\(column.title)\">\(content)</td>"
  }
}
