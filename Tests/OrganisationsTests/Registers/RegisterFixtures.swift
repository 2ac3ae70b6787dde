import Contracts
import Foundation
import Kernel
import Persistence
import Synchronization
import TestSupport

@testable import Organisations

/// People of the registers: what they may do where.
enum Keepers {
  static func chief(_ organisation: OrganisationID, _ name: String = "chief") -> Principal {
    Principal(
      id: AccountID(name), name: name, organisation: organisation,
      scoped: [
        organisation: [
          Organisations.read, Organisations.manageRegisters, Organisations.readRevenue, Organisations.writeRevenue,
          Organisations.confirmRevenue,
        ]
      ])
  }

  static func reporter(_ organisation: OrganisationID) -> Principal {
    Principal(
      id: AccountID("reporter"), name: "reporter", organisation: organisation,
      scoped: [organisation: [Organisations.read]])
  }

  /// Oversees its province and may read revenue there.
  static func department(_ organisation: OrganisationID) -> Principal {
    Principal(
      id: AccountID("department"), name: "department", organisation: organisation,
      scoped: [
        organisation: [Organisations.read, Organisations.overseeRegisters, Organisations.readRevenue]
      ])
  }
}

/// Everything an audit trail was told.
final class FullTrail: AuditTrail {
  private let kept = Mutex<[AuditEntry]>([])
  var entries: [AuditEntry] { kept.withLock { $0 } }
  func record(_ entry: AuditEntry, on connection: any Connection) throws { kept.withLock { $0.append(entry) } }
}

/// Notices as they come.
final class Told: Notifier {
  private let kept = Mutex<[NoticeDraft]>([])
  var texts: [String] { kept.withLock { $0.map(\.text.vietnamese) } }
  var drafts: [NoticeDraft] { kept.withLock { $0 } }
  func notify(_ notice: NoticeDraft, on connection: any Connection) throws { kept.withLock { $0.append(notice) } }
}

/// One keeper for each organisation that is known, with the name of the organisation.
struct OneKeeper: RightHolders {
  let permission: Permission
  let organisations: @Sendable () -> Set<OrganisationID>

  func holders(of permission: Permission, in organisation: OrganisationID) async throws -> [AccountID] {
    permission == self.permission && organisations().contains(organisation)
      ? [AccountID("keeper-\(organisation)")] : []
  }
}

extension Room {
  func site(_ people: [Principal]) -> AskedSite {
    AskedSite(people: people, rooms: organisations.deskRooms) { organisations.addRoutes(to: $0) }
  }

  /// A press licence.
  func licence(
    _ organisation: OrganisationID, _ name: String = "Báo", types: String = "print", from: String = "2022-01-01",
    to: String = "", by principal: Principal = Room.keeper
  ) async throws -> String {
    try await organisations.enter(
      RawRow(
        organisation: organisation.rawValue,
        values: ["kind": "press", "name": name, "press_types": types, "valid_from": from, "valid_to": to]),
      into: .licences, by: principal)
  }

  static let keeper = Principal.system([Organisations.read, Organisations.manageRegisters])
}
