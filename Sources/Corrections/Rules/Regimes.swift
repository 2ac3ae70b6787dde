import Foundation
import Kernel

/// One duty of the law, as a row of `data/corrections/regimes.json`.
struct Rule: Decodable, Sendable, Equatable {
  enum Unit: String, Decodable, Sendable {
    case days
    case workingDays = "working-days"
    case hours
    /// `ngay`: the law names no number.
    case atOnce = "at-once"
    /// `số ra gần nhất`.
    case nextIssue = "next-issue"
    case rounds
    /// Something to be done, without a clock.
    case duty
  }

  /// How sure the row is.
  enum Mark: String, Decodable, Sendable {
    case read = "A"
    case readBadly = "A-ocr"
    case page = "B"
    case unverified
  }

  /// `CO4`, as the regulation pack names it.
  let id: String
  /// What the program uses it for.
  let does: Duty
  let article: String
  /// Nil where the law names none, or where it could not be read (`mark` tells).
  let value: Int?
  let unit: Unit
  /// In which media it holds; nil: in all.
  let media: [Medium]?
  /// `conclusion`: the clock begins with a step of the case and not with the case.
  let starts: String?
  /// Whether a last day that is off moves to the next working day (Civil Code Art 148.5).
  let extends: Bool?
  let mark: Mark
  let source: String
  /// The duty in words of our own.
  let text: String

  func holds(for medium: Medium) -> Bool { media?.contains(medium) ?? true }
}

/// What a rule is about.
enum Duty: String, Decodable, Sendable {
  case bodyAnswersQuestion = "body-answers-question"
  case bodyAnswersOpinion = "body-answers-opinion"
  case bodyAnswersComplaint = "body-answers-complaint"
  case bodySilent = "body-silent"
  case pressTellsCitizen = "press-tells-citizen"
  case pressAnswersPerson = "press-answers-person"
  case hideIdentity = "hide-identity"
  case title
  case fields
  case conclusionAndApology = "conclusion-and-apology"
  case place
  case airings
  case social
  case publish
  case remove
  case keepOnHome = "keep-on-home"
  case replyFirst = "reply-first"
  case tellRepublishers = "tell-republishers"
  case publishResponse = "publish-response"
  case stopRounds = "stop-rounds"
  case refuseResponse = "refuse-response"
  case responseFields = "response-fields"
  case removeOnRequest = "remove-on-request"
  case recallReport = "recall-report"
}

/// The law on corrections as it was between two days.
struct Regime: Decodable, Sendable {
  let id: String
  let name: String
  let from: CivilDate
  let to: CivilDate?
  let rules: [Rule]

  /// The rule of that duty for a medium; nil where this law has none.
  func rule(_ duty: Duty, _ medium: Medium) -> Rule? {
    rules.first { $0.does == duty && $0.holds(for: medium) }
  }
}

/// The laws on corrections, and how days are counted.
struct Regimes: Sendable {
  struct Counting: Decodable, Sendable {
    let article: String
    let text: String
  }

  struct Retention: Decodable, Sendable {
    /// How long removed text is kept at least, as the agency decided.
    let months: Int
    /// What no agency may go below (RT2).
    let minimumMonths: Int
    let article: String
    let text: String
  }

  private struct File: Decodable {
    let sources: [String: String]
    let counting: Counting
    let retention: Retention
    let regimes: [Regime]
  }

  /// The data cannot be used as it is.
  struct Unusable: Error, CustomStringConvertible {
    let description: String
  }

  let all: [Regime]
  let counting: Counting
  let retention: Retention
  let sources: [String: String]

  init(contentsOf file: URL) throws {
    let file = try JSONDecoder().decode(File.self, from: Data(contentsOf: file))
    guard let first = file.regimes.first, file.retention.months >= file.retention.minimumMonths else {
      throw Unusable(description: "regimes.json: needs a regime, and to keep removed text for the minimum at least")
    }
    // A day belongs to one law only.
    for (before, after) in zip(file.regimes, file.regimes.dropFirst()) where before.to?.adding(days: 1) != after.from {
      throw Unusable(description: "regimes.json: \(after.id) does not begin where \(before.id) ends (\(first.id))")
    }
    all = file.regimes
    counting = file.counting
    retention = file.retention
    sources = file.sources
  }

  /// The law in force on the day something was published; what is older than the oldest law goes by that one.
  func regime(on day: CivilDate) -> Regime {
    all.last { $0.from <= day } ?? all[0]
  }
}
