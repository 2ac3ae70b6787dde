import Kernel
import Persistence
import Web

/// Where a piece of work is.
enum WorkState: String, Codable, Sendable, CaseIterable, SQLCodable {
  case notStarted = "not-started"
  case doing
  /// Reported as finished; whoever keeps the plan looks at the evidence.
  case awaiting
  case done
  case paused
  case cancelled

  var phrase: Phrase {
    switch self {
    case .notStarted: "Chưa bắt đầu"
    case .doing: "Đang làm"
    case .awaiting: "Chờ xác nhận"
    case .done: "Xong"
    case .paused: "Tạm dừng"
    case .cancelled: "Hủy"
    }
  }

  var word: StateWord.Kind {
    switch self {
    case .notStarted: .draft
    case .doing: .live
    case .awaiting: .waiting
    case .done: .done
    case .paused, .cancelled: .off
    }
  }

  /// Something is still to come of it.
  var isOpen: Bool { self != .done && self != .cancelled }
  /// Its organisation owes it: only then is it reminded and can be late.
  var isOwed: Bool { self == .notStarted || self == .doing }

  static let open: [WorkState] = allCases.filter(\.isOpen)
  static let owed: [WorkState] = allCases.filter(\.isOwed)
}

/// What can be done to a piece of work: the whole machine is this file.
enum WorkMove: String, Codable, Sendable, CaseIterable {
  case start
  case submit
  case takeBack = "take-back"
  case confirm
  case sendBack = "send-back"
  case pause
  case resume
  case cancel
  case reopen

  /// Who may: those of the lead organisation, or whoever keeps the plan.
  enum Side: Sendable {
    case worker
    case keeper
  }

  var side: Side {
    switch self {
    case .start, .submit, .takeBack: .worker
    case .confirm, .sendBack, .pause, .resume, .cancel, .reopen: .keeper
    }
  }

  /// Nil: not from there.
  func state(from state: WorkState) -> WorkState? {
    switch (self, state) {
    case (.start, .notStarted): .doing
    case (.submit, .notStarted), (.submit, .doing): .awaiting
    case (.takeBack, .awaiting): .doing
    case (.confirm, .awaiting): .done
    case (.sendBack, .awaiting): .doing
    case (.pause, .notStarted), (.pause, .doing): .paused
    case (.resume, .paused): .doing
    case (.cancel, .notStarted), (.cancel, .doing), (.cancel, .awaiting), (.cancel, .paused): .cancelled
    case (.reopen, .done), (.reopen, .cancelled): .doing
    default: nil
    }
  }

  /// Whether whoever does it must say why.
  var needsWords: Bool { [.sendBack, .pause, .cancel, .reopen].contains(self) }

  var phrase: Phrase {
    switch self {
    case .start: "Bắt đầu làm"
    case .submit: "Báo đã xong"
    case .takeBack: "Lấy lại để làm tiếp"
    case .confirm: "Xác nhận xong"
    case .sendBack: "Trả lại"
    case .pause: "Tạm dừng"
    case .resume: "Làm tiếp"
    case .cancel: "Hủy nhiệm vụ"
    case .reopen: "Mở lại"
    }
  }
}
