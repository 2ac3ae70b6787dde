import Contracts
import Foundation
import Kernel
import NewsFormats
import Persistence
import TestSupport
import Testing

@testable import Newsroom

/// A piece as ninjs, with what tests change.
func ninjs(
  _ uri: String, title: String = "Lũ trên sông Lam", version: Int = 1, status: String = "usable",
  text: String = "<p>Nước sông Lam lên nhanh trong đêm.</p><p>Chính quyền đã đưa dân ra khỏi vùng trũng.</p>",
  embargo: String? = nil, urgency: Int = 3, subject: String = "Thời tiết"
) -> String {
  let held = embargo.map { "\"embargoedUntil\": \"\($0)\"," } ?? ""
  return """
    {"uri": "\(uri)", "type": "text", "version": "\(version)", "pubStatus": "\(status)", \(held) "urgency": \(urgency),
     "versionCreated": "2026-11-21T01:00:00Z", "infoSources": [{"name": "TTXVN"}], "usageTerms": "Ghi rõ nguồn",
     "headlines": [{"role": "main", "value": "\(title)"}], "subjects": [{"name": "\(subject)"}],
     "bodies": [{"role": "main", "contentType": "text/html", "value": "\(text)"}]}
    """
}

extension Desk {
  /// A folder source of an agency, and what puts a file into it and has it read.
  func wire(_ intake: Intake, _ name: String = "TTXVN") async throws -> InboxSourceID {
    try await intake.addSource(
      .folder, NewSource(name: name, address: name, interval: 600), to: Desk.agency, by: thu)
  }

  func deliver(_ text: String, _ file: String, to name: String = "TTXVN", _ id: InboxSourceID, _ intake: Intake)
    async throws
  {
    let folder = intake.files.dropFolder(name, of: Desk.agency)
    try Data(text.utf8).write(to: folder.appendingPathComponent(file))
    try await intake.fetch(id)
  }
}

struct InboxRulesTests {
  @Test(
    "a rule that publishes makes an item that follows its source, until the source takes it back",
    arguments: Engine.all)
  func following(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let section = try await desk.section()
      let id = try await desk.wire(intake)
      try await intake.addRule(
        .init(name: "TTXVN thời tiết", source: id, categories: ["thời tiết"], act: .publish, section: section),
        to: Desk.agency, by: desk.thu)
      try await desk.deliver(ninjs("urn:1"), "1.json", id, intake)

      let incoming = try #require(try await desk.incoming(intake, .taken).first)
      #expect(incoming.publishRefusal == nil)
      let item = try #require(incoming.item)
      let made = try await desk.newsroom.open(item, for: desk.hoa)
      #expect(made.item.state == .published && made.item.title == "Lũ trên sông Lam")
      #expect(made.revision.text.summary == "Nước sông Lam lên nhanh trong đêm.")
      #expect(made.revision.text.body.plainText.hasSuffix("Theo TTXVN"))
      #expect(made.revision.text.metadata.bylines.map(\.name) == ["TTXVN"])

      // Nobody edits it, and what was typed is kept all the same.
      await #expect(throws: Failure.conflict(InboxFollow.whyClosed)) {
        _ = try await desk.save("khác", to: item, base: made.revision.number, by: desk.hoa)
      }
      #expect(try await desk.newsroom.revisions(of: item, for: desk.hoa).contains { $0.kind == .conflict })

      try await desk.deliver(ninjs("urn:1", title: "Lũ lớn trên sông Lam", version: 2), "2.json", id, intake)
      let updated = try await desk.newsroom.open(item, for: desk.hoa)
      #expect(updated.item.title == "Lũ lớn trên sông Lam" && !updated.item.hasUnpublishedChanges)
      #expect(try await desk.incoming(intake, .taken).first?.hasNews == false)

      // An older version that comes late changes nothing.
      try await desk.deliver(ninjs("urn:1", title: "Bản cũ", version: 1), "3.json", id, intake)
      #expect(try await desk.newsroom.item(item, for: desk.hoa).title == "Lũ lớn trên sông Lam")

