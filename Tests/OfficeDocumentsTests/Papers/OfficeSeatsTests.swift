import Testing

@testable import OfficeDocuments

@Suite("Seats of programs")
struct OfficeSeatsTests {
  /// How many sit, and how many ever did at once.
  private actor Tally {
    var now = 0
    var most = 0
    var served = 0

    func sit() {
      now += 1
      most = max(most, now)
    }

    func rise() {
      now -= 1
      served += 1
    }
  }

  @Test("never more at once than there are seats, and all who wait are served")
  func turns() async throws {
    let (seats, tally) = (OfficeSeats(2, queue: 100), Tally())
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<30 {
        group.addTask {
          try await seats.take()
          await tally.sit()
          for _ in 0..<20 { await Task.yield() }
          await tally.rise()
          await seats.leave()
        }
      }
      try await group.waitForAll()
    }
    #expect(await tally.most <= 2)
    #expect(await tally.served == 30)
  }

  @Test("beyond the queue one is told to come again")
  func full() async throws {
    let seats = OfficeSeats(1, queue: 3)
    try await seats.take()
    let queue = (0..<3).map { _ in
      Task {
        try await seats.take()
        await seats.leave()
      }
    }
    while await seats.waitingCount < 3 { await Task.yield() }
    await #expect(throws: PaperFailure.busy) { try await seats.take() }
    await seats.leave()
    for one in queue { try await one.value }
    try await seats.take()
  }
}
