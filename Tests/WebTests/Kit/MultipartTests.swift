import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Testing

@testable import Web

struct MultipartTests {
  static let body =
    "preamble\r\n--b\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\nsecret-of-lan\r\n--b \t\r\n"
    + "content-disposition: form-data; name=\"empty\"\r\n\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"none\"\r\n\r\n--b\r\n"
    + "Content-Disposition: form-data; name=\"anh\"; filename=\"C:\\Ảnh\\cầu.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
    + "\r\n\r\n-\r\n--\r\n--a\0\u{FF}\r\r\n\r\n--b--\r\nepilogue --b\r\n"

  /// What a parser makes of a body that comes in pieces of given lengths, content joined.
  static func parse(_ bytes: [UInt8], cuts: [Int], boundary: String = "b") throws -> [String] {
    var parser = try #require(MultipartParser(boundary: boundary))
    var parts: [String] = []
    var head = ""
    var content: [UInt8] = []
    func drain() throws {
      while let event = try parser.next() {
        switch event {
        case .head(let fields):
          head = fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "&")
        case .content(let chunk): content += chunk.readableBytesView
        case .end:
          parts.append("\(head)|\(String(decoding: content, as: UTF8.self))")
          content = []
        }
      }
    }
    var at = 0
    for cut in cuts + [bytes.count] where cut > at {
      parser.feed(ByteBuffer(bytes: bytes[at..<min(cut, bytes.count)]))
      try drain()
      at = cut
    }
    try parser.finish()
    return parts
  }

  @Test("the same body gives the same parts however it is cut: at every one and every two places, and byte by byte")
  func cuts() throws {
    let bytes = Array(Self.body.utf8)
    let whole = try Self.parse(bytes, cuts: [])
    #expect(whole.count == 4)
    #expect(whole[0] == "content-disposition=form-data; name=\"_csrf\"|secret-of-lan")
    #expect(whole[1].hasSuffix("name=\"empty\"|"))
    #expect(whole[2].hasSuffix("name=\"none\"|"))
    #expect(whole[3].hasSuffix("|\r\n\r\n-\r\n--\r\n--a\0\u{FF}\r\r\n"))
    #expect(try Self.parse(bytes, cuts: Array(0..<bytes.count)) == whole)
    for first in 1..<bytes.count {
      #expect(try Self.parse(bytes, cuts: [first]) == whole)
      for second in stride(from: first + 1, to: min(bytes.count, first + 24), by: 5) {
        guard try Self.parse(bytes, cuts: [first, second]) != whole else { continue }
        Issue.record("differs when cut at \(first) and \(second)")
      }
    }
  }

  @Test("a damaged body is refused or read, alike however it is cut, and never crashes", arguments: 0..<8)
  func damaged(seed: Int) {
    var state = UInt64(seed + 1) &* 0x9E37_79B9_7F4A_7C15
    func random(_ limit: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(limit))
    }
    let interesting: [UInt8] = [0x0D, 0x0A, 0x2D, 0x62, 0x3A, 0x20, 0x22, 0x00, 0xFF]
    for _ in 0..<80 {
      var bytes = Array(Self.body.utf8)
      for _ in 0...random(6) {
        let place = random(bytes.count)
        switch random(3) {
        case 0: bytes[place] = interesting[random(interesting.count)]
        case 1: bytes.remove(at: place)
        default: bytes.insert(interesting[random(interesting.count)], at: place)
        }
      }
      let whole = Result { try Self.parse(bytes, cuts: []) }
      for cuts in [Array(0..<bytes.count), (0..<5).map { _ in random(bytes.count) }.sorted()] {
        let cut = Result { try Self.parse(bytes, cuts: cuts) }
        switch (whole, cut) {
        case (.success(let one), .success(let other)): #expect(one == other)
        case (.failure, .failure): break
        default:
          Issue.record("refused or not by how it is cut: \(String(decoding: bytes, as: UTF8.self).debugDescription)")
        }
      }
    }
  }

  @Test(
    "a body that breaks off or breaks the rules is refused",
    arguments: [
      "", "--b", "--b\r\n", "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nabc",
      "--b\r\nno colon\r\n\r\nx\r\n--b--",
      "--b\r\nA: 1\r\na: 2\r\n\r\nx\r\n--b--", "--b\r\nA: 1\r\n folded\r\n\r\nx\r\n--b--", "--bx\r\n\r\n\r\n--b--",
      "--b\r\nA: " + String(repeating: "x", count: 9000) + "\r\n\r\nx\r\n--b--",
      "--b\r\nA: " + String(repeating: "x", count: 9000),
    ])
  func broken(body: String) {
    #expect(throws: RequestProblem.malformed) { try Self.parse(Array(body.utf8), cuts: []) }
  }

  @Test(
    "what is no boundary is refused",
    arguments: ["", " ", "a ", String(repeating: "a", count: 71), "a\"b", "ế", "a\u{0}"])
  func boundaries(boundary: String) {
    #expect(MultipartParser(boundary: boundary) == nil)
  }

  @Test(
    "the boundary is found among the parameters of the type",
    arguments: [
      ("multipart/form-data; boundary=abc", "abc"), ("multipart/form-data;charset=utf-8; Boundary=\"a b\"", "a b"),
      ("multipart/form-data", nil), ("multipart/form-data; boundary=\"abc", nil),
    ] as [(String, String?)])
  func boundaryOfType(type: String, boundary: String?) {
    #expect(MultipartReader.boundary(of: type) == boundary)
  }

  @Test(
    "names of fields and files are read as browsers write them",
    arguments: [
      ("form-data; name=\"a\"", "a", nil), ("FORM-DATA;name=a;filename=b.jpg", "a", "b.jpg"),
      ("form-data; name=\"a%22b\"; filename=\"x\\\"y.jpg\"", "a\"b", "xy.jpg"),
      ("form-data; name=\"a;b\"; filename=\"\"", "a;b", "tep"), ("form-data; filename=\"a\"", nil, nil),
      ("attachment; name=\"a\"", nil, nil), ("form-data; name=\"a\"; name=\"b\"", nil, nil),
      ("form-data; name=\"a", nil, nil),
      ("form-data", nil, nil),
    ] as [(String, String?, String?)])
  func disposition(text: String, name: String?, filename: String?) {
    let read = ContentDisposition(text)
    #expect(read?.name == name)
    #expect(read?.filename == filename)
  }

  @Test(
    "names of files are made harmless",
    arguments: [
      ("../../etc/passwd", "passwd"), ("C:\\Windows\\a.exe", "a.exe"), (".htaccess", "htaccess"), ("...", "tep"),
      ("", "tep"),
      ("a\u{0}b\n.jpg", "ab.jpg"), ("ảnh cầu.jpg", "ảnh cầu.jpg"), ("x\u{202E}gpj.exe", "xgpj.exe"), ("a/", "a"),
      ("  b.jpg. ", "b.jpg"),
      ("e\u{302}\u{301}.jpg", "ế.jpg"), ("<a>|b?.png", "ab.png"),
    ])
  func filenames(sent: String, kept: String) {
    #expect(SafeFilename.make(sent) == kept)
  }

  @Test("a long name is cut but keeps its ending")
  func longName() {
    let name = SafeFilename.make(String(repeating: "ế", count: 300) + ".jpeg")
    #expect(name.hasSuffix("ế.jpeg"))
    #expect(name.utf8.count <= 150)
  }
}
