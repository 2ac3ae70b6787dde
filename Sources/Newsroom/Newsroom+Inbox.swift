import Hummingbird
import Kernel
import Messaging
import Persistence
import Web

/// What the inbox and the import add to the room: their tables. Their doors, jobs and addresses need a folder for what is
/// received, so they stand on a facade of their own, ``Intake``.
extension Newsroom {
  static let inboxMigrations: [Migration] =
    InboxSchema.migrations + ImportSchema.migrations + laterMigrations

  var inboxDeskRooms: [DeskRoom] { [] }

  var inboxJobHandlers: [JobHandler] { [] }

  var inboxSchedules: [Schedule] { [] }

  func addInboxRoutes(to routes: RouterGroup<AppContext>) {}
}
