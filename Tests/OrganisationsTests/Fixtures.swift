import Contracts
import Foundation
import Kernel
import Messaging
import Persistence
import TestSupport
import Testing

@testable import Organisations

/// A room with the units of Vietnam in it, and short ways to say things.
struct Room {
  let database: Database
  let organisations: Organisations
  let hand = ClockHand(Timestamp.date("2026-11-21T01:00:00Z") ?? .distantPast)
  static let lead = Principal.system([Organisations.manage, Organisations.read])

  init(
    _ database: Database, audit: any AuditTrail = NoAuditTrail(), rights: any RightHolders = NobodyHolds(),
    notifier: any Notifier = NoNotifier()
  ) throws {
    self.database = database
    organisations = Organisations(
      database: database, clock: .set(by: hand), audit: audit, rules: try RegisterRules(facts: dataFolder),
      rights: rights, notifier: notifier)
  }

  func found(
    _ name: String, from day: CivilDate, kind: OrganisationKind = .pressAgency, body: OrganisationID? = nil,
    province: UnitID? = nil
  ) async throws -> OrganisationID {
    try await organisations.found(
      OrganisationDetails(kind: kind, name: name, shortName: "", governingBody: body, province: province), from: day,
      by: Self.lead)
  }

  func name(_ id: OrganisationID, on day: CivilDate) async throws -> String? {
    try await organisations.register.organisation(id, on: day)?.name
  }
}

func withRoom(_ engine: Engine, units: Bool = false, _ body: (Room) async throws -> Void) async throws {
  try await withDatabase(engine, Organisations.migrations) { database in
    let room = try Room(database)
    if units { _ = try await room.organisations.loadUnits(try unitRows.get(), by: Room.lead) }
    try await body(room)
  }
}

/// `data` of this checkout.
let dataFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appendingPathComponent("data", isDirectory: true)
let unitFolder = dataFolder.appendingPathComponent("units", isDirectory: true)

func day(_ text: String) -> CivilDate { CivilDate(rawValue: text) ?? CivilDate(daysSince1970: 0) }

let before = day("2025-06-30")
let after = day("2025-07-01")

/// Loads the units once for all tests of a suite that only read them.
struct UnitsLoaded: SuiteTrait, TestScoping {
  @TaskLocal static var rooms: [Engine: Room] = [:]

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await open(Engine.all[...], [:], function)
  }

  private func open(
    _ engines: ArraySlice<Engine>, _ rooms: [Engine: Room], _ function: @Sendable () async throws -> Void
  ) async throws {
    guard let engine = engines.first else { return try await Self.$rooms.withValue(rooms) { try await function() } }
    try await withRoom(engine, units: true) { room in
      try await open(engines.dropFirst(), rooms.merging([engine: room]) { $1 }, function)
    }
  }
}

extension Trait where Self == UnitsLoaded {
  static var unitsLoaded: UnitsLoaded { UnitsLoaded() }
}

/// The room of a suite marked `.unitsLoaded`.
func withUnits(_ engine: Engine, _ body: (Room) async throws -> Void) async throws {
  try await body(try #require(UnitsLoaded.rooms[engine]))
}

/// The lists as rows, made once for all tests.
let unitRows = Result { try UnitRows(UnitFile(folder: unitFolder)) }
