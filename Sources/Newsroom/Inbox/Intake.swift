package import Foundation
package import Hummingbird
import Kernel
package import Messaging
package import Web

/// What comes into a newsroom from outside (tin nguồn): feeds that are fetched, files that are put into a folder or sent
/// up, and whole archives in bulk. Every byte that is received is kept, and every outcome can be seen.
package struct Intake: Sendable {
  let newsroom: Newsroom
  let files: ReceivedFiles
  let fetcher: FeedFetcher

  /// - Parameters:
  ///   - folder: where received bytes lie, `<data>/inbox`; made where it is missing.
  ///   - allowsPrivateAddresses: whether sources may lie on this machine or in its network (loopback, 10.…, 192.168.…).
  ///     Off, a feed's address cannot be used to reach what only the server can reach.
  package init(newsroom: Newsroom, folder: URL, allowsPrivateAddresses: Bool = false) {
    self.newsroom = newsroom
    self.files = ReceivedFiles(folder: folder)
    self.fetcher = FeedFetcher(allowsPrivateAddresses: allowsPrivateAddresses)
  }

  /// The doors in the rail: sources and what they brought; imports in bulk.
  package var deskRooms: [DeskRoom] {
    [
      DeskRoom(
        id: "inbox", title: "Tin nguồn", icon: "inbox", path: "/lam-viec/tin-nguon", permission: Newsroom.readInbox),
      DeskRoom(
        id: "import", title: "Nhập liệu", icon: "database", path: "/lam-viec/nhap-lieu",
        permission: Newsroom.importItems),
    ]
  }

  /// Reads one source; goes on with one import.
  package var jobHandlers: [JobHandler] {
    [
      JobHandler(FetchSource.self) { try await fetch($0.source) },
      JobHandler(RunImport.self) { try await runImport($0.run) },
    ]
  }

  /// Every minute: sources that are due, items that rules publish, imports that stopped on their way.
  package var schedules: [Schedule] {
    [
      Schedule("inbox.fetch-due", .every(seconds: 60)) { _ in try await queueDueSources() },
      Schedule("inbox.publish-due", .every(seconds: 60)) { _ in try await publishDueItems() },
      Schedule("import.resume", .every(seconds: 60)) { _ in try await queueUnfinishedImports() },
    ]
  }

  /// Desk pages at `/lam-viec/tin-nguon` and `/lam-viec/nhap-lieu`, the programs' interface at `/api/v1/inbox`.
  package func addRoutes(to routes: RouterGroup<AppContext>) {
    InboxController(intake: self).addRoutes(to: routes)
    SourcesController(intake: self).addRoutes(to: routes)
    InboxRulesController(intake: self).addRoutes(to: routes)
    ExportController(newsroom: newsroom).addRoutes(to: routes)
    InboxAPI(intake: self).addRoutes(to: routes)
    ImportController(intake: self).addRoutes(to: routes)
  }
}
