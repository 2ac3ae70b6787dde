import Kernel

/// Pieces of WordprocessingML (ECMA-376 part 1 §17) where pandoc has no words for a layout: tables without lines, sections.
/// Lengths are twips (1/20 pt), sizes of type half points.
enum WordMarkup {
  static let namespaces =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
    + "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""

  static func twips(_ millimetres: Double) -> Int { Int((millimetres * 1440 / 25.4).rounded()) }

  /// How a paragraph differs from its style.
  struct Shape {
    var alignment: PaperTable.Alignment? = nil
    var before = 0
    var after = 0
    /// From both edges, so that a line below is as long as what is left.
    var indent = (left: 0, right: 0)
    var hasRule = false
    var staysWithNext = false
  }

  /// - Parameter runs: as of ``run(_:size:isBold:isItalic:)``.
  static func paragraph(_ runs: String, _ shape: Shape = Shape()) -> String {
    let rule =
      shape.hasRule ? "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"000000\"/></w:pBdr>" : ""
    let spacing =
      shape.hasRule
      ? "<w:spacing w:before=\"\(shape.before)\" w:after=\"\(shape.after)\" w:line=\"40\" w:lineRule=\"exact\"/>"
      : "<w:spacing w:before=\"\(shape.before)\" w:after=\"\(shape.after)\"/>"
    let alignment: String =
      switch shape.alignment {
      case .left: "<w:jc w:val=\"left\"/>"
      case .centre: "<w:jc w:val=\"center\"/>"
      case .right: "<w:jc w:val=\"right\"/>"
      case nil: ""
      }
    return "<w:p><w:pPr><w:pStyle w:val=\"PaperCell\"/>\(shape.staysWithNext ? "<w:keepNext/>" : "")\(rule)\(spacing)"
      + "<w:ind w:left=\"\(shape.indent.left)\" w:right=\"\(shape.indent.right)\" w:firstLine=\"0\"/>\(alignment)</w:pPr>"
      + "\(runs)</w:p>"
  }

  /// A line in the middle of a column, so long.
  static func rule(millimetres length: Double, of width: Int, before: Int = 0, after: Int = 0) -> String {
    let side = max(0, (width - twips(length)) / 2)
    return paragraph(
      "", Shape(before: before, after: after, indent: (side, side), hasRule: true))
  }

  static func run(_ text: String, size: Int? = nil, isBold: Bool = false, isItalic: Bool = false) -> String {
    let properties =
      (isBold ? "<w:b/>" : "") + (isItalic ? "<w:i/>" : "")
      + (size.map { "<w:sz w:val=\"\($0)\"/><w:szCs w:val=\"\($0)\"/>" } ?? "")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      "<w:t xml:space=\"preserve\">\(String($0).markup)</w:t>"
    }
    return "<w:r>\(properties.isEmpty ? "" : "<w:rPr>\(properties)</w:rPr>")\(lines.joined(separator: "<w:br/>"))</w:r>"
  }

  static func runs(_ text: OfficeText, size: Int? = nil, isBold: Bool = false) -> String {
    text.runs.map { run($0.text, size: size, isBold: $0.isBold || isBold, isItalic: $0.isItalic) }.joined()
  }

  // MARK: Tables

  struct Cell {
    /// Paragraphs.
    var content: String
    var columns = 1
    /// Begins or goes on a cell over several rows.
    var merge: Merge? = nil

    enum Merge: String {
      case restart, `continue`
    }
  }

  /// - Parameter widths: of the columns, in twips.
  static func table(
    _ rows: [(cells: [Cell], isHeader: Bool)], widths: [Int], hasLines: Bool, indent: Int = 0, isTop: Bool = false
  ) -> String {
    let line = hasLines ? "w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"" : "w:val=\"nil\""
    let borders = ["top", "left", "bottom", "right", "insideH", "insideV"].map { "<w:\($0) \(line)/>" }.joined()
    let margin = hasLines ? 80 : 0
    let head = """
      <w:tbl><w:tblPr><w:tblW w:w="\(widths.reduce(0, +))" w:type="dxa"/>\(hasLines ? "<w:jc w:val=\"center\"/>" : "<w:tblInd w:w=\"\(indent)\" w:type=\"dxa\"/>")\
      <w:tblBorders>\(borders)</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>\
      <w:top w:w="\(hasLines ? 40 : 0)" w:type="dxa"/><w:left w:w="\(margin)" w:type="dxa"/>\
      <w:bottom w:w="\(hasLines ? 40 : 0)" w:type="dxa"/><w:right w:w="\(margin)" w:type="dxa"/></w:tblCellMar></w:tblPr>\
      <w:tblGrid>\(widths.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined())</w:tblGrid>
      """
    let body = rows.map { row in
      var at = 0
      let cells = row.cells.map { cell in
        let width = widths[min(at, widths.count)..<min(at + cell.columns, widths.count)].reduce(0, +)
        at += cell.columns
        let span = cell.columns > 1 ? "<w:gridSpan w:val=\"\(cell.columns)\"/>" : ""
        let merge = cell.merge.map { "<w:vMerge w:val=\"\($0.rawValue)\"/>" } ?? ""
        return "<w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"dxa\"/>\(span)\(merge)"
          + "<w:vAlign w:val=\"\(isTop || !hasLines ? "top" : "center")\"/></w:tcPr>\(cell.content)</w:tc>"
      }
      return "<w:tr><w:trPr><w:cantSplit/>\(row.isHeader ? "<w:tblHeader/>" : "")</w:trPr>\(cells.joined())</w:tr>"
    }
    return head + body.joined() + "</w:tbl>"
  }

  /// A body does not end with a table; this paragraph takes no room.
  static let end =
    "<w:p><w:pPr><w:pStyle w:val=\"PaperCell\"/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>"
    + "</w:pPr></w:p>"

  // MARK: Sections

  /// Stands for the relation of the header that has the page's number, whose name pandoc gives.
  static let headerPlace = "HOITU-PAGE-NUMBER"

  /// Margins of the decree; the number of the page from the second on. Annexes are numbered for themselves.
  static func section(isLandscape: Bool, startsAtOne: Bool, header: String = headerPlace) -> String {
    let (short, long) = (11_906, 16_838)
    let size =
      isLandscape
      ? "w:w=\"\(long)\" w:h=\"\(short)\" w:orient=\"landscape\"" : "w:w=\"\(short)\" w:h=\"\(long)\""
    return """
      <w:sectPr><w:headerReference w:type="default" r:id="\(header)"/><w:type w:val="nextPage"/><w:pgSz \(size)/>\
      <w:pgMar w:top="\(twips(20))" w:right="\(twips(20))" w:bottom="\(twips(20))" w:left="\(twips(30))" \
      w:header="\(twips(11))" w:footer="\(twips(10))" w:gutter="0"/>\
      \(startsAtOne ? "<w:pgNumType w:start=\"1\"/>" : "")<w:titlePg/></w:sectPr>
      """
  }

  /// Ends a section where it stands.
  static func sectionEnd(isLandscape: Bool, startsAtOne: Bool) -> String {
    "<w:p><w:pPr><w:pStyle w:val=\"PaperCell\"/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>"
      + section(isLandscape: isLandscape, startsAtOne: startsAtOne) + "</w:pPr></w:p>"
  }
}
