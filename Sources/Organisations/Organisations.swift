package import Contracts
import Foundation
package import Kernel
package import Messaging
package import Persistence
package import Web

/// Press agencies, governing bodies, departments and communes as they were on any day, how one became another, who held
/// which post, and the administrative units of Vietnam before and after 01/7/2025.
package struct Organisations: Sendable {
  /// Answers who an organisation was on a day; hand it to the rooms that ask, and run it as a service.
  package let register: OrganisationRegister
  let database: Database
  let clock: WallClock
  let audit: any AuditTrail
  let rules: RegisterRules
  let people: (any PeopleDirectory)?
  let rights: any RightHolders
  let notifier: any Notifier

  /// - Parameters:
  ///   - register: one made before (the room Security needs it, and makes the audit trail), else its own.
  ///   - rules: what the law says about licences and channels; with none, nothing is watched.
  ///   - people, rights: who is who, and whom to tell of what is owed.
  package init(
    database: Database, clock: WallClock, audit: any AuditTrail, register: OrganisationRegister? = nil,
    rules: RegisterRules = RegisterRules(), people: (any PeopleDirectory)? = nil,
    rights: any RightHolders = NobodyHolds(), notifier: any Notifier = NoNotifier()
  ) {
    self.rules = rules
    self.people = people
    self.rights = rights
    self.notifier = notifier
    self.database = database
    self.clock = clock
    self.audit = audit
    self.register = register ?? OrganisationRegister(database: database)
  }

  /// See organisations and units, on any day.
  package static let read: Permission = "organisations.read"
  /// Found, change, merge, split and close organisations, and appoint people to posts.
  package static let manage: Permission = "organisations.manage"
  /// What this room guards, in words for those who give roles.
  package static let permissions: [Permission: Phrase] = [
    read: "Xem các cơ quan và đơn vị hành chính",
    manage: "Quản lý các cơ quan: lập, đổi, hợp nhất, chia tách",
  ].merging(registerPermissions) { first, _ in first }

  /// The doors in the rail: organisations, registers.
  package var deskRooms: [DeskRoom] {
    [
      DeskRoom(
        id: "organisations", title: "Cơ quan", icon: "landmark", path: "/lam-viec/to-chuc", permission: Self.read),
      DeskRoom(
        id: RegisterPath.room, title: "Sổ bộ", icon: "book-open", path: RegisterPath.index, permission: Self.read),
    ]
  }

  /// What begins or ends with the day; reminders of the registers in the morning, and imports left lying.
  package var schedules: [Schedule] {
    [
      Schedule("organisations.day-turns", .daily(hour: 0, minute: 0)) { try await turnDay(at: $0) },
      Schedule("organisations.watch-registers", .daily(hour: 7, minute: 0)) { _ in
        try await watchRegisters()
        try await sweepImports()
      },
    ]
  }
}
