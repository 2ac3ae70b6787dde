package import Kernel

/// What a person has done so far, for a list of first steps that ticks itself. Room Security implements it by the audit
/// log.
package protocol PersonalActs: Sendable {
  /// Which of these actions (`newsroom.item.publish`, or a beginning with a dot at its end: `planning.`) this person has
  /// ever done.
  func done(_ actions: [String], by account: AccountID) async throws -> Set<String>
}

/// What a person has in hand. Room Newsroom implements it.
package protocol OwnItems: Sendable {
  /// The items that this person writes and nobody else has yet, the one touched last first.
  func drafts(of principal: Principal, limit: Int) async throws -> [ItemBrief]
}

/// Nobody has done anything; for tests of other things.
package struct NoActs: PersonalActs {
  /// For tests of other things.
  package init() {}
  /// None of them.
  package func done(_ actions: [String], by account: AccountID) async throws -> Set<String> { [] }
}

/// Nobody has anything in hand; for tests of other things.
package struct NoOwnItems: OwnItems {
  /// For tests of other things.
  package init() {}
  /// None.
  package func drafts(of principal: Principal, limit: Int) async throws -> [ItemBrief] { [] }
}
