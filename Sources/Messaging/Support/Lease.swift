import Foundation
import Kernel
import Logging

/// Work held under a lease: as long as it runs its lease is renewed, and when the lease is lost (this process stood
/// still for too long, and another took over) the work is cancelled.
enum Lease {
  static func holding<Value: Sendable>(
    every interval: Duration, renew: @escaping @Sendable () async throws -> Bool,
    _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await racing(body, against: LeaseLost()) {
      while (try? await Task.sleep(for: interval)) != nil {
        // A renewal that fails is tried again at the next turn: the lease lasts for three of them.
        guard (try? await renew()) ?? true else { return true }
      }
      return false
    }
  }
}

/// Another process has taken the work over.
struct LeaseLost: Error {}

/// Whoever did the work neither ended nor renewed its lease: it was killed, perhaps by the work itself.
struct FellSilent: Error, CustomStringConvertible {
  var description: String { "the program ended while this ran" }
}

/// Work took longer than it may.
struct TookTooLong: Error, CustomStringConvertible {
  let limit: Duration
  var description: String { "took longer than \(limit)" }
}

/// Runs a body for at most this long, then cancels it.
func within<Value: Sendable>(
  _ limit: Duration, _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
  try await racing(body, against: TookTooLong(limit: limit)) { (try? await Task.sleep(for: limit)) != nil }
}

private enum Finish<Value: Sendable>: Sendable {
  case body(Value)
  case watch(Bool)
}

/// Runs a body beside a watch; where the watch says true first, the body is cancelled and `error` thrown. Being
/// cancelled from outside ends the watch only: what the body makes of it counts.
private func racing<Value: Sendable>(
  _ body: @escaping @Sendable () async throws -> Value, against error: any Error,
  watch: @escaping @Sendable () async -> Bool
) async throws -> Value {
  return try await withThrowingTaskGroup(of: Finish<Value>.self) { group in
    group.addTask { .body(try await body()) }
    group.addTask { .watch(await watch()) }
    defer { group.cancelAll() }
    while let finish = try await group.next() {
      switch finish {
      case .body(let value): return value
      case .watch(true): throw error
      case .watch(false): continue
      }
    }
    throw CancellationError()
  }
}

/// Runs a body to its end although the task around it was cancelled: what was done must be written down even while the
/// program is shutting down.
func shielded<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
  try await Task { try await body() }.value
}

/// An error as it is kept beside what failed: short, and in one line.
func summary(of error: any Error) -> String {
  String("\(error)".split(whereSeparator: \.isNewline).joined(separator: " ").prefix(500))
}
