import Contracts
import Kernel
import Persistence
import Vietnamese

/// The three levels of units; districts ended on 30/6/2025 (Law 72/2025).
enum UnitLevel: String, Sendable, CaseIterable, SQLCodable {
  case province
  case district
  case commune
}

/// A unit as it was between two days, with the names of what it lay in on the day asked for.
struct UnitRecord: Sendable, Equatable, RowDecodable {
  let id: UnitID
  let level: UnitLevel
  let code: String
  /// `Xã Bảo Lâm`.
  let name: String
  let validity: Validity
  let parent: UnitID?
  /// `Huyện Bảo Lâm`, `Tỉnh Cao Bằng`: nearest first.
  let around: [String]
  /// A row of `unit_source`.
  let source: String

  init(row: Row) throws {
    id = try row["unit"]
    level = try row["level"]
    code = try row["code"]
    name = try row["name"]
    validity = Validity(from: try row["valid_from"], to: try row["valid_to"])
    parent = try row["parent"]
    source = try row["source"]
    let names: [String?] = [try row["parent_name"], try row["grandparent_name"]]
    around = names.compactMap { $0 }
  }

  /// Of the demo's province: nowhere to be found on a map.
  var isMadeUp: Bool { source == UnitList.madeUpSource }

  /// `xã`, `phường`, `thành phố`: the word of its kind, as it begins the name.
  var kind: String {
    let words = name.split(separator: " ")
    let two = words.prefix(2).joined(separator: " ")
    let isTwo = ["thanh pho", "thi xa", "thi tran", "dac khu"].contains(VietnameseText.fold(two))
    return (isTwo ? two : String(words.first ?? "")).lowercased()
  }

  /// `tỉnh Cao Bằng`: as it stands inside a sentence.
  static func inSentence(_ name: String) -> String { name.prefix(1).lowercased() + name.dropFirst() }

  var fullName: String { ([name] + around.map(Self.inSentence)).joined(separator: ", ") }

  var profile: UnitProfile {
    UnitProfile(id: id, code: code, level: level.rawValue, name: name, fullName: fullName)
  }
}

/// How one unit went on in another.
enum UnitSuccessionKind: String, Sendable, SQLCodable {
  /// The only one that went there, and all of it.
  case `continue`
  /// All of it went there, with others.
  case merge
  /// A part of it went there.
  case split
}

/// A unit on the other side of a change, with how it came about.
struct UnitKin: Sendable, Equatable, RowDecodable {
  let unit: UnitRecord
  let kind: UnitSuccessionKind
  let day: CivilDate
  let source: String

  init(row: Row) throws {
    unit = try UnitRecord(row: row)
    kind = try row["succession_kind"]
    day = try row["succession_day"]
    source = try row["succession_source"]
  }
}
