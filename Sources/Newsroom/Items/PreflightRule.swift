package import Kernel

/// One thing that is looked at before a text goes out. How strict it is may be changed by the profile of its kind.
package enum PreflightRule: String, Codable, Sendable, CaseIterable {
  case title, summary, section, body, picture, alt, credit, lead, bylines, shares, rights, clip, transcript
  case suggestions, alternatives, duplicate, minors, embargo
  case leadPicture = "lead-picture"
  case requiredField = "required-field"
  case titleLength = "title-length"
  case summaryLength = "summary-length"
  case bodyLength = "body-length"
  case deadLink = "dead-link"
  case aiUndeclared = "ai-undeclared"
  case aiUnverified = "ai-unverified"
  case personalData = "personal-data"
  case contact = "contact"
  case notForPublication = "not-for-publication"

  /// How strict it is where the agency has decided nothing.
  package var standard: Severity {
    switch self {
    case .title, .summary, .section, .body, .picture, .alt, .credit, .leadPicture, .requiredField, .shares, .rights,
      .clip, .suggestions, .alternatives, .aiUndeclared, .aiUnverified, .personalData, .embargo, .notForPublication:
      .block
    case .lead, .bylines, .titleLength, .summaryLength, .bodyLength, .transcript, .deadLink, .contact, .minors,
      .duplicate:
      .warn
    }
  }

  /// No agency may loosen it: without it there is nothing to publish, or the law or the gate asks for it.
  package var isFixed: Bool {
    switch self {
    case .title, .section, .body, .picture, .clip, .alternatives, .suggestions, .shares, .requiredField, .aiUnverified,
      .embargo, .notForPublication:
      true
    default: false
    }
  }

  /// Whether somebody with the right and a reason may let a text pass where it blocks.
  package var mayBeOverridden: Bool {
    switch self {
    case .summary, .alt, .credit, .leadPicture, .lead, .bylines, .titleLength, .summaryLength, .bodyLength, .transcript,
      .deadLink, .personalData, .contact, .minors, .duplicate, .rights, .aiUndeclared:
      true
    case .title, .section, .body, .picture, .clip, .alternatives, .suggestions, .shares, .requiredField, .aiUnverified,
      .embargo, .notForPublication:
      false
    }
  }

  /// Its name on the page of the rules.
  package var phrase: Phrase {
    switch self {
    case .title: "Có tiêu đề"
    case .summary: "Có sapo"
    case .section: "Có chuyên mục"
    case .body: "Có nội dung"
    case .picture: "Ảnh có trong kho ảnh"
    case .alt: "Ảnh có mô tả cho người không nhìn thấy"
    case .credit: "Ảnh có nguồn"
    case .lead: "Nên có ảnh đại diện"
    case .leadPicture: "Ảnh đại diện có mô tả và nguồn"
    case .bylines: "Nên ghi tên tác giả"
    case .shares: "Tỷ lệ tác giả cộng đủ 100%"
    case .rights: "Ảnh, âm thanh, video còn quyền sử dụng"
    case .clip: "Âm thanh, video có trong kho"
    case .transcript: "Âm thanh, video có lời"
    case .suggestions: "Không còn đề nghị sửa chưa trả lời"
    case .alternatives: "Không còn chỗ hai người viết khác nhau"
    case .duplicate: "Không trùng bài đã có"
    case .minors: "Không lộ danh tính trẻ em"
    case .embargo: "Đã hết thời gian giữ tin"
    case .requiredField: "Đủ các mục bắt buộc"
    case .titleLength: "Độ dài tiêu đề"
    case .summaryLength: "Độ dài sapo"
    case .bodyLength: "Số chữ của bài"
    case .deadLink: "Liên kết còn mở được"
    case .aiUndeclared: "Khai báo phần do AI làm"
    case .aiUnverified: "Phần do AI làm đã có người kiểm chứng"
    case .personalData: "Không lộ số giấy tờ, số tài khoản"
    case .contact: "Số điện thoại, email của cá nhân"
    case .notForPublication: "Không bị đánh dấu không đăng"
    }
  }
}
