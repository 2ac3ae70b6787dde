import Contracts
import Foundation
import Kernel
import Logging
import Persistence
import Synchronization

/// Keeps what anybody can cause at will (denials, sign-ins under unknown names) in the audit log without letting a flood
/// fill the disk: of each ten minutes and cause the first are written out, the rest are counted and the count is written.
final class SampledAudit: Sendable {
  static let written = 20
  static let window = 600.0
  private static let tracked = 10_000

  private struct Tally {
    let since: Date
    let entry: AuditEntry
    var written = 0
    var suppressed = 0
  }

  private let database: Database
  private let clock: WallClock
  private let audit: AuditLog
  private let logger: Logger
  private let tallies = Mutex<[String: Tally]>([:])

  init(database: Database, clock: WallClock, audit: AuditLog, logger: Logger) {
    self.database = database
    self.clock = clock
    self.audit = audit
    self.logger = logger
  }

  /// Writes the entry, or counts it under its action and actor.
  func record(_ entry: AuditEntry) async {
    let now = clock.now
    let (isWritten, ended) = tallies.withLock { tallies in
      let own = "\(entry.action) \(entry.actor?.rawValue ?? "")"
      // One key for everybody else once very many are at it, so that memory is bounded too.
      let key = tallies[own] != nil || tallies.count < Self.tracked ? own : entry.action
      var ended: Tally?
      if let old = tallies[key], abs(now.timeIntervalSince(old.since)) >= Self.window {
        ended = old
        tallies[key] = nil
      }
      var tally = tallies[key] ?? Tally(since: now, entry: entry)
      let isWritten = tally.written < Self.written
      if isWritten { tally.written += 1 } else { tally.suppressed += 1 }
      tallies[key] = tally
      return (isWritten, ended)
    }
    if let ended { await write(ended) }
    if isWritten { await write(entry) }
  }

  /// Writes the counts of windows that have ended; with `all`, of those that still run too, before the program ends.
  func flush(all: Bool) async {
    let now = clock.now
    let ended = tallies.withLock { tallies in
      let ended = tallies.filter { all || abs(now.timeIntervalSince($0.value.since)) >= Self.window }
      for key in ended.keys { tallies[key] = nil }
      return ended
    }
    for (_, tally) in ended.sorted(by: { $0.key < $1.key }) { await write(tally) }
  }

  private func write(_ tally: Tally) async {
    guard tally.suppressed > 0 else { return }
    await write(
      AuditEntry(
        actor: tally.entry.actor, action: tally.entry.action + ".more", subject: tally.entry.subject,
        organisation: tally.entry.organisation,
        detail: ["count": "\(tally.suppressed)", "since": Timestamp.text(tally.since)]))
  }

  private func write(_ entry: AuditEntry) async {
    do {
      let audit = audit
      try await database.write { try audit.record(entry, on: $0) }
    } catch {
      // What was refused stays refused; what could not be kept is told in the log of the program.
      logger.error("an audit entry could not be written", metadata: ["error": "\(error)", "action": "\(entry.action)"])
    }
  }
}
