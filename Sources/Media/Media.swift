package import Contracts
package import Foundation
package import Hummingbird
package import Kernel
package import Messaging
package import Persistence
package import Search
package import Web

/// Pictures, sound and video of the agencies: taken in, described, made fit for readers and shown.
package struct Media: Sendable {
  let database: Database
  let clock: WallClock
  let audit: any AuditTrail
  let search: SearchIndex
  let files: PictureFiles

  /// - Parameter folder: where pictures lie, `<data>/media`; made where it is missing.
  package init(
    database: Database, clock: WallClock, audit: any AuditTrail, search: SearchIndex, folder: URL
  ) {
    self.database = database
    self.clock = clock
    self.audit = audit
    self.search = search
    self.files = PictureFiles(folder: folder)
  }

  /// Take in pictures and describe them.
  package static let upload: Permission = "media.picture.upload"
  /// What this room guards, in words for those who give roles.
  package static let permissions: [Permission: Phrase] = [upload: "Tải ảnh, âm thanh, video lên và sửa chú thích"]

  /// The doors in the rail: pictures; sound and video.
  package var deskRooms: [DeskRoom] {
    [
      DeskRoom(id: "media", title: "Ảnh", icon: "image", path: "/lam-viec/anh", permission: Media.upload),
      DeskRoom(
        id: "clips", title: "Âm thanh, video", icon: "clapperboard", path: "/lam-viec/am-thanh-video",
        permission: Media.upload),
    ]
  }

  /// Renditions of a picture; a clip that every browser plays.
  package var jobHandlers: [JobHandler] {
    [
      JobHandler(MakeRenditions.self) { try await makeRenditions(of: $0.picture) },
      JobHandler(MakeClip.self) { try await makeClip($0.clip) },
    ]
  }

  /// Every ten minutes: queues again what still waits for its renditions.
  package var schedules: [Schedule] {
    [
      Schedule("media.waiting-pictures", .every(seconds: 600)) { _ in try await queueWaitingPictures() },
      Schedule("media.waiting-clips", .every(seconds: 600)) { _ in try await queueWaitingClips() },
    ]
  }

  /// Desk pages at `/lam-viec/anh`, renditions at `/media`, the programs' interface at `/api/v1/pictures`.
  package func addRoutes(to routes: RouterGroup<AppContext>) {
    PictureController(media: self).addRoutes(to: routes)
    PictureAPI(media: self).addRoutes(to: routes)
    ClipController(media: self).addRoutes(to: routes)
    ClipAPI(media: self).addRoutes(to: routes)
    MediaController(media: self).addRoutes(to: routes)
  }

  /// The outside programs this room uses that are not on this machine, with the Debian package that brings each.
  package static var missingTools: [(program: String, package: String)] {
    [ExternalTool.thumbnailer, .vips, .metadata, .ffmpeg].filter { !$0.isInstalled }.map { ($0.name, $0.package) }
  }
}
