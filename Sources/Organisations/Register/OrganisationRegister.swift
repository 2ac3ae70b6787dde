package import Contracts
import Foundation
package import Kernel
package import Persistence
import ServiceLifecycle
import Synchronization

/// Who every organisation and unit was on a day, with what was asked lately kept in memory.
///
/// What is kept is forgotten at once when this node changes an organisation, when another node says so (run it as a
/// service for that), and after a minute in any case.
package final class OrganisationRegister: OrganisationDirectory, Service {
  /// The channel on which nodes tell each other that organisations have changed.
  static let channel = "hoitu_organisations"
  private static let kept = 2000

  private struct Key: Hashable {
    let organisation: OrganisationID?
    let kind: OrganisationKind?
    let day: CivilDate
  }
  private struct State {
    var generation = 0
    var answers: [Key: (profiles: [OrganisationProfile], until: ContinuousClock.Instant)] = [:]
  }

  private let database: Database
  private let state = Mutex(State())

  /// Empty; hears of other nodes only while it is run as a service.
  package init(database: Database) {
    self.database = database
  }

  /// Listens for changes made by other nodes, until shutdown.
  package func run() async throws {
    await cancelWhenGracefulShutdown {
      for await _ in self.database.notifications(on: Self.channel) { self.forget() }
    }
  }

  func forget() {
    state.withLock { state in
      state.generation += 1
      state.answers = [:]
    }
  }

  /// Nil where it was not alive on that day, or never.
  package func organisation(_ id: OrganisationID, on day: CivilDate) async throws -> OrganisationProfile? {
    try await answer(Key(organisation: id, kind: nil, day: day)) { connection in
      try ProfileStore.profiles("v.organisation = \(id)", on: day, limit: 1, connection)
    }.first
  }

  /// Of a kind, or of all; at most 2,000.
  package func organisations(kind: OrganisationKind?, on day: CivilDate) async throws -> [OrganisationProfile] {
    try await answer(Key(organisation: nil, kind: kind, day: day)) { connection in
      let condition: SQL = kind.map { "v.kind = \($0)" } ?? "TRUE"
      return try ProfileStore.profiles(condition, on: day, limit: 2000, connection)
    }
  }

  /// Asked of the database each time.
  package func units(matching text: String, on day: CivilDate, limit: Int) async throws -> [UnitProfile] {
    try await database.read { try UnitStore.find(text, on: day, limit: limit, $0).map(\.profile) }
  }

  /// Nil where there was no such unit on that day.
  package func unit(_ id: UnitID, on day: CivilDate) async throws -> UnitProfile? {
    try await database.read { try UnitStore.unit(id, on: day, $0)?.profile }
  }

  private func answer(
    _ key: Key, _ ask: @Sendable @escaping (any Connection) throws -> [OrganisationProfile]
  ) async throws -> [OrganisationProfile] {
    let now = ContinuousClock.now
    let (known, generation) = state.withLock { ($0.answers[key], $0.generation) }
    if let known, known.until > now { return known.profiles }
    let profiles = try await database.read(ask)
    state.withLock { state in
      // What was read before a change was made known may be of before the change.
      guard state.generation == generation else { return }
      if state.answers.count >= Self.kept { state.answers = [:] }
      state.answers[key] = (profiles, now + .seconds(60))
    }
    return profiles
  }
}
