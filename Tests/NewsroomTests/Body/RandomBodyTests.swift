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
        if case .figure = block.kind { return }
        if case .horizontalRule = block.kind { return }
        open.append(block.id)
      case .leave(let block): #expect(open.popLast() == block.id)
      case .enterItem(let item): open.append(item.id)
      case .leaveItem(let item): #expect(open.popLast() == item.id)
      case .text(let text, _): #expect(!text.isEmpty)
      case .hardBreak: break
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

  mutating func block(depth: Int) -> StoryBody.Block {
    switch below(depth > 6 ? 1 : depth > 2 ? 3 : 7) {
    case 1: StoryBody.Block(.bulletList(items(depth)))
    case 2: StoryBody.Block(.orderedList(start: below(9), items(depth)))
    case 3: StoryBody.Block(.heading(level: 2 + below(2), runs()))
    case 4: StoryBody.Block(.blockquote((0...below(2)).map { _ in block(depth: depth + 5) }))
    case 5:
      StoryBody.Block(
        .figure(.init(picture: .new(), caption: words(), credit: words(), alt: words())))
    case 6: StoryBody.Block(.horizontalRule)
    default: StoryBody.Block(.paragraph(runs()))
    }
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
      return .text(words(), .init(bold: below(2) == 0, italic: below(3) == 0, link: link))
    }
  }

  private mutating func words() -> String {
    let some = ["bão", "số 3", "Đường", "\"", "\\", "<b>", "😀", "ỗ", "\n", "\t", " ", "/", "&amp;", "漢"]
    return (0...below(5)).map { _ in some[below(some.count)] }.joined()
  }
}
