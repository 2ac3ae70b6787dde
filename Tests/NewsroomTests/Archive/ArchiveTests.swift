import Contracts
import Foundation
import HTTPTypes
import Kernel
import Messaging
import Persistence
import TestSupport
import Testing

@testable import Newsroom

struct ArchiveTests {
  @Test("found by words, by what was only begun, and by what belongs to it", arguments: Engine.all)
  func search(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      let bridge = try await desk.published("Cầu Lam Giang thông xe", section: section, tags: ["giao thông"])
      let flood = try await desk.draft("Lũ quét ở Bến Sỏi", section: section, by: desk.minh)
      func found(_ query: ArchiveQuery) async throws -> Set<ItemID> {
        Set(try await desk.newsroom.searchArchive(query, of: Desk.agency, for: desk.lan).items.map(\.id))
      }
      #expect(try await found(ArchiveQuery(words: "cau lam giang")).contains(bridge.id))
      #expect(try await found(ArchiveQuery(words: "lu que")) == [flood.id])
      var query = ArchiveQuery()
      query.tag = "giao thong"
      #expect(try await found(query) == [bridge.id])
      query = ArchiveQuery()
      query.author = desk.minh.id
      #expect(try await found(query) == [flood.id])
      query.state = .published
      #expect(try await found(query).isEmpty)
      query = ArchiveQuery(words: "thong xe")
      query.from = CivilDate(2026, 11, 22)
      #expect(try await found(query).isEmpty)
      query.from = CivilDate(2026, 11, 21)
      query.to = CivilDate(2026, 11, 21)
      query.kind = .article
      #expect(try await found(query).contains(bridge.id))
      await #expect(throws: Failure.forbidden(Newsroom.write)) {
        try await desk.newsroom.searchArchive(ArchiveQuery(), of: Desk.agency, for: desk.stranger)
      }
    }
  }

  @Test("who keeps a search hears once of what is newly published and fits", arguments: Engine.all)
  func alerts(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      let saved = try await desk.newsroom.saveSearch(
        ArchiveQuery(words: "lu quet"), named: "Lũ", isShared: true, alerts: true, of: Desk.agency, by: desk.hoa)
      try await desk.newsroom.alertOnSearch(saved.id, true, by: desk.lan)
      _ = try await desk.newsroom.saveSearch(
        ArchiveQuery(words: "lu quet"), named: "Riêng", of: Desk.agency, by: desk.thu)
      let other = try await desk.published("Cầu thông xe", section: section)
      let item = try await desk.published("Lũ quét ở Bến Sỏi", section: section)
      for id in [other.id, item.id, item.id] { try await desk.newsroom.afterPublication(id) }
      let told = desk.notices.all.filter { $0.kind == "archive.alert" }
      #expect(told.map(\.people) == [[desk.hoa.id, desk.lan.id]])
      #expect(told.first?.text.vietnamese == "“Lũ” vừa có bài mới: “Lũ quét ở Bến Sỏi”")
      #expect(try await desk.newsroom.savedSearches(of: Desk.agency, for: desk.lan).map(\.search.name) == ["Lũ"])
      await #expect(throws: Failure.notFound) { try await desk.newsroom.forgetSearch(saved.id, by: desk.lan) }
      try await desk.newsroom.forgetSearch(saved.id, by: desk.hoa)
      #expect(try await desk.newsroom.savedSearches(of: Desk.agency, for: desk.hoa).isEmpty)
    }
  }

  @Test("an item says where it is used, and what is nearly the same", arguments: Engine.all)
  func uses(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      let words =
        "Sáng 21/11, cầu Lam Giang chính thức thông xe sau ba năm thi công trên sông Lam, nối hai bờ huyện "
        + "Bến Sỏi và thị xã Lam Giang, giúp người dân đi lại thuận tiện hơn trong mùa mưa lũ sắp tới của tỉnh."
      let item = try await desk.published("Cầu thông xe", section: section)
      _ = try await desk.save(words, to: item.id, base: 1, by: desk.hoa)
      try await desk.newsroom.updatePublished(item.id, by: desk.hoa)
      try await desk.newsroom.afterPublication(item.id)
      let copy = try await desk.newsroom.duplicate(item.id, by: desk.hoa)
      let opened = try await desk.newsroom.open(copy.id, for: desk.hoa)
      let near = try await desk.newsroom.nearDuplicates(of: opened)
      #expect(near.map(\.item) == [item.id] && (near.first?.likeness ?? 0) > 0.8)
      // It is not its own double.
      let own = try await desk.newsroom.open(item.id, for: desk.hoa)
      #expect(try await desk.newsroom.nearDuplicates(of: own).isEmpty)

      let package = try await desk.newsroom.makePackage(of: [item.id], named: "Chùm", by: desk.hoa)
      try await desk.newsroom.arrangeHome([item.id], of: Desk.agency, by: desk.thu)
      let uses = try await desk.newsroom.uses(of: item.id, for: desk.lan)
      #expect(uses.count == 3 && uses.first?.item.id == package.id)
      let page = try await DeskSite(desk).get("/lam-viec/bai/\(item.id)/dung-o-dau", as: desk.lan)
      #expect(page.status == 200 && page.text.contains("Trong chùm bài") && page.text.contains("Đang ở đầu trang chủ"))
    }
  }

  @Test("the archive's page finds, keeps and exports", arguments: Engine.all)
  func pages(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      _ = try await desk.published("=HYPERLINK(\"x\")", section: section)
      let site = DeskSite(desk)
      let page = try await site.get("/lam-viec/kho-bai?q=hyperlink", as: desk.lan).text
      #expect(page.contains("HYPERLINK") && page.contains("Lưu tìm kiếm này"))
      let kept = try await site.post(
        "/lam-viec/kho-bai/tim-kiem", ["q": "hyperlink", "name": "Công thức", "alerts": "1"], as: desk.lan)
      #expect(kept.location == "/lam-viec/kho-bai?q=hyperlink")
      #expect(try await site.get("/lam-viec/kho-bai", as: desk.lan).text.contains("Công thức"))
      #expect(try await !site.get("/lam-viec/kho-bai", as: desk.hoa).text.contains("Công thức"))
      let csv = try await site.get("/lam-viec/kho-bai/xuat?q=hyperlink", as: desk.lan)
      #expect(csv.text.contains("\"'=HYPERLINK(\"\"x\"\")\"") && csv.headers[.contentType] == "text/csv; charset=utf-8")
      let json = try await site.get("/lam-viec/kho-bai/xuat?q=hyperlink&dang=xuat-json", as: desk.lan)
      #expect(json.json["items"]?.array?.count == 1)
      #expect(
        try await site.get("/lam-viec/kho-bai?q=khongco", as: desk.lan).text.contains("Không có bài nào như vậy."))
    }
  }

  @Test("published items go out as a file each; what may not leave is named, and alone refused", arguments: Engine.all)
  func files(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      let item = try await desk.published("Cầu thông xe", section: section)
      let draft = try await desk.draft("Còn là nháp", section: section)
      let site = DeskSite(desk)
      let both = try await site.postAll(
        "/lam-viec/bai/nhieu", [("item", "\(item.id) 1"), ("item", "\(draft.id) 1"), ("act", "xuat-ninjs")],
        as: desk.lan)
      #expect(both.status == 200 && both.headers[.contentType] == "application/zip")
      #expect(both.text.contains("cau-thong-xe-\(item.code).json") && both.text.contains("khong-xuat.txt"))
      #expect(both.text.contains("Còn là nháp"))
      let alone = try await site.postAll(
        "/lam-viec/bai/nhieu", [("item", "\(draft.id) 1"), ("act", "xuat-newsml-g2")], as: desk.lan)
      #expect(alone.status == 422 && alone.text.contains("Chỉ bài đã xuất bản mới được gửi ra ngoài."))
    }
  }
}
