import Foundation
import Kernel
import OfficeDocuments
import Persistence

/// What a table would bring, row by row, as it was looked at when it was sent. Kept with it, so that a large table is read
/// once and not for every page and again in the transaction that takes it.
struct PlanPreview: Codable, Sendable {
  struct Row: Codable, Sendable {
    let number: Int
    /// What it is called; empty where the table does not say.
    let name: String
    /// What else it brings, for people.
    let facts: [String]
    let problems: [Problem]
  }
  struct Problem: Codable, Sendable {
    /// `C5`, or empty for the whole row.
    let place: String
    let name: String
    let message: Phrase
  }
  enum Drafts: Codable, Sendable {
    case targets([TargetDraft])
    case tasks([TaskDraft])
  }

  let rows: [Row]
  /// Columns that nothing is taken from.
  let unknown: [String]
  /// Nil where one row is not right, or there is none.
  let drafts: Drafts?
  /// The plan it was looked at against.
  let against: PlanBrief

  var problems: Int { rows.reduce(0) { $0 + $1.problems.count } }

  init(_ kind: PlanImportKind, _ sheet: Sheet, into whole: PlanWhole, indicators: Set<String>) throws {
    against = PlanBrief(whole.record, kind == .targets ? whole.targets.map(\.measure) : whole.tasks.map(\.title))
    // The row's own number is in every table of the administration.
    func missed(_ columns: [String]) -> [String] {
      columns.filter { !["stt", "tt", "sothutu"].contains(HeaderName.plain($0)) }
    }
    switch kind {
    case .targets:
      let (preview, unknown) = try PlanTables.targets(sheet, into: whole, indicators: indicators)
      self.unknown = missed(unknown)
      drafts = preview.values.map { .targets($0) }
      rows = Self.rows(preview, name: "measure", of: PlanTables.targetColumns(whole.record)) { draft in
        (draft.measure, draft.values.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" })
      }
    case .tasks:
      let (preview, unknown) = try PlanTables.tasks(sheet, into: whole)
      self.unknown = missed(unknown)
      drafts = preview.values.map { .tasks($0) }
      rows = Self.rows(preview, name: "title", of: PlanTables.taskColumns) { draft in
        (draft.title, draft.leads + draft.partners + [draft.fromYear, draft.toYear].compactMap { $0.map(String.init) })
      }
    }
  }

  /// Of a row that is not right, the name is what stands in the name's column.
  private static func rows<Draft>(
    _ preview: ImportPreview<Draft>, name key: String, of columns: [TableImport.Column],
    _ say: (Draft) -> (name: String, facts: [String])
  ) -> [Row] {
    let names = Set(columns.first { $0.key == key }?.names.map { HeaderName.plain($0) } ?? [])
    let place = preview.header.firstIndex { names.contains(HeaderName.plain($0)) }
    return preview.rows.map { row in
      let problems = row.problems.map {
        Problem(place: $0.name.isEmpty ? "" : $0.place, name: $0.name, message: $0.message)
      }
      guard let said = row.value.map(say) else {
        let cell = place.flatMap { row.cells.indices.contains($0) ? row.cells[$0] : nil } ?? ""
        return Row(number: row.number, name: cell, facts: [], problems: problems)
      }
      return Row(number: row.number, name: said.name, facts: said.facts, problems: problems)
    }
  }
}

/// As much of a plan as a table is looked at against.
struct PlanBrief: Codable, Sendable, Equatable {
  let fromYear: Int
  let toYear: Int
  let visionYear: Int?
  /// Of the targets, or tasks, that it has.
  let names: [String]

  init(_ record: PlanRecord, _ names: [String]) {
    fromYear = record.fromYear
    toYear = record.toYear
    visionYear = record.visionYear
    self.names = names
  }

  func hasYears(of other: PlanBrief) -> Bool {
    (fromYear, toYear) == (other.fromYear, other.toYear) && visionYear == other.visionYear
  }
}
