import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// Works a queued count off. What does not hold ends it with its reason; what fails otherwise is tried again by the queue,
  /// and in the end shown as failed.
  func runCount(_ id: CountID) async throws {
    let now = clock.now
    guard let run = try await database.write({ try CountStore.begin(id, at: now, on: $0) }) else { return }
    do {
      try await count(run)
    } catch is CountStopped {
      return
    } catch let failure as Failure {
      try await end(run, words(of: failure))
    } catch {
      if !Task.isCancelled, run.attempts >= CountFigures.attempts {
        try await end(run, ["Lỗi của chương trình, đã thử \(run.attempts) lần. Người quản trị xem ở trang Vận hành."])
      }
      throw error
    }
  }

  private func count(_ run: CountRun) async throws {
    // Who confirms a figure in between makes it begin anew, but not for ever.
    for turn in 1... {
      do {
        try await countFigures(of: run.plan, on: run.day, by: (run.askedBy, run.askedByName)) { done, total in
          try await moved(run.id, done, total)
        } finish: { connection, result in
          guard try CountStore.end(run.id, as: .done, missing: result.missing, at: clock.now, on: connection) else {
            throw CountStopped()
          }
          if run.isRunningDay { try keepUp(run, on: connection) }
        }
        return
      } catch is FiguresMoved where turn < 3 {
        continue
      } catch is FiguresMoved {
        throw FiguresMoved.failure
      }
    }
  }

  private func moved(_ id: CountID, _ done: Int, _ total: Int) async throws {
    try Task.checkCancellation()
    let now = clock.now
    guard try await database.write({ try CountStore.move(id, done: done, of: total, at: now, on: $0) }) else {
      throw CountStopped()
    }
  }

  private func end(_ run: CountRun, _ why: [Phrase]) async throws {
    let (now, error) = (clock.now, try KeptPhrases.text(why))
    _ = try await database.write { try CountStore.end(run.id, as: .failed, error: error, at: now, on: $0) }
  }

  private func words(of failure: Failure) -> [Phrase] {
    switch failure {
    case .conflict(let why), .unavailable(let why): [why]
    case .invalid(let errors): errors.sorted { $0.key < $1.key }.map(\.value)
    default: ["Kế hoạch không còn."]
    }
  }
}
