import Contracts
import Foundation
import Kernel
import Newsroom
import Persistence
import TestSupport
import Testing

struct PreflightTests {
  private func item(_ words: String, in desk: Desk, kind: ItemKind = .article) async throws -> Item {
    let section = try await desk.section("Mục \(words.count)")
    var new = Newsroom.NewItem(
      organisation: Desk.agency,
      text: ItemText(
        title: "Tiêu đề", summary: "Sapo", body: StoryBody(plainForm: words),
        metadata: ItemMetadata(section: section, bylines: [BylineProfile(name: "Lan")])))
    new.kind = kind
    return try await desk.newsroom.create(new, by: desk.lan)
  }

  @Test(
    "data of people is found where it stands",
    arguments: [
      ("Ông A, số CCCD 001203004567, trú tại xã B.", PreflightRule.personalData),
      ("Căn cước số 012 345 678 901 của ông.", .personalData),
      ("Ủng hộ qua số tài khoản 1903 2345 678 017 tại ngân hàng.", .personalData),
      ("Gọi cho chị theo số 0912.345.678 nhé.", .contact),
      ("Viết cho nguyenlan@example.com để hỏi.", .contact),
      ("Cháu Nguyễn Thị Bình, 12 tuổi, là nạn nhân của vụ xâm hại.", .minors),
    ])
  func findsPeople(words: String, rule: PreflightRule) async throws {
    try await withDesk(.sqlite) { desk in
      let item = try await item(words, in: desk)
      #expect(try await desk.rules(item.id).contains(rule))
    }
  }

  @Test(
    "ordinary figures are no data of people",
    arguments: [
      "Dự án có tổng vốn 1.234.567.890.000 đồng, hoàn thành ngày 21/11/2026.",
      "Cháu N.T.B., 12 tuổi, là nạn nhân của vụ xâm hại.", "Đường dây nóng 18001567 nhận tin.",
      "Quốc lộ dài 120.345 km, đi qua 001 tỉnh.", "Nghị quyết 202/2025/QH15 có hiệu lực.",
      "Cháu Nguyễn Văn Nam, 12 tuổi, đoạt giải nhất cờ vua.", "Mã của tệp là 7ba001203004567f00c9.",
    ])
  func leavesFigures(words: String) async throws {
    try await withDesk(.sqlite) { desk in
      let item = try await item(words, in: desk)
      let rules = try await desk.rules(item.id)
      #expect(rules.isDisjoint(with: [.personalData, .contact, .minors]))
    }
  }

  @Test(
    "a blocking finding is let pass by a named person with a reason, and blocks again once it changes",
    arguments: Engine.all)
  func overrides(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await item("Ông A, số CCCD 001203004567, công bố công khai.", in: desk)
      let block = try await desk.newsroom.open(item.id, for: desk.lan).revision.text.body.blocks[0].id
      #expect(try await desk.blocked(item.id) == ["block:\(block)"])
      await #expect(throws: Failure.self) { try await desk.newsroom.publish(item.id, by: desk.thu) }
      await #expect(throws: Failure.forbidden(Newsroom.override)) {
        try await desk.newsroom.overrideFinding(
          rule: "personal-data", place: "block:\(block)", of: item.id, reason: "Công khai", by: desk.hoa)
      }
      try await desk.newsroom.overrideFinding(
        rule: "personal-data", place: "block:\(block)", of: item.id, reason: "Lệnh truy nã đã công bố", by: desk.thu)
      #expect(try await desk.blocked(item.id).isEmpty)
      #expect(desk.trail.actions.last == "newsroom.item.overridden")

      let changed = StoryBody(blocks: [.init(.paragraph([.text("Ông A, số CCCD 001203009999.", .none)]), id: block)])
      _ = try await desk.newsroom.save(
        .init(base: 1, title: "Tiêu đề", summary: "Sapo", body: changed, isAutosave: true), to: item.id, by: desk.lan)
      #expect(try await desk.blocked(item.id) == ["block:\(block)"])
    }
  }

  @Test("a kind's profile decides on lengths, fields and how strict a rule is, from its day on", arguments: Engine.all)
  func profiles(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await item("Một tin rất ngắn.", in: desk, kind: .brief)
      let before = try await desk.rules(item.id)
      #expect(!before.contains(.requiredField) && !before.contains(.bodyLength))
      var profile = ContentProfile(
        fields: ["genre": .required, "topics": .required], leastWords: 50, rules: ["body-length": .block, "lead": .off])
      profile.overrideBy = Newsroom.approveFinally
      try await desk.newsroom.setProfile(
        profile, of: .brief, in: Desk.agency, from: CivilDate(Desk.start), note: "Quy định tin", by: desk.chief)
      #expect(try await desk.blocked(item.id) == ["body", "genre", "topics"])
      #expect(try await !desk.rules(item.id).contains(.lead))
      await #expect(throws: Failure.forbidden(Newsroom.approveFinally)) {
        try await desk.newsroom.overrideFinding(
          rule: "body-length", place: "body", of: item.id, reason: "Tin nóng", by: desk.thu)
      }
      try await desk.newsroom.overrideFinding(
        rule: "body-length", place: "body", of: item.id, reason: "Tin nóng", by: desk.chief)
      #expect(try await desk.blocked(item.id) == ["genre", "topics"])
    }
  }

  @Test("shares must make a hundred and name every author", arguments: Engine.all)
  func shares(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section())
      var metadata = item.metadata
      metadata.bylines = ["Nguyễn Lan", "Trần Minh"].map { BylineProfile(name: $0) }
      func save(_ first: Int, _ second: Int, base: Int) async throws {
        metadata.shares = [.init(slug: "nguyen-lan", percent: first), .init(slug: "tran-minh", percent: second)]
        let text = try await desk.newsroom.open(item.id, for: desk.lan).revision.text
        _ = try await desk.newsroom.save(
          .init(
            base: base, title: text.title, summary: text.summary, body: text.body, metadata: metadata, isAutosave: true),
          to: item.id, by: desk.lan)
      }
      try await save(60, 30, base: 1)
      #expect(try await desk.blocked(item.id) == ["shares"])
      try await save(60, 40, base: 2)
      #expect(try await desk.blocked(item.id).isEmpty)
    }
  }

  @Test("nearly the same story of our own is told of; its translation is not", arguments: Engine.all)
  func doubles(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let words = """
        Sáng nay tại xã Bến Sỏi, tỉnh Lam Giang, hàng trăm người dân đã đến dự lễ thông xe cây cầu mới nối hai bờ sông, \
        sau ba năm thi công với tổng vốn hơn bốn trăm tỷ đồng từ ngân sách tỉnh.
        """
      let first = try await item(words, in: desk)
      _ = try await desk.newsroom.publish(first.id, by: desk.thu)
      let second = try await item(words + " Cầu dài ba trăm mét.", in: desk)
      #expect(try await desk.rules(second.id).contains(.duplicate))
      let english = try await desk.newsroom.translate(first.id, into: .english, by: desk.lan)
      #expect(try await !desk.rules(english.id).contains(.duplicate))
    }
  }
}
