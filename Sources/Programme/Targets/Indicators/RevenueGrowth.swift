import Contracts
import Foundation
import Kernel
import Vietnamese

/// Whether each agency's revenue of the year grew as the plan wants against the base year. Of one that came from others,
/// the base is the sum of theirs. The evidence tells the growth, never the amounts: those are confidential.
struct RevenueGrowth: Indicator {
  let id = "press.revenue-growth"
  let name: Phrase = "Cơ quan báo chí tăng doanh thu so với năm gốc"
  let counting = IndicatorCounting.organisations
  let registers: any OrganisationRegisters
  let baseYear: Int
  /// By how many percent each must grow.
  let growth: Double

  private typealias Revenue = [OrganisationID: (amount: Int, isConfirmed: Bool)]

  func measure(_ question: IndicatorQuestion) async throws -> [OrganisationID: IndicatorPart] {
    let year = question.to.year
    let baseDay = CivilDate(baseYear, 12, 31) ?? question.from
    var origins: [OrganisationID: [OrganisationID]] = [:]
    for id in question.organisations {
      origins[id] = try await registers.predecessors(of: id, on: question.to)
    }
    let everyone = Set(question.organisations + origins.values.flatMap(\.self)).sorted()
    let alive = try await registers.facts(everyone, on: baseDay)
    let became = try await registers.rollUp(alive.keys.sorted(), from: baseDay, on: question.to)
    let base = try await registers.revenue(of: everyone, year: baseYear)
    let current = try await registers.revenue(of: everyone, year: year)
    return Dictionary(
      question.organisations.map { id in
        let sources = ([id] + (origins[id] ?? [])).filter { alive[$0] != nil }
        return (id, part(id, sources, origins[id] ?? [], alive, became, base, current, year))
      }, uniquingKeysWith: { first, _ in first })
  }

  private func part(
    _ id: OrganisationID, _ sources: [OrganisationID], _ origins: [OrganisationID],
    _ alive: [OrganisationID: OrganisationFacts], _ became: [OrganisationID: [OrganisationID]], _ base: Revenue,
    _ current: Revenue, _ year: Int
  ) -> IndicatorPart {
    guard !sources.isEmpty else { return .missing("chưa có hoạt động trong năm gốc \(baseYear) để so sánh") }
    if let split = sources.first(where: { (became[$0] ?? []).count > 1 }) {
      return .missing("không chia được doanh thu năm \(baseYear) của \(alive[split]?.name ?? "—") đã chia tách")
    }
    var before = 0
    for source in sources {
      guard let one = base[source] else {
        guard source != id else { return .missing("chưa có số liệu doanh thu năm \(baseYear)") }
        return .missing("chưa có số liệu doanh thu năm \(baseYear) của \(alive[source]?.name ?? "—")")
      }
      guard one.isConfirmed else { return .missing("doanh thu năm \(baseYear) chưa được người thứ hai xác nhận") }
      before += one.amount
    }
    guard let own = current[id] else { return .missing("chưa có số liệu doanh thu năm \(year)") }
    // Those that ended within the year had revenue of their own in it.
    let all = [own] + origins.compactMap { current[$0] }
    guard all.allSatisfy(\.isConfirmed) else {
      return .missing("doanh thu năm \(year) chưa được người thứ hai xác nhận")
    }
    guard before > 0 else { return .missing("doanh thu năm gốc \(baseYear) bằng 0, không tính được mức tăng") }
    let grown = (Double(all.reduce(0) { $0 + $1.amount }) / Double(before) - 1) * 100
    return IndicatorPart(
      numerator: grown >= growth - 1e-9 ? 1 : 0, denominator: 1,
      evidence: [
        RegisterTab(kind: .revenue, organisation: id, day: CivilDate(year, 12, 31) ?? CivilDate(daysSince1970: 0))
          .line(sentence(grown, year, sources == [id] ? [] : sources.map { alive[$0]?.name ?? "—" }))
      ])
  }

  private func sentence(_ grown: Double, _ year: Int, _ sources: [String]) -> Phrase {
    let (percent, names) = (FigureText.percent(abs(grown)), sources.joined(separator: ", "))
    return switch (grown >= 0, sources.isEmpty) {
    case (true, true): "Doanh thu năm \(year) so với năm \(baseYear): tăng \(percent)"
    case (true, false): "Doanh thu năm \(year) so với năm \(baseYear): tăng \(percent), cộng gộp \(names)"
    case (false, true): "Doanh thu năm \(year) so với năm \(baseYear): giảm \(percent)"
    case (false, false): "Doanh thu năm \(year) so với năm \(baseYear): giảm \(percent), cộng gộp \(names)"
    }
  }
}
