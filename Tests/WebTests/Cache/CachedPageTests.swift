import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Testing

@testable import Web

@Suite("cached pages: forms and conditions") struct CachedPageTests {
  private let text = String(repeating: "<p>Lam Giang đón mùa lúa mới</p>\n", count: 200)

  private func cache() async throws -> PageCache {
    let hand = ClockHand(Date(timeIntervalSince1970: 784_111_777))
    let cache = PageCache(.init(), clock: .set(by: hand))
    _ = try await cache.text("/") { [text] in
      RenderedPage(
        text: text, type: "text/html; charset=utf-8", keys: [], maxAge: 5,
        lastModified: Date(timeIntervalSince1970: 784_111_000))
    }
    return cache
  }

  private func request(_ encoding: String?, _ tag: String? = nil, since: String? = nil) -> PageRequest {
    PageRequest(
      address: PageCache.address("/"), acceptEncoding: encoding, ifNoneMatch: tag, ifModifiedSince: since)
  }

  @Test("each coding has its own strong tag, and the tag brings 304 in that coding only")
  func conditions() async throws {
    let cache = try await cache()
    var tags: Set<String> = []
    for (encoding, name) in [("gzip", "gzip"), ("gzip, deflate, br", "br"), ("identity", nil)] as [(String, String?)] {
      let whole = try await cache.page(for: request(encoding)) { page("") }
      #expect(whole.status == .ok)
      #expect(whole.headers[.contentEncoding] == name)
      #expect(whole.headers[.vary] == "Accept-Encoding")
      #expect(whole.body.contentLength.map(String.init) == whole.headers[.contentLength])
      let tag = try #require(whole.headers[.eTag])
      #expect(tag.hasPrefix("\""))
      tags.insert(tag)
      for sent in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
        let unchanged = try await cache.page(for: request(encoding, sent)) { page("") }
        #expect(unchanged.status == .notModified)
        #expect(unchanged.headers[.eTag] == tag)
        #expect(cache.bytes("/", acceptEncoding: encoding, ifNoneMatch: sent)?.hasPrefix("HTTP/1.1 304 ") == true)
      }
      for sent in ["\"x\"", tag + "x", "W/", "", tag.dropLast() + ""] {
        let response = try await cache.page(for: request(encoding, sent)) { page("") }
        let isUnchanged = cache.bytes("/", acceptEncoding: encoding, ifNoneMatch: sent)?.hasPrefix("HTTP/1.1 304 ")
        #expect(isUnchanged == (response.status == .notModified))
      }
    }
    #expect(tags.count == 3)
    let since = try await cache.page(for: request(nil, since: "Sun, 06 Nov 1994 08:36:40 GMT")) { page("") }
    #expect(since.status == .notModified)
  }

  @Test("the bytes are a whole answer with the date of the second")
  func bytes() async throws {
    let cache = try await cache()
    let bytes = try #require(cache.bytes("/"))
    #expect(bytes.hasPrefix("HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"))
    #expect(bytes.contains("\r\nCache-Control: public, max-age=5, stale-while-revalidate=30, stale-if-error=86400\r\n"))
    #expect(bytes.contains("\r\nContent-Security-Policy: default-src 'self'"))
    #expect(bytes.contains("\r\nLast-Modified: Sun, 06 Nov 1994 08:36:40 GMT\r\n"))
    #expect(bytes.contains("\r\nContent-Length: \(text.utf8.count)\r\n"))
    #expect(bytes.hasSuffix("\r\n\r\n" + text))
  }

  @Test(
    "the coding follows the client's weights",
    arguments: [
      (nil, "identity"), ("", "identity"), ("gzip", "gzip"), ("br", "brotli"), ("gzip, br", "brotli"),
      ("br;q=0.5, gzip", "gzip"), ("br;q=0, gzip;q=0", "identity"), ("*", "brotli"), ("*;q=0.2, br;q=0", "gzip"),
      ("identity;q=1, gzip;q=0.5", "identity"), ("deflate", "identity"), ("GZIP", "gzip"), ("x-gzip", "gzip"),
      ("gzip;q=1.5", "gzip"), ("gzip;q=abc", "identity"), ("gzip ; q=0.001 , ,", "gzip"), ("gzip;", "identity"),
      ("*;q=0", "identity"), ("brr, gzipp", "identity"),
    ] as [(String?, String)])
  func coding(header: String?, expected: String) {
    let coding =
      header.map { text in
        var text = text
        return text.withUTF8 { PageCoding.best(accepting: UnsafeRawBufferPointer($0), of: [.gzip, .brotli]) }
      } ?? PageCoding.best(accepting: nil, of: [.gzip, .brotli])
    #expect("\(coding)" == expected)
  }

  @Test("the key keeps the parameters that matter, in one order")
  func address() {
    func target(_ query: String?) -> String {
      String(
        decoding: PageAddress(host: "A", path: "/x", query: query, parameters: ["trang", "q"]).target, as: UTF8.self)
    }
    #expect(target(nil) == "/x")
    #expect(target("") == "/x")
    #expect(target("utm_source=zalo&fbclid=1") == "/x")
    #expect(target("trang=2&utm=1&q=a%20b") == "/x?q=a%20b&trang=2")
    #expect(target("q=1&trang=3&&trang=2") == "/x?q=1&trang=3&trang=2")
    #expect(target("trang") == "/x?trang")
    #expect(target("Trang=1") == "/x")
  }

  @Test("dates are written as HTTP writes them")
  func dates() {
    #expect(HTTPDate.text(Date(timeIntervalSince1970: 784_111_777)) == "Sun, 06 Nov 1994 08:49:37 GMT")
    #expect(HTTPDate.text(Date(timeIntervalSince1970: 0)) == "Thu, 01 Jan 1970 00:00:00 GMT")
    #expect(HTTPDate.text(Date(timeIntervalSince1970: 951_782_399)) == "Mon, 28 Feb 2000 23:59:59 GMT")
    #expect(HTTPDate.text(Date(timeIntervalSince1970: 1_798_761_599)) == "Thu, 31 Dec 2026 23:59:59 GMT")
  }
}
