package import Kernel

/// Who may do something in an organisation today, so that they can be told of what there is to do. Room Security implements
/// it. Those who may do it everywhere (administrators of the installation) are not among them.
package protocol RightHolders: Sendable {
  /// Those who may do it by a role there today; may be nobody.
  func holders(of permission: Permission, in organisation: OrganisationID) async throws -> [AccountID]
}

/// Knows nobody; for tests of other things.
package struct NobodyHolds: RightHolders {
  /// For tests of other things.
  package init() {}
  /// Nobody.
  package func holders(of permission: Permission, in organisation: OrganisationID) async throws -> [AccountID] { [] }
}
