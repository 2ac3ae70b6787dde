package import Foundation
package import Kernel
package import Persistence

/// An item as other rooms of the desk show it: enough for a line in a list, with where it leads.
package struct ItemBrief: Sendable, Equatable {
  /// Names the item in every room.
  package let id: ItemID
  /// The agency that writes it.
  package let organisation: OrganisationID
  /// A tin, a bài, a live blog and so on; never changes.
  package let kind: ItemKind
  /// The working title; empty while none was written.
  package let title: String
  /// `draft`, `editing`, `approval`, `ready`, `published`, `withdrawn`.
  package let state: String
  /// ``state`` for people.
  package let statePhrase: Phrase
  /// Who began it.
  package let author: AccountID
  /// As it was when the item was begun.
  package let authorName: String
  /// Who has it now; nil when it lies on the desk.
  package let holder: AccountID?
  /// When it should be ready; nil where nobody said.
  package let deadline: Date?
  /// Nil while readers have never seen it; stays when it is withdrawn.
  package let firstPublishedAt: Date?
  /// The last change of any kind, by anybody.
  package let updatedAt: Date
  /// Its page on the desk.
  package let deskPath: String
  /// Its address on the agency's site; nil unless it is published.
  package let publicPath: String?

  /// As room Newsroom found it for one person: the paths are theirs to follow.
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
  /// The agency for which it is written.
  package var organisation: OrganisationID
  /// An article where nothing else is said.
  package var kind: ItemKind
  /// The working title.
  package var title: String
  /// The sapo, plain; may be empty.
  package var summary: String
  /// What is written already, as of a template; empty where nothing is.
  package var body: StoryBody
  /// Nil: chosen later, before it is published.
  package var section: SectionID?
  /// Who gets it; nil: whoever begins it.
  package var holder: AccountID?
  /// When it should be ready; nil: none.
  package var deadline: Date?

  /// All but the agency and the title may be left out.
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
