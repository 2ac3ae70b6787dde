import Contracts
import Foundation
import Kernel
import Persistence
import Vietnamese

/// What a register holds of a thing, by column. Kept as plain text in one form for each kind of column, the same in forms,
/// tables of spreadsheets, the API and the audit log: `2026-07-01`, `42`, `1` and `0`, `print online`; `` where there is none.
typealias RegisterValues = [String: String]

/// A column of a register: how it is called, what may stand in it.
struct RegisterColumn: Sendable {
  enum Kind: Sendable {
    case text(limit: Int)
    case day
    case number(ClosedRange<Int>)
    case yesNo
    /// One of these.
    case choice([(value: String, title: Phrase)])
    /// Any of these.
    case several([(value: String, title: Phrase)])
    /// A province or commune by its name or code on the row's first day.
    case unit
  }

  /// In the database; with `-` for `_` also the field of forms and the name in the API.
  let name: String
  let title: Phrase
  let kind: Kind
  var isRequired = false
  var hint: Phrase?
  /// Left out of tables, where there is no room for everything.
  var isQuiet = false

  var field: String { name.replacing("_", with: "-") }

  init(
    _ name: String, _ title: Phrase, _ kind: Kind, required: Bool = false, hint: Phrase? = nil, quiet: Bool = false
  ) {
    self.name = name
    self.title = title
    self.kind = kind
    isRequired = required
    self.hint = hint
    isQuiet = quiet
  }
}

/// A value ready to be bound.
struct Bound: SQLEncodable {
  let sqlValue: SQLValue
}

extension RegisterColumn {
  /// As the database keeps it.
  func bound(_ text: String) -> Bound {
    switch kind {
    case .text, .choice, .several: Bound(sqlValue: .text(text))
    case .day, .unit: Bound(sqlValue: text.isEmpty ? .null : .text(text))
    case .number: Bound(sqlValue: Int64(text).map { .integer($0) } ?? .null)
    case .yesNo: Bound(sqlValue: .bool(text == "1"))
    }
  }

  /// As it was kept.
  func value(in row: Row) throws -> String {
    switch kind {
    case .text, .choice, .several, .day, .unit:
      let text: String? = try row[name]
      return text ?? ""
    case .number:
      let number: Int? = try row[name]
      return number.map(String.init) ?? ""
    case .yesNo:
      let isOn: Bool = try row[name]
      return isOn ? "1" : "0"
    }
  }

  /// For people; names of units are the reader's matter.
  func shown(_ text: String, _ t: (Phrase) -> String) -> String {
    switch kind {
    case .text, .unit: text
    case .day: CivilDate(rawValue: text)?.vietnamese ?? text
    // A year is no amount: 2025 has no dot in it.
    case .number(let range):
      Int(text).map { range.upperBound <= 2200 ? String($0) : VietnameseNumber.whole($0) } ?? text
    case .yesNo: text == "1" ? t("Có") : t("Không")
    case .choice(let all): all.first { $0.value == text }.map { t($0.title) } ?? text
    case .several(let all):
      all.filter { text.split(separator: " ").contains(Substring($0.value)) }.map { t($0.title) }.joined(
        separator: ", ")
    }
  }
}

/// Why a value cannot stand in a column, for people.
struct Unfit: Error, Equatable {
  let why: Phrase

  init(_ why: Phrase) { self.why = why }
}

