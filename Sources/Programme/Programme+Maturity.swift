import Kernel
import Messaging

extension Programme {
  /// As often as tasks: whoever registers in the morning is not told at noon that they have not.
  var maturitySchedules: [Schedule] {
    [
      Schedule("programme.remind-maturity", .every(seconds: 1800)) { _ in
        try await remindMaturity()
        try await tellWaitingPast()
        try await closeOldSittings()
      }
    ]
  }
}
