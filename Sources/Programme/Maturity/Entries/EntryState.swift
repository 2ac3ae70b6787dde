import Kernel
import Persistence

/// Where an agency stands within a yearly cycle: đăng ký → tự chấm → duyệt nội bộ → thẩm định → kiến nghị → công bố.
enum EntryState: String, Codable, Sendable, CaseIterable, SQLCodable {
  case registered
  case scoring
  case approval
  case appraisal
  /// The appraisal is known to the agency, which may appeal.
  case result
  case appeal
  /// Nothing is open any more.
  case settled
  case published
  /// It never came to an appraisal: counted, not ranked.
  case unranked
  case withdrawn

  var phrase: Phrase {
    switch self {
    case .registered: "Đã đăng ký, chờ nhận"
    case .scoring: "Đang tự chấm"
    case .approval: "Chờ duyệt nội bộ"
    case .appraisal: "Chờ thẩm định"
    case .result: "Đã thẩm định, có thể kiến nghị"
    case .appeal: "Chờ trả lời kiến nghị"
    case .settled: "Đã chốt điểm"
    case .published: "Đã công bố"
    case .unranked: "Không xếp hạng"
    case .withdrawn: "Đã rút"
    }
  }

  /// Whether the agency has sent its points to the body that appraises.
  var isSent: Bool { isAppraised || self == .appraisal }

  /// Whether points given at the appraisal are there to be seen.
  var isAppraised: Bool { self == .result || self == .appeal || self == .settled || self == .published }
}

/// What is done to an agency's part in a cycle.
enum EntryAct: String, Codable, Sendable, CaseIterable, SQLCodable {
  case register
  case admit
  case submit
  case sendBack = "send-back"
  case approve
  /// By the only person of the agency, who scored it too.
  case approveAlone = "approve-alone"
  /// By whoever appraises, where no second person of the agency has seen it.
  case handBack = "hand-back"
  case finishAppraisal = "finish-appraisal"
  case accept
  case appeal
  case settleAppeal = "settle-appeal"
  case reopen
  case publish
  case leaveOut = "leave-out"
  case withdraw

  /// Those that send a score to the appraisal.
  static let approvals: [EntryAct] = [.approve, .approveAlone]

  /// In the list of what happened.
  var phrase: Phrase {
    switch self {
    case .register: "Đăng ký tham gia"
    case .admit: "Nhận đăng ký"
    case .submit: "Trình duyệt nội bộ"
    case .sendBack: "Trả lại để chấm tiếp"
    case .approve: "Duyệt và gửi thẩm định"
    case .approveAlone: "Gửi thẩm định khi cơ quan chỉ có một người"
    case .handBack: "Trả lại cơ quan để có người xem lại"
    case .finishAppraisal: "Thẩm định xong"
    case .accept: "Đồng ý với kết quả thẩm định"
    case .appeal: "Gửi kiến nghị"
    case .settleAppeal: "Trả lời kiến nghị"
    case .reopen: "Mở lại thẩm định"
    case .publish: "Công bố"
    case .leaveOut: "Không xếp hạng"
    case .withdraw: "Rút đăng ký"
    }
  }
}

/// Who does it: somebody of the agency, the agency's head, or the body that appraises.
enum EntryActor: Sendable {
  case worker
  case head
  case appraiser

  var permission: Permission {
    switch self {
    case .worker: Programme.work
    case .head: Programme.confirm
    case .appraiser: Programme.appraise
    }
  }
}

/// The whole machine: what may be done in which state, by whom, until when, and where it leads. What is not here is refused.
struct EntryStep: Sendable {
  let from: EntryState
  let act: EntryAct
  let to: EntryState
  let actor: EntryActor
  /// The last day of the cycle on which this may be done; nil: any.
  let deadline: (@Sendable (MaturityCycle) -> CivilDate)?

  static let all: [EntryStep] = [
    step(.registered, .admit, .scoring, .appraiser),
    // Once for the whole year: the agency's head decides, and may come back while one may register.
    step(.registered, .withdraw, .withdrawn, .head),
    step(.registered, .leaveOut, .unranked, .appraiser),
    step(.scoring, .submit, .approval, .worker, until: { $0.scoreUntil }),
    step(.scoring, .withdraw, .withdrawn, .head),
    step(.scoring, .leaveOut, .unranked, .appraiser),
    step(.approval, .sendBack, .scoring, .head),
    step(.approval, .approve, .appraisal, .head, until: { $0.scoreUntil }),
    step(.approval, .approveAlone, .appraisal, .head, until: { $0.scoreUntil }),
    step(.approval, .leaveOut, .unranked, .appraiser),
    // Later than that the agency could do nothing with it.
    step(.appraisal, .handBack, .scoring, .appraiser, until: { $0.scoreUntil }),
    step(.appraisal, .finishAppraisal, .result, .appraiser),
    step(.result, .accept, .settled, .head),
    step(.result, .appeal, .appeal, .head, until: { $0.appealUntil }),
    step(.result, .reopen, .appraisal, .appraiser),
    step(.result, .publish, .published, .appraiser),
    step(.appeal, .settleAppeal, .settled, .appraiser),
    step(.settled, .reopen, .appraisal, .appraiser),
    step(.settled, .publish, .published, .appraiser),
  ]

  static func find(_ act: EntryAct, in state: EntryState) -> EntryStep? {
    all.first { $0.from == state && $0.act == act }
  }

  private static func step(
    _ from: EntryState, _ act: EntryAct, _ to: EntryState, _ actor: EntryActor,
    until deadline: (@Sendable (MaturityCycle) -> CivilDate)? = nil
  ) -> EntryStep {
    EntryStep(from: from, act: act, to: to, actor: actor, deadline: deadline)
  }
}
