package import Channels
package import Collaboration
import Contracts
package import Corrections
import Foundation
package import Kernel
package import Logging
package import Media
import Messaging
package import Newsroom
package import Organisations
package import Persistence
package import Planning
package import Programme
import Search
package import Security
package import Web

/// The rooms of the program in order, on one database. It reads as the table of contents of the house.
package struct House: Sendable {
  /// What the installation was told from outside.
  package let configuration: AppConfiguration
  /// Open until ``close()``.
  package let database: Database
  /// The clock of all rooms.
  package let clock: WallClock
  /// Where every room tells what happens.
  package let logger: Logger
  /// The translations of all rooms.
  package let catalogue: Catalogue
  /// The public pages; of no size where it is switched off.
  package let cache: PageCache
  /// What the server lets in and refuses; for `/metrics`.
  package let counters = ServerCounters()
  /// What the program counts; for `/metrics`.
  package let registry: PrometheusRegistry

  /// Who there is: agencies, bodies, units and their registers.
  package let organisations: Organisations
  /// Accounts, roles, sessions, the audit log.
  package let security: Security
  /// Pictures, sound and video.
  package let media: Media
  /// Items, from draft to archive.
  package let newsroom: Newsroom
  /// What comes in from outside: feeds, batches.
  package let intake: Intake
  /// What will happen and who does it by when.
  package let planning: Planning
  /// Corrections, responses, and the clocks of the law.
  package let corrections: Corrections
  /// Notices, mail, a corner of one's own.
  package let collaboration: Collaboration
  /// The programme of the province: plans, targets, tasks, maturity, reports.
  package let programme: Programme
  /// The public sites: whatever readers see.
  package let channels: Channels
  /// For whoever looks after the installation.
  package let operations: Operations
  /// How something is done, on the desk.
  package let handbook: Handbook

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
    media = Media(
      database: database, clock: clock, audit: security.audit, search: SearchIndex(),
      folder: data.appendingPathComponent("media"))
    let notifier = Collaboration.notifier(clock: clock, mail: configuration.mail)
    organisations = Organisations(
      database: database, clock: clock, audit: security.audit, register: register,
      rules: try RegisterRules(facts: facts), people: security.people, rights: security.people, notifier: notifier)
    var newsroom = Newsroom(
      database: database, clock: clock, audit: security.audit, organisations: register,
      people: security.people, pictures: media, clips: media, rights: media, notifier: notifier)
    newsroom.defaults = try NewsroomDefaults(folder: facts.appendingPathComponent("newsroom"))
    try newsroom.installSpeller(facts: facts)
    self.newsroom = newsroom
    intake = Intake(
      newsroom: newsroom, folder: data.appendingPathComponent("inbox"),
      allowsPrivateAddresses: configuration.allowsPrivateFeeds)
    planning = Planning(
      database: database, clock: clock, audit: security.audit, items: newsroom, people: security.people,
      organisations: register, notifier: notifier)
    corrections = try Corrections(
      database: database, clock: clock, audit: security.audit, organisations: register, people: security.people,
      items: newsroom, stories: newsroom.stories, acts: newsroom, notifier: notifier, facts: facts)
    programme = try Programme(
      database: database, clock: clock, audit: security.audit, organisations: register,
      registers: organisations.registers, people: security.people, notifier: notifier,
      indicators: newsroom.indicators + corrections.indicators, facts: facts,
      folder: data.appendingPathComponent("programme"),
      outside: OutsideReader(allowsPrivateAddresses: configuration.allowsPrivateFeeds))
    collaboration = try Collaboration(
      database: database, clock: clock, audit: security.audit, people: security.people, items: newsroom, own: newsroom,
      acts: security, owed: [programme, organisations], principals: security.people, catalogue: catalogue, data: facts,
      mail: configuration.mail)
    channels = Channels(
      database: database, clock: clock, stories: newsroom.stories, organisations: register, pictures: media,
      clips: media, embeds: newsroom.defaults.embeds, corrections: corrections, liveBlogs: newsroom.liveBlogs,
      cache: cache)
    handbook = Handbook(folder: configuration.root.appendingPathComponent("docs/handbook", isDirectory: true))
    operations = Operations(
      database: database, clock: clock, audit: security.audit, configuration: configuration, cache: cache,
      schedules: newsroom.schedules + intake.schedules + planning.schedules + corrections.schedules
        + collaboration.schedules + programme.schedules + media.schedules + organisations.schedules
        + security.schedules)
  }

  /// Every step of the schema, rooms after what they stand on.
  package static let migrations: [Migration] =
    WriteOnce.migrations + Messaging.migrations + SearchIndex.migrations + Organisations.migrations
    + Security.migrations + Media.migrations + Newsroom.migrations + Planning.migrations + Corrections.migrations
    + Collaboration.migrations + Programme.migrations

  /// What the schema is, for copies that must fit it.
  package static var schema: [String] { migrations.map(\.name) }

  /// Every permission there is, with its name.
  package static let permissions: [Permission: Phrase] = [
    Organisations.permissions, Security.permissions, Media.permissions, Newsroom.permissions,
    Planning.permissions, Corrections.permissions, Collaboration.permissions, Programme.permissions,
    Operations.permissions,
  ].reduce(into: [:]) { all, room in all.merge(room) { first, _ in first } }

  /// Brings the schema up to date; returns the steps that were done.
  @discardableResult
  package func migrate() async throws -> [String] {
    try await database.migrate(Self.migrations, clock: clock)
  }

  /// Writes out what Security has only counted, then closes the database; the house is of no use afterwards.
  package func close() async {
    await security.close()
    await database.close()
  }

  /// Copies of this installation.
  package var backup: Backup { Backup(database: database, configuration: configuration) }
  /// Everything as text.
  package var export: Export { Export(database: database, dataFolder: configuration.dataFolder) }
  /// Reads an export into this installation.
  package var `import`: Import { Import(database: database, dataFolder: configuration.dataFolder) }
}
