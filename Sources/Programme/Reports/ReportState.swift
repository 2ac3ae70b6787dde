import Kernel
import Persistence
import Web

/// Nháp → chờ duyệt → đã duyệt → đã ký → đã gửi.
enum ReportState: String, Codable, Sendable, CaseIterable, SQLCodable {
  case draft
  /// Another person looks through it.
  case review
  /// Looked through; the paper goes to whoever signs.
  case approved
  /// The signed paper is attached.
  case signed
  /// Sent; nothing in it changes any more.
  case sent

  var phrase: Phrase {
    switch self {
    case .draft: "Nháp"
    case .review: "Chờ duyệt"
    case .approved: "Đã duyệt, chờ ký"
    case .signed: "Đã ký, chưa gửi"
    case .sent: "Đã gửi"
    }
  }

  var word: StateWord.Kind {
    switch self {
    case .draft: .draft
    case .review: .waiting
    case .approved, .signed: .ready
    case .sent: .done
    }
  }

  /// Its text and figures may still change.
  var isOpen: Bool { self == .draft }
}

/// What can be done to a report: the whole machine is this file.
enum ReportMove: String, Codable, Sendable, CaseIterable {
  case submit
  case approve
  case sendBack = "send-back"
  case sign
  case send

  /// Nil: not from there.
  func state(from state: ReportState) -> ReportState? {
    switch (self, state) {
    case (.submit, .draft): .review
    case (.approve, .review): .approved
    // Also where a wrong paper was attached.
    case (.sendBack, .review), (.sendBack, .approved), (.sendBack, .signed): .draft
    case (.sign, .approved): .signed
    case (.send, .signed): .sent
    default: nil
    }
  }

  var phrase: Phrase {
    switch self {
    case .submit: "Gửi duyệt"
    case .approve: "Duyệt"
    case .sendBack: "Trả lại để sửa"
    case .sign: "Gắn bản đã ký"
    case .send: "Ghi là đã gửi"
    }
  }

  /// What the audit log calls it.
  var action: String {
    switch self {
    case .submit: "programme.report.submit"
    case .approve: "programme.report.approve"
    case .sendBack: "programme.report.send-back"
    case .sign: "programme.report.sign"
    case .send: "programme.report.send"
    }
  }
}
