import Channels
import Collaboration
import Corrections
import Foundation
package import Hummingbird
import Kernel
import Logging
import Media
package import Messaging
import Newsroom
import Organisations
import Planning
import Programme
import Security
package import ServiceLifecycle
import UnixSignals
package import Web

extension House {
  /// The doors of the desk, in the order of a day's work.
  package var deskRooms: [DeskRoom] {
    DeskOrder.arrange(
      newsroom.deskRooms + planning.deskRooms + collaboration.deskRooms + intake.deskRooms + corrections.deskRooms
        + media.deskRooms + programme.deskRooms + organisations.deskRooms + security.deskRooms + operations.deskRooms
        + handbook.deskRooms)
  }

  /// What every page shares.
  package func webHouse() throws -> WebHouse {
    WebHouse(
      catalogue: catalogue, assets: try Assets(folder: configuration.root.appendingPathComponent("Public")),
      rooms: deskRooms, accountPath: "/tai-khoan", searchPath: Palette.path,
      noticesPath: Collaboration.noticesPath, welcome: collaboration.welcome, duties: collaboration.duties)
  }

  /// Everything that answers requests, by room.
  package func buildResponder(settings: WebStack.Settings = WebStack.Settings()) throws -> SiteResponder {
    let web = try webHouse()
    Icon.use(web.assets)
    let security = security
    let stack = WebStack(
      house: web, settings: settings, logger: logger, sessions: security.sessionReader,
      onDenied: { await security.denied($0, $1, $2) })
    let router = stack.makeRouter()
    let routes = router.group()
    web.assets.addRoutes(to: routes)
    addOperationsRoutes(to: routes)
    security.addRoutes(to: routes)
    organisations.addRoutes(to: routes)
    media.addRoutes(to: routes)
    newsroom.addRoutes(to: routes)
    intake.addRoutes(to: routes)
    planning.addRoutes(to: routes)
    corrections.addRoutes(to: routes)
    collaboration.addRoutes(to: routes)
    programme.addRoutes(to: routes)
    operations.addRoutes(to: routes)
    handbook.addRoutes(to: routes)
    Palette(sources: [newsroom, programme, organisations, handbook]).addRoutes(to: routes)
    LanguageChoice.addRoutes(to: routes)
    DesignSystemPage.addRoutes(to: routes)
    channels.addRoutes(to: routes)
    return stack.responder(for: router)
  }

  /// The server, not yet running.
  package func buildApplication() throws -> some ApplicationProtocol {
    let proxies = try TrustedProxies(configuration.trustedProxies.joined(separator: ","))
    var settings = WebStack.Settings()
    settings.proxies = proxies
    settings.hosts = configuration.publicHosts == ["*"] ? .any : .local(and: configuration.publicHosts)
    return Application(
      responder: try buildResponder(settings: settings),
      server: .guarded(cache: configuration.pageCacheBytes > 0 ? cache : nil, proxies: proxies, counters: counters),
      configuration: .init(address: .hostname(configuration.host, port: configuration.port), serverName: nil),
      logger: logger)
  }

  /// Runs until the process is told to end: what others stand on starts first and ends last.
  package func run(serving: Bool, working: Bool) async throws {
    var services: [any Service] = [organisations.register, security.revocations, newsroom.liveLine]
    if working { services += workers }
    if serving {
      services += [cache, channels.purges]
      services.append(try buildApplication())
    }
    let group = ServiceGroup(
      configuration: .init(
        services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    try await group.run()
  }

  /// The relay, jobs and schedules of all rooms.
  package var workers: [any Service] {
    [
      EventRelay(database: database, clock: clock, handlers: eventHandlers, logger: logger),
      JobWorker(database: database, clock: clock, handlers: jobHandlers, logger: logger),
      Scheduler(database: database, clock: clock, schedules: schedules, logger: logger),
    ]
  }

  /// Of all rooms; App gives them to the relay.
  package var eventHandlers: [EventHandler] {
    channels.eventHandlers + newsroom.eventHandlers + planning.eventHandlers + corrections.eventHandlers
      + collaboration.eventHandlers + programme.eventHandlers + media.eventHandlers(reading: newsroom.stories)
      + security.eventHandlers
  }

  /// Of all rooms; App gives them to the worker.
  package var jobHandlers: [JobHandler] {
    newsroom.jobHandlers + intake.jobHandlers + planning.jobHandlers + corrections.jobHandlers
      + collaboration.jobHandlers + programme.jobHandlers + media.jobHandlers + security.jobHandlers
  }

  /// Of all rooms, as the operations room shows them.
  package var schedules: [Schedule] { operations.schedules }
}
