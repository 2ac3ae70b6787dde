import Foundation
import Kernel
import Synchronization

/// Hashes passwords on threads of its own: each takes tens of MiB and a tenth of a second, which neither the threads
/// that serve requests nor the memory could bear many of at once.
final class PasswordHasher: Sendable {
  private let queue: OperationQueue
  private let waiting = Mutex(0)
  private let longest: Int
  let cost: PasswordHash.Cost
  /// What no password matches, so that an unknown name costs what a known one does.
  private let nobody: PasswordHash

  /// - Parameters:
  ///   - threads: how many are hashed at once.
  ///   - longest: how many may wait; more are told to come back.
  init(cost: PasswordHash.Cost = .house, threads: Int = 2, longest: Int = 64) {
    self.cost = cost
    self.longest = longest
    queue = OperationQueue()
    queue.name = "hoitu.passwords"
    queue.maxConcurrentOperationCount = threads
    nobody = PasswordHash.ofNothing(cost: cost)
  }

  func hash(_ password: String) async throws -> String {
    let cost = cost
    return try await run { try PasswordHash.make(password, cost: cost).text }
  }

  /// Whether this is the password. Without a hash (nobody has that name) the same work is done, and the answer is no.
  func verify(_ password: String, against stored: String?) async throws -> Bool {
    let hash = stored.flatMap(PasswordHash.init)
    let other = nobody
    return try await run { try (hash ?? other).matches(password) && hash != nil }
  }

  /// The first of the hashes that this matches.
  func matchesAny(_ password: String, of stored: [String]) async throws -> Bool {
    for text in stored {
      if try await verify(password, against: text) { return true }
    }
    return false
  }

  /// Whether a stored hash should be made anew at the next sign-in.
  func isOutdated(_ stored: String) -> Bool { PasswordHash(stored)?.cost != cost }

  private func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    let mayWait = waiting.withLock { waiting in
      guard waiting < longest else { return false }
      waiting += 1
      return true
    }
    guard mayWait else { throw Failure.tooMany(retryAfter: 5) }
    defer { waiting.withLock { $0 -= 1 } }
    return try await withCheckedThrowingContinuation { continuation in
      queue.addOperation { continuation.resume(with: Result { try work() }) }
    }
  }
}
