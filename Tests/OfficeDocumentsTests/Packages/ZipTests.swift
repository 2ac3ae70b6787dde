import Testing

@testable import OfficeDocuments

@Suite("Zip files in and out")
struct ZipTests {
  @Test("the checksum is that of the standard, and a ZIP holds what was put in")
  func zip() {
    #expect(CRC32.sum(Array("123456789".utf8)) == 0xCBF4_3926)
    var archive = ZipArchive(year: 2026, month: 11, day: 21, hour: 8, minute: 0)
    archive.add("bài.txt", Array("một".utf8))
    archive.add("hai.txt", [])
    let data = archive.data
    #expect(data.prefix(4) == [0x50, 0x4B, 3, 4] && data.count == 30 + 8 + 5 + 30 + 7 + 46 + 8 + 46 + 7 + 22)
    #expect(data.suffix(22).prefix(4) == [0x50, 0x4B, 5, 6] && Array(data.suffix(12))[0] == 2)
  }

  @Test("what was put in comes out, and nothing else")
  func roundTrip() throws {
    var reader = try ZipReader(zipped(["a/B.xml": "<x/>", "c": ""]))
    #expect(try reader.part("A/b.xml") == Array("<x/>".utf8) && reader.part("c") == [])
    #expect(try reader.part("d") == nil)
  }

  @Test("damaged files are refused, wherever they are cut or changed")
  func damaged() {
    let whole = zipped(["xl/workbook.xml": String(repeating: "<a/>", count: 20), "b": "c"])
    for end in stride(from: 0, to: whole.count, by: 7) {
      #expect(throws: SpreadsheetFailure.self) { try XLSXReader.read(Array(whole.prefix(end))) }
    }
    for place in whole.indices {
      var bytes = whole
      bytes[place] ^= 0xFF
      // Whatever comes of it, it comes to an end.
      _ = try? XLSXReader.read(bytes)
    }
  }

  @Test("a part that says it is small and is not, or says it is huge, is refused")
  func bombs() throws {
    var whole = zipped(["a": "1234567890"])
    let directory = try #require(whole.indices.last { whole[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
    whole.replaceSubrange((directory + 24)..<(directory + 28), with: [0, 0, 0, 0x7F])
    var reader = try ZipReader(whole)
    #expect(throws: SpreadsheetFailure.harmful) { try reader.part("a") }
  }
}

/// A package of these parts, stored.
func zipped(_ parts: [String: String]) -> [UInt8] {
  var archive = ZipArchive(year: 2026, month: 11, day: 28, hour: 8, minute: 0)
  for (name, text) in parts.sorted(by: { $0.key < $1.key }) { archive.add(name, Array(text.utf8)) }
  return archive.data
}
