import App
import Contracts
import Foundation
import HTTPTypes
import Kernel
import TestSupport
import Testing

/// What people of the demo province find when they come in, and by Ctrl K.
struct MorningTests {
  private struct Hit: Decodable {
    let title: String
    let path: String
    let detail: String
    let icon: String
  }

  private static func found(_ words: String, by person: Visitor) async throws -> [Hit] {
    let query = words.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    let answer = try await person.get("/lam-viec/tim?q=\(query)", headers: [.accept: "application/json"])
    return try JSONDecoder().decode([Hit].self, from: Data(answer.body.utf8))
  }

  @Test("each role comes in to what it owes, and to nothing of others", arguments: Engine.all)
  func comingIn(engine: Engine) async throws {
    try await withHouse(engine) { house in
      try await house.loadDemo(stories: 0) { _ in }
      let lines = try await house.demoSignIns().map { $0.split(separator: "\t").map(String.init) }
      let passwords = Dictionary(uniqueKeysWithValues: lines.map { ($0[0], $0[1]) })
      try await house.serveInTest { door in
        func visitor(_ login: String) async throws -> Visitor { try await door.signedIn(login, passwords[login] ?? "") }
        let officer = try await visitor("sovhttdl")
        let home = try await officer.get("/lam-viec").body
        #expect(home.contains("<h1>Hôm nay</h1>") && home.contains("Đang trễ"))
        #expect(home.contains("Chuyên trang Nông nghiệp Lam Giang"))
        #expect(home.contains("aria-current=\"page\" data-command") && !home.contains("Bảng ngày"))
        let own = try await officer.get("/lam-viec/viec-cua-toi")
        #expect(own.status == 200 && own.body.contains("Việc của tôi"))

        let chief = try await visitor("vannghe")
        let board = try await chief.get("/lam-viec").body
        #expect(board.contains("Bảng ngày") && board.contains("duties--beside") && board.contains("1 trễ"))
        #expect(
          !board.contains("href=\"/lam-viec\" aria-current=\"page\" data-command><svg") || !board.contains(">Hôm nay<"))

        let writer = try await visitor("phongvien")
        #expect(try await !writer.get("/lam-viec").body.contains("duties"))
        #expect(try await !writer.get("/lam-viec/viec-cua-toi").body.contains("duties"))

        #expect(try await Self.found("thai binh", by: officer).contains { $0.icon == "target" })
        #expect(try await Self.found("tap chi", by: officer).contains { $0.path.hasPrefix("/lam-viec/to-chuc/") })
        #expect(try await Self.found("giay phep", by: officer).contains { $0.path == "/lam-viec/so-bo/giay-phep" })
        #expect(try await Self.found("bao cao nam", by: officer).contains { $0.path == "/lam-viec/bao-cao" })
        #expect(try await Self.found("thai binh", by: writer).allSatisfy { $0.icon != "target" })
        #expect(try await officer.get("/lam-viec/tim?q=%ff%00").status == 200)
      }
    }
  }
}