      try await desk.deliver(
        ninjs("urn:1", title: "Lũ lớn trên sông Lam", version: 3, status: "canceled"), "4.json", id, intake)
      #expect(try await desk.newsroom.item(item, for: desk.hoa).state == .withdrawn)
    }
  }

  @Test("once converted it is the agency's: people edit it, its source no longer does", arguments: Engine.all)
  func converting(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let section = try await desk.section()
      let id = try await desk.wire(intake)
      try await intake.addRule(
        .init(source: id, act: .publish, section: section), to: Desk.agency, by: desk.thu)
      try await desk.deliver(ninjs("urn:1"), "1.json", id, intake)
      let item = try #require(try await desk.incoming(intake, .taken).first?.item)
      await #expect(throws: Failure.self) { try await desk.newsroom.convertFollowed(item, by: desk.lan) }
      try await desk.newsroom.convertFollowed(item, by: desk.hoa)
      let opened = try await desk.newsroom.open(item, for: desk.hoa)
      _ = try await desk.save("Bản của cơ quan.", to: item, base: opened.revision.number, by: desk.hoa)
      try await desk.deliver(ninjs("urn:1", title: "Nguồn sửa", version: 2), "2.json", id, intake)
      #expect(try await desk.newsroom.item(item, for: desk.hoa).title == "Cầu Lam Giang thông xe")
      #expect(try await desk.incoming(intake, .taken).first?.hasNews == true)
      #expect(desk.trail.actions.contains("newsroom.item.took-over"))
    }
  }

  @Test("embargo and withheld hold at every door: rule, draft, publication", arguments: Engine.all)
  func holding(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let section = try await desk.section()
      let id = try await desk.wire(intake)
      try await intake.addRule(
        .init(source: id, mostUrgency: 3, act: .publish, section: section), to: Desk.agency, by: desk.thu)
      // 09:00 in Vietnam; the clock says 08:00.
      try await desk.deliver(ninjs("urn:1", embargo: "2026-11-21T02:00:00Z"), "1.json", id, intake)
      #expect(try await desk.incoming(intake, .taken).isEmpty)
      try await intake.publishDueItems()
      #expect(try await desk.incoming(intake, .new).count == 1)
      desk.hand.advance(by: 3_700)
      try await intake.publishDueItems()
      #expect(try await desk.incoming(intake, .taken).count == 1)

      try await desk.deliver(
        "[\(ninjs("urn:2", status: "withheld")), \(ninjs("urn:3", embargo: "2026-11-22T02:00:00Z", urgency: 5))]",
        "2.json", id, intake)
      let held = try await desk.incoming(intake, .new)
      #expect(held.count == 2)
      for incoming in held {
        let item = try await intake.takeItem(incoming.id, by: desk.hoa)
        #expect(item.isNotForPublication || item.embargo != nil)
        var metadata = item.metadata
        metadata.section = section
        _ = try await desk.newsroom.save(
          .init(
            base: 1, title: item.title, summary: "Sapo", body: StoryBody(plainForm: "Chữ"), metadata: metadata,
            isAutosave: false), to: item.id, by: desk.hoa)
        await #expect(throws: Failure.self) { try await desk.newsroom.publish(item.id, by: desk.thu) }
      }
      try await desk.deliver(ninjs("urn:4", status: "canceled", urgency: 5), "3.json", id, intake)
      let gone = try #require(try await desk.incoming(intake, .new).first)
      await #expect(throws: Failure.self) { _ = try await intake.takeItem(gone.id, by: desk.hoa) }
    }
  }

  @Test("the first rule that fits decides; words are whole words with their tone marks", arguments: Engine.all)
  func routing(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let section = try await desk.section("Thời tiết")
      let id = try await desk.wire(intake)
      try await intake.addRule(.init(words: ["xổ số"], act: .drop), to: Desk.agency, by: desk.thu)
      try await intake.addRule(
        .init(words: ["bão", "lũ"], act: .route, section: section, assignee: desk.lan.id), to: Desk.agency, by: desk.thu
      )
      try await intake.addRule(.init(source: id, mostUrgency: 2, act: .draft), to: Desk.agency, by: desk.thu)
      let other = "<p>Không có gì lạ trong ngày hôm nay ở tỉnh.</p>"
      let all = [
        ninjs("urn:1", title: "Kết quả Xổ số hôm nay"), ninjs("urn:2", title: "Tin bão số 3"),
        ninjs("urn:3", title: "Nhà báo được khen", text: other, urgency: 1),
        ninjs("urn:4", title: "Báo chí hôm nay", text: other, urgency: 4),
      ]
      try await desk.deliver("[\(all.joined(separator: ","))]", "1.json", id, intake)
      #expect(try await desk.incoming(intake, .dropped).map(\.title) == ["Kết quả Xổ số hôm nay"])
      #expect(try await desk.incoming(intake, .taken).map(\.title) == ["Nhà báo được khen"])
      #expect(Set(try await desk.incoming(intake, .new).map(\.title)) == ["Tin bão số 3", "Báo chí hôm nay"])
      var mine = InboxStore.Query(organisation: Desk.agency, state: .new)
      mine.assignee = desk.lan.id
      let given = try await intake.inbox(mine, for: desk.lan).page.items
      #expect(given.map(\.title) == ["Tin bão số 3"])
      let item = try await intake.takeItem(given[0].id, by: desk.lan)
      #expect(item.metadata.section == section)
      #expect(try await intake.rules(of: Desk.agency, for: desk.administrator).map(\.hits) == [1, 1, 1])
    }
  }

  @Test("rules are made by those who may, and publish only for those who may publish", arguments: Engine.all)
  func permissions(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let section = try await desk.section()
      let id = try await desk.wire(intake)
      let rule = NewInboxRule(source: id, act: .publish, section: section)
      await #expect(throws: Failure.forbidden(Newsroom.manageInbox)) {
        try await intake.addRule(rule, to: Desk.agency, by: desk.lan)
      }
      await #expect(throws: Failure.forbidden(Newsroom.publish)) {
        try await intake.addRule(rule, to: Desk.agency, by: desk.administrator)
      }
      await #expect(throws: Failure.self) {
        try await intake.addRule(.init(act: .drop), to: Desk.agency, by: desk.thu)
      }
      let made = try await intake.addRule(rule, to: Desk.agency, by: desk.thu)
      await #expect(throws: Failure.notFound) { try await intake.removeRule(made, by: desk.stranger) }
      try await intake.setRule(made, isActive: false, by: desk.thu)
      try await desk.deliver(ninjs("urn:1"), "1.json", id, intake)
      #expect(try await desk.incoming(intake, .new).count == 1)
      #expect(
        Set(desk.trail.actions).isSuperset(of: ["newsroom.inbox.rule.add", "newsroom.inbox.rule.pause"]))
    }
  }

  @Test("what is nearly known is marked: another piece, and a story of our own", arguments: Engine.all)
  func likeness(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let first = try await desk.wire(intake)
      let second = try await desk.wire(intake, "Báo bạn")
      let text = """
        <p>Đêm 20 rạng sáng 21/11, nước sông Lam lên nhanh, vượt báo động ba tại trạm Bến Sỏi, gây ngập nhiều nhà dân ở
        vùng trũng của xã Bến Sỏi và hai xã lân cận.</p><p>Chính quyền địa phương đã đưa hơn ba trăm hộ dân ra khỏi khu vực
        nguy hiểm, đồng thời cử lực lượng trực tại các điểm xung yếu trên tuyến đê.</p>
        """.replacing("\n", with: " ")
      try await desk.deliver(ninjs("urn:1", text: text), "1.json", first, intake)
      try await desk.deliver(
        ninjs("urn:9", title: "Nước lũ sông Lam", text: text.replacing("lân cận", with: "bên cạnh")), "1.json",
        to: "Báo bạn", second, intake)
      let marked = try #require(try await desk.incoming(intake).first { $0.title == "Nước lũ sông Lam" })
      #expect(marked.near?.title == "Lũ trên sông Lam" && (marked.near?.percent ?? 0) > 60)
      let other = try #require(try await desk.incoming(intake).first { $0.title == "Lũ trên sông Lam" })
      #expect(other.near?.incoming == marked.id)

      // And what we have published ourselves.
      let section = try await desk.section()
      let own = try await desk.draft("Lũ ở Bến Sỏi", section: section)
      _ = try await desk.newsroom.save(
        .init(
          base: 1, title: "Lũ ở Bến Sỏi", summary: "Sapo", body: StoryBody(plainForm: HTMLText.plain(text)),
          isAutosave: false), to: own.id, by: desk.lan)
      try await desk.newsroom.publish(own.id, by: desk.thu)
      try await desk.deliver(ninjs("urn:10", title: "Tin lũ", text: text), "2.json", first, intake)
      let last = try #require(try await desk.incoming(intake).first { $0.title == "Tin lũ" })
      #expect(last.near?.item == own.id && last.near?.title == "Lũ ở Bến Sỏi")
    }
  }
}
