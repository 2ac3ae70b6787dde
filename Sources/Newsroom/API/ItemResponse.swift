import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// An item as programs see it; with its text where it was asked for alone.
struct ItemResponse: Encodable {
  struct Place: Encodable {
    let id: UnitID
    let name: String
  }
  struct Metadata: Encodable {
    let section: SectionID?
    let tags: [String]
    let place: Place?
    let bylines: [BylineProfile]
    let lead: PictureID?
    let genre: String?
    let slugline: String
    let urgency: Int?
    let topics: [String]
    let otherPlaces: [ItemPlace]
    let shares: [BylineShare]
    let rightsNote: String

    init(_ metadata: ItemMetadata) {
      section = metadata.section
      tags = metadata.tags
      place = metadata.place.map { Place(id: $0, name: metadata.placeName ?? "") }
      bylines = metadata.bylines
      lead = metadata.lead
      genre = metadata.genre
      slugline = metadata.slugline
      urgency = metadata.urgency
      topics = metadata.topics
      otherPlaces = metadata.otherPlaces
      shares = metadata.shares
      rightsNote = metadata.rightsNote
    }
  }

  let id: ItemID
  let organisation: OrganisationID
  let kind: ItemKind
  let language: Language
  let code: Int
  let state: ItemState
  let title: String
  let summary: String
  let metadata: Metadata
  let author: AccountID
  let holder: AccountID?
  let deadline: Date?
  let scheduledFor: Date?
  let revision: Int
  let publishedRevision: Int?
  let path: String?
  let firstPublishedAt: Date?
  let updatedAt: Date
  /// Nothing of it leaves the newsroom before this moment.
  let embargo: Date?
  let notForPublication: Bool
  let stage: String?
  let translationGroup: ItemID?
  let body: StoryBody?

  init(_ item: Item, _ revision: Revision? = nil) {
    id = item.id
    organisation = item.organisation
    kind = item.kind
    language = item.language
    code = item.code
    state = item.state
    title = item.title
    summary = item.summary
    metadata = Metadata(item.metadata)
    author = item.author
    holder = item.holder
    deadline = item.deadline
    scheduledFor = item.scheduledFor
    self.revision = revision?.number ?? item.currentRevision
    publishedRevision = item.publishedRevision
    path = item.state == .published ? item.path : nil
    firstPublishedAt = item.firstPublishedAt
    updatedAt = item.updatedAt
    embargo = item.embargo
    notForPublication = item.isNotForPublication
    stage = item.stage
    translationGroup = item.translationGroup
    body = revision?.text.body
  }
}

struct ItemListResponse: Encodable {
  let items: [ItemResponse]
  /// What to ask with for the next part (`?before=`); null at the end.
  let next: String?
}

/// One text of an item's history; the body only where it was asked for alone.
struct RevisionResponse: Encodable {
  let number: Int
  let base: Int
  let kind: RevisionKind
  let account: AccountID
  let name: String
  let at: Date
  let title: String
  let summary: String?
  let body: StoryBody?

  init(_ head: RevisionHead) {
    number = head.number
    base = head.base
    kind = head.kind
    account = head.account
    name = head.accountName
    at = head.madeAt
    title = head.title
    summary = nil
    body = nil
  }

  init(_ revision: Revision) {
    number = revision.number
    base = revision.base
    kind = revision.kind
    account = revision.account
    name = revision.accountName
    at = revision.madeAt
    title = revision.text.title
    summary = revision.text.summary
    body = revision.text.body
  }
}

struct RevisionListResponse: Encodable {
  let items: [RevisionResponse]
  let next: String?
}

struct SavedResponse: Encodable {
  let revision: Int
  let at: Date

  init(_ saved: Newsroom.Saved) {
    revision = saved.revision
    at = saved.at
  }
}

/// 409 (RFC 9457 with members of its own): what stands there now, and where the rejected text is kept.
struct ConflictResponse: Encodable {
  let type = "/van-de/conflict"
  let title: String
  let status = 409
  let detail: String
  let current: RevisionResponse
  let kept: Int

  static func answer(_ conflict: EditConflict, _ context: StaffContext) throws -> Response {
    let t = context.translator
    let problem = conflict.problem
    var answer = try Answer.json(
      ConflictResponse(
        title: t(problem.title), detail: problem.detail.map { t($0) } ?? "", current: .init(conflict.current),
        kept: conflict.kept), status: .conflict)
    answer.headers[.contentType] = "application/problem+json"
    answer.headers[.cacheControl] = "no-store"
    return answer
  }
}
