import Foundation
import Kernel
import Logging
import Messaging
import Synchronization

struct Said: Event, Equatable {
  static let topic = "test.said"
  let word: String
  var lane: String?
}

struct Sung: Event {
  static let topic = "test.sung"
  let song: String
}

struct Dig: Job, Equatable {
  static let name = "test.dig"
  let depth: Int
}

struct Broken: Error {}

/// What was told, in order, from any number of tasks.
final class Notebook: Sendable {
  private let lines = Mutex<[String]>([])
  var all: [String] { lines.withLock { $0 } }
  func write(_ line: String) { lines.withLock { $0.append(line) } }
}

/// A number that handlers change.
final class Counter: Sendable {
  private let value = Mutex(0)
  var now: Int { value.withLock { $0 } }
  @discardableResult func add(_ number: Int) -> Int {
    value.withLock {
      $0 += number
      return $0
    }
  }
}

let noon = Date(timeIntervalSince1970: 1_780_000_000)

var quiet: Logger {
  var logger = Logger(label: "test")
  logger.logLevel = .critical
  return logger
}
