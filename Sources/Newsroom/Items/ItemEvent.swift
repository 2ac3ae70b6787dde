import Contracts
import Foundation
import Kernel
import Persistence

/// What people did with an item, in the order they did it: its human history.
struct ItemEvent: Sendable, RowDecodable {
  enum Kind: String, Sendable, SQLCodable {
    case created, submitted, approved, published, updated, scheduled, unscheduled, withdrawn, restored, deleted,
      undeleted
    case sentBack = "sent-back"
    case handedOver = "handed-over"
    case scheduleFailed = "schedule-failed"
    case spiked, unspiked, duplicated, rewritten, marked, flagged, unflagged, highlighted, corrected
    case copiedFrom = "copied-from"
    case rewriteOf = "rewrite-of"
    case markDone = "mark-done"
    case packageArranged = "package-arranged"
    case liveClosed = "live-closed"
    case liveReopened = "live-reopened"

    case overridden, translated, released
    case stagePassed = "stage-passed"
    case embargoSet = "embargo-set"
    case embargoLifted = "embargo-lifted"
    case keptInside = "kept-inside"
    case aiDeclared = "ai-declared"
    case aiVerified = "ai-verified"
    case sourceAdded = "source-added"
    case sourceRemoved = "source-removed"
    case tookOver = "took-over"

    var phrase: Phrase {
      switch self {
      case .created: "tạo bài"
      case .submitted: "gửi duyệt"
      case .approved: "duyệt"
      case .published: "xuất bản"
      case .updated: "cập nhật bản đã xuất bản"
      case .scheduled: "hẹn giờ xuất bản"
      case .unscheduled: "bỏ hẹn giờ"
      case .withdrawn: "gỡ bài"
      case .restored: "khôi phục bản cũ"
      case .deleted: "xóa bản nháp"
      case .undeleted: "lấy lại bản nháp đã xóa"
      case .sentBack: "trả lại"
      case .handedOver: "chuyển bài"
      case .scheduleFailed: "hẹn giờ không thành"
      case .overridden: "cho đăng dù có lỗi bị chặn"
      case .translated: "tạo bản dịch"
      case .released: "bỏ đánh dấu không đăng"
      case .stagePassed: "duyệt một bước"
      case .embargoSet: "giữ tin"
      case .embargoLifted: "bỏ giữ tin"
      case .keptInside: "đánh dấu không đăng"
      case .aiDeclared: "khai báo phần dùng AI"
      case .aiVerified: "kiểm chứng phần dùng AI"
      case .sourceAdded: "ghi nguồn tin"
      case .sourceRemoved: "bỏ nguồn tin"
      case .tookOver: "chuyển tin theo nguồn thành bài của cơ quan"
      case .spiked: "bỏ bài"
      case .unspiked: "lấy lại bài đã bỏ"
      case .duplicated: "nhân bản thành bài khác"
      case .copiedFrom: "tạo từ bản sao của bài khác"
      case .rewritten: "viết tiếp thành bài cập nhật"
      case .rewriteOf: "tạo bài cập nhật cho bài trước"
      case .marked: "đánh dấu cho"
      case .markDone: "xong việc được đánh dấu"
      case .flagged: "gắn nhãn"
      case .unflagged: "bỏ nhãn"
      case .highlighted: "đưa vào điểm tin"
      case .corrected: "cải chính"
      case .packageArranged: "sắp xếp chùm bài"
      case .liveClosed: "kết thúc tường thuật"
      case .liveReopened: "mở lại tường thuật"
      }
    }
  }

  let kind: Kind
  let accountName: String
  let madeAt: Date
  let revision: Int
  let reason: String?
  /// To whom, for when: as text.
  let detail: String?

  init(row: Row) throws {
    kind = try row["kind"]
    accountName = try row["account_name"]
    madeAt = try row["made_at"]
    revision = try row["revision"]
    reason = try row["reason"]
    detail = try row["detail"]
  }

  static func insert(
    _ kind: Kind, of item: Item, by principal: Principal, at time: Date, reason: String? = nil, detail: String? = nil,
    on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO item_event (id, item_id, kind, account_id, account_name, made_at, revision, reason, detail)
      VALUES (\(UUIDv7.shared.next()), \(item.id), \(kind), \(principal.id), \(principal.name), \(time),
        \(item.currentRevision), \(reason), \(detail))
      """)
  }

  /// Newest first.
  static func all(of item: ItemID, limit: Int, on connection: any Connection) throws -> [ItemEvent] {
    try connection.all(
      """
      SELECT kind, account_name, made_at, revision, reason, detail FROM item_event
      WHERE item_id = \(item) ORDER BY id DESC LIMIT \(limit)
      """)
  }
}
