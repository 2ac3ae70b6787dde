package import Foundation
package import Kernel
package import Persistence

/// An item as other rooms of the desk show it: enough for a line in a list, with where it leads.
package struct ItemBrief: Sendable, Equatable {
  package let id: ItemID
  package let organisation: OrganisationID
  package let kind: ItemKind
  package let title: String
  /// `draft`, `editing`, `approval`, `ready`, `published`, `withdrawn`.
  package let state: String
  package let statePhrase: Phrase
  package let author: AccountID
  package let authorName: String
  /// Who has it now; nil when it lies on the desk.
  package let holder: AccountID?
  package let deadline: Date?
  package let firstPublishedAt: Date?
  package let updatedAt: Date
  /// Its page on the desk.
  package let deskPath: String
  /// Its address on the agency's site; nil unless it is published.
  package let publicPath: String?

  package init(
    id: ItemID, organisation: OrganisationID, kind: ItemKind, title: String, state: String, statePhrase: Phrase,
    author: AccountID, authorName: String, holder: AccountID?, deadline: Date?, firstPublishedAt: Date?,
    updatedAt: Date, deskPath: String, publicPath: String?
  ) {
    self.id = id
    self.organisation = organisation
    self.kind = kind
    self.title = title
    self.state = state
    self.statePhrase = statePhrase
    self.author = author
    self.authorName = authorName
    self.holder = holder
    self.deadline = deadline
    self.firstPublishedAt = firstPublishedAt
    self.updatedAt = updatedAt
    self.deskPath = deskPath
    self.publicPath = publicPath
  }
}

/// What an item begins with when another room begins it: an assignment, a template.
package struct ItemStart: Sendable {
  package var organisation: OrganisationID
  package var kind: ItemKind
  package var title: String
  package var summary: String
  package var body: StoryBody
  package var section: SectionID?
  /// Who gets it; nil: whoever begins it.
  package var holder: AccountID?
  package var deadline: Date?

  package init(
    organisation: OrganisationID, kind: ItemKind = .article, title: String, summary: String = "",
    body: StoryBody = StoryBody(), section: SectionID? = nil, holder: AccountID? = nil, deadline: Date? = nil
  ) {
    self.organisation = organisation
    self.kind = kind
    self.title = title
    self.summary = summary
    self.body = body
    self.section = section
    self.holder = holder
    self.deadline = deadline
  }
}

/// What the other rooms of the desk may ask of the newsroom. Room Newsroom implements it; whatever this person may not
/// see is not there.
package protocol ItemDesk: Sendable {
  /// Those that this person may see, by ID.
  func briefs(_ ids: [ItemID], for principal: Principal) async throws -> [ItemID: ItemBrief]
  /// One item within a transaction of the caller; throws ``Failure/notFound``.
  func brief(_ id: ItemID, for principal: Principal, on connection: any Connection) throws -> ItemBrief
  /// Begins an item in the caller's transaction; checks that this person may write there.
  func begin(_ start: ItemStart, by principal: Principal, on connection: any Connection) throws -> ItemBrief
  /// Finds items by words or by number, newest first, among those that this person may see.
  func find(_ text: String, in organisation: OrganisationID, for principal: Principal, limit: Int) async throws
    -> [ItemBrief]
  /// The sections of the agency today.
  func sections(of organisation: OrganisationID) async throws -> [SectionProfile]
}
