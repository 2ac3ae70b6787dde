package import Foundation
package import Kernel
import Vietnamese

extension TableImport {
  /// One row while it is read. A cell that is empty where it may not be, or not what is asked for, is noted and nil.
  ///
  /// `…IfAny` allows an empty cell (also `-`, `–`) and a table without that column.
  package struct Row {
    /// As on the screen, from 1.
    package let number: Int
    /// What was noted so far, in the order in which cells were read.
    package private(set) var problems: [CellProblem] = []
    private let cells: [Sheet.Cell]
    private let places: [String: Int]
    private let columns: [Column]

    init(number: Int, cells: [Sheet.Cell], places: [String: Int], columns: [Column]) {
      self.number = number
      self.cells = cells
      self.places = places
      self.columns = columns
    }

    /// The cell itself; a formula that failed is empty here and noted by the readers.
    package func cell(_ key: String) -> Sheet.Cell {
      guard let place = places[key], cells.indices.contains(place) else { return .empty }
      return cells[place]
    }

    /// Notes what is wrong with a cell.
    package mutating func refuse(_ key: String, _ message: Phrase) {
      let name = columns.first { $0.key == key }?.names[0] ?? key
      problems.append(CellProblem(row: number, column: places[key].map { $0 + 1 }, name: name, message: message))
    }

    /// Notes what is wrong with the whole row.
    package mutating func refuse(_ message: Phrase) {
      problems.append(CellProblem(row: number, column: nil, name: "", message: message))
    }

    // MARK: Cells that must have something

    /// Not blank; at most `limit` characters.
    package mutating func text(_ key: String, limit: Int = 1_000) -> String? {
      required(key, textIfAny(key, limit: limit))
    }
    /// See ``integerIfAny(_:)``.
    package mutating func integer(_ key: String) -> Int? { required(key, integerIfAny(key)) }
    /// See ``decimalIfAny(_:)``.
    package mutating func decimal(_ key: String) -> Decimal? { required(key, decimalIfAny(key)) }
    /// See ``percentIfAny(_:)``.
    package mutating func percent(_ key: String) -> Decimal? { required(key, percentIfAny(key)) }
    /// See ``dateIfAny(_:)``.
    package mutating func date(_ key: String) -> CivilDate? { required(key, dateIfAny(key)) }
    /// See ``flagIfAny(_:)``.
    package mutating func flag(_ key: String) -> Bool? { required(key, flagIfAny(key)) }

    /// One of these, by any of their names; values by names as people write them.
    package mutating func choice<Value>(_ key: String, _ choices: [(Value, [String])]) -> Value? {
      required(key, choiceIfAny(key, choices))
    }

    // MARK: Cells that may be empty

    /// As it is seen, numbers and dates too; at most `limit` characters.
    package mutating func textIfAny(_ key: String, limit: Int = 1_000) -> String? {
      guard let text = shown(key) else { return nil }
      guard text.utf8.count <= limit || text.count <= limit else {
        refuse(key, "Dài quá \(limit) ký tự.")
        return nil
      }
      return text
    }

    /// `1234`, `1.234`, `1 234`.
    package mutating func integerIfAny(_ key: String) -> Int? {
      read(key, "Phải là số nguyên, ví dụ 1.234.") { cell in
        switch cell {
        case .number(let number): Self.whole(number)
        case .text(let text): CellReading.integer(text)
        default: nil
        }
      }
    }

    /// `1.234,5`; a single point that cannot part thousands (`12.5`, `0.500`) is taken as a comma.
    package mutating func decimalIfAny(_ key: String) -> Decimal? {
      read(key, "Phải là số, ví dụ 1.234,5.") { cell in
        switch cell {
        case .number(let number): number
        case .text(let text): CellReading.decimal(text)
        default: nil
        }
      }
    }

    /// In percent: `66,7%`, `66,7` and a cell shown as 66,7% are all 66.7; so are `66.700%` and `66.700`, since no share
    /// has thousands.
    package mutating func percentIfAny(_ key: String) -> Decimal? {
      read(key, "Phải là tỷ lệ phần trăm, ví dụ 66,7%.") { cell in
        switch cell {
        case .number(let number), .percent(let number): number
        case .text(let text): CellReading.percent(text)
        default: nil
        }
      }
    }

    /// `01/07/2026`, `1-7-2026`, `2026-07-01`, or a cell that is a date.
    package mutating func dateIfAny(_ key: String) -> CivilDate? {
      read(key, "Phải là ngày có thật, viết dd/mm/yyyy.") { cell in
        switch cell {
        case .date(let date): date
        case .text(let text): CellReading.date(text)
        default: nil
        }
      }
    }

    /// Có or không, as people write it: x, 1, đúng, yes; 0, sai, no.
    package mutating func flagIfAny(_ key: String) -> Bool? {
      read(key, "Phải ghi “có” hoặc “không”.") { cell in
        switch cell {
        case .flag(let flag): flag
        case .number(let number): number == 1 ? true : number == 0 ? false : nil
        case .text(let text): CellReading.flag(text)
        default: nil
        }
      }
    }

    /// Says which names are understood where it is none of them.
    package mutating func choiceIfAny<Value>(_ key: String, _ choices: [(Value, [String])]) -> Value? {
      guard let text = shown(key) else { return nil }
      let name = HeaderName.plain(text)
      if let found = choices.first(where: { $0.1.contains { HeaderName.plain($0) == name } }) { return found.0 }
      refuse(key, "Phải là một trong: \(choices.compactMap(\.1.first).joined(separator: ", ")).")
      return nil
    }

    // MARK: -

    private mutating func required<Value>(_ key: String, _ value: Value?) -> Value? {
      guard value == nil, !problems.contains(where: { $0.column == places[key].map { $0 + 1 } }) else { return value }
      refuse(key, "Chưa có nội dung.")
      return nil
    }

    private mutating func shown(_ key: String) -> String? {
      let cell = cell(key)
      if case .failure(let text) = cell {
        refuse(key, "Công thức bị lỗi (\(text)).")
        return nil
      }
      let text = cell.shown
      return cell.isEmpty || CellReading.isDash(text) ? nil : text
    }

    private mutating func read<Value>(_ key: String, _ message: Phrase, _ body: (Sheet.Cell) -> Value?) -> Value? {
      guard shown(key) != nil else { return nil }
      guard let value = body(cell(key)) else {
        refuse(key, message)
        return nil
      }
      return value
    }

    private static func whole(_ number: Decimal) -> Int? {
      let value = NSDecimalNumber(decimal: number)
      guard number.magnitude < 1_000_000_000_000_000, Decimal(value.intValue) == number else { return nil }
      return value.intValue
    }
  }
}

