import Contracts
import Foundation
import Kernel
import Testing

@testable import Newsroom

@Suite("Documents read from elsewhere")
struct OutsideReaderTests {
  private static let request = OutsideRequest(types: ["application/json"], bytes: 10_000, seconds: 20)

  private static func words(_ reader: OutsideReader, _ address: String) async -> String {
    do {
      _ = try await reader.document(at: address, request)
      return ""
    } catch let trouble as OutsideTrouble {
      return trouble.words.vietnamese
    } catch {
      return "\(error)"
    }
  }

  @Test("a document comes with its tag, and is not sent again to who has it")
  func conditional() async throws {
    try await FeedServer.run { server, address in
      server.set(
        "/a", .init(body: "{}", headers: ["Content-Type": "application/json; charset=utf-8", "ETag": "\"1\""]))
      let reader = OutsideReader(allowsPrivateAddresses: true)
      guard case .document(let data, let etag, _) = try await reader.document(at: "\(address)/a", Self.request) else {
        Issue.record("no document")
        return
      }
      #expect(data == Data("{}".utf8) && etag == "\"1\"")
      var again = Self.request
      again.etag = etag
      guard case .unchanged = try await reader.document(at: "\(address)/a", again) else {
        Issue.record("sent again")
        return
      }
    }
  }

  @Test("another type, too much, and a redirect to elsewhere are refused in words")
  func refused() async throws {
    try await FeedServer.run { server, address in
      server.set("/trang", .init(body: "<html>", headers: ["Content-Type": "text/html"]))
      server.set(
        "/to", .init(body: String(repeating: "x", count: 20_000), headers: ["Content-Type": "application/json"]))
      server.set("/di", .init(status: 302, headers: ["Location": "ftp://x.example/"]))
      let reader = OutsideReader(allowsPrivateAddresses: true)
      #expect(await Self.words(reader, "\(address)/trang").contains("loại tài liệu khác (text/html)"))
      #expect(await Self.words(reader, "\(address)/to").contains("bị dừng"))
      #expect(await Self.words(reader, "\(address)/di").contains("Chỉ nhận địa chỉ http hoặc https"))
    }
  }

  @Test(
    "only https, and never into this machine's own network",
    arguments: [
      "http://tinh.example/", "https://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://10.1.2.3/",
      "https://169.254.169.254/latest/", "https://lan:secret@tinh.example/", "https://tinh.example:25/",
      "file:///etc/hosts",
    ])
  func guarded(address: String) async throws {
    #expect(await !Self.words(OutsideReader(), address).isEmpty)
  }

  @Test("the address alone is judged without asking anybody")
  func check() {
    #expect(throws: OutsideTrouble(words: "Chỉ nhận địa chỉ https.")) {
      try OutsideReader().check("http://tinh.example/")
    }
    #expect(throws: Never.self) { try OutsideReader().check("https://tinh.example/") }
    #expect(throws: Never.self) { try OutsideReader(allowsPrivateAddresses: true).check("http://127.0.0.1:81/") }
  }
}
