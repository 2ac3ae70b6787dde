/// The head of a request as it stands in the bytes, read strictly: what a client of today sends, nothing else.
///
/// The byte-level path acts on this before the HTTP decoder sees a byte. Both must mean the same by the same bytes, or
/// answers would go to the wrong requests (request smuggling). So whatever is unusual is ``Reading/odd``, and left to the
/// decoder for as long as the connection lasts.
struct RequestHead {
  /// Bytes up to and with the empty line.
  var length = 0
  /// A head-only request.
  var isHead = false
  /// The places of the values in the bytes, without blanks around them.
  var target = 0..<0
  var host = 0..<0
  var acceptEncoding: Range<Int>?
  var ifNoneMatch: Range<Int>?
  /// Bytes of the body that follows.
  var contentLength = 0
  /// The client wants the connection closed after the answer.
  var closes = false
  /// A GET or HEAD that a public page answers: nobody is signed in, nothing but the page is asked for.
  var isPlain = true

  fileprivate var hosts = 0
  fileprivate var lengths = 0

  enum Reading {
    case complete(RequestHead)
    /// So far it is well formed; more must come.
    case incomplete
    case odd
  }

  /// - Parameter sessionCookie: A request with this cookie is not plain.
  static func read(_ bytes: UnsafeRawBufferPointer, sessionCookie: [UInt8]) -> Reading {
    var reader = HeadReader(bytes: bytes, sessionCookie: sessionCookie)
    return reader.read()
  }
}

private struct HeadReader {
  let bytes: UnsafeRawBufferPointer
  let sessionCookie: [UInt8]
  var head = RequestHead()
  var at = 0

  /// More fields than this are for the decoder to judge.
  static let mostFields = 64

  init(bytes: UnsafeRawBufferPointer, sessionCookie: [UInt8]) {
    self.bytes = bytes
    self.sessionCookie = sessionCookie
  }

  mutating func read() -> RequestHead.Reading {
    switch requestLine() {
    case .done: break
    case .more: return .incomplete
    case .odd: return .odd
    }
    for _ in 0..<Self.mostFields {
      guard at < bytes.count else { return .incomplete }
      if bytes[at] == 0x0D {
        guard at + 1 < bytes.count else { return .incomplete }
        guard bytes[at + 1] == 0x0A, head.hosts == 1 else { return .odd }
        head.length = at + 2
        return .complete(head)
      }
      switch field() {
      case .done: break
      case .more: return .incomplete
      case .odd: return .odd
      }
    }
    return .odd
  }

  private enum Step {
    case done
    case more
    case odd
  }

  /// `GET /path HTTP/1.1`
  private mutating func requestLine() -> Step {
    while at < bytes.count, bytes[at] >= UInt8(ascii: "A"), bytes[at] <= UInt8(ascii: "Z") {
      at += 1
      if at > 16 { return .odd }
    }
    guard at < bytes.count else { return .more }
    guard at > 0, bytes[at] == 0x20 else { return .odd }
    let method = UnsafeRawBufferPointer(rebasing: bytes[0..<at])
    head.isHead = Bytes.equal(method, "head") && bytes[0] == UInt8(ascii: "H")
    head.isPlain = head.isHead || (Bytes.equal(method, "get") && bytes[0] == UInt8(ascii: "G"))
    if Bytes.equal(method, "connect") { return .odd }
    at += 1
    let start = at
    while at < bytes.count, bytes[at] > 0x20, bytes[at] < 0x7F {
      if bytes[at] == UInt8(ascii: "#") || bytes[at] == UInt8(ascii: "\\") { head.isPlain = false }
      at += 1
    }
    // Absolute addresses and `*` have rules of their own (RFC 9112 §3.2).
    if start < bytes.count, bytes[start] != UInt8(ascii: "/") { return .odd }
    guard at < bytes.count else { return .more }
    guard at > start, bytes[at] == 0x20 else { return .odd }
    head.target = start..<at
    at += 1
    return literal("HTTP/1.1\r\n")
  }

  private mutating func literal(_ text: StaticString) -> Step {
    let start = text.utf8Start
    for index in 0..<text.utf8CodeUnitCount {
      guard at < bytes.count else { return .more }
      guard bytes[at] == start[index] else { return .odd }
      at += 1
    }
    return .done
  }

  /// `Name: value`, without anything that RFC 9112 §5 only tolerates.
  private mutating func field() -> Step {
    let start = at
    while at < bytes.count, Self.isToken(bytes[at]) { at += 1 }
    guard at < bytes.count else { return .more }
    guard at > start, bytes[at] == UInt8(ascii: ":") else { return .odd }
    let name = UnsafeRawBufferPointer(rebasing: bytes[start..<at])
    at += 1
    while at < bytes.count, Bytes.isBlank(bytes[at]) { at += 1 }
    let begin = at
    while at < bytes.count, bytes[at] >= 0x20 || bytes[at] == 0x09, bytes[at] != 0x7F { at += 1 }
    guard at < bytes.count else { return .more }
    guard bytes[at] == 0x0D else { return .odd }
    guard at + 1 < bytes.count else { return .more }
    guard bytes[at + 1] == 0x0A else { return .odd }
    var end = at
    while end > begin, Bytes.isBlank(bytes[end - 1]) { end -= 1 }
    at += 2
    return meaning(name, begin..<end) ? .done : .odd
  }

  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, UInt8(ascii: "-"): true
    case UInt8(ascii: "_"), UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"),
      UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "."),
      UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}

