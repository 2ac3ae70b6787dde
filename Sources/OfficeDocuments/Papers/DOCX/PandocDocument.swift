import Foundation

/// A paper as pandoc's own tree, in JSON: its text as paragraphs with named styles, and Word's markup where the layout needs
/// it. What is said is never read as markup of any kind.
struct PandocDocument {
  let paper: OfficePaper
  private let word: WordPaper
  private var words: PaperWords { PaperWords(paper: paper) }
  private typealias W = WordMarkup

  init(_ paper: OfficePaper) {
    self.paper = paper
    word = WordPaper(paper)
  }

  func json() throws -> Data {
    try JSONSerialization.data(
      withJSONObject: ["pandoc-api-version": [1, 22, 1], "meta": [String: Any](), "blocks": blocks])
  }

  private var blocks: [Any] {
    var blocks: [Any] = [raw(word.head)]
    if let kind = paper.kind {
      blocks.append(styled("Tên loại", OfficeText(PaperWords.upper(kind))))
      blocks.append(styled("Trích yếu", OfficeText(words.abstract)))
      blocks.append(raw(word.abstractRule))
    }
    blocks += addressees
    let ending = word.ending
    for (index, one) in paper.blocks.enumerated() {
      // Who signs does not stand on a page alone.
      if ending != nil, index == paper.blocks.count - 1, case .paragraph(let text) = one {
        blocks.append(styled("Đoạn cuối", text))
      } else {
        blocks += block(one, isLandscape: false)
      }
    }
    if let ending { blocks.append(raw(ending)) }
    var isLandscape = false
    for (index, annex) in paper.annexes.enumerated() {
      blocks.append(raw(W.sectionEnd(isLandscape: isLandscape, startsAtOne: index > 0)))
      isLandscape = annex.isLandscape
      blocks.append(styled("Phụ lục", OfficeText(words.annexName(index))))
      blocks.append(styled("Trích yếu", OfficeText(PaperWords.upper(annex.title))))
      blocks.append(styled("Kèm theo", OfficeText(words.annexOf(isLandscape: annex.isLandscape))))
      let width = isLandscape ? PaperGeometry.landscapeWidth : PaperGeometry.textWidth
      blocks.append(raw(W.rule(millimetres: 50, of: W.twips(width), after: 240)))
      blocks += annex.blocks.flatMap { block($0, isLandscape: annex.isLandscape) }
    }
    return blocks
  }

  /// The last section's shape is the whole document's.
  var lastSection: String {
    W.section(
      isLandscape: paper.annexes.last?.isLandscape ?? false, startsAtOne: !paper.annexes.isEmpty, header: "rId2")
  }

  private var addressees: [Any] {
    switch paper.addressees.count {
    case 0: return []
    case 1: return [styled("Kính gửi", OfficeText("\(PaperWords.addressee) \(paper.addressees[0])"))]
    default:
      let last = paper.addressees.count - 1
      return [styled("Nơi kính gửi", OfficeText(PaperWords.addressee))]
        + paper.addressees.enumerated().map { styled("Nơi kính gửi", OfficeText("- \($1)\($0 == last ? "." : ";")")) }
        + [raw(W.paragraph(""))]
    }
  }

  private func block(_ block: OfficePaper.Block, isLandscape: Bool) -> [Any] {
    switch block {
    case .heading(let level, let text):
      let level = max(1, min(3, level))
      return [
        node("Header", [level, attributes(), inlines(OfficeText(level == 1 ? PaperWords.upper(text) : text))] as [Any])
      ]
    case .paragraph(let text): return [node("Para", inlines(text))]
    case .list(let lines): return lines.map { node("Para", inlines("- " + $0)) }
    case .table(let table):
      let caption = table.caption.map { [styled("Tên bảng", OfficeText($0))] } ?? []
      return caption + [raw(word.table(table, isLandscape: isLandscape))]
    case .image(let image):
      let picture = node(
        "Image",
        [
          attributes([["width", "\(Int(image.width.rounded()))mm"]]), inlines(OfficeText(image.alternative)),
          [image.dataAddress, ""],
        ] as [Any])
      return [div("Hình", [node("Plain", [picture])])]
        + (image.caption.map { [styled("Tên hình", OfficeText($0))] } ?? [])
    }
  }

  // MARK: Nodes

  private func styled(_ style: String, _ text: OfficeText) -> Any { div(style, [node("Para", inlines(text))]) }
  private func div(_ style: String, _ blocks: [Any]) -> Any {
    node("Div", [attributes([["custom-style", style]]), blocks] as [Any])
  }
  private func raw(_ markup: String) -> Any { node("RawBlock", ["openxml", markup]) }
  private func attributes(_ pairs: [[String]] = []) -> Any { ["", [String](), pairs] as [Any] }
  private func node(_ name: String, _ content: Any) -> Any { ["t": name, "c": content] as [String: Any] }

  private func inlines(_ text: OfficeText) -> [Any] {
    text.runs.flatMap { run -> [Any] in
      let lines = run.text.split(separator: "\n", omittingEmptySubsequences: false)
      var parts: [Any] = []
      for (index, line) in lines.enumerated() {
        if index > 0 { parts.append(["t": "LineBreak"]) }
        if !line.isEmpty { parts.append(node("Str", Self.clean(line))) }
      }
      if run.isItalic { parts = [node("Emph", parts)] }
      return run.isBold ? [node("Strong", parts)] : parts
    }
  }

  /// Without characters that XML cannot hold.
  private static func clean(_ text: Substring) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0xFFFE && $0.value != 0xFFFF }))
  }
}
