import NIOCore

/// Where one connection stands, for the deadlines. Belongs to its event loop.
final class ConnectionWatch {
  enum Phase {
    /// Nothing is asked.
    case idle
    /// A head has begun and is not complete.
    case head
    /// A body is being read.
    case body
    /// The request is read; the answer takes what it takes.
    case answering
    /// Refused; what still comes is thrown away.
    case lingering
  }

  enum Expiry {
    case idle
    case head
    case body
    case write
    case linger
  }

  private(set) var phase = Phase.idle
  /// When the phase began, on the table's clock, which moves with each sweep.
  private var since: NIODeadline
  /// They hold each other until ``end()``: an unowned reference would cost each request two atomic steps.
  private let table: ConnectionTable
  fileprivate var slot = 0
  /// Bytes of the body in this stretch of time.
  private var bodyBytes = 0
  /// Whether we are reading from the client at all; where the application is slow we are not, and the client is not to blame.
  var isReading = true
  var requests = 0
  var isQuiescing = false
  /// An answer has begun, or others come first: a refusal would be taken for a part of it.
  var mustNotRefuse = false
  private var stalled: NIODeadline?
  private var buffered = 0
  private let expired: (Expiry) -> Void
  /// Bytes that were written and are not taken yet.
  private let bufferedBytes: () -> Int

  init(table: ConnectionTable, bufferedBytes: @escaping () -> Int, expired: @escaping (Expiry) -> Void) {
    self.table = table
    self.bufferedBytes = bufferedBytes
    self.expired = expired
    since = table.now
    slot = table.add(self)
  }

  func enter(_ phase: Phase) {
    self.phase = phase
    since = table.now
    bodyBytes = 0
  }

  func read(bodyBytes count: Int) { bodyBytes += count }

  func setWritable(_ isWritable: Bool) {
    stalled = isWritable ? nil : table.now
    buffered = isWritable ? 0 : bufferedBytes()
  }

  func end() { table.remove(slot) }

  /// Looks at the clock. Called by the table about once a second.
  fileprivate func look(_ limits: ServerLimits, _ now: NIODeadline, isCrowded: Bool) {
    if let stalled, now - stalled > limits.write, !hasProgress(now) { return expired(.write) }
    switch phase {
    case .idle:
      guard now - since > (isCrowded ? limits.tick : limits.idle) else { return }
      // A slow reader is still busy with the last answer.
      if bufferedBytes() > 0 {
        if stalled == nil { setWritable(false) }
        return
      }
      expired(.idle)
    case .head where now - since > limits.head: expired(.head)
    case .body where now - since > limits.body:
      guard isReading, bodyBytes < limits.bodyBytes else { return enter(.body) }
      expired(.body)
    case .lingering where now - since > limits.linger: expired(.linger)
    default: break
    }
  }

  private func hasProgress(_ now: NIODeadline) -> Bool {
    let left = bufferedBytes()
    defer { buffered = left }
    guard left != buffered else { return false }
    stalled = left > 0 ? now : nil
    return true
  }
}

/// All connections of one event loop. One repeated task looks at all their deadlines, so that a request costs no timer.
final class ConnectionTable {
  /// The time of the last sweep.
  fileprivate(set) var now = NIODeadline.now()
  private var connections: [ConnectionWatch] = []
  private let limits: ServerLimits
  private let counts: ConnectionCounts
  private let eventLoop: any EventLoop
  private var sweep: RepeatedTask?

  init(eventLoop: any EventLoop, limits: ServerLimits, counts: ConnectionCounts) {
    self.eventLoop = eventLoop
    self.limits = limits
    self.counts = counts
  }

  fileprivate func add(_ watch: ConnectionWatch) -> Int {
    if sweep == nil { start() }
    connections.append(watch)
    return connections.count - 1
  }

  fileprivate func remove(_ slot: Int) {
    let last = connections.removeLast()
    if slot < connections.count {
      connections[slot] = last
      last.slot = slot
    }
  }

  private func start() {
    now = .now()
    let table = NIOLoopBound(self, eventLoop: eventLoop)
    sweep = eventLoop.scheduleRepeatedTask(initialDelay: limits.tick, delay: limits.tick) { _ in table.value.look() }
  }

  private func look() {
    now = .now()
    let isCrowded = counts.isCrowded
    for watch in connections { watch.look(limits, now, isCrowded: isCrowded) }
    if connections.isEmpty {
      sweep?.cancel()
      sweep = nil
    }
  }
}
