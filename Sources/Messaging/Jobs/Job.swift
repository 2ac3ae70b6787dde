package import Foundation
import Kernel
package import Persistence

/// Work to be done once, later or outside a request: a rendition, a fetch, a mail.
package protocol Job: Codable, Sendable {
  /// `media.renditions`; stable.
  static var name: String { get }
  /// How often it is tried before it is put aside for a person to look at.
  static var attempts: Int { get }
}

extension Job {
  /// Eight where a job says nothing of its own.
  package static var attempts: Int { 8 }
}

extension Connection {
  /// Queues work in this same transaction. With a `key`, at most one such job waits at a time.
  package func enqueue(_ job: some Job, runAt: Date, key: String? = nil) throws {
    try JobQueue.append(job, runAt: runAt, key: key, on: self)
  }
}

/// Who does a kind of job. Runs at least once for each, so it must not mind twice.
package struct JobHandler: Sendable {
  /// ``Job/name`` of the kind that it does.
  package let name: String
  /// After so many failures a person looks at it.
  package let attempts: Int
  /// Does the work from its JSON; throwing means that it is tried again.
  package let run: @Sendable (Data) async throws -> Void

  /// Reads the payload as its type first; what cannot be read fails like any other work.
  package init<Work: Job>(_ type: Work.Type, run: @escaping @Sendable (Work) async throws -> Void) {
    self.name = Work.name
    self.attempts = Work.attempts
    self.run = { payload in try await run(try JSONDecoder.house.decode(Work.self, from: payload)) }
  }
}

/// Work that comes round. Only one node runs each turn, and a turn missed while nothing ran is run once, late.
package struct Schedule: Sendable {
  /// When a turn comes.
  package enum Rhythm: Sendable {
    case every(seconds: Int)
    /// Each day at this time in Vietnam.
    case daily(hour: Int, minute: Int)
  }

  /// `newsroom.publish-due`; unique and stable.
  package let name: String
  /// How often its turns come.
  package let rhythm: Rhythm
  /// Receives the time for which the turn was planned.
  package let run: @Sendable (Date) async throws -> Void

  /// - Parameter run: receives the time for which the turn was planned, which may be long past.
  package init(_ name: String, _ rhythm: Rhythm, run: @escaping @Sendable (Date) async throws -> Void) {
    self.name = name
    self.rhythm = rhythm
    self.run = run
  }
}
