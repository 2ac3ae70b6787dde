import Contracts
import Foundation
import Kernel
import Persistence

enum TemplateMark {}
typealias TemplateID = ID<TemplateMark>

/// What a person says of a template.
struct TemplateWords: Sendable, Equatable {
  var name = ""
  var kind = ItemKind.article
  var section: SectionID?
  var titlePattern = ""
  var summary = ""
  /// Paragraphs, one a line.
  var body = ""
  var weekdays = "1234567"
  var minute = 5 * 60
  /// Its deadline, in minutes after it begins.
  var dueMinutes = 120
  var person = AccountID("")
}

/// Mẫu: an item that begins by itself on certain days at a certain hour, as the weather or the morning bulletin does.
struct Template: Sendable, RowDecodable {
  var id: TemplateID
  var organisation: OrganisationID
  var words: TemplateWords
  var personName: String
  var isPaused: Bool
  /// Why the last turn could not be done.
  var problem: String?
  var nextAt: Date
  var madeBy: AccountID
  var version: Int

  init(
    id: TemplateID = .new(), organisation: OrganisationID, words: TemplateWords, personName: String, nextAt: Date,
    madeBy: AccountID
  ) {
    self.id = id
    self.organisation = organisation
    self.words = words
    self.personName = personName
    isPaused = false
    self.nextAt = nextAt
    self.madeBy = madeBy
    version = 1
  }

  init(row: Row) throws {
    id = try row["id"]
    organisation = try row["organisation"]
    let kind: String = try row["kind"]
    words = TemplateWords(
      name: try row["name"], kind: ItemKind(rawValue: kind) ?? .article, section: try row["section"],
      titlePattern: try row["title_pattern"], summary: try row["summary"], body: try row["body"],
      weekdays: try row["weekdays"], minute: try row["minute"], dueMinutes: try row["due_minutes"],
      person: try row["person"])
    personName = try row["person_name"]
    isPaused = try row["paused"]
    problem = try row["problem"]
    nextAt = try row["next_at"]
    madeBy = try row["made_by"]
    version = try row["version"]
  }

  /// The first turn after a time.
  static func next(_ words: TemplateWords, after time: Date) -> Date {
    let today = CivilDate(time)
    for offset in 0...7 {
      let day = today.adding(days: offset)
      let turn = day.start.addingTimeInterval(Double(words.minute * 60))
      if turn > time, words.weekdays.contains(String(day.weekday)) { return turn }
    }
    return today.adding(days: 7).start
  }

  /// The headline of one turn: `{ngày}`, `{thứ}`, `{giờ}`, `{âm}` are filled in.
  func title(at time: Date) -> String {
    let day = CivilDate(time)
    let names = ["Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật"]
    return words.titlePattern
      .replacing("{ngày}", with: day.vietnamese).replacing("{thứ}", with: names[day.weekday - 1])
      .replacing("{giờ}", with: VietnamTime.clock(time))
      .replacing("{âm}", with: LunarCalendar.lunar(day).dayAndMonth)
  }

  /// The text it begins with.
  var story: StoryBody {
    StoryBody(
      blocks: words.body.split(separator: "\n").map { .init(.paragraph([.text(String($0), .none)])) })
  }
}

/// All SQL about templates.
enum TemplateStore {
  private static let columns: SQL = """
    id, organisation, name, kind, section, title_pattern, summary, body, weekdays, minute, due_minutes, person,
    person_name, paused, problem, next_at, made_by, version
    """

  static func all(of organisation: OrganisationID, on connection: any Connection) throws -> [Template] {
    try connection.all(
      """
      SELECT \(columns) FROM planning_template WHERE organisation = \(organisation)
      ORDER BY paused, name, id
      LIMIT 200
      """)
  }

  static func find(_ id: TemplateID, on connection: any Connection) throws -> Template? {
    try connection.first("SELECT \(columns) FROM planning_template WHERE id = \(id)")
  }

  static func lock(_ id: TemplateID, on connection: any Connection) throws -> Template? {
    try connection.first("SELECT \(columns) FROM planning_template WHERE id = \(id)\(SQL.forUpdate)")
  }

  static func due(at time: Date, on connection: any Connection) throws -> [Template] {
    try connection.all(
      """
      SELECT \(columns) FROM planning_template WHERE next_at <= \(time) AND NOT paused
      ORDER BY next_at, id
      LIMIT 100
      """)
  }

  static func insert(_ template: Template, on connection: any Connection) throws {
    let words = template.words
    try connection.execute(
      """
      INSERT INTO planning_template (\(columns))
      VALUES (\(template.id), \(template.organisation), \(words.name), \(words.kind.rawValue), \(words.section),
        \(words.titlePattern), \(words.summary), \(words.body), \(words.weekdays), \(words.minute),
        \(words.dueMinutes), \(words.person), \(template.personName), \(template.isPaused), \(template.problem),
        \(template.nextAt), \(template.madeBy), \(template.version))
      """)
  }

  static func update(_ template: Template, on connection: any Connection) throws {
    let words = template.words
    try connection.execute(
      """
      UPDATE planning_template
      SET name = \(words.name), kind = \(words.kind.rawValue), section = \(words.section),
        title_pattern = \(words.titlePattern), summary = \(words.summary), body = \(words.body),
        weekdays = \(words.weekdays), minute = \(words.minute), due_minutes = \(words.dueMinutes),
        person = \(words.person), person_name = \(template.personName), paused = \(template.isPaused),
        problem = \(template.problem), next_at = \(template.nextAt), version = \(template.version)
      WHERE id = \(template.id)
      """)
  }
}
