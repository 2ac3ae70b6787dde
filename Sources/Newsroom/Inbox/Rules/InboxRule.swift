import Contracts
import Foundation
import Kernel
import NewsFormats
import Persistence

/// Marks the IDs of rules.
enum InboxRuleMark {}
typealias InboxRuleID = ID<InboxRuleMark>

/// What is done of itself with what comes in. The first rule in order that fits decides.
struct InboxRule: Sendable, RowDecodable {
  enum Act: String, Sendable, SQLCodable, CaseIterable {
    /// Stays in the inbox, with a section and a person.
    case route
    /// Becomes a draft.
    case draft
    /// Is published as its source has it, and follows its source.
    case publish
    case drop

    var phrase: Phrase {
      switch self {
      case .route: "Phân cho chuyên mục, người"
      case .draft: "Tạo bài nháp"
      case .publish: "Tự đăng, theo nguồn"
      case .drop: "Bỏ qua"
      }
    }
  }

  let id: InboxRuleID
  let organisation: OrganisationID
  let position: Int
  let name: String
  let source: InboxSourceID?
  /// One of these must be in the title, the summary or the text.
  let words: [String]
  /// One of these must be a subject or section of the source.
  let categories: [String]
  /// At least this urgent: 1 is the most urgent.
  let mostUrgency: Int?
  let act: Act
  let section: SectionID?
  let assignee: AccountID?
  let isActive: Bool

  static let columns: SQL = """
    id, organisation_id, position, name, source_id, words, categories, most_urgency, act, section_id, assignee_id,
    is_active
    """

  init(row: Row) throws {
    id = try row["id"]
    organisation = try row["organisation_id"]
    position = try row["position"]
    name = try row["name"]
    source = try row["source_id"]
    words = try StoredList.tags(row["words"])
    categories = try StoredList.tags(row["categories"])
    mostUrgency = try row["most_urgency"]
    act = try row["act"]
    section = try row["section_id"]
    assignee = try row["assignee_id"]
    isActive = try row["is_active"]
  }

  /// What a rule looks at.
  struct Subject: Sendable {
    let source: InboxSourceID
    let text: String
    let categories: Set<String>
    let urgency: Int?

    init(source: InboxSourceID, title: String, summary: String, html: String, categories: [String], urgency: Int?) {
      self.source = source
      text = InboxRule.folded("\(title) \(summary) \(HTMLText.plain(html))")
      self.categories = Set(categories.map(InboxRule.folded))
      self.urgency = urgency
    }

    init(_ story: NewsStory, from source: InboxSourceID) {
      self.init(
        source: source, title: story.title, summary: story.summary, html: story.html,
        categories: story.categories + story.subjects.map(\.code), urgency: story.urgency)
    }

    init(_ item: InboxItem) {
      self.init(
        source: item.source, title: item.title, summary: item.summary, html: item.html,
        categories: item.categories + (item.details.subjects ?? []).map(\.code), urgency: item.details.urgency)
    }
  }

  /// Whether everything it asks for holds. Words are whole words, with their tone marks: `bão` is not `báo`.
  func fits(_ subject: Subject) -> Bool {
    if let source, source != subject.source { return false }
    if let mostUrgency, subject.urgency.map({ $0 <= mostUrgency }) != true { return false }
    if !words.isEmpty, !words.contains(where: { subject.text.contains(Self.folded($0)) }) { return false }
    if !categories.isEmpty, !categories.contains(where: { subject.categories.contains(Self.folded($0)) }) {
      return false
    }
    return true
  }

  /// Lower case, with one space around each word, so that `contains` finds whole words only.
  static func folded(_ text: String) -> String {
    let words = text.precomposedStringWithCanonicalMapping.lowercased().split { character in
      !character.isLetter && !character.isNumber && character != ":"
    }
    return " \(words.joined(separator: " ")) "
  }
}
