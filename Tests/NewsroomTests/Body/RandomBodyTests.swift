import Contracts
import Foundation
import Kernel
import Testing

/// Properties that hold for any document, tried on documents drawn from a fixed seed.
struct RandomBodyTests {
  @Test("any document survives its JSON, its walk is balanced and its bytes are one", arguments: 0..<60)
  func anyDocument(seed: UInt64) throws {
    var draw = Draw(seed: seed)
    let body = StoryBody(blocks: (0..<draw.below(12)).map { _ in draw.block(depth: 2) })
    let again = try StoryBody(json: body.json)
    #expect(again == body)
    #expect(again.json == body.json)

    var open: [String] = []
    body.walk { step in
      switch step {
      case .enter(let block):
        switch block.kind {
        case .figure, .horizontalRule, .gallery, .audio, .video, .embed, .related: return
        default: open.append(block.id)
        }
      case .leave(let block): #expect(open.popLast() == block.id)
      case .enterItem(let item): open.append(item.id)
      case .leaveItem(let item): #expect(open.popLast() == item.id)
      case .text(let text, _): #expect(!text.isEmpty)
      case .footnote(let text, _): #expect(!text.isEmpty)
      case .hardBreak: break
      case .enterRow: open.append("row")
      case .leaveRow: #expect(open.popLast() == "row")
      case .enterCell: open.append("cell")
      case .leaveCell: #expect(open.popLast() == "cell")
      case .enterVariant(let variant): open.append(variant.name)
      case .leaveVariant(let variant): #expect(open.popLast() == variant.name)
      }
    }
    #expect(open.isEmpty)
    // Edited in a plain field and not changed: every block that can be read is as it was.
    let kept = body.applying(plainForm: body.plainForm)
    #expect(kept.plainForm == body.plainForm)
    #expect(kept.blocks == body.blocks.filter { !StoryBody(blocks: [$0]).plainForm.isEmpty })
  }

  @Test("any damage to the bytes is read or refused, never a crash", arguments: 0..<40)
  func anyDamage(seed: UInt64) throws {
    var draw = Draw(seed: seed &+ 1_000)
    let body = StoryBody(blocks: (0..<6).map { _ in draw.block(depth: 2) })
    for _ in 0..<40 {
      var bytes = body.jsonBytes
      for _ in 0...draw.below(4) {
        let place = draw.below(bytes.count)
        switch draw.below(3) {
        case 0: bytes[place] = UInt8(draw.below(256))
        case 1: bytes.remove(at: place)
        default: bytes.insert(UInt8(draw.below(256)), at: place)
        }
      }
      do {
        let read = try StoryBody(json: bytes)
        #expect(try StoryBody(json: read.json) == read)
      } catch {
        #expect(!error.path.isEmpty)
      }
    }
  }
}

/// Draws documents; the same seed draws the same.
struct Draw {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func below(_ limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return limit > 0 ? Int(state % UInt64(limit)) : 0
  }

  mutating func block(depth: Int, inVariant: Bool = false) -> StoryBody.Block {
    switch below(depth > 6 ? 1 : depth > 2 ? 3 : inVariant ? 14 : 15) {
    case 1: StoryBody.Block(.bulletList(items(depth)))
    case 2: StoryBody.Block(.orderedList(start: below(9), items(depth)))
    case 3: StoryBody.Block(.heading(level: 2 + below(2), runs()))
    case 4: StoryBody.Block(.blockquote((0...below(2)).map { _ in block(depth: depth + 5) }))
    case 5:
      StoryBody.Block(
        .figure(.init(picture: .new(), caption: words(), credit: words(), alt: words())))
    case 6: StoryBody.Block(.horizontalRule)
    case 7:
      StoryBody.Block(
        .table(.init(caption: words(), hasHeader: below(2) == 0, rows: (0...below(3)).map { _ in row() })))
    case 8: StoryBody.Block(.gallery(caption: words(), (0..<below(4)).map { _ in .init(.init(picture: .new())) }))
    case 9: StoryBody.Block(.audio(.init(clip: .new(), caption: words(), credit: words())))
    case 10: StoryBody.Block(.video(.init(clip: .new(), caption: words())))
    case 11:
      StoryBody.Block(.embed(.init(provider: "youtube", address: "https://a.example/\(below(9))", caption: words())))
    case 12: StoryBody.Block(.factBox(title: words(), (0...below(2)).map { _ in block(depth: depth + 5) }))
    case 13: StoryBody.Block(.related(.init(item: .new(), title: words())))
    case 14: StoryBody.Block(.alternatives((0...1 + below(2)).map { _ in variant(depth) }))
    default: StoryBody.Block(.paragraph(runs()))
    }
  }

  private mutating func row() -> [StoryBody.Table.Cell] { (0...below(3)).map { _ in runs() } }

  private mutating func variant(_ depth: Int) -> StoryBody.Variant {
    StoryBody.Variant(
      account: .new(), name: "Lan", at: Date(timeIntervalSince1970: Double(below(1_000_000_000)) / 7),
      blocks: (0..<below(3)).map { _ in block(depth: depth, inVariant: true) })
  }

  private mutating func suggestion() -> StoryBody.Suggestion {
    StoryBody.Suggestion(
      id: "s\(below(9))", kind: below(2) == 0 ? .insert : .delete, account: .new(), name: words(),
      at: Date(timeIntervalSince1970: Double(below(1_000_000_000)) / 3))
  }

  private mutating func items(_ depth: Int) -> [StoryBody.ListItem] {
    (0...below(3)).map { _ in
      let rest = (0..<below(2)).map { _ in block(depth: depth + 2 > 2 ? depth + 2 : 3) }
      return StoryBody.ListItem([StoryBody.Block(.paragraph(runs()))] + rest)
    }
  }

  private mutating func runs() -> [StoryBody.Inline] {
    (0..<below(5)).map { _ in
      if below(6) == 0 { return .hardBreak }
      let link = ["https://a.example/\"<>&", "/bai/x-1", "mailto:a@b.example", nil, nil, nil][below(6)]
      if below(8) == 0 { return .footnote(words() + "x", .init(suggestions: below(2) == 0 ? [suggestion()] : [])) }
      let script: StoryBody.Script? = [.superscript, .subscript, nil, nil, nil][below(5)]
      let suggestions = (0..<max(0, below(6) - 3)).map { _ in suggestion() }
      return .text(
        words(),
        .init(bold: below(2) == 0, italic: below(3) == 0, link: link, script: script, suggestions: suggestions))
    }
  }

  private mutating func words() -> String {
    let some = ["bão", "số 3", "Đường", "\"", "\\", "<b>", "😀", "ỗ", "\n", "\t", " ", "/", "&amp;", "漢"]
    return (0...below(5)).map { _ in some[below(some.count)] }.joined()
  }
}
