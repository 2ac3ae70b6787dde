package import Contracts
package import Hummingbird
package import Kernel
import Logging
package import Messaging
package import Persistence
package import Spelling
package import Web

/// The newsroom (tòa soạn): items from the first word to the reader and out of sight again, the board of who has what,
/// the front page, and what came in from elsewhere.
///
/// Each verb is a file under `Items/`; UI, API, schedules and the command line call the same one.
package struct Newsroom: Sendable {
  let database: Database
  let clock: WallClock
  let audit: any AuditTrail
  let organisations: any OrganisationDirectory
  let people: any PeopleDirectory
  let pictures: any PictureLibrary
  let clips: any ClipLibrary
  let rights: any RightsRegister
  let notifier: any Notifier
  let live = ItemLive()
  /// Facts shipped with the program; whoever composes it sets them.
  package var defaults = NewsroomDefaults.none
  /// Nil where no dictionary is installed: then nothing offers spelling.
  package var speller: Speller?

  /// - Parameters: `pictures`, `clips` and `rights` are asked before a text goes out; ``defaults`` and ``speller``
  /// are set afterwards.
  package init(
    database: Database, clock: WallClock, audit: any AuditTrail, organisations: any OrganisationDirectory,
    people: any PeopleDirectory, pictures: any PictureLibrary, clips: any ClipLibrary, rights: any RightsRegister,
    notifier: any Notifier
  ) {
    self.database = database
    self.clock = clock
    self.audit = audit
    self.organisations = organisations
    self.people = people
    self.pictures = pictures
    self.clips = clips
    self.rights = rights
    self.notifier = notifier
  }

  /// The schema of this room, in order.
  package static let migrations: [Migration] =
    itemMigrations + inboxMigrations + kindMigrations + actsMigrations + togetherMigrations
    + InboxSchema.formats + writingMigrations

  /// What the public may read: the port for the channels.
  package var stories: any PublishedStories { NewsroomStories(database: database, clock: clock) }

  /// The doors in the rail.
  package var deskRooms: [DeskRoom] {
    [
      DeskRoom(id: "board", title: "Bảng ngày", icon: "calendar-days", path: "/lam-viec", permission: Self.write),
      DeskRoom(id: "items", title: "Tin, bài", icon: "files", path: "/lam-viec/bai", permission: Self.write),
      DeskRoom(
        id: "home", title: "Trang chủ", icon: "layout-dashboard", path: "/lam-viec/trang-chu",
        permission: Self.arrangeHome),
      DeskRoom(
        id: "rules", title: "Quy trình", icon: "workflow", path: RulesController.path, permission: Self.manageProfiles),
    ] + actsDeskRooms + inboxDeskRooms
  }

  /// What this room does when others tell of something; nothing yet but what the inbox wants.
  package var eventHandlers: [EventHandler] { actsEventHandlers }

  /// None yet; the inbox queues its own in ``Intake``.
  package var jobHandlers: [JobHandler] { inboxJobHandlers }

  /// What is due: publications each second, links and drafts for the search less often.
  package var schedules: [Schedule] {
    [
      Schedule("newsroom.publish-due", .every(seconds: 1)) { _ in try await publishDue() },
      Schedule("newsroom.index-drafts", .every(seconds: 30)) { _ in try await indexDrafts() },
      Schedule("newsroom.check-links", .every(seconds: 15)) { _ in try await checkLinks() },
    ] + actsSchedules + inboxSchedules
  }

  /// Desk pages at `/lam-viec`, the programs' interface at `/api/v1`.
  package func addRoutes(to routes: RouterGroup<AppContext>) {
    BoardController(newsroom: self).addRoutes(to: routes)
    ItemsController(newsroom: self).addRoutes(to: routes)
    EditorController(newsroom: self).addRoutes(to: routes)
    WorkflowController(newsroom: self).addRoutes(to: routes)
    ItemPartsController(newsroom: self).addRoutes(to: routes)
    ItemPartsAPI(newsroom: self).addRoutes(to: routes)
    RulesController(newsroom: self).addRoutes(to: routes)
    HistoryController(newsroom: self).addRoutes(to: routes)
    HomeController(newsroom: self).addRoutes(to: routes)
    SectionsController(newsroom: self).addRoutes(to: routes)
    ItemsAPI(newsroom: self).addRoutes(to: routes)
    EmbedAPI(newsroom: self).addRoutes(to: routes)
    LiveController(newsroom: self).addRoutes(to: routes)
    CommentsController(newsroom: self).addRoutes(to: routes)
    SpellingController(newsroom: self).addRoutes(to: routes)
    addActsRoutes(to: routes)
    addInboxRoutes(to: routes)
  }
}
