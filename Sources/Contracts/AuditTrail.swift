package import Kernel
package import Persistence

/// One line of the audit log: who did what to which thing. The log is append-only and hash-chained; room Security keeps it.
package struct AuditEntry: Sendable {
  /// Who did it; nil where nobody was signed in.
  package let actor: AccountID?
  /// `newsroom.item.publish`, `security.denied`.
  package let action: String
  /// What it was done to: `item/0198…`.
  package let subject: String
  package let organisation: OrganisationID?
  /// What else must be known later; never a password, an address or text of a private person.
  package let detail: [String: String]

  package init(
    actor: AccountID?, action: String, subject: String, organisation: OrganisationID? = nil,
    detail: [String: String] = [:]
  ) {
    self.actor = actor
    self.action = action
    self.subject = subject
    self.organisation = organisation
    self.detail = detail
  }
}

/// Writes the audit log, in the same transaction as what it tells of. Call it last in the transaction: on PostgreSQL it
/// holds the chain until the commit.
package protocol AuditTrail: Sendable {
  func record(_ entry: AuditEntry, on connection: any Connection) throws
}

/// A trail that keeps nothing; for tests of other things.
package struct NoAuditTrail: AuditTrail {
  package init() {}
  package func record(_ entry: AuditEntry, on connection: any Connection) throws {}
}
