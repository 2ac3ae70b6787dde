import Contracts
import Foundation
import Kernel
import Newsroom
import Persistence
import TestSupport
import Testing

struct LinkTests {
  private func linked(_ addresses: [String], in desk: Desk) async throws -> Item {
    let runs = addresses.map { StoryBody.Inline.text("xem \($0)", .init(link: $0)) }
    let body = StoryBody(blocks: runs.enumerated().map { .init(.paragraph([$0.element]), id: "l\($0.offset)") })
    return try await desk.newsroom.create(
      .init(
        organisation: Desk.agency,
        text: ItemText(
          title: "Có liên kết", summary: "Sapo", body: body,
          metadata: ItemMetadata(section: try await desk.section(), bylines: [BylineProfile(name: "Lan")]))),
      by: desk.lan)
  }

  private func dead(_ item: ItemID, in desk: Desk) async throws -> [String] {
    try await desk.newsroom.findings(of: item, for: desk.lan).preflight.findings.filter { $0.rule == .deadLink }
      .map(\.place)
  }

  @Test("links are asked after a text is saved, and those that lead nowhere are told of", arguments: Engine.all)
  func asks(engine: Engine) async throws {
    try await FeedServer.run { server, address in
      server.set("/con", .init(body: "Có đây"))
      server.set("/bi-loi", .init(status: 503))
      server.set("/di", .init(status: 301, headers: ["Location": "/con"]))
      try await withDesk(engine) { desk in
        let item = try await linked(
          ["\(address)/con", "\(address)/mat", "\(address)/bi-loi", "\(address)/di"], in: desk)
        #expect(try await dead(item.id, in: desk).isEmpty)
        _ = try await desk.newsroom.submit(item.id, by: desk.lan)
        try await desk.newsroom.checkLinks(with: LinkProbe(allowsPrivateAddresses: true))
        #expect(try await dead(item.id, in: desk) == ["block:l1"])
        let asked = server.requests.count
        try await desk.newsroom.checkLinks(with: LinkProbe(allowsPrivateAddresses: true))
        #expect(server.requests.count == asked)
        server.set("/mat", .init(body: "Có lại"))
        desk.hand.advance(by: 1_300)
        try await desk.newsroom.checkLinks(with: LinkProbe(allowsPrivateAddresses: true))
        #expect(try await dead(item.id, in: desk).isEmpty)
      }
    }
  }

  @Test("nothing inside our own network is asked")
  func staysOutside() async throws {
    try await FeedServer.run { server, address in
      #expect(await LinkProbe().ask("\(address)/con") == .dead(nil))
      #expect(server.requests.isEmpty)
    }
  }

  @Test("links to our own stories are looked up, not asked", arguments: Engine.all)
  func own(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let story = try await desk.published(section: try await desk.section("Khác"))
      let item = try await linked([story.path, "/bai/khong-co-9999"], in: desk)
      #expect(try await dead(item.id, in: desk) == ["block:l1"])
      _ = try await desk.newsroom.withdraw(story.id, reason: "Sai", by: desk.chief)
      #expect(try await dead(item.id, in: desk) == ["block:l0", "block:l1"])
    }
  }
}
