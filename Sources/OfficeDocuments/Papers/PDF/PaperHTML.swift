/// A paper as a page for WeasyPrint. Everything said is escaped; images are within it.
struct PaperHTML {
  let paper: OfficePaper
  private var words: PaperWords { PaperWords(paper: paper) }

  init(_ paper: OfficePaper) { self.paper = paper }

  /// The whole paper.
  ///
  /// - Parameter numbers: rules for the pages of annexes, which are numbered for themselves.
  func whole(numbers: String) -> String {
    document(body + paper.annexes.indices.map(annex).joined(), numbers)
  }

  /// Each part alone, to learn how many pages it takes.
  var parts: [String] { [document(body, "")] + paper.annexes.indices.map { document(annex($0), "") } }

  private func document(_ markup: String, _ numbers: String) -> String {
    let title = [paper.kind ?? "", paper.abstract].joined(separator: " ")
    return """
      <!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>\(title.markup)</title>
      <meta name="author" content="\(paper.head.issuer.markup)">
      <style>\(PaperSheet.css)\(numbers)</style></head><body>\(markup)</body></html>
      """
  }

  private var body: String { "<main>\(head)\(kind)\(addressees)\(blocks(paper.blocks))\(ending)</main>" }

  private var head: String {
    let superior = words.superior.map { "<p class=\"superior\">\(lines($0))</p>" } ?? ""
    let subject = words.subject.map { "<p class=\"subject\">\($0.markup)</p>" } ?? ""
    return """
      <table class="head"><tr><td class="left">\(superior)<p class="issuer">\(lines(words.issuer))</p>
      <div class="rule" style="width:\(tenths(PaperGeometry.rule(below: words.issuer, size: 12)))mm"></div></td>
      <td class="right"><p class="nation">\(PaperWords.nation)</p>
      <p class="motto"><span>\(PaperWords.motto)</span></p></td></tr>
      <tr><td class="left number">\(words.number.markup)\(subject)</td>
      <td class="right place">\(words.placeAndDate.markup)</td></tr></table>
      """
  }

  private var kind: String {
    guard let kind = paper.kind else { return "<div class=\"gap\"></div>" }
    return """
      <p class="kind">\(PaperWords.upper(kind).markup)</p><p class="abstract">\(lines(words.abstract))</p>
      <div class="rule abstract-rule" style="width:\(tenths(PaperGeometry.abstractRule(paper.abstract)))mm"></div>
      """
  }

  private var addressees: String {
    switch paper.addressees.count {
    case 0: ""
    case 1: "<p class=\"addressee\">\(PaperWords.addressee) \(paper.addressees[0].markup)</p>"
    default:
      "<div class=\"addressees\"><p>\(PaperWords.addressee)</p>"
        + paper.addressees.enumerated().map { index, name in
          "<p class=\"one\">- \(name.markup)\(index == paper.addressees.count - 1 ? "." : ";")</p>"
        }.joined() + "</div>"
    }
  }

  private var ending: String {
    let recipients = words.recipientLines.map { "<p>\($0.markup)</p>" }.joined()
    let left =
      recipients.isEmpty
      ? "" : "<p class=\"recipients-name\">\(PaperWords.recipients)</p><div class=\"recipients\">\(recipients)</div>"
    let right = paper.signature.map { signature in
      signature.capacity.map { "<p class=\"capacity\">\(PaperWords.upper($0).markup)</p>" }.joined()
        + "<div class=\"sign\"></div><p class=\"name\">\((signature.name ?? "").markup)</p>"
    }
    guard !left.isEmpty || right != nil else { return "" }
    return
      "<table class=\"ending\"><tr><td class=\"left\">\(left)</td><td class=\"right\">\(right ?? "")</td></tr></table>"
  }

  private func annex(_ index: Int) -> String {
    let annex = paper.annexes[index]
    return """
      <section class="annex \(annex.isLandscape ? "landscape" : "portrait")"><h1 class="annex-name">\(words.annexName(index))</h1>
      <p class="annex-title">\(PaperWords.upper(annex.title).markup)</p><p class="annex-of">\(lines(words.annexOf(isLandscape: annex.isLandscape)))</p>
      <div class="rule annex-rule"></div>\(blocks(annex.blocks, isLandscape: annex.isLandscape))</section>
      """
  }

  private func blocks(_ blocks: [OfficePaper.Block], isLandscape: Bool = false) -> String {
    blocks.map { block($0, isLandscape) }.joined(separator: "\n")
  }

