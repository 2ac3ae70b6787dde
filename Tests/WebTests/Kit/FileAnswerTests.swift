import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import Web

struct FileAnswerTests {
  let folder: URL
  let site: Site

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("files-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("0123456789".utf8).write(to: folder.appendingPathComponent("a.mp3"))
    try Data().write(to: folder.appendingPathComponent("empty.mp3"))
    self.folder = folder
    site = Site { routes in
      routes.get("/tep/:id") { request, context in
        try await FileAnswer(path: folder.path + "/" + context.parameters.require("id"), tag: "v1").answer(
          request, context)
      }
      routes.get("/tai/:id") { request, context in
        try await FileAnswer(path: folder.path + "/a.mp3", download: "Bản tin \"số 1\".mp3").answer(request, context)
      }
    }
  }

  @Test(
    "a range is read as RFC 9110 says",
    arguments: [
      (nil, 10, .whole), ("bytes=0-3", 10, .part(0...3)), ("bytes=-3", 10, .part(7...9)),
      ("bytes=7-", 10, .part(7...9)),
      ("bytes=0-", 10, .part(0...9)), ("bytes=5-5", 10, .part(5...5)), ("bytes=3-99", 10, .part(3...9)),
      ("bytes=-99", 10, .part(0...9)), ("bytes=10-", 10, .unsatisfiable), ("bytes=10-20", 10, .unsatisfiable),
      ("bytes=-0", 10, .unsatisfiable), ("bytes=0-", 0, .unsatisfiable), ("bytes=-1", 0, .unsatisfiable),
      ("bytes=5-3", 10, .whole), ("bytes=0-1,3-4", 10, .whole), ("bytes=", 10, .whole), ("bytes=-", 10, .whole),
      ("bytes=a-b", 10, .whole), ("bytes=1-b", 10, .whole), ("bytes= 1-2", 10, .part(1...2)),
      ("BYTES=1-2", 10, .part(1...2)),
      ("lines=1-2", 10, .whole), ("bytes=--3", 10, .whole), ("bytes=+1-2", 10, .whole), ("bytes=1-2-3", 10, .whole),
      ("bytes=0-99999999999999999999999", 10, .part(0...9)), ("bytes=99999999999999999999999-", 10, .unsatisfiable),
      ("bytes=-99999999999999999999999", 10, .part(0...9)),
    ] as [(String?, Int, ByteRange)])
  func ranges(header: String?, size: Int, expected: ByteRange) {
    #expect(ByteRange(header, of: size) == expected)
  }

  @Test("the whole file is sent with its tag, its date and the offer of ranges")
  func whole() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let reply = try await site.get("/tep/a.mp3")
    #expect(reply.status == 200)
    #expect(reply.text == "0123456789")
    #expect(reply.headers[.contentType] == "audio/mpeg")
    #expect(reply.headers[.contentLength] == "10")
    #expect(reply.headers[.acceptRanges] == "bytes")
    #expect(reply.headers[.eTag] == "\"v1\"")
    #expect(try await site.get("/tep/empty.mp3").headers[.contentLength] == "0")
    #expect(try await site.get("/tep/none.mp3").status == 404)
    #expect(try await site.get("/tep/.").status == 400)
  }

  @Test("a part is sent as a part, on the wire too")
  func part() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let big = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
    try Data(big).write(to: folder.appendingPathComponent("big.bin"))
    try await site.live { client in
      for (range, text, place) in [("bytes=-3", "789", "7-9"), ("bytes=2-4", "234", "2-4"), ("bytes=8-", "89", "8-9")] {
        try await client.execute(uri: "/tep/a.mp3", method: .get, headers: [.range: range]) { reply in
          #expect(reply.status.code == 206)
          #expect(String(buffer: reply.body) == text)
          #expect(reply.headers[.contentRange] == "bytes \(place)/10")
        }
      }
      try await client.execute(uri: "/tep/a.mp3", method: .get, headers: [.range: "bytes=10-"]) { reply in
        #expect(reply.status.code == 416)
        #expect(reply.headers[.contentRange] == "bytes */10")
        #expect(reply.body.readableBytes == 0)
      }
      try await client.execute(uri: "/tep/a.mp3", method: .get, headers: [.range: "bytes=0-1,4-5"]) { reply in
        #expect(reply.status.code == 200)
        #expect(String(buffer: reply.body) == "0123456789")
      }
      try await client.execute(uri: "/tep/a.mp3", method: .head, headers: [.range: "bytes=0-1"]) { reply in
        #expect(reply.status.code == 200)
        #expect(reply.headers[.contentLength] == "10")
        #expect(reply.body.readableBytes == 0)
      }
      try await client.execute(uri: "/tep/big.bin", method: .get, headers: [.range: "bytes=1000-299999"]) { reply in
        #expect(reply.body.readableBytesView.elementsEqual(big[1000...]))
      }
    }
  }

  @Test("a client that has it is told so; If-Range asks for a part only of the same bytes")
  func conditions() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let date = try #require(try await site.get("/tep/a.mp3").headers[.lastModified])
    #expect(HTTPDate.read(date).map(HTTPDate.text) == date)
    let unchanged: [HTTPFields] = [
      [.ifNoneMatch: "\"x\", \"v1\""], [.ifNoneMatch: "W/\"v1\""], [.ifNoneMatch: "*"], [.ifModifiedSince: date],
    ]
    for headers in unchanged {
      let reply = try await site.get("/tep/a.mp3", headers)
      #expect(reply.status == 304)
      #expect(reply.body.readableBytes == 0)
      #expect(reply.headers[.eTag] == "\"v1\"")
    }
    let changed: [HTTPFields] = [
      [.ifNoneMatch: "\"x\""], [.ifNoneMatch: "\"x\"", .ifModifiedSince: date], [.ifModifiedSince: "yesterday"],
      [.ifModifiedSince: "Sun, 06 Nov 1994 08:49:37 GMT"],
    ]
    for headers in changed { #expect(try await site.get("/tep/a.mp3", headers).status == 200) }
    for (condition, status) in [
      ("\"v1\"", 206), (date, 206), ("\"v2\"", 200), ("W/\"v1\"", 200), ("Sun, 06 Nov 1994 08:49:37 GMT", 200),
    ] {
      #expect(try await site.get("/tep/a.mp3", [.range: "bytes=0-1", .ifRange: condition]).status == status)
    }
  }

  @Test("a download says its name in ASCII and in full, and no name breaks out of its header")
  func download() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let header = try #require(try await site.get("/tai/1").headers[.contentDisposition])
    #expect(
      header == "attachment; filename=\"B_n tin s_ 1.mp3\"; filename*=UTF-8''B%E1%BA%A3n%20tin%20s%E1%BB%91%201.mp3")
    #expect(!FileAnswer.disposition("a\r\nSet-Cookie: b=\"; c.mp3").contains("\r"))
  }
}
