import Contracts
import Foundation
import Kernel
import Testing

@testable import Newsroom

struct BlockDiffTests {
  private func body(_ blocks: [(String, StoryBody.Kind)]) -> StoryBody {
    StoryBody(blocks: blocks.map { .init($0.1, id: $0.0) })
  }
  private func text(_ words: String) -> StoryBody.Kind { .paragraph([.text(words, .none)]) }

  @Test("each block says what was done to it")
  func changes() {
    let table = StoryBody.Kind.table(.init(caption: "Mực nước", rows: [[[.text("Trạm", .none)]]]))
    let old = body([("a", text("Một")), ("b", text("Hai")), ("c", text("Ba")), ("d", table), ("e", text("Bốn"))])
    let new = body([
      ("a", text("Một")), ("c", .paragraph([.text("Ba", .init(bold: true))])), ("e", text("Bốn năm")), ("d", table),
      ("f", text("Sáu")),
    ])
    let diff = BlockDiff(from: old, to: new)
    #expect(diff.entries.map(\.change) == [.same, .removed, .setting, .changed, .moved, .added])
    #expect(diff.entries[4].label == "Bảng")
    #expect(diff.entries[3].lines == [[.removed("Bốn"), .added("Bốn năm")]] || diff.entries[3].lines.count == 1)
  }

  @Test("a text typed into a plain form is the old one, changed")
  func replaced() {
    let diff = BlockDiff(from: body([("a", text("Một hai"))]), to: body([("x", text("Một ba"))]))
    #expect(diff.entries.map(\.change) == [.changed])
  }

  @Test("what was sent before it was merged stands behind the merged one, and people's sittings apart")
  func sittings() {
    func head(_ number: Int, _ kind: RevisionKind, _ who: String, _ at: TimeInterval, _ merged: Int? = nil)
      -> RevisionHead
    {
      RevisionHead(
        number: number, base: number - 1, kind: kind, account: AccountID(who), accountName: who,
        madeAt: Date(timeIntervalSince1970: at), title: "", words: 0, mergedFrom: merged)
    }
    let lines = HistoryLine.fold([
      head(6, .autosave, "lan", 60, 5), head(5, .conflict, "lan", 60), head(4, .autosave, "hoa", 50),
      head(3, .autosave, "lan", 40), head(2, .autosave, "hoa", 30), head(1, .save, "lan", 0),
    ])
    #expect(lines.map(\.head.number) == [6, 4, 1])
    #expect(lines.map(\.count) == [2, 2, 1])
  }
}
