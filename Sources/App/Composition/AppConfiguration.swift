package import Collaboration
package import Foundation
package import Logging

/// What an installation is told from outside. Two instances with different values run side by side.
///
/// - `HOITU_DATABASE`: `sqlite:var/hoitu.db` (default) or `postgres://user:password@host/database`
/// - `HOITU_HTTP_HOST` (`127.0.0.1`), `HOITU_HTTP_PORT` (`8080`)
/// - `HOITU_HTTP_HOSTS`: the public names of this installation, separated by commas; without, it answers only to names of
///   this machine. `*` answers to any
/// - `HOITU_DATA_DIR` (`var`): media, received files, keys
/// - `HOITU_ROOT` (`.`): where `Public/` and `data/` lie
/// - `HOITU_TRUSTED_PROXIES`: addresses whose `X-Forwarded-For` is believed, separated by commas
/// - `HOITU_LOG_LEVEL` (`info`)
/// - `HOITU_PAGE_CACHE_MB` (`64`): memory for finished pages; 0 renders every page for every reader, for measurements
/// - `HOITU_SMTP_URL` (`smtp://user:password@host:587`), `HOITU_MAIL_FROM`: where mail is handed in; without, none is offered
/// - `HOITU_ALLOW_PRIVATE_FEEDS` (`no`): whether feeds and figures of other provinces may be fetched from private addresses; for tests
package struct AppConfiguration: Sendable {
  /// Where the records are.
  package enum Engine: Sendable, Equatable {
    case sqlite(path: String)
    case postgres(url: String)
  }

  /// The one database of the installation.
  package var engine: Engine
  /// The address listened on; not a public name.
  package var host: String
  /// 0 lets the system choose one, for tests.
  package var port: Int
  /// In lower case; `["*"]` is any.
  package var publicHosts: Set<String>
  /// Media, received files, keys, and the SQLite file unless it was put elsewhere.
  package var dataFolder: URL
  /// Where `Public/` and `data/` lie, as they were shipped.
  package var root: URL
  /// Addresses and ranges, read by `TrustedProxies` as the server starts; empty: none.
  package var trustedProxies: [String]
  /// Records below this are not written.
  package var logLevel: Logger.Level
  /// Bytes of finished pages kept in memory; 0: every page is rendered for every reader.
  package var pageCacheBytes: Int
  /// Only for tests: outside addresses may then lead into our own network.
  package var allowsPrivateFeeds: Bool
  /// Nil where no mail server was named.
  package var mail: MailConfiguration?

  /// What is wrong with a setting, in words for whoever set it.
  package struct Invalid: Error, CustomStringConvertible {
    /// In English, for whoever runs the server.
    package let description: String
  }

  /// Reads the environment; throws ``Invalid`` with the name of the setting.
  package init(environment: [String: String]) throws {
    func text(_ name: String, _ fallback: String) -> String {
      environment[name].flatMap { $0.isEmpty ? nil : $0 } ?? fallback
    }
    let data = text("HOITU_DATA_DIR", "var")
    self.dataFolder = URL(fileURLWithPath: data, isDirectory: true)
    self.engine = try Self.engine(text("HOITU_DATABASE", "sqlite:\(data)/hoitu.db"))
    self.host = text("HOITU_HTTP_HOST", "127.0.0.1")
    guard let port = Int(text("HOITU_HTTP_PORT", "8080")), (0...65_535).contains(port) else {
      throw Invalid(description: "HOITU_HTTP_PORT must be a number from 0 to 65535")
    }
    self.port = port
    self.publicHosts = Set(
      text("HOITU_HTTP_HOSTS", "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces).lowercased() })
    self.root = URL(fileURLWithPath: text("HOITU_ROOT", "."), isDirectory: true)
    self.trustedProxies = text("HOITU_TRUSTED_PROXIES", "").split(separator: ",").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    guard let level = Logger.Level(rawValue: text("HOITU_LOG_LEVEL", "info")) else {
      throw Invalid(description: "HOITU_LOG_LEVEL must be one of trace, debug, info, notice, warning, error, critical")
    }
    self.logLevel = level
    guard let cache = Int(text("HOITU_PAGE_CACHE_MB", "64")), (0...65_536).contains(cache) else {
      throw Invalid(description: "HOITU_PAGE_CACHE_MB must be a number of megabytes")
    }
    self.pageCacheBytes = cache << 20
    self.mail = try MailConfiguration(environment: environment)
    self.allowsPrivateFeeds = text("HOITU_ALLOW_PRIVATE_FEEDS", "no") == "yes"
  }

  private static func engine(_ text: String) throws -> Engine {
    if text.hasPrefix("sqlite:") {
      let path = String(text.dropFirst("sqlite:".count))
      guard !path.isEmpty else { throw Invalid(description: "HOITU_DATABASE=sqlite: needs a path") }
      return .sqlite(path: path)
    }
    if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") { return .postgres(url: text) }
    throw Invalid(description: "HOITU_DATABASE must begin with sqlite: or postgres://")
  }
}
