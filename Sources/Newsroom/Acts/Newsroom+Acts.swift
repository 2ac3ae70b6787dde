import Contracts
import Hummingbird
import Kernel
import Messaging
import Web

/// What the desk's acts add to the room: doors, addresses, what is done on time and on news.
extension Newsroom {
  var actsDeskRooms: [DeskRoom] {
    [
      DeskRoom(
        id: "highlights", title: "Điểm tin", icon: "newspaper", path: DeskPath.highlights, permission: Self.write),
      DeskRoom(id: "archive", title: "Kho bài", icon: "archive", path: DeskPath.archive, permission: Self.write),
      DeskRoom(
        id: "figures", title: "Số liệu", icon: "chart-no-axes-column", path: DeskPath.figures, permission: Self.write),
    ]
  }

  func addActsRoutes(to routes: RouterGroup<AppContext>) {
    BulkController(newsroom: self).addRoutes(to: routes)
    ActsController(newsroom: self).addRoutes(to: routes)
    HighlightsController(newsroom: self).addRoutes(to: routes)
    LiveBlogController(newsroom: self).addRoutes(to: routes)
    PackageController(newsroom: self).addRoutes(to: routes)
    ArchiveController(newsroom: self).addRoutes(to: routes)
    FiguresController(newsroom: self).addRoutes(to: routes)
    ActsAPI(newsroom: self).addRoutes(to: routes)
    LiveAPI(newsroom: self).addRoutes(to: routes)
  }

  var actsSchedules: [Schedule] {
    [Schedule("newsroom.live-due", .every(seconds: 1)) { _ in try await publishDueEntries() }]
  }

  var actsEventHandlers: [EventHandler] {
    [
      EventHandler("newsroom.after-publish", on: ItemPublished.self) { event, _ in
        try await afterPublication(event.item)
      },
      EventHandler("newsroom.after-update", on: ItemUpdated.self) { event, _ in
        try await afterPublication(event.item)
      },
    ]
  }
}
