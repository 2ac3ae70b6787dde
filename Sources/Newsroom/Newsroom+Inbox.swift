import Hummingbird
import Kernel
import Messaging
import Persistence
import Web

/// What the inbox and the import add to the room.
extension Newsroom {
  static let inboxMigrations: [Migration] = []

  var inboxDeskRooms: [DeskRoom] { [] }

  var inboxJobHandlers: [JobHandler] { [] }

  var inboxSchedules: [Schedule] { [] }

  func addInboxRoutes(to routes: RouterGroup<AppContext>) {}
}
