import Foundation
import Kernel
import Persistence

/// That people were told of a figure; one row for each thing, so nothing is told twice.
struct FigureTold: Sendable, RowDecodable {
  /// `entry:<id>`, `proposal:<id>`, `restatement:<id>`.
  let subject: String
  /// Their names then, with `; ` between.
  let people: String
  let at: Date

  init(row: Row) throws {
    subject = try row["subject"]
    people = try row["people"]
    at = try row["told_at"]
  }

  static func entry(_ id: FigureEntryID) -> String { "entry:\(id)" }
  static func proposal(_ id: RestatementProposalID) -> String { "proposal:\(id)" }
  static func restatement(_ id: RestatementID) -> String { "restatement:\(id)" }

  static func of(_ subjects: [String], on connection: any Connection) throws -> [String: FigureTold] {
    guard !subjects.isEmpty else { return [:] }
    let all: [FigureTold] = try connection.all(
      "SELECT subject, people, told_at FROM figure_told WHERE subject IN \(list: subjects) LIMIT 5000")
    return Dictionary(all.map { ($0.subject, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether it is new.
  static func put(
    _ subject: String, people: [String], at time: Date, on connection: any Connection
  ) throws -> Bool {
    try connection.execute(
      """
      INSERT INTO figure_told (subject, people, told_at) VALUES (\(subject), \(people.joined(separator: "; ")), \(time))
      ON CONFLICT (subject) DO NOTHING
      """) > 0
  }

  /// Entries that wait and of which nobody was told: nobody could be, when they were entered.
  static func untold(limit: Int) -> SQL {
    """
    SELECT \(FigureEntry.columns) FROM plan_figure_entry
    WHERE state = 'waiting' AND NOT EXISTS (SELECT 1 FROM figure_told t WHERE t.subject = 'entry:' || plan_figure_entry.id)
    ORDER BY entered_at LIMIT \(limit)
    """
  }
}
