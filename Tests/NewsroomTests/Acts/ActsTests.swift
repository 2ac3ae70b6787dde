import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Newsroom

struct ActsTests {
  @Test("a copy is a draft of its own, linked to the one it came from", arguments: Engine.all)
  func duplicate(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.published("Lũ về", section: try await desk.section(), tags: ["lũ"])
      let copy = try await desk.newsroom.duplicate(item.id, by: desk.minh)
      #expect(copy.id != item.id && copy.code != item.code && copy.state == .draft && copy.author == desk.minh.id)
      let text = try await desk.newsroom.open(copy.id, for: desk.minh).revision.text
      #expect(text.title == "Lũ về" && text.body.plainText.contains("Hàng nghìn người") && text.metadata.tags == ["lũ"])
      let acts = try await desk.newsroom.actsView(of: copy, for: desk.minh)
      #expect(acts.links.map(\.item.id) == [item.id])
      #expect(acts.links.map(\.phrase.vietnamese) == ["Bản sao của bài"])
      let uses = try await desk.newsroom.uses(of: item.id, for: desk.hoa)
      #expect(uses.map(\.item.id) == [copy.id])
      await #expect(throws: Failure.notFound) { try await desk.newsroom.duplicate(item.id, by: desk.stranger) }
    }
  }

  @Test("a rewrite begins empty, names its writer and leads to its predecessor", arguments: Engine.all)
  func rewrite(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.published("Lũ về", section: try await desk.section())
      let next = try await desk.newsroom.rewrite(item.id, by: desk.minh)
      let text = try await desk.newsroom.open(next.id, for: desk.minh).revision.text
      #expect(text.title == "Lũ về" && text.summary.isEmpty && text.metadata.bylines.map(\.name) == ["Trần Minh"])
      #expect(text.body.relatedItems.map(\.related.item) == [item.id])
      #expect(desk.notices.all.filter { $0.kind == "item.rewritten" }.map(\.people) == [[desk.lan.id]])
      let whole = try await desk.newsroom.rewrite(item.id, keepsText: true, by: desk.minh)
      #expect(try await desk.newsroom.open(whole.id, for: desk.minh).revision.text.body.plainText.contains("thông xe"))
      #expect(try await desk.newsroom.uses(of: item.id, for: desk.hoa).count == 2)
    }
  }

  @Test("who is marked is told, finds it in a list of their own, and says when it is done", arguments: Engine.all)
  func marks(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      let item = try await desk.draft(section: section)
      let mark = try await desk.newsroom.mark(item.id, for: .person(desk.minh.id), note: "Xem số liệu", by: desk.hoa)
      // The same again takes the new note and stays one.
      let again = try await desk.newsroom.mark(item.id, for: .person(desk.minh.id), note: "Xem lại", by: desk.hoa)
      #expect(again.id == mark.id && again.note == "Xem lại")
      try await desk.newsroom.mark(item.id, for: .section(section), by: desk.hoa)
      #expect(try await desk.newsroom.openMarks(on: [item.id])[item.id]?.count == 2)
      #expect(desk.notices.all.map(\.people) == [[desk.minh.id], [desk.minh.id]])

      var filter = ItemFilter(organisation: Desk.agency)
      filter.markedFor = desk.minh.id
      #expect(try await desk.newsroom.items(filter, for: desk.minh).items.map(\.id) == [item.id])
      filter.words = "cau lam giang"
      #expect(try await desk.newsroom.items(filter, for: desk.minh).items.map(\.id) == [item.id])
      filter.markedFor = nil
      filter.isMarkedForDesk = true
      #expect(try await desk.newsroom.items(filter, for: desk.lan).items.map(\.id) == [item.id])
      filter.words = ""
      #expect(try await desk.newsroom.items(filter, for: desk.lan).items.map(\.id) == [item.id])
      filter.isMarkedForDesk = false
      filter.markedFor = desk.lan.id
      #expect(try await desk.newsroom.items(filter, for: desk.lan).items.isEmpty)

      await #expect(throws: Failure.forbidden(Newsroom.edit)) {
        try await desk.newsroom.finishMark(mark.id, of: item.id, by: desk.lan)
      }
      try await desk.newsroom.finishMark(mark.id, of: item.id, by: desk.minh)
      await #expect(throws: Failure.notFound) {
        try await desk.newsroom.finishMark(mark.id, of: item.id, by: desk.minh)
      }
      #expect(desk.notices.all.last?.people == [desk.hoa.id])
      await #expect(throws: Failure.invalid(["to": "Người này không làm việc ở cơ quan của bài"])) {
        try await desk.newsroom.mark(item.id, for: .person(desk.stranger.id), by: desk.hoa)
      }
    }
  }

  @Test("a list of highlights keeps its order, and each item once", arguments: Engine.all)
  func highlights(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      let first = try await desk.published("Một", section: section)
      let second = try await desk.draft("Hai", section: section)
      let day = CivilDate(2026, 11, 21)!
      let list = try await desk.newsroom.openHighlight(named: "Điểm tin sáng", on: day, in: Desk.agency, by: desk.thu)
      #expect(
        try await desk.newsroom.openHighlight(named: "Điểm tin sáng", on: day, in: Desk.agency, by: desk.hoa) == list)
      for id in [first.id, second.id, first.id] {
        try await desk.newsroom.addHighlight(id, to: list.id, by: desk.thu)
      }
      let lists = try await desk.newsroom.highlights(of: Desk.agency, on: day, for: desk.lan)
      #expect(lists.map { $0.items.map(\.id) } == [[first.id, second.id]])
      try await desk.newsroom.arrangeHighlight(list.id, [second.id, first.id], by: desk.thu)
      await #expect(throws: Failure.self) {
        try await desk.newsroom.arrangeHighlight(list.id, [ItemID.new()], by: desk.thu)
      }
      await #expect(throws: Failure.forbidden(Newsroom.approve)) {
        try await desk.newsroom.addHighlight(first.id, to: list.id, by: desk.lan)
      }
      let after = try await desk.newsroom.highlights(of: Desk.agency, on: day, for: desk.lan)
      #expect(after.map { $0.items.map(\.id) } == [[second.id, first.id]])

      let package = try await desk.newsroom.makePackage(
        of: [second.id, first.id], named: "Điểm tin sáng", by: desk.thu)
      #expect(package.kind == .package)
      #expect(try await desk.newsroom.members(ofPackage: package.id, for: desk.lan).map(\.id) == [second.id, first.id])
    }
  }

  @Test("a flag stands once, is shown on the board and taken off again", arguments: Engine.all)
  func flags(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      try await desk.newsroom.setFlag(.urgent, true, on: item.id, by: desk.lan)
      try await desk.newsroom.setFlag(.urgent, true, on: item.id, by: desk.hoa)
      #expect(try await desk.newsroom.board(of: Desk.agency, for: desk.lan).writing.map(\.flags) == [[.urgent]])
      #expect(try await DeskSite(desk).get("/lam-viec", as: desk.lan).text.contains("Khẩn"))
      try await desk.newsroom.setFlag(.urgent, false, on: item.id, by: desk.hoa)
      #expect(try await desk.newsroom.flags(of: [item.id]).isEmpty)
      #expect(
        try await desk.newsroom.events(of: item.id, for: desk.lan).map(\.kind).prefix(2) == [.unflagged, .flagged])
      await #expect(throws: Failure.forbidden(Newsroom.edit)) {
        try await desk.newsroom.setFlag(.careful, true, on: item.id, by: desk.minh)
      }
    }
  }
}
