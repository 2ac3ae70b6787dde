import Dispatch

/// Work that waits for the disk, kept off the few threads that answer requests.
enum Blocking {
  private static let queue = DispatchQueue(label: "media.disk", attributes: .concurrent)

  static func run<Value: Sendable>(_ body: @Sendable @escaping () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try body() }) }
    }
  }
}
