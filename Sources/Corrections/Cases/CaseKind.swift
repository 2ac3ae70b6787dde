import Kernel

/// What sort of case it is.
enum CaseKind: String, Codable, Sendable, CaseIterable {
  /// Cải chính, xin lỗi (CO1–CO7).
  case correction
  /// Phản hồi: whom a work is about answers it (FB1–FB4).
  case response
  /// The press asks a body (RP1).
  case pressQuestion = "press-question"
  /// A citizen's opinion or criticism, passed on to a body (RP2, RP4).
  case opinion
  /// A citizen's complaint or denunciation, passed on (RP3, RP4).
  case complaint
  /// A person asks the press about its own work (RP5).
  case personQuestion = "person-question"
  /// The ministry asks to remove a work (TD1).
  case removal

  var phrase: Phrase {
    switch self {
    case .correction: "Cải chính, xin lỗi"
    case .response: "Phản hồi"
    case .pressQuestion: "Câu hỏi gửi cơ quan, tổ chức"
    case .opinion: "Ý kiến, kiến nghị đã chuyển"
    case .complaint: "Khiếu nại, tố cáo đã chuyển"
    case .personQuestion: "Người dân hỏi về tác phẩm"
    case .removal: "Yêu cầu gỡ của Bộ"
    }
  }

  /// What it is for, in the list of kinds.
  var hint: Phrase {
    switch self {
    case .correction:
      "Tác phẩm có nội dung sai: do khiếu nại, do kết luận của cơ quan có thẩm quyền, hoặc tự phát hiện."
    case .response: "Người, cơ quan được nói đến gửi ý kiến phản hồi; phải đăng dù không đồng ý."
    case .pressQuestion: "Tòa soạn gửi câu hỏi; cơ quan, tổ chức phải trả lời trong hạn."
    case .opinion: "Ý kiến, kiến nghị, phê bình của công dân được tòa soạn chuyển đi."
    case .complaint: "Khiếu nại, tố cáo của công dân được tòa soạn chuyển đi."
    case .personQuestion: "Có người đề nghị tòa soạn trả lời về một tác phẩm đã đăng."
    case .removal: "Bộ yêu cầu gỡ nội dung vi phạm."
    }
  }

  /// Whether it is always about a work that was published.
  var needsWork: Bool {
    switch self {
    case .correction, .response, .personQuestion, .removal: true
    case .pressQuestion, .opinion, .complaint: false
    }
  }

  /// Whether it ends in a notice to readers.
  var hasNotice: Bool { self == .correction || self == .response }
  var mayRemove: Bool { self == .correction || self == .removal }
}

/// Why a correction is due.
enum CaseOrigin: String, Codable, Sendable, CaseIterable {
  case complaint
  case authority
  case ownDiscovery = "own-discovery"

  var phrase: Phrase {
    switch self {
    case .complaint: "Khiếu nại của tổ chức, cá nhân"
    case .authority: "Kết luận của cơ quan có thẩm quyền"
    case .ownDiscovery: "Tòa soạn tự phát hiện"
    }
  }
}

enum CaseState: String, Codable, Sendable {
  case open
  case closed
}
