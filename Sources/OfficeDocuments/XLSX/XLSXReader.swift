import Foundation

/// Reads a workbook of Office Open XML (ECMA-376): its visible sheets, with the values last computed. What else is in it
/// (names, drawings, macros, other files it points to) is not looked at.
struct XLSXReader {
  private var zip: ZipReader
  private var budget = SpreadsheetLimits.tags

  static func read(_ bytes: [UInt8]) throws(SpreadsheetFailure) -> [Sheet] {
    var reader = XLSXReader(zip: try ZipReader(bytes))
    return try reader.sheets()
  }

  private mutating func sheets() throws(SpreadsheetFailure) -> [Sheet] {
    guard let place = try workbookPlace() else {
      throw zip.names.contains("encryptedpackage") ? .encrypted : .otherKind
    }
    let links = try links(of: place)
    var book = BookPart()
    guard try scan(place, with: { (scanner) throws(SpreadsheetFailure) in try book.read(&scanner) }) else {
      throw .damaged
    }
    guard book.sheets.count <= SpreadsheetLimits.sheets else { throw .harmful }
    var styles = StylesPart()
    if let place = links.values.first(where: { $0.type.hasSuffix("/styles") })?.target {
      _ = try scan(place) { (scanner) throws(SpreadsheetFailure) in try styles.read(&scanner) }
    }
    var strings = SharedStringsPart()
    if let place = links.values.first(where: { $0.type.hasSuffix("/sharedStrings") })?.target {
      _ = try scan(place) { (scanner) throws(SpreadsheetFailure) in try strings.read(&scanner) }
    }
    var sheets: [Sheet] = []
    var part = SheetPart(strings: strings.strings, styles: styles.kinds, isFrom1904: book.isFrom1904)
    for entry in book.sheets where !entry.isHidden {
      guard let link = links[entry.link], link.type.hasSuffix("/worksheet") else { continue }
      part.begin()
      _ = try scan(link.target) { (scanner) throws(SpreadsheetFailure) in try part.read(&scanner) }
      sheets.append(Sheet(name: entry.name, rows: part.takeRows()))
    }
    return sheets
  }

  /// By the package's own relations; a workbook that is binary or of another program is none we read.
  private mutating func workbookPlace() throws(SpreadsheetFailure) -> String? {
    let links = try links(of: "")
    let place = links.values.first { $0.type.hasSuffix("/officeDocument") }?.target ?? "xl/workbook.xml"
    guard zip.names.contains(place.lowercased()), place.hasSuffix(".xml"), !place.hasPrefix("word/"),
      !place.hasPrefix("ppt/")
    else { return nil }
    return place
  }

  private struct Link {
    let type: String
    let target: String
  }

  /// What a part points to, by the names it uses; what lies outside the package is left out.
  private mutating func links(of part: String) throws(SpreadsheetFailure) -> [String: Link] {
    let slash = part.lastIndex(of: "/")
    let folder = slash.map { String(part[...$0]) } ?? ""
    let file = slash.map { String(part[part.index(after: $0)...]) } ?? part
    var links: [String: Link] = [:]
    _ = try scan("\(folder)_rels/\(file).rels") { (scanner) throws(SpreadsheetFailure) in
      while true {
        switch try scanner.next() {
        case .finished: return
        case .start where scanner.name == Names.relationship:
          guard links.count < 10_000 else { throw .harmful }
          guard let id = scanner.value(Names.bigID), let type = scanner.value(Names.type),
            let target = scanner.value(Names.target), scanner.value(Names.targetMode) != "External"
          else { continue }
          links[id] = Link(type: type, target: target.hasPrefix("/") ? String(target.dropFirst()) : folder + target)
        default: continue
        }
      }
    }
    return links
  }

  /// Whether there is such a part.
  private mutating func scan(
    _ name: String, with body: (inout PartScanner) throws(SpreadsheetFailure) -> Void
  ) throws(SpreadsheetFailure) -> Bool {
    guard var part = try zip.part(name) else { return false }
    if part.starts(with: [0xFF, 0xFE]) || part.starts(with: [0xFE, 0xFF]) {
      guard let text = String(data: Data(part), encoding: .utf16) else { throw .damaged }
      part = Array(text.utf8)
    }
    let left = budget
    budget = try part.withUnsafeBufferPointer { (bytes) throws(SpreadsheetFailure) -> Int in
      var scanner = PartScanner(bytes, budget: left)
      try body(&scanner)
      return scanner.budget
    }
    return true
  }
}

/// Names of SpreadsheetML that are looked for.
enum Names {
  typealias Name = PartScanner.Name
  static let relationship = Name("Relationship")
  static let bigID = Name("Id")
  static let type = Name("Type")
  static let target = Name("Target")
  static let targetMode = Name("TargetMode")
  static let workbookPr = Name("workbookPr")
  static let date1904 = Name("date1904")
  static let sheet = Name("sheet")
  static let name = Name("name")
  static let state = Name("state")
  static let id = Name("id")
  static let numFmt = Name("numFmt")
  static let numFmtID = Name("numFmtId")
  static let formatCode = Name("formatCode")
  static let cellXfs = Name("cellXfs")
  static let xf = Name("xf")
  static let si = Name("si")
  static let t = Name("t")
  static let rPh = Name("rPh")
  static let row = Name("row")
  static let r = Name("r")
  static let c = Name("c")
  static let s = Name("s")
  static let v = Name("v")
  static let inline = Name("is")
  static let sheetData = Name("sheetData")
}
