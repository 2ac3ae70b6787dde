package import Kernel

/// Who somebody is and what they may do today, outside of a request of theirs: for mail that is written for them. Room
/// Security implements it.
package protocol Principals: Sendable {
  /// Nil where the account is not there or may not sign in.
  func principal(_ id: AccountID) async throws -> Principal?
}

/// Knows nobody; for tests of other things.
package struct NoPrincipals: Principals {
  /// For tests of other things.
  package init() {}
  /// Nobody.
  package func principal(_ id: AccountID) async throws -> Principal? { nil }
}
