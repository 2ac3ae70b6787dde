import Contracts
import Foundation
import Kernel

/// The lists in `data/units`, made by `scripts/make-units.py`.
struct UnitFile: Sendable {
  struct Version: Sendable {
    let unit: UnitID
    let level: UnitLevel
    let code: String
    let name: String
    let parent: UnitID?
    let validity: Validity
    let source: String
  }
  struct Step: Sendable {
    let from: UnitID
    let to: UnitID
    let kind: UnitSuccessionKind
    let day: CivilDate
    let source: String
  }

  let versions: [Version]
  let steps: [Step]
  /// Short name of a source, and what it is.
  let sources: [(id: String, what: String)]
  /// Changes when any of the files does.
  let digest: String

  /// Reads a folder; throws ``Unreadable`` where a file is missing or a line is not as it should be.
  init(folder: URL) throws {
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    func lines(_ name: String, columns: Int) throws -> [[String]] {
      let file = folder.appendingPathComponent(name)
      guard let data = FileManager.default.contents(atPath: file.path) else {
        throw Unreadable(file: file.path, line: 0)
      }
      for byte in data { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
      let lines = CSV.lines(data)
      if let bad = lines.firstIndex(where: { $0.count != columns }) { throw Unreadable(file: file.path, line: bad + 1) }
      return Array(lines.dropFirst())
    }
    versions = try lines("units.csv", columns: 6).enumerated().map { number, line in
      guard let key = UnitKey(line[0]), let version = Self.version(key, line) else {
        throw Unreadable(file: "units.csv", line: number + 2)
      }
      return version
    }
    steps = try lines("successions.csv", columns: 4).enumerated().map { number, line in
      guard let from = UnitKey(line[0]), let to = UnitKey(line[1]), let kind = UnitSuccessionKind(rawValue: line[2])
      else { throw Unreadable(file: "successions.csv", line: number + 2) }
      return Step(from: from.id, to: to.id, kind: kind, day: to.firstDay, source: line[3])
    }
    sources = try lines("sources.csv", columns: 2).map { ($0[0], $0[1]) }
    self.digest = String(digest, radix: 16)
  }

  /// Made-up units say in every row that they are, and have longer codes than the state gives (two digits for a province,
  /// three for a district, five for a commune), so that neither is ever taken for the other.
  func requireSources(of list: UnitList) throws {
    let mayBe = { (source: String) in (source == UnitList.madeUpSource) == (list == .madeUp) }
    for (number, version) in versions.enumerated() {
      let digits = [UnitLevel.province: 2, .district: 3, .commune: 5][version.level] ?? 0
      guard mayBe(version.source), list == .official || version.code.utf8.count > digits else {
        throw Unreadable(file: "units.csv", line: number + 2)
      }
    }
    for (number, step) in steps.enumerated() where !mayBe(step.source) {
      throw Unreadable(file: "successions.csv", line: number + 2)
    }
    for (number, source) in sources.enumerated() where !mayBe(source.id) {
      throw Unreadable(file: "sources.csv", line: number + 2)
    }
  }

  private static func version(_ key: UnitKey, _ line: [String]) -> Version? {
    let parent = UnitKey(line[2])
    guard line[2].isEmpty || parent != nil, !line[1].isEmpty else { return nil }
    guard let from = line[3].isEmpty ? key.firstDay : CivilDate(rawValue: line[3]) else { return nil }
    let to = CivilDate(rawValue: line[4])
    guard line[4].isEmpty || to != nil else { return nil }
    return Version(
      unit: key.id, level: key.level, code: key.code, name: line[1], parent: parent?.id,
      validity: Validity(from: from, to: to), source: line[5])
  }

  /// A list of units that cannot be read; line 0 is the file itself.
  struct Unreadable: Error, CustomStringConvertible {
    let file: String
    let line: Int
    var description: String { line == 0 ? "cannot read \(file)" : "\(file):\(line) is not as it should be" }
  }
}

/// The name of a unit in our lists: its level, the day from which it is known, and the code it had then. The ID is made
/// of these (UUIDv8, RFC 9562 §5.8), so it is the same in every installation and after every load.
struct UnitKey: Sendable {
  let level: UnitLevel
  let firstDay: CivilDate
  let code: String
  let id: UnitID

  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 9, (1...12).contains(parts[1].utf8.count),
      (parts[0].dropFirst() + parts[1]).utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") })
    else { return nil }
    let digits = parts[0].dropFirst()
    guard
      let day = CivilDate(rawValue: "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))")
    else { return nil }
    let number: String
    switch parts[0].first {
    case "p": (level, number) = (.province, "0001")
    case "d": (level, number) = (.district, "0002")
    case "c": (level, number) = (.commune, "0003")
    default: return nil
    }
    firstDay = day
    code = String(parts[1])
    id = UnitID("\(digits)-\(number)-8000-8000-\(String(repeating: "0", count: 12 - code.utf8.count))\(code)")
  }
}

/// Comma-separated lines (RFC 4180).
enum CSV {
  static func lines(_ data: Data) -> [[String]] {
    var lines: [[String]] = []
    var line: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var wasQuote = false
    for byte in data {
      if isQuoted {
        if byte == UInt8(ascii: "\"") {
          isQuoted = false
          wasQuote = true
        } else {
          field.append(byte)
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        if wasQuote { field.append(byte) }
        isQuoted = true
      case UInt8(ascii: ","):
        line.append(String(decoding: field, as: UTF8.self))
        field.removeAll(keepingCapacity: true)
      case UInt8(ascii: "\n"):
        line.append(String(decoding: field, as: UTF8.self))
        field.removeAll(keepingCapacity: true)
        lines.append(line)
        line = []
      case UInt8(ascii: "\r"): break
      default: field.append(byte)
      }
      wasQuote = false
    }
    if !field.isEmpty || !line.isEmpty { lines.append(line + [String(decoding: field, as: UTF8.self)]) }
    return lines
  }
}
