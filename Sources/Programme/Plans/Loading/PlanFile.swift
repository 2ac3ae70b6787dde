import Foundation

/// A plan as a file of `data/programmes` says it: every entry with its place in the paper.
struct PlanFile: Decodable, Sendable {
  struct Document: Decodable, Sendable {
    let kind: String
    let number: String?
    let numberNote: String?
    let date: String?
    let issuer: String?
    let signer: String?

    enum CodingKeys: String, CodingKey {
      case kind, number, date, issuer, signer
      case numberNote = "number-note"
    }
  }
  struct Province: Decodable, Sendable {
    let name: String
    let code: String?
    let on: String
  }
  struct Period: Decodable, Sendable {
    let from: Int
    let to: Int
    let vision: Int?
  }
  struct Source: Decodable, Sendable {
    let file: String?
    let mark: String
    let note: String?
  }
  /// A basis, an aim, a word on funding: text at a place.
  struct Words: Decodable, Sendable {
    let id: String?
    let ref: String?
    let section: String?
    let lines: String?
    let text: String
    let note: String?
  }
  struct Recipients: Decodable, Sendable {
    let lines: String?
    let list: [String]
  }
  struct Other: Decodable, Sendable {
    let lines: String
    let why: String?
  }

  let id: String
  let kind: String
  let title: String
  let shortTitle: String
  let document: Document
  let province: Province?
  let period: Period
  let baseYear: Int?
  let source: Source
  let bases: [Words]?
  let aims: [Words]?
  let targets: [Target]?
  let tasks: [Task]?
  let duties: [Duty]?
  let funding: [Words]?
  let deadlines: [Deadline]?
  let annexes: [Annex]?
  let recipients: Recipients?
  let other: [Other]?

  enum CodingKeys: String, CodingKey {
    case id, kind, title, document, province, period, source, bases, aims, targets, tasks, duties, funding, deadlines
    case annexes, recipients, other
    case shortTitle = "short-title"
    case baseYear = "base-year"
  }
}

extension PlanFile {
  struct Target: Decodable, Sendable {
    struct Population: Decodable, Sendable {
      let kind: String
      let filter: String?
      let text: String?
    }
    struct Value: Decodable, Sendable {
      /// Nil: every year of the plan ("ít nhất 01 lần/năm").
      let year: Int?
      let value: Double?
      let low: Double?
      let high: Double?
      let growth: Double?
      let shown: String
      let section: String?
      let lines: String?
    }
    let id: String
    let section: String
    let lines: String?
    let text: String
    let goal: String?
    let indicator: String?
    let measure: String
    let unit: String
    let direction: String
    let population: Population?
    let numerator: String?
    let denominator: String?
    let baseYear: Int?
    let values: [Value]?
    let contradicts: [String]?
    let note: String?

    enum CodingKeys: String, CodingKey {
      case id, section, lines, text, goal, indicator, measure, unit, direction, population, numerator, denominator
      case values, contradicts, note
      case baseYear = "base-year"
    }
  }

  struct Task: Decodable, Sendable {
    struct Period: Decodable, Sendable {
      let from: Int?
      let to: Int?
      let every: String?
      let shown: String?
    }
    let id: String
    let kind: String?
    let parent: String?
    let section: String
    let lines: String?
    let title: String
    let text: String?
    let leads: [String]?
    let partners: [String]?
    let funding: String?
    let period: Period?
    let targets: [String]?
  }

  struct Duty: Decodable, Sendable {
    let id: String
    let organisation: String
    let section: String
    let lines: String?
    let text: String
  }

  struct Deadline: Decodable, Sendable {
    let id: String
    let who: [String]
    let to: String?
    let via: String?
    let every: String?
    let month: Int?
    let day: Int?
    let before: Bool?
    let section: String?
    let lines: String?
    let text: String
  }

  struct Annex: Decodable, Sendable {
    let id: String
    let title: String
    let section: String
    let lines: String?
    let columns: [String]
    let rows: [[String]]
  }
}
