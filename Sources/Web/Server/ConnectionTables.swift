import NIOCore
import Synchronization

/// The ``ConnectionTable`` of each event loop.
final class ConnectionTables: Sendable {
  private let tables = Mutex<[ObjectIdentifier: NIOLoopBound<ConnectionTable>]>([:])
  private let limits: ServerLimits
  private let counts: ConnectionCounts

  init(limits: ServerLimits, counts: ConnectionCounts) {
    self.limits = limits
    self.counts = counts
  }

  /// Must be called on the event loop.
  func table(of eventLoop: any EventLoop) -> ConnectionTable {
    tables.withLock { tables in
      let id = ObjectIdentifier(eventLoop)
      if let known = tables[id] { return known }
      let made = NIOLoopBound(
        ConnectionTable(eventLoop: eventLoop, limits: limits, counts: counts), eventLoop: eventLoop)
      tables[id] = made
      return made
    }.value
  }
}