  private func block(_ block: OfficePaper.Block, _ isLandscape: Bool) -> String {
    switch block {
    case .heading(let level, let text):
      let level = max(1, min(3, level))
      return "<h\(level + 1) class=\"part\">\((level == 1 ? PaperWords.upper(text) : text).markup)</h\(level + 1)>"
    case .paragraph(let text): return "<p class=\"text\">\(line(text))</p>"
    case .list(let lines): return lines.map { "<p class=\"text\">- \(line($0))</p>" }.joined()
    case .table(let table): return self.table(table, isLandscape: isLandscape)
    case .image(let image):
      let caption = image.caption.map { "<figcaption>\($0.markup)</figcaption>" } ?? ""
      return """
        <figure><img src="\(image.dataAddress)" alt="\(image.alternative.markup)" style="width:\(tenths(image.width))mm">\
        \(caption)</figure>
        """
    }
  }

  private func table(_ table: PaperTable, isLandscape: Bool) -> String {
    let columns = PaperGeometry.widths(table, isLandscape: isLandscape).map {
      "<col style=\"width:\(tenths($0))mm\">"
    }.joined()
    let header = table.header.map { row in
      "<tr>"
        + row.map { cell in
          "<th\(cell.columns > 1 ? " colspan=\"\(cell.columns)\"" : "")\(cell.rows > 1 ? " rowspan=\"\(cell.rows)\"" : "")>\(lines(cell.text))</th>"
        }.joined() + "</tr>"
    }
    let rows = table.rows.enumerated().map { index, row in
      "<tr\(table.boldRows.contains(index) ? " class=\"bold\"" : "")>"
        + table.columns.indices.map { at in
          "<td class=\"\(table.columns[at].alignment)\">\(row.indices.contains(at) ? line(row[at]) : "")</td>"
        }.joined() + "</tr>"
    }
    let caption = table.caption.map { "<p class=\"caption\">\($0.markup)</p>" } ?? ""
    // The last rows stay together: a page does not hold one row alone.
    let last = rows.count > PaperGeometry.rowsKept ? rows.suffix(PaperGeometry.rowsKept) : []
    return """
      \(caption)<table class="data"><colgroup>\(columns)</colgroup><thead>\(header.joined())</thead>
      <tbody>\(rows.dropLast(last.count).joined(separator: "\n"))</tbody>
      \(last.isEmpty ? "" : "<tbody class=\"last\">\(last.joined(separator: "\n"))</tbody>")</table>
      """
  }

  private func line(_ text: OfficeText) -> String {
    text.runs.map { run in
      var markup = lines(run.text)
      if run.isItalic { markup = "<em>\(markup)</em>" }
      return run.isBold ? "<strong>\(markup)</strong>" : markup
    }.joined()
  }

  private func lines(_ text: String) -> String { text.markup.replacing("\n", with: "<br>") }
  private func tenths(_ number: Double) -> String { String((number * 10).rounded() / 10) }
}

/// Where things stand on the page, in millimetres.
enum PaperGeometry {
  static let textWidth = 160.0
  static let landscapeWidth = 247.0
  /// Of the left column of the head.
  static let issuerColumn = 66.0
  private static let point = 25.4 / 72

  /// So many rows at the end of a table are on one page.
  static let rowsKept = 3

  /// No column is so narrow that `STT` is broken.
  static let narrowest = 13.0

  /// Between a third and a half of the longest line.
  static func rule(below lines: String, size: Double) -> Double {
    let longest = lines.split(separator: "\n").map { PaperWords.width(String($0), size: size) }.max() ?? 0
    return longest * point * 0.42
  }

  static func abstractRule(_ abstract: String) -> Double {
    min(textWidth, PaperWords.width(abstract, size: 14) * point) * 0.36
  }

  /// Of the columns of a table, in millimetres.
  static func widths(_ table: PaperTable, isLandscape: Bool) -> [Double] {
    let room = isLandscape ? landscapeWidth : textWidth
    let total = max(0.001, table.columns.reduce(0) { $0 + $1.weight })
    let wanted = table.columns.map { max(narrowest, $0.weight / total * room) }
    let excess = wanted.reduce(0, +) - room
    let spare = wanted.reduce(0) { $0 + max(0, $1 - narrowest) }
    guard excess > 0 else { return wanted }
    guard spare >= excess else { return wanted.map { _ in room / Double(wanted.count) } }
    return wanted.map { $0 - max(0, $0 - narrowest) / spare * excess }
  }
}