extension HeadReader {
  /// Takes in a field that matters; false where it makes the message one for the decoder alone.
  fileprivate mutating func meaning(_ name: UnsafeRawBufferPointer, _ value: Range<Int>) -> Bool {
    switch name.count {
    case 4 where Bytes.equal(name, "host"): return host(value)
    case 5 where Bytes.equal(name, "range"): head.isPlain = false
    case 6 where Bytes.equal(name, "cookie"):
      if Cookies.holds(UnsafeRawBufferPointer(rebasing: bytes[value]), sessionCookie) { head.isPlain = false }
    case 6 where Bytes.equal(name, "expect"): head.isPlain = false
    case 7 where Bytes.equal(name, "upgrade"): return false
    case 8 where Bytes.equal(name, "if-match") || Bytes.equal(name, "if-range"): head.isPlain = false
    // What a proxy says of the address that was asked for; whether to believe it is for the middleware.
    case 9 where Bytes.equal(name, "forwarded"): head.isPlain = false
    case 16 where Bytes.equal(name, "x-forwarded-host"): head.isPlain = false
    case 10 where Bytes.equal(name, "connection"): connection(UnsafeRawBufferPointer(rebasing: bytes[value]))
    case 13 where Bytes.equal(name, "authorization"): head.isPlain = false
    case 13 where Bytes.equal(name, "if-none-match"):
      if head.ifNoneMatch != nil { head.isPlain = false }
      head.ifNoneMatch = value
    case 14 where Bytes.equal(name, "content-length"): return length(value)
    case 15 where Bytes.equal(name, "accept-encoding"):
      if head.acceptEncoding != nil { head.isPlain = false }
      head.acceptEncoding = value
    case 17 where Bytes.equal(name, "transfer-encoding"): return false
    case 17 where Bytes.equal(name, "if-modified-since"): head.isPlain = false
    case 19 where Bytes.equal(name, "if-unmodified-since"): head.isPlain = false
    default: break
    }
    return true
  }

  /// Exactly one, of a name in lower case (the key of the cache); other names are judged further in.
  private mutating func host(_ value: Range<Int>) -> Bool {
    head.hosts += 1
    head.host = value
    if value.isEmpty { head.isPlain = false }
    for byte in bytes[value] {
      switch byte {
      case 0x61...0x7A, 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":"): break
      default: head.isPlain = false
      }
    }
    return head.hosts == 1
  }

  private mutating func length(_ value: Range<Int>) -> Bool {
    head.lengths += 1
    head.isPlain = false
    guard head.lengths == 1, !value.isEmpty, value.count <= 15 else { return false }
    var length = 0
    for byte in bytes[value] {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return false }
      length = length * 10 + Int(byte - UInt8(ascii: "0"))
    }
    head.contentLength = length
    return true
  }

  private mutating func connection(_ value: UnsafeRawBufferPointer) {
    var start = 0
    while start <= value.count {
      var end = start
      while end < value.count, value[end] != UInt8(ascii: ",") { end += 1 }
      let option = Bytes.trimmed(UnsafeRawBufferPointer(rebasing: value[start..<end]))
      if Bytes.equal(option, "close") {
        head.closes = true
      } else if !option.isEmpty, !Bytes.equal(option, "keep-alive") {
        head.isPlain = false
      }
      start = end + 1
    }
  }
}

enum Cookies {
  private static let hostPrefix = Array("__Host-".utf8)

  /// Whether a `Cookie` value holds a cookie of this name, plain or as it is called over TLS (`__Host-…`).
  static func holds(_ value: UnsafeRawBufferPointer, _ name: [UInt8]) -> Bool {
    var at = 0
    while at < value.count {
      while at < value.count, Bytes.isBlank(value[at]) || value[at] == UInt8(ascii: ";") { at += 1 }
      var end = at
      while end < value.count, value[end] != UInt8(ascii: "="), value[end] != UInt8(ascii: ";") { end += 1 }
      let found = Bytes.trimmed(UnsafeRawBufferPointer(rebasing: value[at..<end]))
      if Bytes.same(found, name) { return true }
      if found.count == hostPrefix.count + name.count, found.starts(with: hostPrefix),
        Bytes.same(UnsafeRawBufferPointer(rebasing: found[hostPrefix.count...]), name)
      {
        return true
      }
      while end < value.count, value[end] != UInt8(ascii: ";") { end += 1 }
      at = end + 1
    }
    return false
  }
}
