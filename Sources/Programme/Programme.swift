package import Contracts
package import Foundation
package import Kernel
package import Messaging
package import Persistence
import Vietnamese
package import Web

/// The programme (đề án, kế hoạch): plans and their targets by year, tasks, the maturity index, evidence, deadlines and the
/// reports that are owed; on figures taken from the work itself.
package struct Programme: Sendable {
  let database: Database
  let clock: WallClock
  let audit: any AuditTrail
  let organisations: any OrganisationDirectory
  let registers: any OrganisationRegisters
  let people: any PeopleDirectory
  let notifier: any Notifier
  let outside: any OutsideDocuments
  let indicators: [String: any Indicator]
  let calendar: WorkingCalendar
  let reminders: Reminders
  let reportTypes: ReportTypes
  let nameIndex = ProgrammeNames()
  /// The folder `data`: `programmes/*.yaml`, `maturity/*.yaml`, `calendar/holidays.json`.
  let facts: URL
  /// Where evidence and papers are kept.
  let folder: URL

  /// - Parameters:
  ///   - indicators: what other rooms compute.
  ///   - facts: the folder `data`; throws where the calendar in it cannot be read.
  ///   - folder: where uploaded evidence and finished papers are kept.
  ///   - outside: reads what other provinces publish.
  package init(
    database: Database, clock: WallClock, audit: any AuditTrail, organisations: any OrganisationDirectory,
    registers: any OrganisationRegisters, people: any PeopleDirectory, notifier: any Notifier,
    indicators: [any Indicator], facts: URL, folder: URL, outside: any OutsideDocuments = NoOutsideDocuments()
  ) throws {
    self.database = database
    self.clock = clock
    self.audit = audit
    self.organisations = organisations
    self.registers = registers
    self.people = people
    self.notifier = notifier
    self.outside = outside
    self.indicators = Dictionary(indicators.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.facts = facts
    self.folder = folder
    calendar = try WorkingCalendar(contentsOf: facts.appendingPathComponent("calendar/holidays.json"))
    reminders = try Reminders(contentsOf: facts.appendingPathComponent("programmes/reminders.json"))
    reportTypes = try ReportTypes(contentsOf: facts.appendingPathComponent("reports/report-types.yaml"))
  }

  /// The doors in the rail: the day, plans, tasks, maturity, reports.
  package var deskRooms: [DeskRoom] {
    [
      DeskRoom(id: "today", title: "Hôm nay", icon: "calendar-days", path: "/lam-viec", permission: Self.work),
      DeskRoom(
        id: Self.room, title: "Kế hoạch, chỉ tiêu", short: "Chỉ tiêu", icon: "target", path: ProgrammePath.plans,
        permission: Self.read),
      Self.tasksDesk,
      DeskRoom(
        id: MaturityDesk.room, title: "Chỉ số trưởng thành", short: "Trưởng thành", icon: "gauge",
        path: MaturityPath.home, permission: Self.read),
      Self.reportsDesk,
    ]
  }

  /// None: this room hears of nobody.
  package var eventHandlers: [EventHandler] { [] }
  /// Counting figures; reading what other provinces publish.
  package var jobHandlers: [JobHandler] { targetJobs + sharingJobs }
  /// The nightly figures, turns of tasks, reminders, other provinces' figures.
  package var schedules: [Schedule] {
    targetSchedules + taskSchedules + reportSchedules + maturitySchedules + sharingSchedules
  }

  static let room = "programme"
}
