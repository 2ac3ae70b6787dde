import Foundation

/// A database's address parted in what everybody on the machine may read and the password. Arguments of a program stand
/// in the list of processes; its environment is read by the same account only.
struct PostgresAddress: Equatable {
  /// `postgres://user@host/database`, as libpq reads it.
  let url: String
  /// Nil where the address has none; libpq then looks where it always looks.
  let password: String?

  /// - Parameter url: With the password before the `@`, or as `?password=`, which counts where there are both.
  init(_ url: String) {
    var password: String?
    var kept = Substring(url)
    if let scheme = url.range(of: "://") {
      let rest = url[scheme.upperBound...]
      // As libpq looks for it: up to the first `@` before the path.
      let end = rest.firstIndex { $0 == "@" || $0 == "/" } ?? rest.endIndex
      if end < rest.endIndex, rest[end] == "@", let colon = rest[..<end].firstIndex(of: ":") {
        password = Self.decoded(rest[rest.index(after: colon)..<end])
        kept = url[..<colon] + rest[end...]
      }
    }
    if let mark = kept.firstIndex(of: "?") {
      var settings: [Substring] = []
      for setting in kept[kept.index(after: mark)...].split(separator: "&") {
        if setting.hasPrefix("password=") {
          password = Self.decoded(setting.dropFirst("password=".count))
        } else {
          settings.append(setting)
        }
      }
      kept = kept[..<mark] + (settings.isEmpty ? "" : "?") + settings.joined(separator: "&")
    }
    self.url = String(kept)
    self.password = password
  }

  /// What a tool of PostgreSQL is started with: everything that this program has, and the password.
  var environment: [String: String] {
    var environment = ProcessInfo.processInfo.environment
    if let password { environment["PGPASSWORD"] = password }
    return environment
  }

  private static func decoded(_ text: Substring) -> String { text.removingPercentEncoding ?? String(text) }
}
