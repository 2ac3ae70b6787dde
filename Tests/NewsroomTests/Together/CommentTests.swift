import Contracts
import Foundation
import HTTPTypes
import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing

@testable import Newsroom

struct CommentTests {
  @Test("a thread is answered, dealt with and opened again; another agency sees none of it", arguments: Engine.all)
  func thread(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section()).id
      let first = try await desk.newsroom.comment(
        .init(block: "p1", quote: "cầu dài 300 mét", text: "Nguồn ở đâu?"), on: item, by: desk.hoa)
      try await desk.newsroom.comment(.init(thread: first.id, text: "Sở Xây dựng."), on: item, by: desk.lan)
      try await desk.newsroom.resolve(first.id, isResolved: true, of: item, by: desk.lan)
      let threads = try await desk.newsroom.comments(of: item, for: desk.minh)
      #expect(threads.count == 1 && threads[0].quote == "cầu dài 300 mét" && threads[0].resolvedBy == desk.lan.name)
      #expect(threads[0].comments.map(\.text) == ["Nguồn ở đâu?", "Sở Xây dựng."])
      try await desk.newsroom.resolve(first.id, isResolved: false, of: item, by: desk.hoa)
      #expect(try await desk.newsroom.comments(of: item, for: desk.lan)[0].isResolved == false)
      await #expect(throws: Failure.notFound) { try await desk.newsroom.comments(of: item, for: desk.stranger) }
      await #expect(throws: Failure.notFound) {
        try await desk.newsroom.comment(.init(thread: "none", text: "x"), on: item, by: desk.lan)
      }
      await #expect(throws: Failure.invalid(["text": "Ý kiến chưa có chữ nào"])) {
        try await desk.newsroom.comment(.init(text: "  "), on: item, by: desk.lan)
      }
    }
  }

  @Test("who is named with @ is found by full name, or by a given name that only one has")
  func mentions() {
    func person(_ id: String, _ name: String) -> PersonProfile {
      PersonProfile(id: AccountID(id), name: name, roleTitle: "Phóng viên", organisation: Desk.agency)
    }
    let people = [person("lan", "Nguyễn Thị Lan"), person("minh", "Trần Minh"), person("minh2", "Lê Minh")]
    #expect(Mentions.people(in: "nhờ @Lan xem", among: people) == [AccountID("lan")])
    #expect(Mentions.people(in: "@nguyễn thị lan, xem", among: people) == [AccountID("lan")])
    #expect(Mentions.people(in: "@Minh xem", among: people).isEmpty)
    #expect(Mentions.people(in: "@Lê Minh xem", among: people) == [AccountID("minh2")])
    #expect(Mentions.people(in: "@Lanh, lan@bao.vn", among: people).isEmpty)
  }

  @Test("pages and interface show threads, and take words as they are", arguments: Engine.all)
  func pages(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section()).id
      let site = DeskSite(desk)
      let path = "/lam-viec/bai/\(item)/y-kien"
      let added = try await site.post(path, ["text": "<b>Xem lại</b>"], as: desk.hoa)
      #expect(added.location == path)
      let page = try await site.get(path, as: desk.lan)
      #expect(page.text.contains("&lt;b&gt;Xem lại&lt;/b&gt;"))
      let refused = try await site.post(path, ["text": ""], as: desk.hoa)
      #expect(refused.status == 422 && refused.text.contains("Ý kiến chưa có chữ nào"))
      let answer = try await site.json(
        .post, "/api/v1/items/\(item)/comments", #"{"text":"Đã xem","block":"a","quote":"q"}"#, as: desk.lan)
      #expect(answer.status == 201 && answer.json["text"]?.string == "Đã xem")
      let list = try await site.get("/api/v1/items/\(item)/comments", as: desk.hoa).json
      #expect(list["items"]?.array?.count == 2)
      let thread = try #require(list["items"]?.array?.first?["id"]?.string)
      let done = try await site.json(
        .post, "/api/v1/items/\(item)/comments/resolve", #"{"thread":"\#(thread)"}"#, as: desk.lan)
      #expect(done.status == 204)
    }
  }

  @Test("a version gets a name, by which the history shows it", arguments: Engine.all)
  func names(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft(section: try await desk.section()).id
      let site = DeskSite(desk)
      let named = try await site.post(
        "/lam-viec/bai/\(item)/dat-ten", ["number": "1", "name": "Bản gửi lãnh đạo"], as: desk.lan)
      #expect(named.status == 303)
      #expect(try await desk.newsroom.revisions(of: item, for: desk.lan).first?.name == "Bản gửi lãnh đạo")
      #expect(try await site.get("/lam-viec/bai/\(item)/lich-su", as: desk.lan).text.contains("Bản gửi lãnh đạo"))
      await #expect(throws: Failure.forbidden(Newsroom.edit)) {
        try await desk.newsroom.nameVersion(1, "x", of: item, by: desk.minh)
      }
      try await desk.newsroom.nameVersion(1, "", of: item, by: desk.hoa)
      #expect(try await desk.newsroom.revisions(of: item, for: desk.lan).first?.name == nil)
    }
  }
}
