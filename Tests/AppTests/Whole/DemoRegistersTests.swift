import App
import Contracts
import Foundation
import HTTPTypes
import Kernel
import TestSupport
import Testing

/// What the department of the demo province finds in its registers.
struct DemoRegistersTests {
  static let seen = [
    ("giay-phep", "Chuyên trang Nông nghiệp Lam Giang"), ("an-toan", "Lam Giang điện tử"),
    ("co-so-in", "Công ty In Lam Giang"), ("xuat-ban-pham", "Địa chí tỉnh Lam Giang"),
    ("diem-phat-hanh", "Hiệu sách Bờ Sông"), ("kenh-so", "Truyền hình Lam Giang"), ("do-phu", "Xã Khau Sương"),
  ]

  @Test("the department oversees its province: people, licences, printers, points, coverage", arguments: Engine.all)
  func department(engine: Engine) async throws {
    try await withHouse(engine) { house in
      try await house.loadDemo(stories: 0) { _ in }
      let lines = try await house.demoSignIns().map { $0.split(separator: "\t").map(String.init) }
      let passwords = Dictionary(uniqueKeysWithValues: lines.map { ($0[0], $0[1]) })
      try await house.serveInTest { door in
        let keeper = try await door.signedIn("sovhttdl", passwords["sovhttdl"] ?? "")
        let index = try await keeper.get("/lam-viec/so-bo")
        #expect(index.status == 200 && index.body.contains("Các sổ"))
        let people = try await keeper.get("/lam-viec/so-bo/nhan-luc")
        #expect(people.body.contains("Tạp chí Văn nghệ Lam Giang") && people.body.contains(">148<"))
        for (slug, words) in Self.seen {
          let page = try await keeper.get("/lam-viec/so-bo/\(slug)?ngay=2026-11-20")
          #expect(page.status == 200 && page.body.contains(words), "\(slug)")
        }
        let paper = try await door.signedIn("tongbientap", passwords["tongbientap"] ?? "")
        let own = try await paper.get("/lam-viec/so-bo/nhan-luc")
        #expect(own.body.contains(">148<") && !own.body.contains("Tạp chí Văn nghệ Lam Giang"))
      }
    }
  }
}
