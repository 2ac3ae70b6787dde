/// `workbook.xml`: which sheets there are, in their order. Names of ranges (`_xlnm.Print_Area`) are passed over.
struct BookPart {
  struct Entry {
    let name: String
    let link: String
    let isHidden: Bool
  }

  private(set) var sheets: [Entry] = []
  /// Days are counted from 1904 (old Macintosh) and not from 1900.
  private(set) var isFrom1904 = false

  mutating func read(_ scanner: inout PartScanner) throws(SpreadsheetFailure) {
    while true {
      switch try scanner.next() {
      case .finished: return
      case .start where scanner.name == Names.workbookPr:
        isFrom1904 = ["1", "true"].contains(scanner.value(Names.date1904))
      case .start where scanner.name == Names.sheet:
        guard let link = scanner.value(Names.id) else { continue }
        sheets.append(
          Entry(
            name: scanner.value(Names.name) ?? "", link: link,
            isHidden: ["hidden", "veryHidden"].contains(scanner.value(Names.state))))
      default: continue
      }
    }
  }
}

/// `sharedStrings.xml`: texts that cells point to by number. Reading aids of Japanese (`rPh`) are no part of them.
struct SharedStringsPart {
  private(set) var strings: [String] = []

  mutating func read(_ scanner: inout PartScanner) throws(SpreadsheetFailure) {
    var letters = 0
    while true {
      switch try scanner.next() {
      case .finished: return
      case .start where scanner.name == Names.si:
        let text = try RichText.read(&scanner)
        letters += text.utf8.count
        guard strings.count < SpreadsheetLimits.cells, letters <= SpreadsheetLimits.letters else { throw .harmful }
        strings.append(text)
      default: continue
      }
    }
  }
}

/// Text in runs, as shared strings and inline strings have it.
enum RichText {
  /// Reads to the end of the element just begun.
  static func read(_ scanner: inout PartScanner) throws(SpreadsheetFailure) -> String {
    let inside = scanner.depth
    var text = ""
    var isText = false
    while scanner.depth >= inside {
      switch try scanner.next() {
      case .start where scanner.name == Names.rPh: try scanner.skip()
      case .start: isText = scanner.name == Names.t
      case .text where isText: text += scanner.string
      case .end: isText = false
      default: continue
      }
    }
    return CellText.tidy(unescaped(text))
  }

  /// `_x000D_` is a character that XML cannot hold (ECMA-376 part 1 §22.9.2.19).
  static func unescaped(_ text: String) -> String {
    guard text.contains("_x") else { return text }
    return text.replacing(/_x([0-9A-Fa-f]{4})_/) { match in
      guard let value = UInt32(match.1, radix: 16), let scalar = UnicodeScalar(value) else { return "" }
      return value < 0x20 && value != 0x0A && value != 0x09 ? "" : String(Character(scalar))
    }
  }
}

/// `styles.xml`: what a number means by the way it is shown.
struct StylesPart {
  enum Kind {
    case number, percent, date, time
  }

  /// By the number of the style a cell names.
  private(set) var kinds: [Kind] = []

  mutating func read(_ scanner: inout PartScanner) throws(SpreadsheetFailure) {
    var formats: [Int: Kind] = [:]
    var isCells = false
    while true {
      switch try scanner.next() {
      case .finished: return
      case .end where scanner.name == Names.cellXfs: isCells = false
      case .start where scanner.name == Names.cellXfs: isCells = true
      case .start where scanner.name == Names.numFmt:
        guard let id = scanner.value(Names.numFmtID).flatMap({ Int($0) }), formats.count < 10_000 else { continue }
        formats[id] = Self.kind(code: scanner.value(Names.formatCode) ?? "")
      case .start where scanner.name == Names.xf && isCells:
        guard kinds.count < 100_000 else { throw .harmful }
        let id = scanner.value(Names.numFmtID).flatMap { Int($0) } ?? 0
        kinds.append(formats[id] ?? Self.builtIn(id))
      default: continue
      }
    }
  }

  private static func builtIn(_ id: Int) -> Kind {
    switch id {
    case 9, 10: .percent
    case 14...17, 22, 27...31, 34...36, 50...58: .date
    case 18...21, 32, 33, 45...47: .time
    default: .number
    }
  }

  /// By the letters of a format that are neither quoted nor in brackets (colours, languages).
  static func kind(code: String) -> Kind {
    var letters = ""
    var rest = code.lowercased().split(separator: ";").first.map(String.init)?[...] ?? ""
    while let letter = rest.popFirst() {
      switch letter {
      case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
      case "[":
        let inside = rest.prefix { $0 != "]" }
        rest = rest.dropFirst(inside.count + 1)
        if inside == "h" || inside == "hh" || inside == "mm" || inside == "ss" { letters += "h" }
      case "\\", "_", "*": rest = rest.dropFirst()
      default: letters.append(letter)
      }
    }
    if letters.hasPrefix("general") { return .number }
    if letters.contains("%") { return .percent }
    if letters.contains("d") || letters.contains("y") { return .date }
    if letters.contains("h") || letters.contains("s") { return .time }
    return letters.contains("m") ? .date : .number
  }
}
