import Contracts
import Kernel

/// Converged newsrooms: what the agency declares with a paper, beside the kinds of press its newsroom really produced.
///
/// Whether one counts follows the declaration: no public text says how many kinds make a converged newsroom. What was
/// really produced stands beside it, and a declaration with at most one kind behind it is told as such.
struct ConvergedNewsroom: Indicator {
  let id = "press.converged"
  let name: Phrase = "Cơ quan báo chí theo mô hình tòa soạn hội tụ"
  let counting = IndicatorCounting.organisations
  let registers: any OrganisationRegisters
  /// `press.kinds-produced`, where the newsroom is here.
  let produced: (any Indicator)?

  func measure(_ question: IndicatorQuestion) async throws -> [OrganisationID: IndicatorPart] {
    let facts = try await registers.facts(question.organisations, on: question.to)
    let kinds = try await produced?.measure(question) ?? [:]
    return Dictionary(
      question.organisations.map { id -> (OrganisationID, IndicatorPart) in
        guard let one = facts[id] else {
          return (id, .missing("không có trong sổ tổ chức ngày \(question.to.vietnamese)"))
        }
        let declared = RegisterIndicator.declared(one, .convergedNewsroom, on: question.to)
        guard declared.missing == nil else { return (id, declared) }
        return (
          id,
          IndicatorPart(
            numerator: declared.numerator, denominator: 1,
            evidence: declared.evidence + real(kinds[id], declares: declared.numerator == 1))
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  private func real(_ part: IndicatorPart?, declares: Bool) -> [IndicatorPart.Evidence] {
    guard let part, part.missing == nil else { return [.init("Chưa có số liệu về loại hình thực tế đã sản xuất")] }
    guard declares, part.numerator < 2 else { return part.evidence }
    return part.evidence + [
      .init("Lưu ý: khai báo hội tụ nhưng trong kỳ chỉ thấy sản xuất \(part.numerator) loại hình")
    ]
  }
}

extension Programme {
  /// What computes a target in a year; nil where figures of it are entered by people.
  func indicator(
    for target: TargetRecord, _ values: [TargetValue], year: Int, in plan: PlanRecord
  ) -> (any Indicator)? {
    switch target.indicator {
    case "": nil
    case "press.revenue-growth":
      // A share without a growth to reach, or without a year to grow from, cannot be computed.
      (target.baseYear ?? plan.baseYear).flatMap { base in
        Self.growth(values, year: year).map { RevenueGrowth(registers: registers, baseYear: base, growth: $0) }
      }
    case "press.converged": ConvergedNewsroom(registers: registers, produced: indicators["press.kinds-produced"])
    default:
      indicators[target.indicator] ?? placeIndicator(for: target, in: plan) ?? registerIndicators[target.indicator]
    }
  }

  /// What a named indicator counts; nil where nothing here computes it.
  func counting(_ id: String) -> IndicatorCounting? {
    if let one = indicators[id] ?? registerIndicators[id] { return one.counting }
    if let rule = CommuneIndicator.rules[id] { return rule(registers).counting }
    return ["print.modern", "print.e-publications"].contains(id) ? .things : nil
  }

  /// Every indicator a target may name, with its name for people.
  var knownIndicators: [String: Phrase] {
    var known = indicators.mapValues(\.name).merging(registerIndicators.mapValues(\.name)) { first, _ in first }
    known["press.revenue-growth"] = RevenueGrowth(registers: registers, baseYear: 0, growth: 0).name
    known["press.converged"] = ConvergedNewsroom(registers: registers, produced: nil).name
    for (id, rule) in CommuneIndicator.rules { known[id] = rule(registers).name }
    known["print.modern"] = ThingIndicator.name(.printers)
    known["print.e-publications"] = ThingIndicator.name(.publications)
    return known
  }

  /// By how much each must grow by a year: what the plan last said, else what it says next.
  private static func growth(_ values: [TargetValue], year: Int) -> Double? {
    let known = values.filter { $0.growth != nil }.sorted { $0.year < $1.year }
    return (known.last { $0.year <= year } ?? known.first)?.growth
  }

  private var registerIndicators: [String: any Indicator] {
    Dictionary(RegisterIndicator.all(registers).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
