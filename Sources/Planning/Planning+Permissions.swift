import Contracts
package import Kernel
import Persistence

extension Planning {
  /// To see events, plans, assignments and editions of an agency.
  package static let read: Permission = "planning.read"
  /// To propose plans, put events into the calendar, and take what a desk was given.
  package static let pitch: Permission = "planning.pitch"
  /// To decide on plans, assign, and set editions, templates and shifts.
  package static let manage: Permission = "planning.manage"

  /// Every permission of this room, in the words of the people who grant it.
  package static let permissions: [Permission: Phrase] = [
    read: "Xem kế hoạch tin, bài",
    pitch: "Đề xuất đề tài, ghi sự kiện",
    manage: "Duyệt đề tài, giao việc, quản lý số và bản tin",
  ]

  /// Which agency's plans this person works with: the one asked for, one's own, else the first there is.
  static func desk(of principal: Principal, asked: String? = nil) throws(Failure) -> OrganisationID {
    if let asked, principal.may(read, in: OrganisationID(asked)) { return OrganisationID(asked) }
    if let own = principal.organisation, principal.may(read, in: own) { return own }
    guard let first = principal.organisations(for: read)?.first else { throw .forbidden(read) }
    return first
  }

  /// Lets through who may see that agency's plans; for everybody else they are not there.
  static func seen<Record>(
    _ record: Record?, _ organisation: (Record) -> OrganisationID, by principal: Principal
  ) throws(Failure) -> Record {
    guard let record, principal.may(read, in: organisation(record)) else { throw .notFound }
    return record
  }

  /// The last line of every write: the board of the agency has changed, and who did what.
  func record(
    action: String, _ subject: String, in organisation: OrganisationID, by account: AccountID?,
    detail: [String: String] = [:], on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO planning_pulse (organisation, number) VALUES (\(organisation), 1)
      ON CONFLICT (organisation) DO UPDATE SET number = planning_pulse.number + 1
      """)
    try audit.record(
      AuditEntry(actor: account, action: action, subject: subject, organisation: organisation, detail: detail),
      on: connection)
  }
}
