import Foundation
import Kernel
import Persistence

/// What a check of the whole log found.
package struct AuditVerdict: Sendable, Equatable {
  /// Why a chain is not whole.
  package enum Fault: Sendable, Equatable {
    /// The entry does not have the hash of what it says: it was changed.
    case changed(seq: Int)
    /// Entries between these two are missing, or were put in.
    case broken(after: Int, at: Int)
    /// The last entries were cut off, or the head was moved: it stands at `head`, the log ends at `last`.
    case cut(head: Int, last: Int)
    /// The seal is not of this installation: the chain was written anew, or the key file is another one.
    case unsealed(from: Int)
    /// Accounts are there of whose making no entry tells: the log was emptied and its head set back to the beginning,
    /// where there is nothing to seal.
    case forgotten(accounts: Int)
  }

  /// How many entries were read.
  package let entries: Int
  /// The hash of the last entry: note it elsewhere, and nobody can change the log before it unseen.
  package let head: String
  /// The first fault; nil where the log is whole.
  package let fault: Fault?

  /// Whether nothing is wrong with it.
  package var isWhole: Bool { fault == nil }
}

extension AuditLog {
  /// Reads the whole log in order and stops at the first fault. Memory stays small whatever its length.
  ///
  /// - Parameter progress: told now and then how many entries were read.
  package func verify(progress: @Sendable (Int) -> Void = { _ in }) async throws -> AuditVerdict {
    var seq = 0
    var hash = AuditChain.origin
    while true {
      let (after, before) = (seq, hash)
      let part = try await reading.read { connection in
        let entries = try AuditStore.entries(after: after, limit: Self.portion, on: connection)
        guard entries.count < Self.portion else { return (entries, nil as AuditEnd?) }
        return (entries, try AuditEnd(on: connection))
      }
      var previous = (seq: after, hash: before)
      for entry in part.0 {
        guard entry.seq == previous.seq + 1, entry.previousHash == previous.hash else {
          return AuditVerdict(
            entries: previous.seq, head: previous.hash, fault: .broken(after: previous.seq, at: entry.seq))
        }
        guard entry.isIntact else {
          return AuditVerdict(entries: previous.seq, head: previous.hash, fault: .changed(seq: entry.seq))
        }
        previous = (entry.seq, entry.hash)
      }
      (seq, hash) = previous
      progress(seq)
      guard let end = part.1 else { continue }
      return AuditVerdict(entries: seq, head: hash, fault: fault(of: end, lastSeq: seq, lastHash: hash))
    }
  }

  /// The log as lines of JSON, oldest first, each with its hash.
  package func export(_ write: (String) async throws -> Void) async throws {
    var seq = 0
    while true {
      let after = seq
      let entries = try await reading.read {
        try AuditStore.entries(after: after, limit: Self.portion, on: $0)
      }
      for entry in entries { try await write(entry.line) }
      guard entries.count == Self.portion, let last = entries.last else { return }
      seq = last.seq
    }
  }

  private static var portion: Int { 2_000 }

  private func fault(of end: AuditEnd, lastSeq: Int, lastHash: String) -> AuditVerdict.Fault? {
    let head = end.head
    guard head.seq == lastSeq, head.hash == lastHash else { return .cut(head: head.seq, last: lastSeq) }
    if let from = head.unsealedFrom { return .unsealed(from: from) }
    guard isSealed(head) else { return .unsealed(from: head.seq) }
    return end.forgotten > 0 ? .forgotten(accounts: end.forgotten) : nil
  }
}

/// What is read beside the last entries, in the same moment.
private struct AuditEnd {
  let head: AuditHead
  let forgotten: Int

  init(on connection: any Connection) throws {
    head = try AuditStore.head(lock: false, on: connection)
    forgotten = try AuditStore.forgottenAccounts(on: connection)
  }
}
