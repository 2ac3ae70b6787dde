package import Kernel

/// A person who works with the platform, as others see them.
package struct PersonProfile: Sendable, Equatable {
  /// The account that the person signs in with.
  package let id: AccountID
  /// As shown beside what the person does.
  package let name: String
  /// `Phóng viên`, as a phrase of the interface.
  package let roleTitle: String
  /// Where the person works now; nil for administrators of the installation.
  package let organisation: OrganisationID?

  /// As room Security finds it; `roleTitle` is said in Vietnamese and translated where it is shown.
  package init(id: AccountID, name: String, roleTitle: String, organisation: OrganisationID?) {
    self.id = id
    self.name = name
    self.roleTitle = roleTitle
    self.organisation = organisation
  }
}

/// Who works where. Room Security implements it.
package protocol PeopleDirectory: Sendable {
  /// Those with a role there today, by name.
  func people(in organisation: OrganisationID) async throws -> [PersonProfile]
  /// Those that exist, also when they work here no more: what they did stands.
  func people(_ ids: [AccountID]) async throws -> [AccountID: PersonProfile]
  /// Those of them who may do this there.
  func people(in organisation: OrganisationID, who permission: Permission) async throws -> [PersonProfile]
}

extension PeopleDirectory {
  /// Everybody, where permissions are not known.
  package func people(
    in organisation: OrganisationID, who permission: Permission
  ) async throws -> [PersonProfile] {
    try await people(in: organisation)
  }
}
