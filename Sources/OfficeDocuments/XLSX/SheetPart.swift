import Foundation
import Kernel

/// One sheet's cells. Only what has a value counts: a styled but empty million of rows costs nothing.
struct SheetPart {
  private let strings: [String]
  private let styles: [StylesPart.Kind]
  private let isFrom1904: Bool
  private var rows: [[Sheet.Cell]] = []
  private var row = 0
  private var column = 0
  /// Of all sheets.
  private var cells = 0
  private var letters = 0

  init(strings: [String], styles: [StylesPart.Kind], isFrom1904: Bool) {
    self.strings = strings
    self.styles = styles
    self.isFrom1904 = isFrom1904
  }

  mutating func begin() {
    rows = []
    row = 0
  }

  mutating func takeRows() -> [[Sheet.Cell]] {
    defer { rows = [] }
    return rows
  }

  mutating func read(_ scanner: inout PartScanner) throws(SpreadsheetFailure) {
    while true {
      switch try scanner.next() {
      case .finished: return
      case .start where scanner.name == Names.row:
        row = scanner.bytes(Names.r).flatMap(Self.whole) ?? row + 1
        column = 0
      case .start where scanner.name == Names.c: try cell(&scanner)
      default: continue
      }
    }
  }

  private mutating func cell(_ scanner: inout PartScanner) throws(SpreadsheetFailure) {
    column = scanner.bytes(Names.r).flatMap(Self.column) ?? column + 1
    let type = scanner.bytes(Names.t).map { String(decoding: $0, as: UTF8.self) } ?? "n"
    let style = scanner.bytes(Names.s).flatMap(Self.whole) ?? 0
    let inside = scanner.depth
    var value = Sheet.Cell.empty
    var isValue = false
    while scanner.depth >= inside {
      switch try scanner.next() {
      case .start where scanner.name == Names.inline: value = Self.text(try RichText.read(&scanner))
      case .start where scanner.name == Names.v: isValue = true
      case .start: try scanner.skip()
      case .text where isValue: value = self.value(type, style, scanner)
      case .end: isValue = false
      default: continue
      }
    }
    if !value.isEmpty { try put(value) }
  }

  private static func text(_ text: String) -> Sheet.Cell { text.isEmpty ? .empty : .text(text) }

  private func value(_ type: String, _ style: Int, _ scanner: PartScanner) -> Sheet.Cell {
    switch type {
    case "s":
      guard let index = Self.whole(scanner.rawText), strings.indices.contains(index) else { return .empty }
      return Self.text(strings[index])
    case "b": return .flag(scanner.string == "1" || scanner.string == "true")
    case "e": return .failure(scanner.string)
    case "d": return CivilDate(rawValue: String(scanner.string.prefix(10))).map { .date($0) } ?? .text(scanner.string)
    case "str", "inlineStr": return Self.text(CellText.tidy(RichText.unescaped(scanner.string)))
    default:
      let kind = styles.indices.contains(style) ? styles[style] : .number
      if kind == .number, let whole = Self.whole(scanner.rawText) { return .number(Decimal(whole)) }
      return CellNumber(scanner.string, isFrom1904: isFrom1904)?.cell(as: kind) ?? .empty
    }
  }

  private mutating func put(_ value: Sheet.Cell) throws(SpreadsheetFailure) {
    guard row >= 1, column >= 1 else { throw .damaged }
    guard row <= SpreadsheetLimits.rows else { throw .tooManyRows(SpreadsheetLimits.rows) }
    guard column <= SpreadsheetLimits.columns else { throw .tooManyColumns(SpreadsheetLimits.columns) }
    cells += 1
    if case .text(let text) = value {
      let length = text.utf8.count
      letters += length
      guard length <= SpreadsheetLimits.text * 4, letters <= SpreadsheetLimits.letters else {
        throw .textTooLong(place: Sheet.address(row: row, column: column))
      }
    }
    while rows.count < row { rows.append([]) }
    let missing = column - rows[row - 1].count
    // Empty cells before this one are held too, and count.
    if missing > 1 { cells += missing - 1 }
    guard cells <= SpreadsheetLimits.cells * 4 else { throw .tooManyCells(SpreadsheetLimits.cells) }
    if missing > 0 { rows[row - 1].append(contentsOf: repeatElement(.empty, count: missing)) }
    rows[row - 1][column - 1] = value
  }

  /// A number of at most nine digits, without sign.
  static func whole(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard !bytes.isEmpty, bytes.count <= 9 else { return nil }
    var number = 0
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      number = number &* 10 &+ Int(byte &- 0x30)
      at &+= 1
    }
    return number
  }

  /// 28 of `AB12`.
  private static func column(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var number = 0
    var at = 0
    while at < min(4, bytes.count), bytes[at] >= 0x41, bytes[at] <= 0x5A {
      number = number &* 26 &+ Int(bytes[at] &- 0x40)
      at &+= 1
    }
    return number > 0 ? number : nil
  }
}

/// A number of a cell, and what it means.
struct CellNumber {
  let number: Decimal
  let isFrom1904: Bool

  /// To 15 digits, which is what spreadsheets show: 66.7 is often kept as 66.700000000000003.
  init?(_ text: String, isFrom1904: Bool = false) {
    guard let value = Double(text), value.isFinite, value.magnitude < 1e100 else { return nil }
    let digits = text.utf8.prefix { $0 != UInt8(ascii: "e") && $0 != UInt8(ascii: "E") }
      .count { $0 >= 0x30 && $0 <= 0x39 }
    let exact = digits <= 15 ? Decimal(string: text) : Decimal(string: String(format: "%.15g", value))
    guard let exact else { return nil }
    number = exact
    self.isFrom1904 = isFrom1904
  }

  func cell(as kind: StylesPart.Kind) -> Sheet.Cell {
    switch kind {
    case .number: .number(number)
    case .percent: .percent(number * 100)
    case .date: date.map { .date($0) } ?? .number(number)
    case .time: time.map { .text($0) } ?? .number(number)
    }
  }

  /// Days since the last day of 1899, with a 29 February 1900 that never was (as Lotus had it).
  private var date: CivilDate? {
    let days = NSDecimalNumber(decimal: number).doubleValue.rounded(.down)
    guard days >= (isFrom1904 ? 0 : 1), days < 2_958_466 else { return nil }
    let serial = Int(days)
    if isFrom1904 { return CivilDate(daysSince1970: serial - 24_107) }
    return CivilDate(daysSince1970: serial - (serial < 60 ? 25_568 : 25_569))
  }

  private var time: String? {
    let value = NSDecimalNumber(decimal: number).doubleValue
    guard value >= 0, value < 10_000 else { return nil }
    let minutes = Int((value * 1_440).rounded())
    return "\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)"
  }
}
