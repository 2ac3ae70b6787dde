import Foundation
import Kernel
import Vietnamese

/// Which periods run in a case, by its kind and the law of its day.
struct CaseClocks {
  let record: CaseRecord
  let steps: [CaseStep]
  /// Responses received, in order.
  let rounds: [ResponseRound]
  let regime: Regime
  let maker: ClockMaker

  /// In the order in which they are to be done.
  var all: [CaseClock] {
    switch record.kind {
    case .correction: correction
    case .response: response
    case .pressQuestion: [bodyAnswers(.bodyAnswersQuestion, from: start)].compactMap(\.self)
    case .opinion: [bodyAnswers(.bodyAnswersOpinion, from: start), citizenTold].compactMap(\.self)
    case .complaint: [complaintAnswered, citizenTold].compactMap(\.self)
    case .personQuestion: [personAnswered].compactMap(\.self)
    case .removal: removal
    }
  }

  /// Midnight at the start of the first day: counting leaves that day out.
  private var start: Date { record.startedOn.start }
  private var medium: Medium { record.medium }

  /// Steps that were not taken back.
  private var standing: [CaseStep] {
    let taken = Set(steps.filter { $0.kind == .retracted }.map(\.evidence))
    return taken.isEmpty ? steps : steps.filter { !taken.contains($0.id.rawValue) }
  }

  private func times(_ kind: StepKind) -> [Date] { standing.filter { $0.kind == kind }.map(\.happenedAt).sorted() }
  private func done(_ kind: StepKind) -> Date? { times(kind).first }

  private func clock(_ duty: Duty, _ name: Phrase, from start: Date?, done: Date?) -> CaseClock? {
    regime.rule(duty, medium).map {
      maker.clock($0, name, from: start, done: done, nextIssue: record.detail.nextIssue)
    }
  }

  /// When it was known that something was false (CO4: on the conclusion or the discovery).
  private var found: Date? { record.detail.foundOn?.start }
  /// Online the notice itself; elsewhere when it ran.
  private var ran: Date? { medium.isRemovable ? done(.published) : done(.ran) }

  private var correction: [CaseClock] {
    var clocks: [CaseClock?] = []
    if medium.isRemovable { clocks.append(clock(.remove, "Gỡ phần sai", from: found, done: done(.removed))) }
    if medium == .magazine, record.detail.isRare {
      clocks.append(clock(.replyFirst, "Trả lời bằng văn bản trước", from: found, done: done(.repliedFirst)))
    }
    clocks.append(clock(.publish, "Đăng, phát cải chính", from: found, done: ran))
    if record.origin == .complaint { clocks.append(personAnswered) }
    return clocks.compactMap(\.self)
  }

  private var response: [CaseClock] {
    var clocks: [CaseClock?] = []
    // On the same product (FB1): a response to a broadcast counts once it was on the air.
    var runs = times(.ran)
    for round in rounds {
      var done = round.state == .waiting ? nil : round.endedAt
      if !medium.isRemovable, round.state != .refused { done = runs.isEmpty ? nil : runs.removeFirst() }
      // FB1 takes its time from the rules of corrections.
      clocks.append(
        clock(.publish, "Đăng phản hồi lần \(round.number)", from: round.receivedOn.start, done: done))
    }
    if medium == .magazine, record.detail.isRare {
      clocks.append(
        clock(
          .replyFirst, "Trả lời bằng văn bản trước", from: rounds.first?.receivedOn.start, done: done(.repliedFirst)))
    }
    return clocks.compactMap(\.self)
  }

  private func bodyAnswers(_ duty: Duty, from start: Date?) -> CaseClock? {
    clock(duty, "Cơ quan, tổ chức trả lời", from: start, done: done(.bodyAnswered))
  }

  private var complaintAnswered: CaseClock? {
    guard let rule = regime.rule(.bodyAnswersComplaint, medium) else { return nil }
    return bodyAnswers(.bodyAnswersComplaint, from: rule.starts == "conclusion" ? done(.concluded) : start)
  }

  private var citizenTold: CaseClock? {
    clock(.pressTellsCitizen, "Báo công dân hoặc đăng, phát", from: done(.bodyAnswered), done: done(.citizenTold))
  }

  private var personAnswered: CaseClock? {
    clock(.pressAnswersPerson, "Trả lời người hỏi", from: start, done: done(.personAnswered))
  }

  private var removal: [CaseClock] {
    [
      clock(.removeOnRequest, "Gỡ nội dung vi phạm", from: start, done: done(.removed)),
      clock(.recallReport, "Báo cáo thu hồi", from: done(.recalled), done: done(.recallReported)),
    ].compactMap(\.self)
  }
}

extension Corrections {
  /// The clocks of a case as they stand now.
  func clocks(_ record: CaseRecord, _ steps: [CaseStep], _ rounds: [ResponseRound]) -> [CaseClock] {
    CaseClocks(
      record: record, steps: steps, rounds: rounds, regime: regimes.regime(on: record.lawDay),
      maker: ClockMaker(calendar: calendar, now: clock.now)
    ).all
  }
}

extension [CaseClock] {
  /// The one to look at first: late before soon before running, then by day.
  var next: CaseClock? {
    filter(\.isOpen).min { ($0.dueOn ?? .far) < ($1.dueOn ?? .far) } ?? first { $0.state == .waiting }
  }
}

extension CivilDate {
  /// After every day that is asked about.
  static let far = CivilDate(daysSince1970: 2_900_000)
}
