/// Numbers that are the same in every run.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// Makes what clients send: mostly sound, often unusual, sometimes broken; whole or in pieces, one request or several.
struct RequestMaker {
  private var numbers: Seeded
  private let tags: [String]

  init(seed: UInt64, tags: [String]) {
    numbers = Seeded(state: seed)
    self.tags = tags
  }

  /// The pieces of one connection.
  mutating func next() -> [[UInt8]] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...4, using: &numbers) { bytes += request() }
    if chance(12) { damage(&bytes) }
    return split(bytes)
  }

  private mutating func request() -> [UInt8] {
    let method = pick(["GET", "GET", "GET", "GET", "GET", "HEAD", "HEAD", "POST", "OPTIONS", "get", "DELETE"])
    let path = pick([
      "/", "/", "/", "/nho", "/nho", "/danh-sach", "/danh-sach?trang=2", "/danh-sach?trang=2&fbclid=x",
      "/danh-sach?utm_source=a", "/?", "/cu", "/mat", "/mat", "/dong", "/dong", "/khong-co", "//", "/nho/", "/%6Eho",
      "/nho?trang=%32", "http://bao.test/nho", "http://khac.test/", "*", "/goi", "/khong-doc", "/nho#a", "/a b", "",
      "/\\",
    ])
    let version = pick(Array(repeating: "HTTP/1.1", count: 40) + ["HTTP/1.0", "HTTP/1.2", "HTTP/2.0", "http/1.1", ""])
    var fields = host()
    if chance(60) {
      fields.append(
        name("Accept-Encoding") + ": "
          + pick([
            "gzip", "br", "gzip, deflate, br, zstd", "identity", "*", "br;q=0.1, gzip;q=0.9", "gzip;q=0", "", "x",
            "*;q=0",
          ]))
    }
    if chance(30) { fields.append(name("If-None-Match") + ": " + condition()) }
    if chance(10) { fields = host() + ["If-None-Match: " + tags[0]] }
    if chance(15) {
      fields.append(name("Connection") + ": " + pick(["keep-alive", "close", "Close", "te, close", "x"]))
    }
    if chance(8) { fields.append("Cookie: " + pick(["s=1", "lang=vi", "a=b; s=2", "ss=1"])) }
    if chance(15) { fields.append(rare()) }
    let body = method == "POST" || chance(4) ? addBody(to: &fields) : []
    fields.shuffle(using: &numbers)
    let head =
      ([method + " " + path + " " + version] + fields).joined(separator: chance(2) ? "\n" : "\r\n") + "\r\n\r\n"
    return Array(head.utf8) + body
  }

  private mutating func host() -> [String] {
    if chance(96) { return [name("Host") + ":" + pick([" ", "", "  ", "\t"]) + "bao.test" + pick(["", "", "", " "])] }
    return pick([
      [], ["Host: bao.test", "Host: bao.test"], ["Host: bao.test", "Host: khac.test"], ["Host:"], ["Host: BAO.test"],
      ["Host: a b"], ["Host: bao.test:99"], ["Host: bao.test/"], ["Host : bao.test"], ["Host: [::1]"],
    ])
  }

  private mutating func condition() -> String {
    let tag = pick(tags)
    return pick([tag, tag, tag, "W/" + tag, "\"x\"", "\"x\", " + tag, "*", "x", "", tag + ", ", "\"" + tag])
  }

  private mutating func rare() -> String {
    pick([
      "Range: bytes=0-9", "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT", "If-Match: \"x\"", "Expect: 100-continue",
      "Expect: x", "Authorization: Bearer x", "X-Forwarded-Host: khac.test", "Upgrade: h2c", "TE: trailers",
      "Transfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked", "Content-Length: 0", "Content-Length: 5",
      "Content-Length: -1", "A: " + String(repeating: "x", count: 3000), "A: \u{7F}", "A: \u{1}", "A: é", "A B: x",
      " A: x",
      "A", "Accept: */*", "Accept-Language: vi", "Accept-Encoding: br", "If-None-Match: " + tags[0], "Keep-Alive: 1",
    ])
  }

  private mutating func addBody(to fields: inout [String]) -> [UInt8] {
    let count = Int.random(in: 0...40, using: &numbers)
    let body = [UInt8](repeating: UInt8(ascii: "x"), count: count)
    switch Int.random(in: 0..<10, using: &numbers) {
    case 0:
      fields.append("Transfer-Encoding: chunked")
      return Array("\(String(count, radix: 16))\r\n".utf8) + body + Array("\r\n0\r\n\r\n".utf8)
    case 1:
      fields.append("Content-Length: \(count + 1)")
    case 2:
      fields += ["Content-Length: \(count)", "Content-Length: \(count)"]
    default:
      fields.append("Content-Length: \(count)")
    }
    return body
  }

  /// Changes, takes out or puts in a byte somewhere.
  private mutating func damage(_ bytes: inout [UInt8]) {
    let at = bytes.indices.randomElement(using: &numbers) ?? 0
    switch Int.random(in: 0..<4, using: &numbers) {
    case 0: bytes[at] = UInt8.random(in: 0...255, using: &numbers)
    case 1: bytes.remove(at: at)
    case 2: bytes.insert(pick([0x00, 0x0A, 0x0D, 0x20, 0x3A, 0xFF]), at: at)
    default: bytes.removeSubrange(at...)
    }
  }

  private mutating func split(_ bytes: [UInt8]) -> [[UInt8]] {
    guard chance(40), bytes.count > 2 else { return [bytes] }
    let cuts = (0..<Int.random(in: 1...4, using: &numbers)).map { _ in Int.random(in: 1..<bytes.count, using: &numbers)
    }
    var pieces: [[UInt8]] = []
    var start = 0
    for cut in Set(cuts).sorted() + [bytes.count] {
      pieces.append(Array(bytes[start..<cut]))
      start = cut
    }
    return pieces
  }

  /// A field's name in some case.
  private mutating func name(_ name: String) -> String {
    pick([name, name, name.lowercased(), name.uppercased()])
  }

  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &numbers) < percent }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &numbers)]
  }
}
