package import Channels
import Foundation
package import Kernel
package import Logging
package import Media
import Messaging
package import Newsroom
package import Organisations
package import Persistence
import Search
package import Security
package import Web

/// The rooms of the program in order, on one database. It reads as the table of contents of the house.
package struct House: Sendable {
  package let configuration: AppConfiguration
  package let database: Database
  package let clock: WallClock
  package let logger: Logger
  package let catalogue: Catalogue
  package let cache: PageCache
  package let counters = ServerCounters()
  package let registry: PrometheusRegistry

  package let organisations: Organisations
  package let security: Security
  package let media: Media
  package let newsroom: Newsroom
  package let intake: Intake
  package let channels: Channels
  package let operations: Operations

  /// Opens the database and furnishes the rooms; does not migrate and does not serve.
  package init(
    configuration: AppConfiguration, clock: WallClock = .system, registry: PrometheusRegistry = PrometheusRegistry(),
    logger: Logger
  ) throws {
    let data = configuration.dataFolder
    let facts = configuration.root.appendingPathComponent("data", isDirectory: true)
    try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
    let database = try Database.open(configuration.engine, logger: logger)
    self.configuration = configuration
    self.database = database
    self.clock = clock
    self.logger = logger
    self.registry = registry
    catalogue = try Catalogue(folder: facts.appendingPathComponent("locale"))

    let register = OrganisationRegister(database: database)
    security = try Security(
      database: database, clock: clock, keyFile: data.appendingPathComponent("keys/installation.key"),
      policies: facts.appendingPathComponent("policies"), organisations: register, permissions: Self.permissions,
      logger: logger)
    cache = PageCache(
      PageCache.Configuration(
        capacity: configuration.pageCacheBytes, sessionCookie: security.sessionCookieName(isSecure: false)),
      clock: clock)
    organisations = Organisations(database: database, clock: clock, audit: security.audit, register: register)
    media = Media(
      database: database, clock: clock, audit: security.audit, search: SearchIndex(),
      folder: data.appendingPathComponent("media"))
    newsroom = Newsroom(
      database: database, clock: clock, audit: security.audit, organisations: register,
      people: security.people, pictures: media)
    intake = Intake(
      newsroom: newsroom, folder: data.appendingPathComponent("inbox"),
      allowsPrivateAddresses: configuration.allowsPrivateFeeds)
    channels = Channels(
      database: database, clock: clock, stories: newsroom.stories, organisations: register,
      pictures: media, cache: cache)
    operations = Operations(
      database: database, clock: clock, audit: security.audit, configuration: configuration, cache: cache,
      schedules: newsroom.schedules + intake.schedules + media.schedules + organisations.schedules
        + security.schedules)
  }

  /// Every step of the schema, rooms after what they stand on.
  package static let migrations: [Migration] =
    Messaging.migrations + SearchIndex.migrations + Organisations.migrations + Security.migrations + Media.migrations
    + Newsroom.migrations

  /// What the schema is, for copies that must fit it.
  package static var schema: [String] { migrations.map(\.name) }

  /// Every permission there is, with its name.
  package static let permissions: [Permission: Phrase] = [
    Organisations.permissions, Security.permissions, Media.permissions, Newsroom.permissions,
    Operations.permissions,
  ].reduce(into: [:]) { all, room in all.merge(room) { first, _ in first } }

  /// Brings the schema up to date; returns the steps that were done.
  @discardableResult
  package func migrate() async throws -> [String] {
    try await database.migrate(Self.migrations, clock: clock)
  }

  package func close() async {
    await security.close()
    await database.close()
  }

  package var backup: Backup { Backup(database: database, configuration: configuration) }
  package var export: Export { Export(database: database, dataFolder: configuration.dataFolder) }
  package var `import`: Import { Import(database: database, dataFolder: configuration.dataFolder) }
}
