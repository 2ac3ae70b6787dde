import Contracts
import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Newsroom

struct AgencyDoorTests {
  /// The administrator of the whole installation, who belongs to no agency.
  private let root = Principal(
    id: AccountID("root"), name: "Lý Văn Tài", organisation: nil,
    everywhere: [Newsroom.manageInbox, Newsroom.importItems])
  /// Somebody with an account and nothing else.
  private let bare = Principal(id: AccountID("bare"), name: "Chưa Có", organisation: nil)

  private func site(_ desk: Desk, _ intake: Intake) -> AskedSite {
    AskedSite(people: [root, bare, desk.lan, desk.thu], rooms: desk.newsroom.deskRooms + intake.deskRooms) { routes in
      desk.newsroom.addRoutes(to: routes)
      intake.addRoutes(to: routes)
    }
  }

  private static let pages = [
    "/lam-viec/bai", "/lam-viec/trang-chu", "/lam-viec/chuyen-muc", "/lam-viec/tin-nguon", "/lam-viec/tin-nguon/nguon",
  ]

  @Test("who belongs to no agency is told what to do, on a page of the desk", arguments: Engine.all)
  func nothing(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let site = site(desk, intake)
      let html: HTTPFields = [.accept: "text/html"]
      for person in [root, bare] {
        for path in Self.pages {
          let reply = try await site.get(path, as: person, headers: html)
          #expect(reply.status == 403, "\(path)")
          #expect(
            reply.text.contains("class=\"rail\"") && reply.text.contains("không thuộc cơ quan báo chí nào"), "\(path)")
        }
      }
      let rail = try await site.get("/lam-viec/tin-nguon", as: bare).text
      #expect(!rail.contains("href=\"/lam-viec/nhap-lieu\"") && !rail.contains("href=\"/lam-viec/tin-nguon\""))
      #expect(try await site.get("/lam-viec/nhap-lieu", as: bare).text.contains("không thuộc cơ quan báo chí nào"))
    }
  }

  @Test("who may import everywhere chooses the agency first", arguments: Engine.all)
  func choice(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let site = site(desk, intake)
      let page = try await site.get("/lam-viec/nhap-lieu", as: root)
      #expect(page.status == 200 && page.text.contains("Chọn cơ quan"))
      #expect(page.text.contains("/lam-viec/nhap-lieu?co-quan=\(Desk.agency)"))
      let chosen = try await site.get("/lam-viec/nhap-lieu?co-quan=\(Desk.agency)", as: root)
      #expect(chosen.status == 200 && chosen.text.contains("Nhập bài"))
      let sent = try await site.upload(
        "/lam-viec/nhap-lieu?co-quan=\(Desk.agency)",
        [("file", "kho.ndjson", Data("{\"title\":\"Một\",\"text\":\"Bài.\"}".utf8))], as: root)
      #expect(sent.status == 303)
      #expect(try await intake.imports(of: Desk.agency, for: desk.thu).count == 1)
    }
  }

  @Test("who has an agency and lacks the permission is refused as everywhere", arguments: Engine.all)
  func refused(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let reply = try await site(desk, intake).get("/lam-viec/trang-chu", as: desk.lan)
      #expect(reply.status == 403 && !reply.text.contains("không thuộc cơ quan báo chí nào"))
    }
  }
}
