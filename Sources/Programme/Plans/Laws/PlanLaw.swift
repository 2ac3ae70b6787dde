import Foundation
import Kernel
import Persistence

/// An instrument that plans stand on, with what became of it; all of it dated, each fact with how sure it is.
struct PlanLaw: Sendable, RowDecodable {
  static let columns: SQL = "ref, title, issued, in_force_from, mark, note, source"

  /// `103/2016/QH13`
  var ref: String
  var title: String
  /// As exactly as it is known.
  var issued: String
  var inForceFrom: CivilDate?
  var mark: String
  var note: String
  /// Where the fact was read.
  var source: String

  init(ref: String, title: String, issued: String, inForceFrom: CivilDate?, mark: String, note: String, source: String)
  {
    self.ref = ref
    self.title = title
    self.issued = issued
    self.inForceFrom = inForceFrom
    self.mark = mark
    self.note = note
    self.source = source
  }

  init(row: Row) throws {
    ref = try row["ref"]
    title = try row["title"]
    issued = try row["issued"]
    inForceFrom = try row["in_force_from"]
    mark = try row["mark"]
    note = try row["note"]
    source = try row["source"]
  }
}

/// That an instrument was replaced, amended or ended, by what, from when.
struct PlanLawChange: Sendable, RowDecodable {
  enum Kind: String, Codable, Sendable, SQLCodable {
    case replaced
    case amended
    case ended
  }
  static let columns: SQL = "law, position, kind, by_text, from_day, mark, note, source"

  var law: String
  var position: Int
  var kind: Kind
  var by: String
  /// Nil: from when is not known.
  var from: CivilDate?
  var mark: String
  var note: String
  /// Where the fact was read.
  var source: String

  init(law: String, position: Int, kind: Kind, by: String, from: CivilDate?, mark: String, note: String, source: String)
  {
    self.law = law
    self.position = position
    self.kind = kind
    self.by = by
    self.from = from
    self.mark = mark
    self.note = note
    self.source = source
  }

  init(row: Row) throws {
    law = try row["law"]
    position = try row["position"]
    kind = try row["kind"]
    by = try row["by_text"]
    from = try row["from_day"]
    mark = try row["mark"]
    note = try row["note"]
    source = try row["source"]
  }
}

extension PlanLaw {
  /// Whether somebody looked if it is still in force; the data say so where nobody did.
  var isChecked: Bool { !note.localizedStandardContains("chưa kiểm tra hiệu lực") }
}

/// How a basis of a plan stands on a day.
enum BasisState: Sendable, Equatable {
  /// Nobody looked into it: never shown as "in force".
  case unchecked
  case inForce
  case notYet
  case amended
  case replaced

  static func of(_ law: PlanLaw?, _ changes: [PlanLawChange], on day: CivilDate) -> BasisState {
    guard let law else { return .unchecked }
    // A change without a day is known to have come; it is said with its mark.
    let past = changes.filter { $0.from.map { $0 <= day } ?? true }
    if past.contains(where: { $0.kind != .amended }) { return .replaced }
    if let from = law.inForceFrom, from > day { return .notYet }
    if past.contains(where: { $0.kind == .amended }) { return .amended }
    // What is known to be replaced later was in force until then.
    if !changes.isEmpty { return .inForce }
    return law.isChecked && law.inForceFrom != nil ? .inForce : .unchecked
  }
}
