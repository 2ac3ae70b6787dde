import Dispatch

/// Work that waits for a disk or a name server, kept off the few threads that answer requests.
enum Disk {
  private static let queue = DispatchQueue(label: "newsroom.intake", attributes: .concurrent)

  static func run<Value: Sendable>(_ body: @Sendable @escaping () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try body() }) }
    }
  }
}
