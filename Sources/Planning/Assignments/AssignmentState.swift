import Kernel
import Persistence

/// Where an assignment stands. The whole machine is here: whoever changes a state asks ``after(_:)``.
enum AssignmentState: String, Sendable, CaseIterable, Codable, SQLCodable {
  /// Mới giao: nobody has answered.
  case offered
  case accepted
  case declined
  case inProgress = "in-progress"
  case done
  case cancelled

  /// What is done to an assignment.
  enum Act: String, Sendable, CaseIterable {
    case accept
    case decline
    case start
    case finish
    case reopen
    case cancel
  }

  /// The state an act leads to; nil where it may not be done.
  func after(_ act: Act) -> AssignmentState? {
    switch (self, act) {
    case (.offered, .accept): .accepted
    case (.offered, .decline), (.accepted, .decline): .declined
    case (.offered, .start), (.accepted, .start): .inProgress
    case (.offered, .finish), (.accepted, .finish), (.inProgress, .finish): .done
    case (.done, .reopen): .inProgress
    case (.offered, .cancel), (.accepted, .cancel), (.inProgress, .cancel): .cancelled
    default: nil
    }
  }

  /// Somebody still has to do it.
  var isOpen: Bool { self == .offered || self == .accepted || self == .inProgress }
  /// Somebody has said yes.
  var isWorking: Bool { self == .accepted || self == .inProgress }

  var phrase: Phrase {
    switch self {
    case .offered: "Mới giao"
    case .accepted: "Đã nhận việc"
    case .declined: "Từ chối"
    case .inProgress: "Đang thực hiện"
    case .done: "Hoàn thành"
    case .cancelled: "Đã hủy việc"
    }
  }
}
