import Contracts
import Foundation
import Kernel
import Persistence

/// An agency where nobody else may approve is not shut out: its one person hands the score on and says so, and whoever
/// appraises knows that no second person has looked at it.
extension Programme {
  /// Whether this person alone may approve in an organisation, counted over accounts that can sign in today.
  func standsAlone(in organisation: OrganisationID, _ principal: Principal) async throws -> Bool {
    try await people.people(in: organisation, who: Self.confirm).map(\.id) == [principal.id]
  }

  /// Hands the score of an agency with one person to the appraisal.
  /// - Parameter isStated: whether that person says that nobody else is there; without it nothing goes on.
  func approveAlone(_ id: MaturityEntryID, isStated: Bool, by principal: Principal) async throws {
    let (entry, _, _) = try await database.read { try Self.visible(id, to: principal, on: $0) }
    try principal.require(Self.confirm, in: entry.organisation)
    guard isStated else {
      throw Failure.invalid(["alone": "Hãy đánh dấu rằng cơ quan chỉ có một người có quyền duyệt"])
    }
    guard try await standsAlone(in: entry.organisation, principal) else {
      throw Failure.conflict("Cơ quan còn người khác có quyền duyệt; hãy để người đó duyệt.")
    }
    let words = "Cơ quan chỉ có một người có quyền duyệt là \(principal.name), cũng là người đã chấm."
    try await move(id, .approveAlone, words: words, by: principal) { entry, _, connection in
      guard try ScoreStore.scorers(of: id, on: connection).contains(principal.id) else {
        throw Failure.conflict("Bạn chưa chấm hồ sơ này, nên bạn là người thứ hai: hãy duyệt như thường.")
      }
      entry.approvedBy = principal.id
      entry.approvedByName = principal.name
    }
  }

  /// Gives a score that no second person saw back to its agency, with the reason, while the agency may still score.
  func handBack(_ id: MaturityEntryID, reason: String, by principal: Principal) async throws {
    try await move(id, .handBack, words: try Self.words(reason), by: principal) { entry, _, connection in
      guard try EntryStore.isAlone(id, on: connection) else {
        throw Failure.conflict(
          "Hồ sơ này đã có người thứ hai của cơ quan duyệt: hãy thẩm định, ghi lý do ở từng tiêu chí.")
      }
      entry.approvedBy = nil
      entry.approvedByName = ""
    }
  }
}

extension EntryStore {
  /// Whether the newest approval of an entry was by the only person of the agency.
  static func isAlone(_ entry: MaturityEntryID, on connection: any Connection) throws -> Bool {
    let last: EntryAct? = try connection.value(
      """
      SELECT act FROM maturity_step WHERE entry = \(entry) AND act IN \(list: EntryAct.approvals)
      ORDER BY id DESC LIMIT 1
      """)
    return last == .approveAlone
  }

  /// The entries of a cycle that stand on such an approval.
  static func alone(of cycle: MaturityCycleID, on connection: any Connection) throws -> Set<MaturityEntryID> {
    Set(
      try connection.values(
        """
        SELECT s.entry FROM maturity_entry e JOIN maturity_step s ON s.entry = e.id
        WHERE e.cycle = \(cycle) AND e.approved_by IS NOT NULL AND s.act = \(EntryAct.approveAlone)
          AND NOT EXISTS (SELECT 1 FROM maturity_step later WHERE later.entry = s.entry AND later.id > s.id
            AND later.act IN \(list: EntryAct.approvals))
        """))
  }
}
