package import Logging
package import Persistence
import PersistencePostgres
import PersistenceSQLite

extension Database {
  /// The database a configuration names.
  package static func open(_ engine: AppConfiguration.Engine, logger: Logger) throws -> Database {
    switch engine {
    case .sqlite(let path): Database(driver: try SQLiteDriver(path: path), logger: logger)
    case .postgres(let url): Database(driver: PostgresDriver(url: url, logger: logger), logger: logger)
    }
  }
}
