/// The parts of a paper that are set in Word's own markup: head, tables, ending.
struct WordPaper {
  let paper: OfficePaper
  private typealias W = WordMarkup
  private var words: PaperWords { PaperWords(paper: paper) }

  init(_ paper: OfficePaper) { self.paper = paper }

  var head: String {
    // The columns reach a little into the margins, as the lines of the head need it.
    let widths = [W.twips(68), W.twips(98)]
    var left = words.superior.map { centred($0, size: 24) } ?? ""
    left += centred(words.issuer, size: 24, isBold: true)
    left += W.rule(millimetres: PaperGeometry.rule(below: words.issuer, size: 12), of: widths[0], before: 40, after: 40)
    var right = W.paragraph(W.run(PaperWords.nation, size: 24, isBold: true), .init(alignment: .centre))
    right += W.paragraph(W.run(PaperWords.motto, size: 26, isBold: true), .init(alignment: .centre))
    right += W.rule(millimetres: Self.mottoWidth, of: widths[1], before: 30, after: 40)
    var number = W.paragraph(W.run(words.number, size: 26), .init(alignment: .centre, before: 120))
    if let subject = words.subject {
      number += W.paragraph(
        W.run(subject, size: 24), .init(alignment: .centre, before: 60, indent: (W.twips(4), W.twips(4))))
    }
    let place = W.paragraph(
      W.run(words.placeAndDate, size: 26, isItalic: true), .init(alignment: .centre, before: 120))
    return W.table(
      [
        ([.init(content: left), .init(content: right)], false),
        ([.init(content: number), .init(content: place)], false),
      ],
      widths: widths, hasLines: false, indent: -W.twips(4))
      + W.paragraph("", .init(after: paper.kind == nil ? 120 : 0))
  }

  /// Of the motto in bold 13 points of Times, measured.
  private static let mottoWidth = 56.2

  private func centred(_ text: String, size: Int, isBold: Bool = false) -> String {
    W.paragraph(W.run(PaperWords.upper(text), size: size, isBold: isBold), .init(alignment: .centre))
  }

  /// The line below the abstract.
  var abstractRule: String {
    W.rule(
      millimetres: PaperGeometry.abstractRule(paper.abstract),
      of: W.twips(PaperGeometry.textWidth), before: 70, after: 280)
  }

  /// Recipients at the left, who signs at the right; kept on one page.
  var ending: String? {
    let lines = words.recipientLines
    guard !lines.isEmpty || paper.signature != nil else { return nil }
    var left = ""
    if !lines.isEmpty {
      left += W.paragraph(W.run(PaperWords.recipients, size: 24, isBold: true, isItalic: true))
      left += lines.map { W.paragraph(W.run($0, size: 22), .init(alignment: .left)) }.joined()
    } else {
      left = W.paragraph("")
    }
    var right = ""
    if let signature = paper.signature {
      right += signature.capacity.map {
        W.paragraph(W.run(PaperWords.upper($0), size: 28, isBold: true), .init(alignment: .centre))
      }.joined()
      right += W.paragraph("", .init(before: W.twips(24)))
      right += W.paragraph(W.run(signature.name ?? "", size: 28, isBold: true), .init(alignment: .centre))
    } else {
      right = W.paragraph("")
    }
    let widths = [W.twips(72), W.twips(88)]
    return W.paragraph("", .init(before: 60, staysWithNext: true))
      + W.table(
        [([.init(content: left), .init(content: right)], false)], widths: widths, hasLines: false, isTop: true)
      + W.end
  }

  func table(_ table: PaperTable, isLandscape: Bool) -> String {
    let widths = PaperGeometry.widths(table, isLandscape: isLandscape).map(W.twips)
    // The last rows stay together: a page does not hold one row alone.
    let kept = table.rows.count > PaperGeometry.rowsKept ? table.rows.count - PaperGeometry.rowsKept : table.rows.count
    let rows = table.rows.enumerated().map { index, row in
      table.columns.indices.map { at in
        W.Cell(
          content: W.paragraph(
            row.indices.contains(at) ? W.runs(row[at], isBold: table.boldRows.contains(index)) : "",
            .init(
              alignment: table.columns[at].alignment, staysWithNext: index >= kept && index < table.rows.count - 1)))
      }
    }
    return W.table(
      header(table).map { ($0, true) } + rows.map { ($0, false) }, widths: widths, hasLines: true)
      + W.paragraph("", .init(after: 60))
  }

  /// Cells over several rows go on below in cells of their own.
  private func header(_ table: PaperTable) -> [[W.Cell]] {
    var open: [Int: (rows: Int, columns: Int)] = [:]
    return table.header.map { row in
      var cells: [W.Cell] = []
      var rest = row[...]
      var at = 0
      while at < table.columns.count {
        if let above = open[at], above.rows > 0 {
          cells.append(W.Cell(content: W.paragraph(""), columns: above.columns, merge: .continue))
          open[at] = (above.rows - 1, above.columns)
          at += above.columns
          continue
        }
        let cell = rest.popFirst() ?? .init("")
        let columns = min(cell.columns, table.columns.count - at)
        cells.append(
          W.Cell(
            content: W.paragraph(W.run(cell.text, isBold: true), .init(alignment: .centre)), columns: columns,
            merge: cell.rows > 1 ? .restart : nil))
        if cell.rows > 1 { open[at] = (cell.rows - 1, columns) }
        at += columns
      }
      return cells
    }
  }
}
