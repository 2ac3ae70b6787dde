import CCompression
import Foundation
import Glibc
import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import Web

struct CompressionTests {
  static let page = String(repeating: "<p>Tin trong tỉnh: cầu Lam Giang thông xe.</p>\n", count: 200)

  let site = Site(sessions: KnownSessions.lan) { routes in
    routes.get("/trang") { request, _ in
      let tag = "\"abc\""
      if EntityTag.list(request.headers[.ifNoneMatch], holds: tag) {
        return Response(status: .notModified, headers: [.eTag: tag])
      }
      var response = Answer.page(HTML(raw: Self.page))
      response.headers[.eTag] = tag
      return response
    }
    routes.get("/ngan") { _, _ in Answer.page("<p>ngắn</p>") }
    routes.get("/anh") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "image/png"], body: .init(byteBuffer: ByteBuffer(string: Self.page)))
    }
    routes.get("/san") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "text/html", .contentEncoding: "gzip"],
        body: .init(byteBuffer: ByteBuffer(string: Self.page)))
    }
    routes.get("/doan") { _, _ in
      Response(
        status: .partialContent, headers: [.contentType: "text/plain"],
        body: .init(byteBuffer: ByteBuffer(string: Self.page)))
    }
  }

  @Test(
    "the coding the client likes best is used, ours among equals",
    arguments: [
      ("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("br;q=0.1, gzip;q=0.9", "gzip"), ("identity", nil),
      ("", nil),
      ("gzip;q=0", nil), ("*", "br"), ("br;q=0, *", "gzip"), ("x-gzip", "gzip"), ("deflate", nil), ("GZIP", "gzip"),
      ("gzip ; q=0.5 , br ; q=0.4", "gzip"),
    ] as [(String, String?)])
  func negotiation(header: String, coding: String?) async throws {
    let reply = try await site.get("/trang", [.acceptEncoding: header])
    #expect(reply.headers[.contentEncoding] == coding)
    #expect(reply.headers[.vary] == "Accept-Encoding")
    let plain =
      coding == "br" ? try Unpacked.brotli(reply.body) : coding == "gzip" ? try Unpacked.gzip(reply.body) : reply.text
    #expect(plain == Self.page)
    #expect(reply.headers[.contentLength] == String(reply.body.readableBytes))
  }

  @Test("what is short, not text, packed already or a part is left alone", arguments: ["/ngan", "/anh", "/doan"])
  func leftAlone(path: String) async throws {
    #expect(try await site.get(path, [.acceptEncoding: "gzip"]).headers[.contentEncoding] == nil)
  }

  @Test("what was packed by the handler is not packed twice")
  func once() async throws {
    #expect(try await site.get("/san", [.acceptEncoding: "gzip"]).text == Self.page)
  }

  @Test("each coding has an ETag of its own, and each is known again")
  func tags() async throws {
    #expect(try await site.get("/trang").headers[.eTag] == "\"abc\"")
    for coding in ["gzip", "br"] {
      let tag = try #require(try await site.get("/trang", [.acceptEncoding: coding]).headers[.eTag])
      #expect(tag == "\"abc-\(coding)\"")
      let again = try await site.get("/trang", [.acceptEncoding: coding, .ifNoneMatch: "\"x\", " + tag])
      #expect(again.status == 304)
      #expect(again.body.readableBytes == 0)
    }
  }

  @Test("packing gives back what was packed, for all sizes", arguments: [0, 1, 255, 1024, 70_000, 200_000])
  func roundTrip(size: Int) throws {
    var generator = SystemRandomNumberGenerator()
    let text = String((0..<size).map { _ in Character(UnicodeScalar(UInt8.random(in: 97...100, using: &generator))) })
    for effort in [Compressor.Effort.once, .everyTime] {
      let gzip = try #require(Compressor.compress(ByteBuffer(string: text), .gzip, effort: effort))
      #expect(try Unpacked.gzip(gzip) == text)
      let brotli = try #require(Compressor.compress(ByteBuffer(string: text), .brotli, effort: effort))
      #expect(try Unpacked.brotli(brotli) == text)
    }
  }
}

enum Unpacked {
  static func gzip(_ bytes: ByteBuffer) throws -> String {
    var stream = z_stream()
    try #require(inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK)
    defer { inflateEnd(&stream) }
    var input = Array(bytes.readableBytesView)
    var output = [UInt8](repeating: 0, count: 8_000_000)
    let capacity = UInt32(output.count)
    let ended = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = capacity
        return inflate(&stream, Z_FINISH)
      }
    }
    try #require(ended == Z_STREAM_END)
    return String(decoding: output[..<Int(stream.total_out)], as: UTF8.self)
  }

  private typealias Decoder =
    @convention(c) (
      Int, UnsafePointer<UInt8>?, UnsafeMutablePointer<Int>, UnsafeMutablePointer<UInt8>?
    ) -> Int32

  /// The program only packs, so it is not linked with the library that unpacks.
  static func brotli(_ bytes: ByteBuffer) throws -> String {
    let library = try #require(dlopen("libbrotlidec.so.1", RTLD_NOW))
    let decode = unsafeBitCast(try #require(dlsym(library, "BrotliDecoderDecompress")), to: Decoder.self)
    let input = Array(bytes.readableBytesView)
    var output = [UInt8](repeating: 0, count: 8_000_000)
    var count = output.count
    try #require(decode(input.count, input, &count, &output) == 1)
    return String(decoding: output[..<count], as: UTF8.self)
  }
}
