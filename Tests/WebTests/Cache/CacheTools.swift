import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Synchronization

@testable import Web

/// A door that whoever comes waits at until it is opened.
final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var waiting: [CheckedContinuation<Void, Never>] = []
    var arrived = 0
  }
  private let state = Mutex(State())

  var arrived: Int { state.withLock { $0.arrived } }

  func pass() async {
    await withCheckedContinuation { continuation in
      let isOpen = state.withLock { state in
        state.arrived += 1
        if !state.isOpen { state.waiting.append(continuation) }
        return state.isOpen
      }
      if isOpen { continuation.resume() }
    }
  }

  func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }
}

/// Gives way until something that is on its way has happened.
func until(_ isSo: () -> Bool) async {
  while !isSo() { await Task.yield() }
}

/// A sleep that ends when the test says so, or throws when it is cancelled.
final class HeldSleep: Sendable {
  private let gate = Gate()
  private let count = Mutex(0)

  var sleepers: Int { count.withLock { $0 } }

  func sleep(_ duration: Duration) async throws {
    count.withLock { $0 += 1 }
    while gate.arrived == 0 {
      try Task.checkCancellation()
      await Task.yield()
    }
  }

  /// Every sleep ends now, those to come too.
  func end() async {
    gate.open()
    await gate.pass()
  }

  static let never: @Sendable (Duration) async throws -> Void = { _ in
    while true {
      try Task.checkCancellation()
      await Task.yield()
    }
  }
}

extension PageCache {
  func text(_ path: String, _ render: @escaping @Sendable () async throws -> RenderedPage) async throws -> String {
    let page = try await cached(Self.address(path), render: render)
    return String(buffer: page.variants[0]?.answer.body ?? ByteBuffer())
  }

  static func address(_ path: String) -> PageAddress {
    PageAddress(host: "bao.test", path: path, parameters: [])
  }

  /// What the byte-level path would answer.
  func bytes(_ path: String, acceptEncoding: String? = nil, ifNoneMatch: String? = nil) -> String? {
    func with<Value>(_ text: String?, _ body: (UnsafeRawBufferPointer?) -> Value) -> Value {
      guard var text else { return body(nil) }
      return text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
    }
    return with("bao.test") { host in
      with(path) { target in
        with(acceptEncoding) { accept in
          with(ifNoneMatch) { tags in
            hit(host: host!, target: target!, acceptEncoding: accept, ifNoneMatch: tags, now: now)
              .map { String(buffer: $0.bytes) }
          }
        }
      }
    }
  }
}

func page(_ text: String, keys: Set<String> = ["item:1"], freshFor: Int = 300) -> RenderedPage {
  RenderedPage(text: text, type: "text/html; charset=utf-8", keys: keys, freshFor: freshFor)
}

/// Counts, from anywhere.
final class Tally: Sendable {
  private let number: Atomic<Int>
  init(_ start: Int = 0) { number = Atomic(start) }
  var value: Int { number.load(ordering: .sequentiallyConsistent) }
  @discardableResult
  func add() -> Int { number.add(1, ordering: .sequentiallyConsistent).newValue }
  func raise(to value: Int) { number.max(value, ordering: .sequentiallyConsistent) }
}