/// Text of cells as values, in the ways Vietnamese offices write them.
package enum CellReading {
  static func isDash(_ text: String) -> Bool { ["-", "–", "—"].contains(text) }

  /// `1234`, `1.234`, `1 234`; nil for anything else, `0.500` too, and for more than 16 digits.
  package static func integer(_ text: String) -> Int? {
    guard let plain = grouped(text) ?? digits(text), plain.count <= 16 else { return nil }
    return Int(plain)
  }

  /// `1.234,5`, `1 234,5`; a point that cannot part thousands (`12.5`, `0.500`) stands for a comma. `1.234` could be either
  /// and is 1234, as it is written in Vietnamese. Nil for anything else.
  package static func decimal(_ text: String) -> Decimal? {
    let text = withoutSpaces(text)
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    if parts.count == 2, let whole = grouped(String(parts[0])) ?? digits(String(parts[0])),
      !parts[1].isEmpty, parts[1].utf8.allSatisfy(isDigit)
    {
      return exact("\(whole).\(parts[1])")
    }
    guard parts.count == 1 else { return nil }
    if let whole = grouped(text) ?? digits(text) { return exact(whole) }
    return pointed(text)
  }

  /// `66,7%` and `66,7` are both 66.7, `66.667%` is 66.667: a single point never parts thousands in a share. Nil for what
  /// is no number.
  package static func percent(_ text: String) -> Decimal? {
    let text = withoutSpaces(text)
    let number = text.hasSuffix("%") ? String(text.dropLast()) : text
    return pointed(number) ?? decimal(number)
  }

  /// `2026-07-01`, `1/7/2026`, with `-` or `.` too, the day first; nil where the calendar has no such day.
  package static func date(_ text: String) -> CivilDate? {
    if let date = CivilDate(rawValue: text) { return date }
    let parts = text.split(omittingEmptySubsequences: false) { "/-.".contains($0) }
    guard parts.count == 3, parts[0].count <= 2, parts[1].count <= 2, parts[2].count == 4,
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }), let day = Int(parts[0]),
      let month = Int(parts[1]), let year = Int(parts[2])
    else { return nil }
    return CivilDate(year, month, day)
  }

  /// As people write yes and no, with or without marks; nil for anything else.
  package static func flag(_ text: String) -> Bool? {
    switch VietnameseText.fold(text) {
    case "co", "x", "1", "dung", "true", "yes", "y", "v", "✓", "✔": true
    case "khong", "0", "sai", "false", "no", "n", "ko": false
    default: nil
    }
  }

  /// With a point for the comma: `12.5`.
  private static func pointed(_ text: String) -> Decimal? {
    let points = text.split(separator: ".", omittingEmptySubsequences: false)
    guard points.count == 2, let whole = digits(String(points[0])), !points[1].isEmpty,
      points[1].utf8.allSatisfy(isDigit)
    else { return nil }
    return exact("\(whole).\(points[1])")
  }

  /// `1.234.567` and `1 234 567` without what parts thousands; nil where they are not in threes, or begin with a zero.
  private static func grouped(_ text: String) -> String? {
    let text = text.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
    let separator: Character = text.contains(".") ? "." : " "
    let isNegative = text.hasPrefix("-")
    let parts = text.dropFirst(isNegative ? 1 : 0).split(separator: separator, omittingEmptySubsequences: false)
    guard parts.count > 1, (1...3).contains(parts[0].count), parts[0].first != "0",
      parts.dropFirst().allSatisfy({ $0.count == 3 }),
      parts.allSatisfy({ $0.utf8.allSatisfy(isDigit) })
    else { return nil }
    return (isNegative ? "-" : "") + parts.joined()
  }

  private static func digits(_ text: String) -> String? {
    let plain = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard !plain.isEmpty, plain.utf8.allSatisfy(isDigit) else { return nil }
    return text
  }

  private static func exact(_ text: String) -> Decimal? { text.utf8.count <= 34 ? Decimal(string: text) : nil }
  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func withoutSpaces(_ text: String) -> String {
    text.filter { !$0.isWhitespace }
  }
}
