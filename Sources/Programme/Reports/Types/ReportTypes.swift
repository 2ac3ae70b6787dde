import Foundation
import Kernel
import Yams

/// A part of a report, as its type orders them.
struct ReportPart: Codable, Sendable, Equatable {
  enum Kind: String, Codable, Sendable {
    /// What the report rests on: one paragraph before all parts.
    case opening
    /// Written by people.
    case narrative
    /// Sentences on targets, the chart; the table is annex I.
    case targets
    /// Sentences on tasks; the table is annex II.
    case tasks
    /// What was published of the maturity index.
    case maturity
    /// The last words.
    case closing
  }

  let id: String
  let kind: Kind
  let title: String
  /// What people are expected to write there.
  var hint: String? = ""
}

/// A kind of report: a template that holds from one day to another (`data/reports/report-types.yaml`).
struct ReportType: Decodable, Sendable {
  /// Of what it reports.
  enum Subject: String, Decodable, Sendable {
    case plan
    /// Of what a law asks; the form is the law's, not ours.
    case law
    /// Made in another room.
    case elsewhere
  }
  /// Who has to make it, as far as the program can tell.
  enum Owing: String, Decodable, Sendable {
    case planOwner = "plan-owner"
    case provincePress = "province-press"
    case broadcasters
    /// Only some, and nobody says which.
    case none
  }
  struct Due: Decodable, Sendable {
    let key: String
    let label: String?
    let month: Int
    let day: Int
    let before: Bool
    let nextYear: Bool?

    enum CodingKeys: String, CodingKey {
      case key, label, month, day, before
      case nextYear = "next-year"
    }
  }
  struct Period: Decodable, Sendable {
    let from: String
    let to: String
    let fromLastYear: Bool?
    let note: String?

    enum CodingKeys: String, CodingKey {
      case from, to, note
      case fromLastYear = "from-last-year"
    }
  }

  let id: String
  let name: String
  let document: String
  let about: Subject
  let maker: String
  let owes: Owing
  let law: String?
  let planDeadlines: [String]?
  let to: String
  let due: [Due]
  let period: Period
  let validFrom: String
  let validTo: String?
  let source: String
  let mark: String
  let sections: [ReportPart]

  enum CodingKeys: String, CodingKey {
    case id, name, document, about, maker, owes, law, to, due, period, source, mark, sections
    case planDeadlines = "plan-deadlines"
    case validFrom = "valid-from"
    case validTo = "valid-to"
  }

  func holds(on day: CivilDate) -> Bool {
    validFrom <= day.rawValue && (validTo.map { day.rawValue <= $0 } ?? true)
  }

  /// Whether it is what a plan's deadline asks for: shipped ones are named by their code, those of people say who makes it.
  func answers(_ deadline: PlanDeadline) -> Bool {
    guard let planDeadlines else { return false }
    return planDeadlines.contains(deadline.code) || (!deadline.maker.isEmpty && deadline.maker == maker)
  }

  /// The days of which a year's report tells.
  func period(of year: Int) -> (from: CivilDate, to: CivilDate)? {
    guard
      let from = CivilDate(rawValue: "\(year - (period.fromLastYear == true ? 1 : 0))-\(period.from)"),
      let to = CivilDate(rawValue: "\(year)-\(period.to)")
    else { return nil }
    return (from, to)
  }
}

/// An obligation that no day of the year ends.
struct StandingDuty: Decodable, Sendable {
  let law: String
  let name: String
  let when: String
  let from: String
  let source: String
  let mark: String
}

/// All of `data/reports/report-types.yaml`: types of reports, and names of bodies by day.
struct ReportTypes: Sendable {
  private struct File: Decodable {
    let names: [BodyName]
    let doubtful: [DoubtfulName]
    let symbols: [BodySymbol]
    let departments: [PressDepartment]
    let types: [ReportType]
    let standing: [StandingDuty]
  }

  let all: [ReportType]
  let standing: [StandingDuty]
  let names: BodyNames

  init(contentsOf url: URL) throws {
    let file = try YAMLDecoder().decode(File.self, from: Data(contentsOf: url))
    all = file.types
    standing = file.standing
    names = BodyNames(
      names: file.names, doubtful: file.doubtful, symbols: file.symbols, departments: file.departments)
  }

  /// The template of that id that holds on a day.
  func type(_ id: String, on day: CivilDate) -> ReportType? { all.first { $0.id == id && $0.holds(on: day) } }

  /// Whatever of that id there ever was: for reports that are kept.
  func type(_ id: String) -> ReportType? { all.last { $0.id == id } }
}
