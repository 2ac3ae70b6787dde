import Foundation
import Kernel
import Persistence

/// That people were told something of a piece of work; one row for each thing, so nothing is told twice.
struct WorkTold: Sendable, RowDecodable {
  var work: WorkID
  /// `assigned:<lead>`, `before:3:2026-12-15:<lead>`, `unheard:<lead>`.
  var what: String
  /// Their names then, with `; ` between.
  var people: String
  var at: Date

  init(row: Row) throws {
    work = try row["work"]
    what = try row["what"]
    people = try row["people"]
    at = try row["told_at"]
  }

  static func assigned(_ lead: OrganisationID) -> String { "assigned:\(lead)" }
  /// Nobody of the lead organisation could be told.
  static func unheard(_ lead: OrganisationID) -> String { "unheard:\(lead)" }

  static func of(_ works: [WorkID], on connection: any Connection) throws -> [WorkID: [WorkTold]] {
    guard !works.isEmpty else { return [:] }
    let all: [WorkTold] = try connection.all(
      """
      SELECT work, what, people, told_at FROM work_told WHERE work IN \(list: works) ORDER BY work, told_at LIMIT 50000
      """)
    return Dictionary(grouping: all, by: \.work)
  }

  /// Whether it is new.
  static func put(
    _ what: String, _ work: WorkID, people: [String], at time: Date, on connection: any Connection
  ) throws -> Bool {
    try connection.execute(
      """
      INSERT INTO work_told (work, what, people, told_at)
      VALUES (\(work), \(what), \(people.joined(separator: "; ")), \(time))
      ON CONFLICT (work, what) DO NOTHING
      """) > 0
  }
}
