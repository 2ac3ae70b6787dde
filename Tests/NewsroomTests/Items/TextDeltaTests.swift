import Testing

@testable import Newsroom

struct TextDeltaTests {
  @Test("any text comes back from its delta to any other", arguments: 0..<50)
  func anyPair(seed: UInt64) {
    var draw = Draw(seed: seed)
    let old = (0..<draw.below(40)).map { _ in UInt8(draw.below(3)) }
    let new = (0..<draw.below(40)).map { _ in UInt8(draw.below(3)) }
    let delta = TextDelta(from: old, to: new)
    #expect(delta.applied(to: old) == new)
  }

  @Test("a word typed into a long text costs the word")
  func typed() {
    let old = Array(String(repeating: "Nước sông đang lên. ", count: 500).utf8)
    let new = Array(old[..<4_000]) + Array("Gió mạnh. ".utf8) + Array(old[4_000...])
    let delta = TextDelta(from: old, to: new)
    #expect(delta.middle.count <= "Gió mạnh. ".utf8.count)
    #expect(delta.isCompact(for: new))
  }

  @Test("a delta of another text is refused")
  func foreign() {
    #expect(TextDelta(head: 5, tail: 5, middle: []).applied(to: [1, 2, 3]) == nil)
    #expect(TextDelta(head: -1, tail: 0, middle: []).applied(to: [1, 2, 3]) == nil)
  }
}
