package import Contracts
import Crypto
import Foundation
package import Kernel
package import Persistence

/// The audit log: append-only, each entry hashed over the one before it, and its head sealed with the key of this
/// installation, which is not in the database. Changing, taking out or cutting off entries shows in ``verify()``; so does
/// writing the whole chain anew, for want of the key, and emptying it, for the accounts of which it then knows nothing.
package struct AuditLog: AuditTrail {
  private let database: Database
  private let clock: WallClock
  private let sealKey: SymmetricKey

  init(database: Database, clock: WallClock, key: InstallationKey) {
    self.database = database
    self.clock = clock
    self.sealKey = key.key(for: "audit seal 1")
  }

  /// Appends an entry. Call it last in a transaction: from here to the commit nobody else appends.
  package func record(_ entry: AuditEntry, on connection: any Connection) throws {
    let head = try AuditStore.head(lock: true, on: connection)
    let record = AuditRecord(
      seq: head.seq + 1, time: clock.now, actor: entry.actor, action: entry.action, subject: entry.subject,
      organisation: entry.organisation, detail: entry.detail, after: head.hash)
    try AuditStore.insert(record, on: connection)
    // A head that was tampered with must not heal by the next entry: from where it broke is kept until somebody reseals.
    let unsealedFrom = head.unsealedFrom ?? (isSealed(head) ? nil : head.seq)
    try AuditStore.setHead(
      AuditHead(
        seq: record.seq, hash: record.hash, seal: seal(seq: record.seq, hash: record.hash), unsealedFrom: unsealedFrom),
      on: connection)
  }

  /// Accepts the chain as it stands under this installation's key, after an import or a restore on another machine, and
  /// says so in the log. The entries themselves must be whole.
  package func reseal(reason: String, by actor: AccountID?) async throws {
    let log = self
    try await database.write { connection in
      let head = try AuditStore.head(lock: true, on: connection)
      let last = try AuditStore.last(on: connection)
      let seq = last?.seq ?? 0
      let hash = last?.hash ?? AuditChain.origin
      try AuditStore.setHead(
        AuditHead(seq: seq, hash: hash, seal: log.seal(seq: seq, hash: hash), unsealedFrom: nil), on: connection)
      try log.record(
        AuditEntry(
          actor: actor, action: "security.audit.reseal", subject: "audit/\(seq)",
          detail: ["reason": reason, "head-before": "\(head.seq)"]),
        on: connection)
    }
  }

  func isSealed(_ head: AuditHead) -> Bool {
    // Before the first entry there is nothing to seal. That it is the first, the accounts tell (``verify(progress:)``).
    head.seq == 0 && head.hash == AuditChain.origin
      || equalInConstantTime(Array(head.seal.utf8), Array(seal(seq: head.seq, hash: head.hash).utf8))
  }

  private func seal(seq: Int, hash: String) -> String {
    Token.hex(HMAC<SHA256>.authenticationCode(for: Data("\(seq) \(hash)".utf8), using: sealKey))
  }

  /// For the slices of this room that read the log.
  var reading: Database { database }
}
