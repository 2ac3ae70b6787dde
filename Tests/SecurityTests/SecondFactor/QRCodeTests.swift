import Crypto
import Foundation
import Testing
import Web

@testable import Security

struct QRCodeTests {
  /// Made with another encoder (segno 1.6.6): version, bytes of text, mask, the mask it finds best, and SHA-256 of the modules.
  @Test(
    "every version is drawn as another encoder draws it",
    arguments: [
      (1, 14, 6, 6, "9a69bcb8a65221ea113e6c1ee190c894"),
      (2, 26, 2, 2, "4a2a6d6245c02b1bb4c8282ab11e38b7"),
      (3, 42, 2, 2, "34566883de0a847198b9dd88de6afad7"),
      (4, 62, 6, 4, "89216533f1b938ed197ebc044f1329e6"),
      (5, 84, 4, 3, "7371a822eedfa915451f6b3382821d37"),
      (6, 106, 2, 7, "09aa44c0927312cc688c61c53d7f2b88"),
      (7, 122, 2, 5, "3b67287785c6a50a92742f5f90e8f53e"),
      (8, 152, 0, 2, "dfac8b40871f551dfaa64f9804e113db"),
      (9, 180, 4, 2, "5600b8e9e32197119cc6f4ec09c17676"),
      (10, 213, 5, 6, "cc5afa257c1fdc6bdd3fc2aa5cfe661f"),
    ])
  func drawn(version: Int, bytes: Int, mask: Int, best: Int, hash: String) throws {
    let letters = Array("abcdefghijklmnopqrstuvwxyz".utf8)
    let text = (0..<bytes).map { letters[$0 % 26] }
    let fitting = try #require(QRVersion.fitting(bytes))
    #expect(fitting.number == version)
    let drawn = QRCanvas(fitting).placing(QRStream.interleaved(QRStream.codewords(text, fitting), fitting))
    #expect(Self.hash(drawn.masked(mask).dark) == hash)
    let penalties = (0..<8).map { drawn.masked($0).penalty }
    #expect(penalties.min() == penalties[best])
    #expect(QRCode(String(decoding: text, as: UTF8.self))?.modules == drawn.masked(best).dark)
  }

  static func hash(_ modules: [Bool]) -> String {
    let text = String(modules.map { $0 ? "1" : "0" })
    return String(Token.hex(SHA256.hash(data: Data(text.utf8))).prefix(32))
  }

  @Test("text that is too long has no code, and the page says nothing rather than something wrong")
  func tooLong() {
    #expect(QRCode(String(repeating: "a", count: 214)) == nil)
    #expect(QRImage.html(String(repeating: "a", count: 214), label: "x").isEmpty)
    #expect(QRImage.html("a", label: "<b>").text.contains("aria-label=\"&lt;b&gt;\""))
  }
}
