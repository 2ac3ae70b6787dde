import Messaging

extension Programme {
  /// Counting in the background.
  var targetJobs: [JobHandler] { [JobHandler(CountFigures.self) { try await runCount($0.run) }] }

  /// The night's count is over before people come; the morning tells of what nobody could be told before.
  var targetSchedules: [Schedule] {
    [
      Schedule("programme.count-by-night", .daily(hour: 2, minute: 20)) { _ in try await countByNight() },
      Schedule("programme.tell-figures", .daily(hour: 7, minute: 20)) { _ in
        try await tellWaiting()
        try await tellWaitingRestatements()
      },
    ]
  }
}
