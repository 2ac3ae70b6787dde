import Contracts
import Foundation
import Kernel
import Testing

@testable import Newsroom

struct HistoryTests {
  @Test("a changed word is shown, and nothing else")
  func words() {
    let pieces = WordDiff.words(from: "Sáng nay nước sông đã rút.", to: "Sáng nay nước sông chưa rút.")
    #expect(
      pieces == [.same("Sáng nay nước sông "), .removed("đã "), .added("chưa "), .same("rút.")])
  }

  @Test("lines that were put in, taken out and changed stand in order")
  func lines() {
    let diff = WordDiff(from: ["một", "hai", "ba", "bốn"], to: ["một", "hai rưỡi", "bốn", "năm"])
    #expect(
      diff.lines == [
        [.same("một")], [.removed("hai"), .added("hai rưỡi")], [.removed("ba")], [.same("bốn")], [.added("năm")],
      ])
    #expect(WordDiff(from: ["a"], to: ["a"]).isSame)
    #expect(!diff.isSame)
  }

  @Test("either text can be put together again from what is shown", arguments: 0..<40)
  func complete(seed: UInt64) {
    var draw = Draw(seed: seed)
    func text() -> [String] {
      (0..<draw.below(8)).map { _ in
        (0...draw.below(5)).map { _ in ["a", "bb", "ccc"][draw.below(3)] }.joined(separator: " ")
      }
    }
    let old = text()
    let new = text()
    let diff = WordDiff(from: old, to: new)
    func side(_ keeps: (WordDiff.Piece) -> String?) -> [String] {
      diff.lines.map { $0.compactMap(keeps) }.filter { !$0.isEmpty }.map { $0.joined() }
    }
    #expect(
      side { piece in
        switch piece {
        case .same(let words), .removed(let words): words
        case .added: nil
        }
      } == old)
    #expect(
      side { piece in
        switch piece {
        case .same(let words), .added(let words): words
        case .removed: nil
        }
      } == new)
  }

  @Test("texts with nothing in common and of any length are compared at once")
  func bounded() {
    let old = (0..<20_000).map { "cũ \($0)" }
    let new = (0..<20_000).map { "mới \($0)" }
    #expect(WordDiff(from: old, to: new).lines.count == 20_000)
  }

  @Test("autosaves of one sitting are one line; another person, a pause and a save on purpose begin a new one")
  func folded() {
    func head(_ number: Int, _ kind: RevisionKind, _ who: String, _ at: TimeInterval) -> RevisionHead {
      RevisionHead(
        number: number, base: number - 1, kind: kind, account: AccountID(who), accountName: who,
        madeAt: Date(timeIntervalSince1970: at), title: "", words: 0)
    }
    let lines = HistoryLine.fold([
      head(8, .autosave, "hoa", 900), head(7, .autosave, "lan", 890), head(6, .autosave, "lan", 800),
      head(5, .autosave, "lan", 700), head(4, .autosave, "lan", 400), head(3, .save, "lan", 390),
      head(2, .autosave, "lan", 380), head(1, .save, "lan", 370),
    ])
    #expect(lines.map(\.head.number) == [8, 7, 4, 3, 2, 1])
    #expect(lines.map(\.count) == [1, 3, 1, 1, 1, 1])
    #expect(lines[1].first == 5)
  }
}
