package import Contracts
package import Foundation
package import Kernel
package import Messaging
package import Persistence
import Vietnamese
package import Web

/// What the law asks when somebody was wronged or asks: corrections and apologies, responses, questions that must be
/// answered, removals; with the clocks of the law in force on the day the work was published.
package struct Corrections: Sendable {
  let database: Database
  let clock: WallClock
  let audit: any AuditTrail
  let organisations: any OrganisationDirectory
  let people: any PeopleDirectory
  let items: any ItemDesk
  let stories: any PublishedStories
  let acts: any EditorialActs
  let notifier: any Notifier
  let calendar: WorkingCalendar
  let regimes: Regimes

  /// - Parameters:
  ///   - items: what the desk may see of items; `stories`: what readers see of them; `acts`: withdraws and republishes.
  ///   - facts: the folder `data`, with `calendar/holidays.json` and `corrections/regimes.json`; throws where they cannot
  ///     be read.
  package init(
    database: Database, clock: WallClock, audit: any AuditTrail, organisations: any OrganisationDirectory,
    people: any PeopleDirectory, items: any ItemDesk, stories: any PublishedStories, acts: any EditorialActs,
    notifier: any Notifier, facts: URL
  ) throws {
    self.database = database
    self.clock = clock
    self.audit = audit
    self.organisations = organisations
    self.people = people
    self.items = items
    self.stories = stories
    self.acts = acts
    self.notifier = notifier
    calendar = try WorkingCalendar(contentsOf: facts.appendingPathComponent("calendar/holidays.json"))
    regimes = try Regimes(contentsOf: facts.appendingPathComponent("corrections/regimes.json"))
  }

  /// See the agency's cases. Authors see those about their own items without it.
  package static let read: Permission = "corrections.read"
  /// Open cases, keep them, remove what was false, follow up.
  package static let manage: Permission = "corrections.manage"
  /// Publish corrections and responses, refuse a response.
  package static let publish: Permission = "corrections.publish"
  /// What this room guards, in words for those who give roles.
  package static let permissions: [Permission: Phrase] = [
    read: "Xem hồ sơ cải chính, phản hồi",
    manage: "Lập và theo hồ sơ cải chính, phản hồi",
    publish: "Đăng cải chính, phản hồi; từ chối phản hồi",
  ]

  /// The door in the rail.
  package var deskRooms: [DeskRoom] {
    [
      DeskRoom(
        id: Self.room, title: "Cải chính", icon: "scale", path: CasePath.board, permission: Self.read)
    ]
  }

  /// An item that was withdrawn is written into its open cases.
  package var eventHandlers: [EventHandler] {
    [EventHandler("corrections.hear-withdrawal", on: ItemWithdrawn.self) { event, _ in try await hear(event) }]
  }
  /// None: what comes round is in ``schedules``.
  package var jobHandlers: [JobHandler] { [] }
  /// Tells of clocks of the law that run out; ends home sections whose time is over.
  package var schedules: [Schedule] {
    [
      Schedule("corrections.watch-clocks", .every(seconds: 600)) { _ in try await watchClocks() },
      Schedule("corrections.end-home", .every(seconds: 300)) { _ in try await endHomeSections() },
    ]
  }

  static let room = "corrections"
}
