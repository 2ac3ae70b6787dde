package import Contracts
import Foundation
package import Kernel
package import Messaging
package import Persistence
package import Web

/// The room for whoever looks after the installation: what waits, what fails and what runs low, and the acts that mend
/// it. `/health`, `/ready` and `/metrics` tell machines the same.
package struct Operations: Sendable {
  /// See how the installation does.
  package static let read: Permission = "operations.read"
  /// Run again what was given up.
  package static let manage: Permission = "operations.manage"

  /// What this room guards, in words for those who give roles.
  package static let permissions: [Permission: Phrase] = [
    read: "Xem tình trạng vận hành",
    manage: "Chạy lại việc hỏng",
  ]

  let database: Database
  let clock: WallClock
  let audit: any AuditTrail
  let configuration: AppConfiguration
  let cache: PageCache
  /// When this process was furnished.
  let started: Date
  /// What the program runs by the clock: rows that an older version left behind are not shown.
  let schedules: [Schedule]

  /// Takes the time of its making as the start of this process.
  package init(
    database: Database, clock: WallClock, audit: any AuditTrail, configuration: AppConfiguration, cache: PageCache,
    schedules: [Schedule]
  ) {
    self.database = database
    self.clock = clock
    self.audit = audit
    self.configuration = configuration
    self.cache = cache
    self.schedules = schedules
    started = clock.now
  }

  /// The door in the rail.
  package var deskRooms: [DeskRoom] {
    [DeskRoom(id: "operations", title: "Vận hành", icon: "activity", path: Self.path, permission: Self.read)]
  }

  static let path = "/lam-viec/van-hanh"
}
