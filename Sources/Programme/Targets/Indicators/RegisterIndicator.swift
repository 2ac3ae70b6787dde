import Contracts
import Foundation
import Kernel

/// An indicator that reads the registers of the organisations: one rule, applied to what they hold on the last day.
struct RegisterIndicator: Indicator {
  let id: String
  let name: Phrase
  let counting: IndicatorCounting
  let registers: any OrganisationRegisters
  let part: @Sendable (OrganisationFacts) -> IndicatorPart

  func measure(_ question: IndicatorQuestion) async throws -> [OrganisationID: IndicatorPart] {
    let facts = try await registers.facts(question.organisations, on: question.to)
    return Dictionary(
      question.organisations.map { id in
        (id, facts[id].map(part) ?? .missing("không có trong sổ tổ chức ngày \(question.to.vietnamese)"))
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
    RegisterIndicator(id: id, name: name, counting: .organisations, registers: registers) { declared($0, flag) }
  }

  /// By the organisation's own dated declaration.
  static func declared(_ facts: OrganisationFacts, _ flag: OrganisationFlag) -> IndicatorPart {
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
      numerator: fact.holds ? 1 : 0, denominator: 1, evidence: [.init(sentence, path: registerPath(facts.id))])
  }

  /// No channel on record counts as none only where somebody keeps this organisation's registers at all.
  @Sendable static func platforms(_ facts: OrganisationFacts) -> IndicatorPart {
    if !facts.platforms.isEmpty {
      return IndicatorPart(
        numerator: 1, denominator: 1,
        evidence: facts.platforms.prefix(20).map { .init(named: $0, path: registerPath(facts.id)) })
    }
    let isKept = !facts.pressTypes.isEmpty || !facts.flags.isEmpty || facts.staff != nil
    guard isKept else { return .missing("chưa có kênh, nền tảng số nào trong sổ") }
    return IndicatorPart(
      numerator: 0, denominator: 1,
      evidence: [.init("Sổ kênh trên nền tảng số không có kênh nào", path: registerPath(facts.id))])
  }

  @Sendable static func securityLevel(_ facts: OrganisationFacts) -> IndicatorPart {
    guard let level = facts.securityLevel else { return .missing("chưa ghi cấp độ an toàn thông tin") }
    let sentence: Phrase = facts.securityPaper.map { "Cấp độ \(level): \($0)" } ?? "Cấp độ \(level), không ghi văn bản"
    return IndicatorPart(
      numerator: level >= 3 ? 1 : 0, denominator: 1, evidence: [.init(sentence, path: registerPath(facts.id))])
  }

  @Sendable static func peopleTrained(_ facts: OrganisationFacts) -> IndicatorPart {
    guard let staff = facts.staff else { return .missing("chưa có số người làm việc") }
    guard let trained = facts.trained else { return .missing("chưa có số người được bồi dưỡng") }
    let sentence: Phrase =
      facts.countedOn.map { "\(trained) trên \(staff) người (ngày \($0.vietnamese))" }
      ?? "\(trained) trên \(staff) người"
    return IndicatorPart(
      numerator: trained, denominator: staff, evidence: [.init(sentence, path: registerPath(facts.id))])
  }

  static func registerPath(_ id: OrganisationID) -> String { "/lam-viec/to-chuc/\(id)" }
}