extension RegisterColumn {
  /// Reads what a person or a spreadsheet wrote; units are looked up by whoever knows the day.
  func read(_ raw: String) throws(Unfit) -> String {
    let text = Self.tidy(raw)
    if text.isEmpty {
      if case .yesNo = kind { return "0" }
      guard isRequired else { return "" }
      throw Unfit("Cần điền chỗ này")
    }
    switch kind {
    case .text(let limit):
      guard text.count <= limit else { throw Unfit("Dài quá \(limit) ký tự") }
      return text
    case .unit: return text
    case .day:
      guard let day = Self.day(text) else { throw Unfit("Ngày viết theo dạng 31/12/2026") }
      return day.rawValue
    case .number(let range):
      guard let number = Self.number(text) else { throw Unfit("Cần một số nguyên") }
      guard range.contains(number) else {
        throw Unfit("Số phải từ \(range.lowerBound) đến \(range.upperBound)")
      }
      return String(number)
    case .yesNo: return try Self.yesNo(text)
    case .choice(let all):
      guard let found = Self.choice(text, in: all) else {
        throw Unfit("Không có lựa chọn “\(text)”")
      }
      return found
    case .several(let all): return try Self.several(text, of: all)
    }
  }

  /// Composed, with single spaces and none around. Most cells of a table are so already: looked at by bytes first.
  private static func tidy(_ raw: String) -> String {
    var last = UInt8(ascii: " ")
    var isTidy = true
    for byte in raw.utf8 {
      // White space beyond ASCII begins with C2, E1, E2 or E3; combining marks with CC or CD.
      if byte < 0x20 || byte == 0xC2 || byte == 0xE2 || byte == 0xE3 || byte == 0xCC || byte == 0xCD
        || (byte == 0x20 && last == 0x20)
      {
        isTidy = false
        break
      }
      last = byte
    }
    if isTidy, last != 0x20 || raw.isEmpty { return raw }
    return VietnameseText.composed(raw).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func choice(_ text: String, in all: [(value: String, title: Phrase)]) -> String? {
    let folded = VietnameseText.fold(text)
    return all.first { $0.value == text || VietnameseText.fold($0.title.vietnamese) == folded }?.value
  }

  /// Values with spaces between them, as forms send them, or titles with commas, as people write them.
  private static func several(_ text: String, of all: [(value: String, title: Phrase)]) throws(Unfit) -> String {
    let values = text.split(separator: " ").map(String.init)
    var found = Set(values.filter { value in all.contains { $0.value == value } })
    if found.count != Set(values).count {
      found = []
      for part in text.split(whereSeparator: { ",;+/".contains($0) }) {
        let trimmed = part.trimmingCharacters(in: .whitespaces)
        guard let value = choice(trimmed, in: all) else { throw Unfit("Không có lựa chọn “\(trimmed)”") }
        found.insert(value)
      }
    }
    return all.map(\.value).filter(found.contains).joined(separator: " ")
  }

  private static func yesNo(_ text: String) throws(Unfit) -> String {
    if text == "1" || text == "0" { return text }
    return switch VietnameseText.fold(text) {
    case "1", "co", "x", "true", "yes", "dung": "1"
    case "0", "khong", "false", "no", "chua": "0"
    default: throw Unfit("Ghi “có” hoặc “không”")
    }
  }

  /// `1.234`, `1 234`, `1234`; with a dot or space only between groups of three, the first without a zero before it:
  /// `0.500` is a half, not five hundred.
  static func number(_ text: String) -> Int? {
    let parts = text.split(omittingEmptySubsequences: false) { ".  ".contains($0) }
    let isGrouped = (1...3).contains(parts[0].count) && parts[0].first != "0"
    guard parts.count == 1 || (isGrouped && parts.dropFirst().allSatisfy { $0.count == 3 }) else { return nil }
    let digits = parts.joined()
    guard !digits.isEmpty, digits.utf8.count <= 18, digits.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
    return Int(digits)
  }

  /// `2026-07-01`, `01/07/2026`, `1/7/2026`, `01.07.2026`.
  static func day(_ text: String) -> CivilDate? {
    if let day = CivilDate(rawValue: String(text.prefix(10))) { return day }
    let parts = text.split(omittingEmptySubsequences: false) { "/.-".contains($0) }.map { Int($0) }
    guard parts.count == 3, let day = parts[0], let month = parts[1], let year = parts[2], year >= 1900 else {
      return nil
    }
    return CivilDate(year, month, day)
  }
}
