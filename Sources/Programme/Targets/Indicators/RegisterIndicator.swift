import Contracts
import Foundation
import Kernel

/// An indicator that reads the registers of the organisations: one rule, applied to what they hold on the last day.
struct RegisterIndicator: Indicator {
  let id: String
  let name: Phrase
  let counting: IndicatorCounting
  let registers: any OrganisationRegisters
  /// Of what the registers hold on a day.
  let part: @Sendable (OrganisationFacts, CivilDate) -> IndicatorPart

  func measure(_ question: IndicatorQuestion) async throws -> [OrganisationID: IndicatorPart] {
    let facts = try await registers.facts(question.organisations, on: question.to)
    return Dictionary(
      question.organisations.map { id in
        (
          id,
          facts[id].map { part($0, question.to) }
            ?? .missing("không có trong sổ tổ chức ngày \(question.to.vietnamese)")
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  static func all(_ registers: any OrganisationRegisters) -> [any Indicator] {
    [
      RegisterIndicator(
        id: "press.platforms", name: "Cơ quan báo chí đưa nội dung lên nền tảng số", counting: .organisations,
        registers: registers, part: platforms),
      flag("press.data-ai", "Cơ quan báo chí dùng phân tích dữ liệu, trí tuệ nhân tạo", .dataAnalysis, registers),
      flag("press.self-financing", "Cơ quan báo chí tự bảo đảm chi thường xuyên", .selfFinancing, registers),
      RegisterIndicator(
        id: "press.security-level", name: "Hệ thống đạt cấp độ 3 trở lên về an toàn thông tin",
        counting: .organisations, registers: registers, part: securityLevel),
      RegisterIndicator(
        id: "press.people-trained", name: "Người làm báo được bồi dưỡng về chuyển đổi số", counting: .things,
        registers: registers, part: peopleTrained),
    ]
  }

  private static func flag(
    _ id: String, _ name: Phrase, _ flag: OrganisationFlag, _ registers: any OrganisationRegisters
  ) -> RegisterIndicator {
    RegisterIndicator(id: id, name: name, counting: .organisations, registers: registers) { declared($0, flag, on: $1) }
  }

  /// By the organisation's own dated declaration.
  static func declared(_ facts: OrganisationFacts, _ flag: OrganisationFlag, on day: CivilDate) -> IndicatorPart {
    guard let fact = facts.flags[flag] else { return .missing("chưa khai báo kèm văn bản") }
    let (since, paper) = (fact.since.vietnamese, fact.paper)
    let sentence: Phrase =
      switch (fact.holds, paper.isEmpty) {
      case (true, false): "Khai báo có từ \(since): \(paper)"
      case (true, true): "Khai báo có từ \(since), không ghi văn bản"
      case (false, false): "Khai báo chưa có từ \(since): \(paper)"
      case (false, true): "Khai báo chưa có từ \(since), không ghi văn bản"
      }
    return IndicatorPart(
      numerator: fact.holds ? 1 : 0, denominator: 1, evidence: [tab(.declarations, facts.id, day).line(sentence)])
  }

  /// No channel on record counts as none only where somebody keeps this organisation's registers at all.
  @Sendable static func platforms(_ facts: OrganisationFacts, _ day: CivilDate) -> IndicatorPart {
    let tab = tab(.channels, facts.id, day)
    if !facts.platforms.isEmpty {
      return IndicatorPart(
        numerator: 1, denominator: 1,
        evidence: [tab.line("\(facts.platforms.count) kênh, nền tảng số trong sổ Kênh số")]
          + facts.platforms.prefix(20).map { .init(named: $0) })
    }
    let isKept = !facts.pressTypes.isEmpty || !facts.flags.isEmpty || facts.staff != nil
    guard isKept else { return .missing("chưa có kênh, nền tảng số nào trong sổ") }
    return IndicatorPart(
      numerator: 0, denominator: 1, evidence: [tab.line("Sổ kênh trên nền tảng số không có kênh nào")])
  }

  @Sendable static func securityLevel(_ facts: OrganisationFacts, _ day: CivilDate) -> IndicatorPart {
    guard let level = facts.securityLevel else { return .missing("chưa ghi cấp độ an toàn thông tin") }
    let sentence: Phrase = facts.securityPaper.map { "Cấp độ \(level): \($0)" } ?? "Cấp độ \(level), không ghi văn bản"
    return IndicatorPart(
      numerator: level >= 3 ? 1 : 0, denominator: 1, evidence: [tab(.security, facts.id, day).line(sentence)])
  }

  @Sendable static func peopleTrained(_ facts: OrganisationFacts, _ day: CivilDate) -> IndicatorPart {
    guard let staff = facts.staff else { return .missing("chưa có số người làm việc") }
    guard let trained = facts.trained else { return .missing("chưa có số người được bồi dưỡng") }
    let sentence: Phrase =
      facts.countedOn.map { "\(trained) trên \(staff) người (ngày \($0.vietnamese))" }
      ?? "\(trained) trên \(staff) người"
    return IndicatorPart(
      numerator: trained, denominator: staff, evidence: [tab(.people, facts.id, day).line(sentence)])
  }

  private static func tab(_ kind: RegisterTab.Kind, _ id: OrganisationID, _ day: CivilDate) -> RegisterTab {
    RegisterTab(kind: kind, organisation: id, day: day)
  }
}

/// The tab of an organisation's page on which the rows of a register stand as they were on a day.
struct RegisterTab: Sendable {
  enum Kind: String, Sendable {
    case channels = "kenh-so"
    case people = "nhan-luc"
    /// They stand beside the people.
    case declarations = "tu-khai"
    case security = "an-toan"
    case revenue = "doanh-thu"
  }

  let kind: Kind
  let organisation: OrganisationID
  let day: CivilDate

  var path: String {
    let tab = kind == .declarations ? Kind.people : kind
    return "/lam-viec/to-chuc/\(organisation)/\(tab.rawValue)" + (kind == .revenue ? "" : "?ngay=\(day.rawValue)")
  }

  /// Channels are open to whoever may see organisations; the rest to the organisation and to whom it is overseen by.
  var opens: IndicatorPart.Opening {
    switch kind {
    case .channels: .init(Programme.readOrganisations, keeper: Programme.readOrganisations)
    case .people, .declarations, .security:
      .init(Programme.readOrganisations, keeper: Programme.overseeRegisters)
    case .revenue: .init(Programme.readRevenue, keeper: Programme.overseeRegisters)
    }
  }

  /// A line of evidence that leads there.
  func line(_ sentence: Phrase) -> IndicatorPart.Evidence { .init(sentence, path: path, opens: opens) }
}
