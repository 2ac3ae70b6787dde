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
  /// Whose log it is shown in; nil: only the installation's.
  package let organisation: OrganisationID?
  /// What else must be known later; never a password, an address or text of a private person.
  package let detail: [String: String]

  /// Neither the time nor the chain is given here: whoever keeps the log adds them.
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
  /// Throws ``DatabaseError``: what cannot be written down is not done either.
  func record(_ entry: AuditEntry, on connection: any Connection) throws
}

/// A trail that keeps nothing; for tests of other things.
package struct NoAuditTrail: AuditTrail {
  /// For tests of other things.
  package init() {}
  /// Keeps nothing.
  package func record(_ entry: AuditEntry, on connection: any Connection) throws {}
}
