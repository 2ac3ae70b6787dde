import NIOCore
import Synchronization

/// How many connections there are, in all and by address.
final class ConnectionCounts: Sendable {
  /// An IPv4 address, or the first half of an IPv6 address: one household or one machine has a whole /64.
  enum Place: Hashable {
    case v4(UInt32)
    case v6(UInt64)

    init?(_ address: SocketAddress?) {
      guard let address else { return nil }
      // The numbers stand at fixed places of `sockaddr_in` and `sockaddr_in6`.
      let bytes = address.withSockAddr { Array(UnsafeRawBufferPointer(start: $0, count: $1)) }
      switch address {
      case .v4 where bytes.count >= 8: self = .v4(Self.number(bytes[4..<8]))
      case .v6 where bytes.count >= 24:
        // An IPv4 address in IPv6 clothes (RFC 4291 §2.5.5.2).
        let isMapped = bytes[8..<18].allSatisfy { $0 == 0 } && bytes[18] == 0xFF && bytes[19] == 0xFF
        self = isMapped ? .v4(Self.number(bytes[20..<24])) : .v6(Self.number(bytes[8..<16]))
      default: return nil
      }
    }

    private static func number<Number: FixedWidthInteger>(_ bytes: ArraySlice<UInt8>) -> Number {
      bytes.reduce(0) { $0 << 8 | Number($1) }
    }
  }

  private struct State {
    var total = 0
    var places: [Place: Int] = [:]
  }
  private let state = Mutex(State())
  private let limits: ServerLimits
  private let counters: ServerCounters

  init(limits: ServerLimits, counters: ServerCounters) {
    self.limits = limits
    self.counters = counters
  }

  var total: Int { state.withLock { $0.total } }

  /// Nearly full: idle connections are let go soon.
  var isCrowded: Bool { total >= limits.connections * 9 / 10 }

  /// Whether one more may come; if so it is counted until ``leave(_:)``.
  ///
  /// - Parameter place: Nil for a local socket or a trusted proxy, which may have any number.
  func enter(_ place: Place?) -> Bool {
    let refused = state.withLock { state -> ServerCounters.Kind? in
      guard state.total < limits.connections else { return .tooManyConnections }
      if let place {
        guard state.places[place, default: 0] < limits.connectionsPerAddress else { return .tooManyFromAddress }
        state.places[place, default: 0] += 1
      }
      state.total += 1
      return nil
    }
    counters.add(refused ?? .accepted)
    return refused == nil
  }

  func leave(_ place: Place?) {
    state.withLock { state in
      state.total -= 1
      guard let place, let count = state.places[place] else { return }
      state.places[place] = count > 1 ? count - 1 : nil
    }
  }
}
