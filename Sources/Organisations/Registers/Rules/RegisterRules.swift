import Contracts
package import Foundation
import Kernel
import Vietnamese

/// What the law says about licences and channels, as dated data (`data/registers/rules.json`).
package struct RegisterRules: Sendable {
  /// Licences that run on after a merger until a last day, unless there is a new one.
  struct Transition: Sendable, Decodable {
    let id: String
    let text: String
    /// Only licences for one of these.
    let types: [PressType]
    /// Mergers up to this day.
    let mergedBy: CivilDate
    let until: CivilDate
    let source: String
    let mark: String

    enum CodingKeys: String, CodingKey {
      case id, text, until, source, mark
      case types = "press-types"
      case mergedBy = "merged-by"
    }
  }

  /// A period within which the authority must be told.
  struct Duty: Sendable, Decodable {
    enum Event: String, Sendable, Decodable {
      case opened
      case closed
      case licenceChanged = "licence-changed"
      case licenceStopped = "licence-stopped"
    }
    enum Unit: String, Sendable, Decodable {
      case days
      case workingDays = "working-days"
    }
    let id: String
    let event: Event
    let text: String
    let count: Int
    let unit: Unit
    /// For events on or after this day.
    let from: CivilDate
    let to: CivilDate?
    let source: String
    let mark: String

    func holds(on day: CivilDate) -> Bool { Validity(from: from, to: to).contains(day) }
  }

  private struct File: Decodable {
    let alerts: [Int]
    let transitions: [Transition]
    let duties: [Duty]
  }

  /// How many days before its end a licence is spoken of, most first.
  let alerts: [Int]
  let transitions: [Transition]
  let duties: [Duty]
  let calendar: WorkingCalendar

  /// - Parameter facts: the folder `data`; throws where `registers/rules.json` or the calendar in it cannot be read.
  package init(facts: URL) throws {
    let file = try JSONDecoder().decode(
      File.self, from: Data(contentsOf: facts.appendingPathComponent("registers/rules.json")))
    alerts = file.alerts.sorted(by: >)
    transitions = file.transitions
    duties = file.duties
    calendar = try WorkingCalendar(contentsOf: facts.appendingPathComponent("calendar/holidays.json"))
  }

  /// No rule at all, for rooms that only ask who was what.
  package init() {
    alerts = []
    transitions = []
    duties = []
    calendar = WorkingCalendar()
  }
}
