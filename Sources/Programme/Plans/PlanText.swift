import Foundation
import Kernel
import Persistence

/// Words of a plan that are no target and no task: a basis, an aim, a word on funding, a recipient.
struct PlanText: Sendable, RowDecodable {
  enum Kind: String, Codable, Sendable, SQLCodable {
    case basis
    case aim
    case funding
    case recipient
    case note
  }
  static let columns: SQL = "plan, kind, position, ref, section, lines, text"

  var plan: PlanID
  var kind: Kind
  var position: Int
  /// Of a basis: the number under which ``PlanLaw`` knows it.
  var ref: String
  var section: String
  var lines: String
  var text: String

  init(
    plan: PlanID, kind: Kind, position: Int, ref: String = "", section: String = "", lines: String = "", text: String
  ) {
    self.plan = plan
    self.kind = kind
    self.position = position
    self.ref = ref
    self.section = section
    self.lines = lines
    self.text = text
  }

  init(row: Row) throws {
    plan = try row["plan"]
    kind = try row["kind"]
    position = try row["position"]
    ref = try row["ref"]
    section = try row["section"]
    lines = try row["lines"]
    text = try row["text"]
  }
}

/// A table at the end of a plan, cell by cell.
struct PlanAnnex: Sendable, RowDecodable {
  struct Content: Codable, Sendable, Equatable {
    var columns: [String]
    var rows: [[String]]
  }
  static let columns: SQL = "id, plan, position, title, section, lines, content"

  var id: String
  var plan: PlanID
  var position: Int
  var title: String
  var section: String
  var lines: String
  var content: Content

  init(id: String, plan: PlanID, position: Int, title: String, section: String, lines: String, content: Content) {
    self.id = id
    self.plan = plan
    self.position = position
    self.title = title
    self.section = section
    self.lines = lines
    self.content = content
  }

  init(row: Row) throws {
    id = try row["id"]
    plan = try row["plan"]
    position = try row["position"]
    title = try row["title"]
    section = try row["section"]
    lines = try row["lines"]
    let text: String = try row["content"]
    content = try JSONDecoder().decode(Content.self, from: Data(text.utf8))
  }
}
