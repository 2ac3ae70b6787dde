import Foundation
import Testing

@testable import Vietnamese

struct SyllableTests {
  private func forms(_ text: String) -> [(String, String)] {
    let syllables = Syllables(text)
    return syllables.all.map { (syllables.foldedText($0), syllables.exactText($0)) }
  }

  private func exact(_ text: String) -> [String] { forms(text).map(\.1) }

  @Test("text is cut at everything that is not a letter or digit")
  func cutting() {
    #expect(forms("Hội Tụ: (v2.0) — “dữ liệu”…").map(\.0) == ["hoi", "tu", "v2", "0", "du", "lieu"])
    #expect(forms("").isEmpty)
    #expect(forms("!?… 😀🇻🇳 \u{301}").isEmpty)
    #expect(forms("TP.HCM 3.321 xã").map(\.0) == ["tp", "hcm", "3", "321", "xa"])
  }

  @Test("each syllable knows where it stands in the text")
  func places() {
    let text = "Ờ, ‘Đường’ dài"
    let bytes = Array(text.utf8)
    let words = Syllables(text).all.map { String(decoding: bytes[$0.start..<$0.end], as: UTF8.self) }
    #expect(words == ["Ờ", "Đường", "dài"])
    let split = "Ờ, ‘Đường’ dài".decomposedStringWithCanonicalMapping
    let splitBytes = Array(split.utf8)
    let splitWords = Syllables(split).all.map { String(decoding: splitBytes[$0.start..<$0.end], as: UTF8.self) }
    #expect(splitWords == ["Ờ", "Đường", "dài"])
  }

  @Test(
    "spellings of one syllable have one exact form",
    arguments: [
      ("hoà", "hòa"), ("thuý", "thúy"), ("khoẻ", "khỏe"), ("kỹ", "kĩ"), ("lý", "lí"), ("quý", "quí"), ("Mỹ", "mĩ"),
      ("TOÀN", "toàn"), ("ĐƯỜNG", "đường"), ("hy", "hi"),
    ])
  func spellings(one: String, other: String) {
    #expect(exact(one) == exact(other))
    #expect(exact(one.decomposedStringWithCanonicalMapping) == exact(other))
  }

  @Test(
    "different syllables have different exact forms",
    arguments: [
      ("thúy", "thúi"), ("ma", "má"), ("mà", "mả"), ("dương", "duong"), ("đa", "da"), ("cay", "cai"), ("hòa", "hóa"),
    ])
  func differences(one: String, other: String) {
    #expect(exact(one) != exact(other))
  }

  @Test("a syllable is marked by a tone or by a letter with a mark, and its hashes follow its forms")
  func marked() throws {
    let syllables = Syllables("duong dương đuong dường café")
    #expect(syllables.all.map(\.isMarked) == [false, true, true, true, true])
    #expect(Set(syllables.all.prefix(4).map(\.foldedHash)).count == 1)
    #expect(Set(syllables.all.prefix(4).map(\.exactHash)).count == 4)
    #expect(syllables.all[0].foldedHash == syllables.all[0].exactHash)
  }

  @Test("ideographs stand alone, other scripts stay whole")
  func scripts() {
    #expect(forms("中文abc 日 Привет").map(\.0) == ["中", "文", "abc", "日", "привет"])
  }

  @Test("very long words are cut and the limit holds")
  func limits() {
    let long = Syllables(String(repeating: "ấ", count: 10_000))
    #expect(long.all.count == 1)
    #expect(long.all[0].folded.count == 60)
    #expect(long.all[0].end == 30_000)
    #expect(Syllables("a b c d e", limit: 3).all.count == 3)
  }

  @Test("any bytes that are a String can be read")
  func anything() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let scalars = (0..<50).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0..<0x2_0000, using: &generator)) }
      var text = ""
      for scalar in scalars { text.unicodeScalars.append(scalar) }
      let syllables = Syllables(text)
      var end = 0
      for syllable in syllables.all {
        #expect(syllable.start >= end && syllable.end > syllable.start && !syllable.folded.isEmpty)
        end = syllable.end
      }
      #expect(end <= text.utf8.count)
    }
  }
}
