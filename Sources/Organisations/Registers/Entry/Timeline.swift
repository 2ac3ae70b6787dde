import Contracts
import Kernel
import Persistence

/// How new rows fall among those that are there: the same thing from the same day is corrected, from a later day it ends the
/// one before on the eve, before a later one it ends on that one's eve. So two rows never hold on one day.
struct Timeline: Sendable {
  struct Known: Sendable, Equatable {
    let id: String
    let organisation: OrganisationID
    let from: String
    var to: String
  }

  enum Write: Sendable, Equatable {
    case insert(CheckedRow)
    case correct(id: String, CheckedRow)
  }

  private(set) var writes: [Write] = []
  /// Rows that were there and end earlier now.
  private(set) var ends: [String: String] = [:]
  /// Organisations other than the writer's own whose rows are touched (coverage is one for each unit, whoever keeps it).
  private(set) var touched: Set<OrganisationID> = []
  private let register: Register
  private var known: [String: [Known]]

  init(_ register: Register, known: [String: [Known]]) {
    self.register = register
    self.known = known.mapValues { $0.sorted { $0.from < $1.from } }
  }

  /// Adds rows of different days or things. The latest go first: so each finds the one that follows it already there.
  mutating func add(_ rows: [CheckedRow]) {
    let first = { (row: CheckedRow) in row.values["valid_from"] ?? "" }
    for row in rows.sorted(by: { first($0) > first($1) }) { add(row) }
  }

  private mutating func add(_ row: CheckedRow) {
    let key = register.keyText(row.values, of: row.organisation)
    var there = known[key] ?? []
    var row = row
    let from = register.time == .validity ? row.values["valid_from"] ?? "" : ""
    if let same = there.firstIndex(where: { $0.from == from }) {
      touched.insert(there[same].organisation)
      if register.time == .validity { row = clipped(row, before: there[(same + 1)...].first) }
      writes.append(.correct(id: there[same].id, row))
      return
    }
    if let index = there.lastIndex(where: { $0.from < from }) {
      if there[index].to.isEmpty || there[index].to >= from, let day = CivilDate(rawValue: from) {
        there[index].to = day.adding(days: -1).rawValue
        ends[there[index].id] = there[index].to
        touched.insert(there[index].organisation)
      }
    }
    row = clipped(row, before: there.first { $0.from > from })
    writes.append(.insert(row))
    there.append(Known(id: "", organisation: row.organisation, from: from, to: row.values["valid_to"] ?? ""))
    known[key] = there.sorted { $0.from < $1.from }
  }

  /// Ends before what begins next.
  private func clipped(_ row: CheckedRow, before next: Known?) -> CheckedRow {
    guard let next, let day = CivilDate(rawValue: next.from) else { return row }
    let to = row.values["valid_to"] ?? ""
    guard to.isEmpty || to >= next.from else { return row }
    var values = row.values
    values["valid_to"] = day.adding(days: -1).rawValue
    return CheckedRow(organisation: row.organisation, values: values)
  }
}
