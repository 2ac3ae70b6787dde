package import Kernel

/// A person who works with the platform, as others see them.
package struct PersonProfile: Sendable, Equatable {
  package let id: AccountID
  package let name: String
  /// `Phóng viên`, as a phrase of the interface.
  package let roleTitle: String
  package let organisation: OrganisationID?

  package init(id: AccountID, name: String, roleTitle: String, organisation: OrganisationID?) {
    self.id = id
    self.name = name
    self.roleTitle = roleTitle
    self.organisation = organisation
  }
}

/// Who works where. Room Security implements it.
package protocol PeopleDirectory: Sendable {
  func people(in organisation: OrganisationID) async throws -> [PersonProfile]
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
