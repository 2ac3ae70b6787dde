import Foundation
import Kernel
import Logging
import Metrics
import Persistence
import ServiceLifecycle
import Web

/// What the commands do with the house.
package enum Program {
  /// The settings of this process; throws ``AppConfiguration/Invalid``.
  package static func configuration() throws -> AppConfiguration {
    try AppConfiguration(environment: ProcessInfo.processInfo.environment)
  }

  /// Opens the house for one command and closes it again.
  package static func withHouse(_ body: (House) async throws -> Void) async throws {
    let configuration = try configuration()
    let house = try House(configuration: configuration, logger: logger(configuration, isQuiet: true))
    do {
      try await body(house)
      await house.close()
    } catch {
      await house.close()
      throw error
    }
  }

  /// Serves until it is told to stop.
  package static func serve(demo: Bool, worker: Bool) async throws {
    let configuration = try configuration()
    let logger = logger(configuration, isQuiet: false)
    let registry = PrometheusRegistry()
    MetricsSystem.bootstrap(registry)
    let house = try House(configuration: configuration, registry: registry, logger: logger)
    try await house.migrate()
    try await house.loadFacts()
    if demo {
      if try await house.isEmpty { try await house.loadDemo { say("  · \($0)") } }
      let address = "http://localhost:\(configuration.port)"
      say("\n  Trang báo      \(address)/\n  Đăng nhập      \(address)/dang-nhap\n")
      for line in try await house.demoSignIns() { say("  \(line)") }
      say("")
    }
    try await house.run(serving: true, working: worker)
    await house.close()
  }

  /// Prints a line now, also where the output is a pipe.
  private static func say(_ line: String) {
    print(line)
    fflush(nil)
  }

  /// Runs the relay, jobs and schedules until it is told to stop.
  package static func work() async throws {
    let configuration = try configuration()
    let house = try House(configuration: configuration, logger: logger(configuration, isQuiet: false))
    try await house.migrate()
    try await house.run(serving: false, working: true)
    await house.close()
  }

  /// One JSON line a record, to the errors, so that a command's own output stays clean.
  private static func logger(_ configuration: AppConfiguration, isQuiet: Bool) -> Logger {
    let level = isQuiet ? max(configuration.logLevel, .warning) : configuration.logLevel
    return Logger(label: "hoitu") { JSONLogHandler(label: $0, level: level) }
  }
}
