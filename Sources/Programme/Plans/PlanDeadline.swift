import Kernel
import Persistence

/// A report or a paper that is owed by a day of each year, by a plan or (without a plan) by law.
struct PlanDeadline: Sendable, RowDecodable {
  static let columns: SQL = """
    id, plan, code, who, to_whom, via, every, month, day, is_before, section, lines, text, mark, valid_from, valid_to,
    maker
    """

  var id: String
  /// Nil: of the law (regulation.md 8).
  var plan: PlanID?
  var code: String
  /// Names as in the paper, with `; ` between.
  var who: String
  var toWhom: String
  var via: String
  /// `year`, `half-year`, `quarter`, `month`.
  var every: String
  var month: Int?
  var day: Int?
  /// "trước ngày": the day before is the last.
  var isBefore: Bool
  var section: String
  var lines: String
  var text: String
  var mark: String
  var validFrom: CivilDate?
  var validTo: CivilDate?
  /// Who makes the report here, for a deadline somebody wrote (``ReportType/maker``); empty: it is not made here, or a type of
  /// report names the deadline by its code.
  var maker: String

  init(id: String, plan: PlanID?, code: String, text: String) {
    self.id = id
    self.plan = plan
    self.code = code
    who = ""
    toWhom = ""
    via = ""
    every = "year"
    isBefore = true
    section = ""
    lines = ""
    self.text = text
    mark = ""
    maker = ""
  }

  init(row: Row) throws {
    id = try row["id"]
    plan = try row["plan"]
    code = try row["code"]
    who = try row["who"]
    toWhom = try row["to_whom"]
    via = try row["via"]
    every = try row["every"]
    month = try row["month"]
    day = try row["day"]
    isBefore = try row["is_before"]
    section = try row["section"]
    lines = try row["lines"]
    text = try row["text"]
    mark = try row["mark"]
    validFrom = try row["valid_from"]
    validTo = try row["valid_to"]
    maker = try row["maker"]
  }
}
