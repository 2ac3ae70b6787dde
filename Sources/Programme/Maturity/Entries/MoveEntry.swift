import Contracts
import Foundation
import Kernel
import Persistence

/// The steps of an entry. Each goes through `move`, which asks the machine whether it is there, who may take it and until when.
extension Programme {
  /// Sends a whole self-score to whoever approves it within the agency.
  func submit(_ id: MaturityEntryID, by principal: Principal) async throws {
    try await move(id, .submit, by: principal) { entry, cycle, connection in
      let left = try Self.unscored(entry, cycle, \.selfPoints, on: connection)
      guard left.isEmpty else {
        throw Failure.conflict("Còn \(left.count) tiêu chí chưa chấm: \(Self.some(left)).")
      }
    }
  }

  /// Gives it back to be scored further, with the reason.
  func sendBack(_ id: MaturityEntryID, reason: String, by principal: Principal) async throws {
    try await move(id, .sendBack, words: try Self.words(reason), by: principal)
  }

  /// Approves it for the agency and sends it to the appraisal.
  func approve(_ id: MaturityEntryID, by principal: Principal) async throws {
    try await move(id, .approve, by: principal) { entry, cycle, connection in
      guard try !ScoreStore.scorers(of: id, on: connection).contains(principal.id) else {
        throw Failure.conflict("Người đã chấm điểm không tự duyệt; cần một người khác của cơ quan duyệt.")
      }
      entry.approvedBy = principal.id
      entry.approvedByName = principal.name
    }
  }

  /// Ends the appraisal: the agency sees it and may appeal.
  func finishAppraisal(_ id: MaturityEntryID, by principal: Principal) async throws {
    try await move(id, .finishAppraisal, by: principal) { entry, cycle, connection in
      let left = try Self.unscored(entry, cycle, \.givenPoints, on: connection)
      guard left.isEmpty else {
        throw Failure.conflict("Còn \(left.count) tiêu chí chưa thẩm định: \(Self.some(left)).")
      }
    }
  }

  /// The agency agrees with what the appraisal gave.
  func accept(_ id: MaturityEntryID, by principal: Principal) async throws {
    try await move(id, .accept, by: principal)
  }

  /// Takes the appraisal up again, before anything is published.
  func reopen(_ id: MaturityEntryID, reason: String, by principal: Principal) async throws {
    try await move(id, .reopen, words: try Self.words(reason), by: principal)
  }

  func withdraw(_ id: MaturityEntryID, reason: String, by principal: Principal) async throws {
    try await move(id, .withdraw, words: try Self.words(reason), by: principal)
  }

  /// Says that an agency that did not come so far is not ranked this year.
  func leaveOut(_ id: MaturityEntryID, reason: String, by principal: Principal) async throws {
    try await move(id, .leaveOut, words: try Self.words(reason), by: principal)
  }

  /// One step of the machine, in one transaction.
  func move(
    _ id: MaturityEntryID, _ act: EntryAct, words: String = "", by principal: Principal,
    _ change: @Sendable @escaping (inout MaturityEntry, MaturityCycle, any Connection) throws -> Void = { _, _, _ in }
  ) async throws {
    let (now, today) = (clock.now, clock.today)
    let steps = EntryStep.all.filter { $0.act == act }
    guard let actor = steps.first?.actor else { throw Failure.notFound }
    try await database.write { connection in
      var (entry, cycle) = try locked(
        id, in: Set(steps.map(\.from)), as: actor, for: principal, on: connection)
      guard let step = EntryStep.find(act, in: entry.state) else { throw Failure.notFound }
      if let last = step.deadline?(cycle), today > last {
        throw Failure.conflict("Đã hết hạn (\(last.vietnamese)).")
      }
      try closeSittings(of: entry, on: connection)
      try change(&entry, cycle, connection)
      entry.state = step.to
      entry.updatedAt = now
      try EntryStore.update(entry, on: connection)
      try EntryStore.add(act, entry, words: words, by: principal, at: now, on: connection)
      try tell(entry, "\(entry.shortName): \(act.phrase.vietnamese)", by: principal, on: connection)
      try record(
        act.rawValue, entry, by: principal, detail: words.isEmpty ? [:] : ["words": words], on: connection)
    }
  }

  /// Codes of criteria of an entry's bloc that have no points of this kind yet.
  static func unscored(
    _ entry: MaturityEntry, _ cycle: MaturityCycle, _ points: KeyPath<MaturityScore, Points?>,
    on connection: any Connection
  ) throws -> [String] {
    guard let scheme = try IndexStore.scheme(cycle.version, on: connection) else { throw Failure.notFound }
    let scores = try ScoreStore.of(entry.id, on: connection)
    return scheme.criteria(of: entry.bloc).filter { scores[$0.id]?[keyPath: points] == nil }.map(\.code)
  }

  private static func some(_ codes: [String]) -> String {
    codes.prefix(12).joined(separator: ", ") + (codes.count > 12 ? "…" : "")
  }

  static func words(_ text: String, field: String = "reason") throws(Failure) -> String {
    guard !text.isEmpty else { throw .invalid([field: "Cần ghi lý do"]) }
    guard text.count <= 4000 else { throw .invalid([field: "Dài quá \(4000) chữ"]) }
    return text
  }
}
