import Crypto
import Foundation
import Testing
import Web

@testable import Security

struct QRCodeTests {
  /// Made with another encoder (segno 1.6.6): version, bytes of text, mask, start of SHA-256.
  @Test(
    "every version is drawn as another encoder draws it",
    arguments: [
      (1, 14, 0, "533b89b1da08205f1d7daaa90ba1400f"),
      (2, 26, 1, "bd987854b651d5badff3590c56cee7b2"),
      (3, 42, 2, "34566883de0a847198b9dd88de6afad7"),
      (4, 62, 3, "5440d19e5514b0f9e880b0d17c91a8e4"),
      (5, 84, 4, "7371a822eedfa915451f6b3382821d37"),
      (6, 106, 5, "b515018a02f41cfdf4183c1bb85dca7e"),
      (7, 122, 6, "4daa617188f16da67d2517280e760047"),
      (8, 152, 7, "d6ac070593a5653c1a48fefd9a407313"),
      (9, 180, 0, "41411de20a3886fcd68df47e668a892a"),
      (10, 213, 1, "e6ba1d8b9d833bd8c3f719828965c822"),
    ])
  func drawn(version: Int, bytes: Int, mask: Int, hash: String) throws {
    let letters = Array("abcdefghijklmnopqrstuvwxyz".utf8)
    let text = (0..<bytes).map { letters[$0 % 26] }
    let fitting = try #require(QRVersion.fitting(bytes))
    #expect(fitting.number == version)
    let drawn = QRCanvas(fitting).placing(QRStream.interleaved(QRStream.codewords(text, fitting), fitting))
    #expect(Self.hash(drawn.masked(mask).dark) == hash)
    let easiest = (0..<8).map { drawn.masked($0) }.min { $0.penalty < $1.penalty }
    #expect(QRCode(String(decoding: text, as: UTF8.self))?.modules == easiest?.dark)
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
