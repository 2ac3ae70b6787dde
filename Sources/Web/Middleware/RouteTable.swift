package import HTTPTypes
package import Hummingbird
import Synchronization

/// Which methods each path has. Filled once all routes are there, read by ``MethodMiddleware`` and ``SiteResponder``.
package final class RouteTable: Sendable {
  private struct Entry {
    let path: RouterPath
    let method: HTTPRequest.Method
  }
  private let entries = Mutex<[Entry]>([])

  /// Knows no route until it is filled.
  package init() {}

  /// Takes the routes over; call it once after the last was added.
  package func fill(from router: Router<AppContext>) {
    let all = router.routes.map { Entry(path: $0.path, method: $0.method) }
    entries.withLock { $0 = all }
  }

  /// The methods that routes of this path were registered with.
  package func methods(for path: String) -> Set<HTTPRequest.Method> {
    let segments = path.split(separator: "/", omittingEmptySubsequences: true)
    return entries.withLock { entries in
      Set(entries.lazy.filter { Self.matches($0.path, segments) }.map(\.method))
    }
  }

  private static func matches(_ pattern: RouterPath, _ segments: [Substring]) -> Bool {
    let elements = pattern.components
    for (index, element) in elements.enumerated() {
      if element == .recursiveWildcard { return index < segments.count }
      guard index < segments.count, element ~= segments[index] else { return false }
    }
    return elements.count == segments.count
  }
}
