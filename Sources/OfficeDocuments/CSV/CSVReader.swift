import Foundation

/// CSV as it is found: RFC 4180 with commas, semicolons (Excel in Vietnam) or tabs, UTF-8 or UTF-16.
enum CSVReader {
  static func read(_ bytes: [UInt8], name: String) throws(SpreadsheetFailure) -> Sheet {
    var text = try utf8(bytes)
    var separator = separator(of: text)
    // Excel's own way of saying it.
    if text.count >= 5, text.starts(with: Array("sep=".utf8)) {
      separator = text[4]
      text.removeFirst(min(text.count, text[5...].starts(with: [0x0D, 0x0A]) ? 7 : 6))
    }
    var records = Records(separator: separator)
    try records.read(text)
    let title = name.split(separator: ".").dropLast().joined(separator: ".")
    return Sheet(name: title.isEmpty ? name : title, rows: records.rows)
  }

  /// As UTF-8 without its mark. Anything that is neither UTF-8 nor UTF-16 is refused: guessing would spoil names.
  private static func utf8(_ bytes: [UInt8]) throws(SpreadsheetFailure) -> [UInt8] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return try valid(Array(bytes.dropFirst(3))) }
    let start = bytes.prefix(64)
    let zeros = start.enumerated().filter { $0.element == 0 }.map(\.offset)
    let encoding: String.Encoding? =
      if bytes.starts(with: [0xFF, 0xFE]) {
        .utf16LittleEndian
      } else if bytes.starts(with: [0xFE, 0xFF]) {
        .utf16BigEndian
      } else if zeros.count * 4 < start.count {
        // In UTF-16 without its mark half of the bytes of Latin letters and separators are zero.
        nil
      } else {
        zeros.allSatisfy { $0 % 2 == 1 } ? .utf16LittleEndian : .utf16BigEndian
      }
    guard let encoding else { return try valid(bytes) }
    guard var text = String(data: Data(bytes), encoding: encoding) else { throw .damaged }
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    return try valid(Array(text.utf8))
  }

  private static func valid(_ bytes: [UInt8]) throws(SpreadsheetFailure) -> [UInt8] {
    guard !bytes.contains(0) else { throw .otherKind }
    guard String(validating: bytes, as: UTF8.self) != nil else { throw .oldEncoding }
    return bytes
  }

  /// The one that stands as often in most of the first lines. Decimals with a comma are in fewer lines than what
  /// separates, since the header has none.
  private static func separator(of text: [UInt8]) -> UInt8 {
    let candidates = [UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: ",")]
    var lines: [[UInt8: Int]] = [[:]]
    var isQuoted = false
    for byte in text.prefix(65_536) {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard !isQuoted else { continue }
      if byte == 0x0A {
        guard lines.count < 30 else { break }
        lines.append([:])
      } else if candidates.contains(byte) {
        lines[lines.count - 1][byte, default: 0] += 1
      }
    }
    func score(_ byte: UInt8) -> (lines: Int, times: Int) {
      let counts = Dictionary(grouping: lines.compactMap { $0[byte] }) { $0 }.mapValues(\.count)
      let most = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }
      return (most?.value ?? 0, most?.key ?? 0)
    }
    let scored = candidates.map { (byte: $0, score: score($0)) }
    return scored.dropFirst().reduce(scored[0]) { $1.score > $0.score ? $1 : $0 }.byte
  }
}

extension CSVReader {
  /// The records of a text, one by one.
  struct Records {
    let separator: UInt8
    private(set) var rows: [[Sheet.Cell]] = []
    private var row: [Sheet.Cell] = []
    private var cells = 0

    init(separator: UInt8) { self.separator = separator }

    mutating func read(_ text: [UInt8]) throws(SpreadsheetFailure) {
      try text.withUnsafeBufferPointer { (text) throws(SpreadsheetFailure) in
        var at = 0
        while at < text.count {
          let value = text[at] == UInt8(ascii: "\"") ? quoted(text, &at) : plain(text, &at)
          try add(value)
          guard at < text.count else { break }
          let byte = text[at]
          at += 1
          if byte == separator {
            // A separator at the very end has an empty cell after it.
            if at == text.count { try add("") }
          } else {
            if byte == 0x0D, at < text.count, text[at] == 0x0A { at += 1 }
            try endRow()
          }
        }
        if !row.isEmpty { try endRow() }
      }
      while rows.last?.isEmpty == true { rows.removeLast() }
    }

    private func isEnd(_ byte: UInt8) -> Bool { byte == separator || byte == 0x0A || byte == 0x0D }

    private func plain(_ text: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> String {
      let start = at
      while at < text.count, !isEnd(text[at]) { at += 1 }
      return String(decoding: UnsafeBufferPointer(rebasing: text[start..<at]), as: UTF8.self)
    }

    /// Past the closing quotation mark; what stands between it and the separator belongs to the cell too.
    private func quoted(_ text: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> String {
      var value: [UInt8] = []
      at += 1
      while at < text.count {
        if text[at] == UInt8(ascii: "\"") {
          guard at + 1 < text.count, text[at + 1] == UInt8(ascii: "\"") else { break }
          at += 1
        }
        value.append(text[at])
        at += 1
      }
      at += 1
      return String(decoding: value, as: UTF8.self) + (at < text.count && !isEnd(text[at]) ? plain(text, &at) : "")
    }

    private mutating func add(_ value: String) throws(SpreadsheetFailure) {
      guard row.count < SpreadsheetLimits.columns else { throw .tooManyColumns(SpreadsheetLimits.columns) }
      guard value.utf8.count <= SpreadsheetLimits.text * 4 else {
        throw .textTooLong(place: Sheet.address(row: rows.count + 1, column: row.count + 1))
      }
      let trimmed = CellText.tidy(value)
      row.append(trimmed.isEmpty ? .empty : .text(CellText.unguarded(trimmed)))
      if !trimmed.isEmpty { cells += 1 }
      guard cells <= SpreadsheetLimits.cells else { throw .tooManyCells(SpreadsheetLimits.cells) }
    }

    private mutating func endRow() throws(SpreadsheetFailure) {
      guard rows.count < SpreadsheetLimits.rows else { throw .tooManyRows(SpreadsheetLimits.rows) }
      while row.last?.isEmpty == true { row.removeLast() }
      rows.append(row)
      row.removeAll(keepingCapacity: true)
    }
  }
}
