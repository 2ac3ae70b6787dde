import Testing

@testable import Web

@Suite("reading heads from bytes") struct RequestHeadTests {
  private func read(_ text: String) -> String {
    read(Array(text.utf8))
  }

  private func read(_ bytes: [UInt8]) -> String {
    bytes.withUnsafeBytes { bytes in
      switch RequestHead.read(bytes, sessionCookie: Array("s".utf8)) {
      case .incomplete: "incomplete"
      case .odd: "odd"
      case .complete(let head):
        [
          head.isPlain ? "plain" : "through", head.isHead ? "head" : nil, head.closes ? "closes" : nil,
          head.contentLength > 0 ? "\(head.contentLength)" : nil,
        ].compactMap(\.self).joined(separator: " ")
      }
    }
  }

  @Test("a browser's request is plain, and every part of it is incomplete")
  func browser() {
    let text = """
      GET /bai/lua-moi-1a2b?trang=2 HTTP/1.1\r
      Host: baolamgiang.test:8080\r
      User-Agent: Mozilla/5.0 (X11; Linux x86_64)\r
      Accept: text/html,application/xhtml+xml;q=0.9,*/*;q=0.8\r
      Accept-Language: vi,en;q=0.5\r
      Accept-Encoding: gzip, deflate, br\r
      Cookie: lang=vi; ss=1; not=s\r
      Connection: keep-alive\r
      If-None-Match: "abc"\r
      \r

      """
    #expect(read(text) == "plain")
    let bytes = Array(text.utf8)
    for count in 0..<bytes.count { #expect(read(Array(bytes[..<count])) == "incomplete", "\(count)") }
    #expect(read(text + "GET ") == "plain")
  }

  @Test("places of values are without blanks")
  func places() {
    let bytes = Array("GET /a HTTP/1.1\r\nhOsT:\t a.b \r\naccept-encoding:  br\r\n\r\n".utf8)
    bytes.withUnsafeBytes { raw in
      guard case .complete(let head) = RequestHead.read(raw, sessionCookie: []) else {
        Issue.record("not complete")
        return
      }
      func text(_ range: Range<Int>) -> String { String(decoding: raw[range], as: UTF8.self) }
      #expect(text(head.host) == "a.b")
      #expect(text(head.target) == "/a")
      #expect(head.acceptEncoding.map(text) == "br")
      #expect(head.length == raw.count)
    }
  }

  @Test(
    "requests that must reach the handlers are let through alone",
    arguments: [
      ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\n\r\n", "through 12"),
      ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", "through"),
      ("GET / HTTP/1.1\r\nHost: a\r\nCookie: lang=vi; s=1\r\n\r\n", "through"),
      ("GET / HTTP/1.1\r\nHost: a\r\nCookie: lang=vi\r\nCookie: s=1\r\n\r\n", "through"),
      ("GET / HTTP/1.1\r\nHost: a\r\nCookie: s\r\n\r\n", "through"),
      ("GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x\r\n\r\n", "through"),
      ("GET / HTTP/1.1\r\nHost: a\r\nRange: bytes=0-1\r\n\r\n", "through"),
      ("GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n", "through"),
      ("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-Host: b\r\n\r\n", "through"),
      ("GET / HTTP/1.1\r\nHost: A\r\n\r\n", "through"),
      ("GET / HTTP/1.1\r\nHost: a_b\r\n\r\n", "through"),
      ("GET / HTTP/1.1\r\nHost:\r\n\r\n", "through"),
      ("GET /#x HTTP/1.1\r\nHost: a\r\n\r\n", "through"),
      ("GET /\\x HTTP/1.1\r\nHost: a\r\n\r\n", "through"),
      ("GET / HTTP/1.1\r\nHost: a\r\nConnection: close, te\r\n\r\n", "through closes"),
      ("GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: br\r\nAccept-Encoding: gzip\r\n\r\n", "through"),
      ("GET / HTTP/1.1\r\nHost: a\r\nIf-Modified-Since: x\r\n\r\n", "through"),
      ("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: CLOSE\r\n\r\n", "plain head closes"),
      ("OPTIONS / HTTP/1.1\r\nHost: a\r\n\r\n", "through"),
    ])
  func through(text: String, expected: String) {
    #expect(read(text) == expected)
  }

  @Test(
    "what could be read in two ways is left to the decoder",
    arguments: [
      "get / HTTP/1.1\r\nHost: a\r\n\r\n", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.0\r\nHost: a\r\n\r\n",
      "GET / HTTP/1.1\nHost: a\n\n", "GET / HTTP/1.1\r\nHost: a\n\r\n", "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
      "GET / HTTP/1.1\r\n Host: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\u{0}\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999999999999\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n", "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n",
      "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "\u{16}\u{3}\u{1}", ":",
      "GET /é HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nA\r\n\r\n", "GET / HTTP/1.1\r\n: a\r\n\r\n",
    ])
  func odd(text: String) {
    #expect(read(text) == "odd")
  }

  @Test("a cookie is found by its whole name")
  func cookies() {
    func holds(_ text: String) -> Bool {
      var text = text
      return text.withUTF8 { Cookies.holds(UnsafeRawBufferPointer($0), Array("s".utf8)) }
    }
    #expect(holds("s=1"))
    #expect(holds("__Host-s=1"))
    #expect(holds("a=b;__Host-s=1"))
    #expect(holds("a=__Host-s; s = 1"))
    #expect(!holds("a=__Host-s=1; __Host-ss=1; x__Host-s=1; __Host-=s"))
    #expect(!holds(""))
  }
}
