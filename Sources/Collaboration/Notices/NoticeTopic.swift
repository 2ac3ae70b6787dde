import Kernel
import Persistence

/// What notices are about, as people choose which ones they want where. A room names its kinds freely
/// (`planning.assigned`); the topic is found by how the name begins.
enum NoticeTopic: String, CaseIterable, Sendable, SQLCodable {
  case mention
  case comment
  case assignment
  case item
  case correction
  case programme
  case watch
  case other

  init(kind: String) {
    let prefixes: [(String, NoticeTopic)] = [
      ("comment.mention", .mention), ("mention", .mention), ("comment.", .comment), ("suggestion.", .comment),
      ("planning.", .assignment), ("item.assigned", .assignment), ("item.handed", .assignment),
      ("item.", .item), ("correction", .correction), ("response", .correction),
      ("tasks.", .programme), ("programme.", .programme), ("registers.", .programme),
      ("search.", .watch), ("archive.", .watch),
    ]
    self = prefixes.first { kind.hasPrefix($0.0) }?.1 ?? .other
  }

  var phrase: Phrase {
    switch self {
    case .mention: "Có người nhắc đến tôi"
    case .comment: "Góp ý, bình luận trong bài của tôi"
    case .assignment: "Được giao việc, đổi lịch"
    case .item: "Bài của tôi được duyệt, trả lại, xuất bản, gỡ"
    case .correction: "Cải chính, phản hồi"
    case .programme: "Nhiệm vụ được giao, số liệu, báo cáo và hạn của chương trình"
    case .watch: "Kết quả mới của tìm kiếm đã lưu"
    case .other: "Thông báo khác"
    }
  }

  /// What holds until a person chooses: what waits for an answer comes by mail at once, the rest with the day's mail.
  var usual: Delivery {
    switch self {
    case .mention, .assignment, .correction: .mail
    case .comment, .item, .programme, .watch, .other: .digest
    }
  }

  /// What an organisation owes: whoever gave it counts on its being told, so it is always in the page; mail may be left out.
  var isDuty: Bool { self == .programme }

  /// Where notices of a topic go. All but `none` are in the page too.
  enum Delivery: String, CaseIterable, Sendable, SQLCodable {
    case none
    case page
    case mail
    case digest

    var phrase: Phrase {
      switch self {
      case .none: "Không báo"
      case .page: "Trong trang"
      case .mail: "Trong trang và thư ngay"
      case .digest: "Trong trang và thư gộp mỗi ngày"
      }
    }

    /// How the row says what is still to be mailed.
    var mailState: String {
      switch self {
      case .none, .page: "no"
      case .mail: "now"
      case .digest: "digest"
      }
    }
  }
}
