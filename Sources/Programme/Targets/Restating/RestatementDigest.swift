import Foundation
import Kernel
import Persistence

/// What a confirmed restatement fixes, as canonical JSON: what it says, who stands for it, and the digest of every piece of
/// its evidence. As with freezes, whoever changes one of them behind the program's back breaks the digest.
enum RestatementDigest {
  private struct Content: Encodable {
    let freeze: String
    let target: String
    let day: String
    let organisation: String
    let part: [String]
    let was: [String]
    let now: [String]
    let isWhole: Bool
    let reason: String
    let proposedBy: String
    let confirmedBy: String
    let proofs: [FrozenText.Proof]
  }

  static func of(_ one: Restatement, _ proofs: [Evidence]) throws -> String {
    FrozenText.digest(
      try CanonicalJSON.text(
        Content(
          freeze: one.freeze.rawValue, target: one.target.rawValue, day: one.day.rawValue,
          organisation: one.organisation?.rawValue ?? "",
          part: [one.partNumerator, one.partDenominator].map(FrozenText.number),
          was: [one.wasNumerator, one.wasDenominator].map(FrozenText.number),
          now: [one.numerator, one.denominator].map(FrozenText.number), isWhole: one.isWhole,
          reason: one.reason,
          proposedBy: one.madeBy.rawValue, confirmedBy: one.confirmedByName,
          proofs: proofs.sorted { $0.id < $1.id }.map { FrozenText.Proof($0) })))
  }

  /// Of the restatements of a frozen day: those whose digest no longer holds, and all their evidence. What was restated
  /// before there were digests has none to hold.
  static func check(
    _ freeze: Freeze, on connection: any Connection
  ) throws -> (broken: [Restatement], proofs: [Evidence]) {
    let all = try FreezeStore.restatements(of: freeze.plan, on: connection).filter {
      $0.freeze == freeze.id && !$0.digest.isEmpty
    }
    let proofs = try FrozenText.proofs(of: all.compactMap { $0.proposal?.rawValue }, on: connection)
    let broken = try all.filter { one in
      try of(one, one.proposal.flatMap { proofs[$0.rawValue] } ?? []) != one.digest
    }
    return (broken, proofs.values.flatMap(\.self))
  }
}
