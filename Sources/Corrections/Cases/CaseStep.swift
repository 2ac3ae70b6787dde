import Foundation
import Kernel
import Persistence

/// Something that happened in a case, with its evidence. Steps are only added.
struct CaseStep: RowDecodable, Sendable {
  let id: ID<CaseStep>
  let kind: StepKind
  /// When it happened; not later than when it was written down.
  let happenedAt: Date
  let recordedAt: Date
  let account: AccountID
  let accountName: String
  let note: String
  let evidence: String

  init(row: Row) throws {
    id = try row["id"]
    kind = try row["kind"]
    happenedAt = try row["happened_at"]
    recordedAt = try row["recorded_at"]
    account = try row["account"]
    accountName = try row["account_name"]
    note = try row["note"]
    evidence = try row["evidence"]
  }
}

/// What can happen in a case.
enum StepKind: String, Codable, Sendable, CaseIterable, SQLCodable {
  case opened
  case changed
  case note
  case handedOver = "handed-over"
  /// The text as it was published was put by.
  case snapshot
  /// Readers no longer see what was false.
  case removed
  /// The correction or response is on the site.
  case published
  /// It ran in the print issue or on the air.
  case ran
  case homeEnded = "home-ended"
  case bodyTook = "body-took"
  case concluded
  case bodyAnswered = "body-answered"
  case escalated
  case citizenTold = "citizen-told"
  case personAnswered = "person-answered"
  case repliedFirst = "replied-first"
  case responseCame = "response-came"
  case refused
  case stopped
  case recalled
  case recallReported = "recall-reported"
  case followed
  /// An earlier step was written down by mistake; the evidence names it.
  case retracted
  case closed
  case reopened

  var phrase: Phrase {
    switch self {
    case .opened: "Mở hồ sơ"
    case .changed: "Sửa hồ sơ"
    case .note: "Ghi chú"
    case .handedOver: "Giao người giữ hồ sơ"
    case .snapshot: "Lưu bản đã đăng"
    case .removed: "Đã gỡ phần sai"
    case .published: "Đã đăng trên trang"
    case .ran: "Đã đăng, phát trên sản phẩm"
    case .homeEnded: "Thôi đặt ở trang chủ"
    case .bodyTook: "Cơ quan nhận đã báo thụ lý hoặc không"
    case .concluded: "Đã có kết luận giải quyết"
    case .bodyAnswered: "Cơ quan, tổ chức đã trả lời"
    case .escalated: "Đã chuyển cấp trên hoặc đăng, phát"
    case .citizenTold: "Đã báo công dân hoặc đăng, phát"
    case .personAnswered: "Đã trả lời người hỏi"
    case .repliedFirst: "Đã trả lời bằng văn bản"
    case .responseCame: "Nhận phản hồi"
    case .refused: "Từ chối phản hồi"
    case .stopped: "Dừng đăng phản hồi"
    case .recalled: "Đã thu hồi xong"
    case .recallReported: "Đã báo cáo thu hồi"
    case .followed: "Theo dõi nơi đã đăng"
    case .retracted: "Bỏ một việc ghi nhầm"
    case .closed: "Đóng hồ sơ"
    case .reopened: "Mở lại hồ sơ"
    }
  }

  /// Those that a person writes down by hand; the others come of what the program does.
  static func byHand(_ kind: CaseKind, _ medium: Medium) -> [StepKind] {
    let own: [StepKind] =
      switch kind {
      case .correction:
        (medium.isRemovable ? [] : [.ran]) + (medium == .magazine ? [.repliedFirst] : []) + [.personAnswered, .removed]
      case .response: (medium.isRemovable ? [] : [.ran]) + (medium == .magazine ? [.repliedFirst] : [])
      case .pressQuestion: [.bodyAnswered, .escalated]
      case .opinion: [.bodyAnswered, .escalated, .citizenTold]
      case .complaint: [.bodyTook, .concluded, .bodyAnswered, .escalated, .citizenTold]
      case .personQuestion: [.personAnswered]
      case .removal: medium.isPrint ? [.removed, .recalled, .recallReported] : [.removed]
      }
    return own + [.note]
  }
}

/// All SQL about steps.
enum StepStore {
  static func steps(of id: CaseID, on connection: any Connection) throws -> [CaseStep] {
    try connection.all(
      """
      SELECT id, kind, happened_at, recorded_at, account, account_name, note, evidence
      FROM correction_step WHERE of_case = \(id)
      ORDER BY id
      LIMIT 1000
      """)
  }

  /// Of several cases at once, by case.
  static func steps(of ids: [CaseID], on connection: any Connection) throws -> [CaseID: [CaseStep]] {
    var found: [CaseID: [CaseStep]] = [:]
    for start in stride(from: 0, to: ids.count, by: 200) {
      let part = ids[start..<min(start + 200, ids.count)]
      try connection.forEach(
        """
        SELECT of_case, id, kind, happened_at, recorded_at, account, account_name, note, evidence
        FROM correction_step WHERE of_case IN \(list: part)
        ORDER BY id
        LIMIT \(part.count * 1000)
        """
      ) { row in
        let id: CaseID = try row["of_case"]
        found[id, default: []].append(try CaseStep(row: row))
      }
    }
    return found
  }

  static func insert(
    _ kind: StepKind, of id: CaseID, by principal: Principal, at now: Date, happened: Date? = nil, note: String = "",
    evidence: String = "", on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO correction_step
        (id, of_case, kind, happened_at, recorded_at, account, account_name, note, evidence)
      VALUES (\(ID<CaseStep>.new()), \(id), \(kind), \(happened ?? now), \(now), \(principal.id), \(principal.name),
        \(note), \(evidence))
      """)
  }
}
