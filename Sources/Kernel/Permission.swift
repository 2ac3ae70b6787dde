/// What a person may do, named by the room that guards it: `newsroom.item.publish`.
package struct Permission: RawRepresentable, Hashable, Codable, Sendable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  /// Kept with roles and written in the audit log: never renamed.
  package let rawValue: String

  /// Any text: what no role holds is allowed to nobody.
  package init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// For the constants of the rooms: `let read: Permission = "corrections.read"`.
  package init(stringLiteral value: String) {
    self.rawValue = value
  }

  /// The same as ``rawValue``.
  package var description: String { rawValue }
}

/// Marks the IDs of press agencies, bodies and departments; the records are in the room Organisations.
package enum OrganisationMark {}
/// Names a press agency, body, department or commune.
package typealias OrganisationID = ID<OrganisationMark>

/// Marks the IDs of accounts; the records are in the room Security.
package enum AccountMark {}
/// Names an account; `system` is the program itself.
package typealias AccountID = ID<AccountMark>

/// Who is asking, and what they may do where. Made anew for each request, job or command; never kept.
package struct Principal: Sendable {
  /// Whose acts these are, in the audit log.
  package let id: AccountID
  /// The name shown beside what this person does.
  package let name: String
  /// The organisation the person works for now; nil for the administrator of the whole installation.
  package let organisation: OrganisationID?
  private let scoped: [OrganisationID: Set<Permission>]
  private let everywhere: Set<Permission>

  /// - Parameters: `everywhere` holds in every organisation and in none; `scoped` only in those that it names.
  package init(
    id: AccountID, name: String, organisation: OrganisationID?, everywhere: Set<Permission> = [],
    scoped: [OrganisationID: Set<Permission>] = [:]
  ) {
    self.id = id
    self.name = name
    self.organisation = organisation
    self.everywhere = everywhere
    self.scoped = scoped
  }

  /// What the program does of its own accord: the relay, schedules, imports from the command line.
  package static func system(_ permissions: Set<Permission>) -> Principal {
    Principal(id: AccountID("system"), name: "Hội Tụ", organisation: nil, everywhere: permissions)
  }

  /// Whether this person works for the organisation or holds any role there: who judges it must be somebody else.
  package func belongs(to organisation: OrganisationID) -> Bool {
    self.organisation == organisation || scoped[organisation]?.isEmpty == false
  }

  /// Whether this is allowed there; nil asks for what belongs to no organisation, which only a right everywhere
  /// allows.
  package func may(_ permission: Permission, in organisation: OrganisationID?) -> Bool {
    if everywhere.contains(permission) { return true }
    guard let organisation else { return false }
    return scoped[organisation]?.contains(permission) ?? false
  }

  /// Whether this may be done in any organisation at all; for showing a room's door, not for opening it.
  package func mayAnywhere(_ permission: Permission) -> Bool {
    everywhere.contains(permission) || scoped.values.contains { $0.contains(permission) }
  }

  /// The first line of every use case: throws ``Failure/forbidden(_:)`` unless this is allowed there.
  package func require(_ permission: Permission, in organisation: OrganisationID?) throws(Failure) {
    guard may(permission, in: organisation) else { throw .forbidden(permission) }
  }

  /// The organisations in which this may be done; nil means all of them.
  package func organisations(for permission: Permission) -> [OrganisationID]? {
    everywhere.contains(permission)
      ? nil : scoped.filter { $0.value.contains(permission) }.map(\.key).sorted()
  }
}
