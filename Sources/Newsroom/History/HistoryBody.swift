import Contracts
import Kernel
import Web

/// The text of one revision against another's, block by block, so that a person sees what was done.
struct HistoryBody {
  let old: StoryBody
  let new: StoryBody
  let t: Translator

  /// More unchanged blocks than this in a row are folded.
  private static let shown = 3

  var html: HTML {
    let entries = BlockDiff(from: old, to: new).entries
    var parts: [HTML] = []
    var quiet: [BlockDiff.Entry] = []
    func flush() {
      parts.append(folded(quiet))
      quiet = []
    }
    for entry in entries {
      if entry.change == .same {
        quiet.append(entry)
      } else {
        flush()
        parts.append(html(entry))
      }
    }
    flush()
    return "\(parts)"
  }

  private func folded(_ entries: [BlockDiff.Entry]) -> HTML {
    guard entries.count > Self.shown else { return "\(entries.map(html))" }
    return """
      <details class="diff__same"><summary>\(t("\(entries.count) đoạn không đổi"))</summary>\
      \(entries.map(html))</details>
      """
  }

  private func html(_ entry: BlockDiff.Entry) -> HTML {
    let note = note(entry.change)
    let label: HTML? = entry.label.map { "<span class=\"diff__field\">\(t($0))</span> " }
    let head: HTML =
      entry.label == nil && note == nil
      ? .empty : "<p class=\"diff__kind\">\(label)\(note.map { "<span class=\"quiet\">\($0)</span>" as HTML })</p>"
    return """
      <div class="diff__block diff__block--\(name(entry.change))">\(head)\
      \(entry.lines.map { "<p class=\"diff__line\">\(pieces($0))</p>" as HTML })</div>
      """
  }

  private func note(_ change: BlockDiff.Change) -> String? {
    switch change {
    case .same, .changed: nil
    case .added: t("mới thêm")
    case .removed: t("đã bỏ")
    case .moved: t("đã chuyển chỗ")
    case .setting: t("chỉ đổi cách trình bày")
    }
  }

  private func name(_ change: BlockDiff.Change) -> String {
    switch change {
    case .same: "same"
    case .changed: "changed"
    case .added: "added"
    case .removed: "removed"
    case .moved: "moved"
    case .setting: "setting"
    }
  }

  /// What was taken out and put in is said to those who do not see it, too.
  func pieces(_ pieces: [WordDiff.Piece]) -> [HTML] {
    pieces.map { piece in
      switch piece {
      case .same(let words): "\(words)"
      case .removed(let words): "<del><span class=\"visually-hidden\">\(t("bỏ:")) </span>\(words)</del>"
      case .added(let words): "<ins><span class=\"visually-hidden\">\(t("thêm:")) </span>\(words)</ins>"
      }
    }
  }
}
