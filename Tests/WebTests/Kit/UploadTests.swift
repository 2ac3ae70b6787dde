import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import NIOCore
import Testing

@testable import Web

struct UploadTests {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("upload-\(UUID().uuidString)")

  func site(_ limits: MultipartReader.Limits = .init()) -> Site {
    let folder = folder
    return Site(sessions: KnownSessions.lan) { routes in
      routes.group(context: StaffContext.self).post("/anh") { request, context in
        try await Upload.read(request, context, limits: limits, in: folder) { upload in
          let files = try upload.files.map { file in
            let text = String(decoding: try Data(contentsOf: file.url), as: UTF8.self)
            return "\(file.name)/\(file.filename)/\(file.claimedType)/\(file.size)/\(text)"
          }
          return (["\(upload.form["chu"])"] + files).joined(separator: "|")
        }
      }
    }
  }

  func send(_ parts: [String], _ headers: HTTPFields = [:], limits: MultipartReader.Limits = .init()) async throws
    -> Reply
  {
    let body = parts.map { "--b\r\nContent-Disposition: form-data; \($0)\r\n" }.joined() + "--b--\r\n"
    let own: HTTPFields = [.contentType: "multipart/form-data; boundary=b", .secFetchSite: "same-origin"]
    return try await site(limits).send(.post, "/anh", own.and(.lan).and(headers), body: body)
  }

  /// What is left on disk afterwards.
  var left: [String] { (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? [] }

  static let token = "name=\"_csrf\"\r\n\r\nsecret-of-lan"
  static let file = "name=\"anh\"; filename=\"cau.jpg\"\r\nContent-Type: image/jpeg\r\n\r\nbytes"

  @Test("fields and files are read, and nothing is left on disk afterwards")
  func reads() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let reply = try await send([Self.token, "name=\"chu\"\r\n\r\n Cầu Lam Giang ", Self.file])
    #expect(reply.text == "Cầu Lam Giang|anh/cau.jpg/image/jpeg/5/bytes")
    #expect(left.isEmpty)
  }

  @Test("an empty file field that browsers send where nothing was chosen is no file")
  func nothingChosen() async throws {
    let empty = "name=\"anh\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n"
    #expect(try await send([Self.token, empty]).text == "")
  }

  @Test("nothing is written for a stranger: the token must come first, in its field or in the header")
  func token() async throws {
    #expect(try await send([Self.file]).status == 403)
    #expect(try await send([Self.file, Self.token]).status == 403)
    #expect(try await send(["name=\"_csrf\"\r\n\r\nwrong", Self.file]).status == 403)
    #expect(try await send(["name=\"chu\"\r\n\r\na"]).status == 403)
    #expect(left.isEmpty)
    #expect(try await send([Self.file], [.csrfToken: CSRFToken.mask("secret-of-lan")]).status == 200)
  }

  @Test("a form is the same form only with the same file: a corrected one of the same name and length is another")
  func number() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let folder = folder
    let site = Site(sessions: KnownSessions.lan) { routes in
      routes.group(context: StaffContext.self).post("/anh") { request, context in
        try await Upload.read(request, context, in: folder) { $0.form.number?.text ?? "" }
      }
    }
    let token = CSRFToken.mask("secret-of-lan")
    func number(_ content: String) async throws -> String {
      let parts = ["_csrf\"\r\n\r\n\(token)", "bang\"; filename=\"bang.csv\"\r\n\r\n\(content)"]
      let body = parts.map { "--b\r\nContent-Disposition: form-data; name=\"\($0)\r\n" }.joined() + "--b--\r\n"
      let own: HTTPFields = [.contentType: "multipart/form-data; boundary=b", .secFetchSite: "same-origin"]
      return try await site.send(.post, "/anh", own.and(.lan), body: body).text
    }
    let first = try await number("Tỷ lệ,66")
    #expect(!first.isEmpty)
    #expect(try await number("Tỷ lệ,66") == first)
    #expect(try await number("Tỷ lệ,67") != first)
  }

  @Test("a file, a field or a crowd of parts beyond its limit is refused, and nothing is left on disk")
  func limits() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try await send([Self.token, Self.file], limits: .init(file: 5)).status == 200)
    #expect(try await send([Self.token, Self.file], limits: .init(file: 4)).status == 413)
    #expect(try await send([Self.token, Self.file], limits: .init(field: 12)).status == 413)
    #expect(try await send([Self.token, Self.file], limits: .init(parts: 1)).status == 413)
    #expect(left.isEmpty)
  }

  @Test(
    "any other kind of body is refused",
    arguments: ["application/json", "multipart/mixed; boundary=b", "multipart/form-data", ""])
  func wrongType(type: String) async throws {
    let reply = try await send([Self.token], [.contentType: type, .csrfToken: "secret-of-lan"])
    #expect(reply.status == 415)
  }

  @Test("a field that is no text is refused", arguments: ["a\0b"])
  func binaryField(value: String) async throws {
    #expect(try await send([Self.token, "name=\"chu\"\r\n\r\n\(value)"]).status == 400)
  }

  @Test("a large file goes to disk whole, over a real connection")
  func large() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let content = String(repeating: "0123456789abcdef\r\n--", count: 150_000)
    let folder = folder
    let site = Site(sessions: KnownSessions.lan) { routes in
      routes.post("/anh") { request, context in
        try await Upload.read(request, context, in: folder) { upload in
          let file = try #require(upload.file("anh"))
          let data = try Data(contentsOf: file.url)
          return "\(data.count) \(String(decoding: data, as: UTF8.self) == content)"
        }
      }
    }
    try await site.live { client in
      let body = "--b\r\nContent-Disposition: form-data; name=\"anh\"; filename=\"a\"\r\n\r\n\(content)\r\n--b--\r\n"
      try await client.execute(
        uri: "/anh", method: .post,
        headers: [.contentType: "multipart/form-data; boundary=b", .secFetchSite: "same-origin"],
        body: ByteBuffer(string: body)
      ) { #expect(String(buffer: $0.body) == "3000000 true") }
    }
  }
}
