package import Contracts
package import Foundation
package import Hummingbird
package import Kernel
package import Messaging
package import Persistence
package import Web

/// How people of a house keep in step: what each should know, by page and by mail; a place of one's own; the first steps
/// of whoever is new.
package struct Collaboration: Sendable {
  let database: Database
  let clock: WallClock
  let audit: any AuditTrail
  let people: any PeopleDirectory
  let items: any ItemDesk
  let own: any OwnItems
  let acts: any PersonalActs
  let owed: [any OwedWork]
  let principals: any Principals
  let catalogue: Catalogue
  let mail: MailConfiguration?
  let policies: CollaborationPolicies
  let steps: FirstSteps

  /// - Parameters:
  ///   - owed: the rooms that know what people owe.
  ///   - principals: what people may do, for the mail that is written for them.
  ///   - data: the folder `data`: `policies/collaboration.json`, `onboarding/*.json`. Throws where they cannot be read.
  ///   - mail: nil where no mail server was configured; then nothing offers mail.
  package init(
    database: Database, clock: WallClock, audit: any AuditTrail, people: any PeopleDirectory, items: any ItemDesk,
    own: any OwnItems, acts: any PersonalActs, owed: [any OwedWork] = [], principals: any Principals = NoPrincipals(),
    catalogue: Catalogue, data: URL, mail: MailConfiguration?
  ) throws {
    self.database = database
    self.clock = clock
    self.audit = audit
    self.people = people
    self.items = items
    self.own = own
    self.acts = acts
    self.owed = owed
    self.principals = principals
    self.catalogue = catalogue
    self.mail = mail
    policies = try CollaborationPolicies(file: data.appendingPathComponent("policies/collaboration.json"))
    steps = try FirstSteps(folder: data.appendingPathComponent("onboarding"))
  }

  /// What the other rooms tell people with; made before the room itself, which stands on them.
  package static func notifier(clock: WallClock, mail: MailConfiguration?) -> NoticeBook {
    NoticeBook(clock: clock, sendsMail: mail != nil)
  }

  /// Nothing here is anybody's but the person's own, so there is nothing to be granted.
  package static let permissions: [Permission: Phrase] = [:]

  /// The doors in the rail.
  package var deskRooms: [DeskRoom] {
    [DeskRoom(id: "own", title: "Góc của tôi", icon: "bookmark", path: PersonalPath.home, permission: nil)]
  }

  /// Where the bell leads, for `WebHouse(noticesPath:)`.
  package static let noticesPath = NoticePath.page

  /// None: other rooms tell people through ``notifier(clock:mail:)``.
  package var eventHandlers: [EventHandler] { [] }

  /// Sends a mail that waits; gathers a person's notices into one mail.
  package var jobHandlers: [JobHandler] {
    [
      JobHandler(SendMail.self) { try await send($0.mail) },
      JobHandler(MailNotices.self) { try await mailNotices(to: $0.account) },
    ]
  }

  /// The digests of the day, and taking away what is older than the policy keeps.
  package var schedules: [Schedule] {
    [
      Schedule("collaboration.digest", .every(seconds: 60)) { _ in try await writeDigests() },
      Schedule("collaboration.purge", .daily(hour: 3, minute: 40)) { try await purge(at: $0) },
    ]
  }

  /// A person's notices and what they chose to get by mail; a corner of their own; the first steps.
  package func addRoutes(to routes: RouterGroup<AppContext>) {
    NoticeController(collaboration: self).addRoutes(to: routes)
    NoticeSettingsController(collaboration: self).addRoutes(to: routes)
    PersonalController(collaboration: self).addRoutes(to: routes)
    FirstStepsController(collaboration: self).addRoutes(to: routes)
  }

  /// Takes away what is older than the policy keeps.
  func purge(at time: Date) async throws {
    let policy = policies.on(clock.today)
    let notices = time.addingTimeInterval(-Double(policy.noticeDays) * 86_400)
    let mails = time.addingTimeInterval(-Double(policy.mailDays) * 86_400)
    try await database.write { connection in
      _ = try NoticeStore.purge(before: notices, on: connection)
      _ = try MailStore.purge(before: mails, on: connection)
    }
  }
}
