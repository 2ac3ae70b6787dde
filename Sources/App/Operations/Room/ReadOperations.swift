import Foundation
package import Kernel
import Messaging
import Persistence
import Web

extension Operations {
  /// How the installation does now. The database being away is an answer, not a failure.
  package func state(for principal: Principal) async throws -> OperationsState {
    try principal.require(Self.read, in: nil)
    let store = try? await store()
    return OperationsState(
      at: clock.now,
      node: .init(version: Program.version, schema: House.schema.last ?? "", startedAt: started),
      database: store, disk: DiskSpace(of: configuration.dataFolder),
      pageCache: .init(cache.figures, capacity: configuration.pageCacheBytes),
      work: store == nil ? nil : try? await work())
  }

  private func store() async throws -> OperationsState.Store {
    let engine = database.dialect.rawValue
    return try await database.read { connection in
      let bytes = try connection.value(
        """
        SELECT \(
          sqlite: "page_count * page_size FROM pragma_page_count(), pragma_page_size()",
          postgres: "pg_database_size(current_database())")
        """, as: Int.self)
      let version = try connection.value(
        "SELECT \(sqlite: "sqlite_version()", postgres: "current_setting('server_version')")", as: String.self)
      return OperationsState.Store(engine: engine, version: version ?? "", bytes: bytes ?? 0)
    }
  }

  private func work() async throws -> OperationsState.Work {
    let state = MessagingState(database: database)
    let known = Set(schedules.map(\.name))
    return OperationsState.Work(
      untold: try await state.untold(), lanes: try await state.lanes(), jobs: try await state.jobs(),
      schedules: try await state.schedules().filter { known.contains($0.name) })
  }
}
