package import Contracts
package import Foundation
package import Kernel
package import Persistence

extension Newsroom {
  /// What a new item begins with.
  package struct NewItem: Sendable {
    /// Whose item it is.
    package var organisation: OrganisationID
    /// What stands in it; tidied and checked when it is created.
    package var text: ItemText
    /// When it should be ready; nil: none.
    package var deadline: Date?
    /// Cannot be changed later.
    package var kind: ItemKind = .article
    /// Who gets it; nil: whoever creates it.
    package var holder: AccountID?
    /// Of the text, not of the interface.
    package var language: Language = .vietnamese
    /// The story that this tells in another language.
    package var translationGroup: ItemID?

    /// An article in Vietnamese, in the hands of whoever creates it.
    package init(organisation: OrganisationID, text: ItemText, deadline: Date? = nil) {
      self.organisation = organisation
      self.text = text
      self.deadline = deadline
    }
  }

  /// Creates an item: a draft in the hands of whoever creates it.
  package func create(_ new: NewItem, by principal: Principal) async throws -> Item {
    try principal.require(Self.write, in: new.organisation)
    let new = try await checkedReferences(new, by: principal)
    return try await database.write { try create(new, by: principal, on: $0) }
  }

  /// The same within a transaction of the caller, who has made sure that pictures and place are the agency's to use.
  package func create(_ new: NewItem, by principal: Principal, on connection: any Connection) throws -> Item {
    try principal.require(Self.write, in: new.organisation)
    let text = try new.text.checked()
    try SectionStore.requireOwn(text.metadata.section, of: new.organisation, on: connection)
    let now = clock.now
    var item = Item(
      id: .new(), organisation: new.organisation, kind: new.kind, code: try ItemStore.nextCode(on: connection),
      state: .draft, title: "", summary: "", metadata: ItemMetadata(), author: principal.id, authorName: principal.name,
      holder: new.holder ?? principal.id, deadline: new.deadline, scheduledFor: nil, scheduledBy: nil,
      currentRevision: 1, lastRevision: 1, publishedRevision: nil, slug: nil, firstPublishedAt: nil,
      readerUpdatedAt: nil, createdAt: now, updatedAt: now, language: new.language,
      translationGroup: new.translationGroup)
    item.show(text)
    try ItemStore.insert(item, on: connection)
    try RevisionStore.insert(
      .init(number: 1, base: 0, kind: .save, by: principal, at: now, text: text), of: item.id, on: connection)
    try ItemEvent.insert(.created, of: item, by: principal, at: now, on: connection)
    try ItemSearch.putArchive(item, text, on: connection)
    try record("newsroom.item.create", item, by: principal, on: connection)
    return item
  }

  private func checkedReferences(_ new: NewItem, by principal: Principal) async throws -> NewItem {
    var new = new
    new.text.metadata = try await checked(new.text.metadata, of: new.organisation)
    return new
  }

  /// The metadata with the place's full name of today. Throws where a picture belongs to another agency, or the place is
  /// none: an ID is no permission.
  func checked(_ metadata: ItemMetadata, of organisation: OrganisationID) async throws -> ItemMetadata {
    var metadata = metadata
    if let lead = metadata.lead, try await !pictures.owns(organisation, lead) {
      throw Failure.invalid(["lead": "Không có ảnh này trong kho ảnh của cơ quan"])
    }
    if let place = metadata.place, metadata.placeName == nil {
      guard let unit = try await organisations.unit(place, on: clock.today) else {
        throw Failure.invalid(["place": "Không có địa danh này"])
      }
      metadata.placeName = unit.fullName
    }
    for (index, place) in metadata.otherPlaces.enumerated() where place.name.isEmpty {
      guard let unit = try await organisations.unit(place.id, on: clock.today) else {
        throw Failure.invalid(["places": "Không có địa danh này"])
      }
      metadata.otherPlaces[index].name = unit.fullName
    }
    return metadata
  }
}
