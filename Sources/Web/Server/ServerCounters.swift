import Synchronization

/// What the server has let in, refused and closed since the start; for `/metrics`.
package final class ServerCounters: Sendable {
  enum Kind: Int, CaseIterable {
    case accepted
    case tooManyConnections
    case tooManyFromAddress
    case requests
    case refusedRequests
    case idleTimeouts
    case headTimeouts
    case bodyTimeouts
    case writeTimeouts
  }

  // One word each; an array of atomics cannot be, and a lock would be taken for each connection.
  private let accepted = Atomic<Int>(0)
  private let tooManyConnections = Atomic<Int>(0)
  private let tooManyFromAddress = Atomic<Int>(0)
  private let requests = Atomic<Int>(0)
  private let refusedRequests = Atomic<Int>(0)
  private let timeouts = Mutex<[Kind: Int]>([:])

  /// All at nought.
  package init() {}

  func add(_ kind: Kind) {
    switch kind {
    case .accepted: accepted.wrappingAdd(1, ordering: .relaxed)
    case .tooManyConnections: tooManyConnections.wrappingAdd(1, ordering: .relaxed)
    case .tooManyFromAddress: tooManyFromAddress.wrappingAdd(1, ordering: .relaxed)
    case .requests: requests.wrappingAdd(1, ordering: .relaxed)
    case .refusedRequests: refusedRequests.wrappingAdd(1, ordering: .relaxed)
    default: timeouts.withLock { $0[kind, default: 0] += 1 }
    }
  }

  func count(_ kind: Kind) -> Int {
    switch kind {
    case .accepted: accepted.load(ordering: .relaxed)
    case .tooManyConnections: tooManyConnections.load(ordering: .relaxed)
    case .tooManyFromAddress: tooManyFromAddress.load(ordering: .relaxed)
    case .requests: requests.load(ordering: .relaxed)
    case .refusedRequests: refusedRequests.load(ordering: .relaxed)
    default: timeouts.withLock { $0[kind] ?? 0 }
    }
  }

  /// Lines for Prometheus (text exposition format 0.0.4). `requests` are those that went past the page cache's bytes.
  package var prometheus: String {
    Prometheus.lines(
      "http_server",
      counters: [
        ("connections_total", count(.accepted)), ("connections_refused_total", count(.tooManyConnections)),
        ("connections_refused_by_address_total", count(.tooManyFromAddress)), ("requests_total", count(.requests)),
        ("refused_requests_total", count(.refusedRequests)), ("idle_timeouts_total", count(.idleTimeouts)),
        ("head_timeouts_total", count(.headTimeouts)), ("body_timeouts_total", count(.bodyTimeouts)),
        ("write_timeouts_total", count(.writeTimeouts)),
      ], gauges: [])
  }
}
