package import Contracts
package import Hummingbird
package import Kernel
package import Messaging
package import Persistence
package import Web

/// Planning (kế hoạch tin, bài): what will happen, what we make of it, who does it by when, and for which edition.
///
/// Events come and recur; a plan (đề tài) is what the newsroom makes of one, or of an idea; its coverage says in which
/// forms and by when; an assignment gives one form to one person or desk. An assignment leads to an item of the newsroom
/// through ``ItemDesk`` and follows it until it is published.
package struct Planning: Sendable {
  let database: Database
  let clock: WallClock
  let audit: any AuditTrail
  let items: any ItemDesk
  let people: any PeopleDirectory
  let organisations: any OrganisationDirectory
  let notifier: any Notifier

  /// - Parameters: `items` leads to the newsroom and `organisations` to the agencies; `notifier` tells people of
  /// their assignments.
  package init(
    database: Database, clock: WallClock, audit: any AuditTrail, items: any ItemDesk, people: any PeopleDirectory,
    organisations: any OrganisationDirectory, notifier: any Notifier
  ) {
    self.database = database
    self.clock = clock
    self.audit = audit
    self.items = items
    self.people = people
    self.organisations = organisations
    self.notifier = notifier
  }

  /// The doors in the rail.
  package var deskRooms: [DeskRoom] {
    [
      DeskRoom(
        id: "planning", title: "Kế hoạch", icon: "calendar-clock", path: PlanningPath.board, permission: Self.read),
      DeskRoom(
        id: "my-work", title: "Việc của tôi", icon: "list-checks", path: PlanningPath.mine, permission: Self.read),
    ]
  }

  /// An assignment follows the item it led to.
  package var eventHandlers: [EventHandler] {
    [
      EventHandler("planning.follow-items", on: ItemPublished.self) { event, _ in
        try await itemPublished(event.item, in: event.organisation)
      }
    ]
  }

  /// None: what comes round is in ``schedules``.
  package var jobHandlers: [JobHandler] { [] }

  /// Templates that come round, and editions whose time is over.
  package var schedules: [Schedule] {
    [
      Schedule("planning.templates", .every(seconds: 20)) { _ in try await runTemplates() },
      Schedule("planning.editions", .every(seconds: 60)) { _ in try await closeEditions() },
    ]
  }

  /// Desk pages at `/lam-viec/ke-hoach`, the programs' interface at `/api/v1/planning`, the calendar feed at
  /// `/lich-toa-soan`.
  package func addRoutes(to routes: RouterGroup<AppContext>) {
    BoardController(planning: self).addRoutes(to: routes)
    EventsController(planning: self).addRoutes(to: routes)
    PlansController(planning: self).addRoutes(to: routes)
    AssignmentsController(planning: self).addRoutes(to: routes)
    EditionsController(planning: self).addRoutes(to: routes)
    TemplatesController(planning: self).addRoutes(to: routes)
    ShiftsController(planning: self).addRoutes(to: routes)
    CalendarController(planning: self).addRoutes(to: routes)
    PlanningAPI(planning: self).addRoutes(to: routes)
  }
}
