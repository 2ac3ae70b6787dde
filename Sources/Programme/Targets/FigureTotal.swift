import Contracts
import Foundation
import Kernel

/// Adds parts up to the whole, and says what is missing of whom.
enum FigureTotal {
  /// - Parameter hasPopulation: whether the registers list who counts; else what was entered is all there is.
  static func whole(
    _ target: TargetRecord, _ day: CivilDate, _ parts: [FigurePart], hasPopulation: Bool, explanation: String,
    by name: String, at time: Date
  ) -> TargetFigure {
    let known = parts.filter { $0.missing.isEmpty }
    let sources = Set(known.map(\.source))
    let isShare = target.unit == .percent || target.unit == .ratio || known.contains { $0.denominator != nil }
    var figure = TargetFigure(
      target: target.id, day: day, plan: target.plan, population: hasPopulation ? parts.count : 0, known: known.count,
      source: sources.count > 1 ? .mixed : sources.first ?? .none,
      missing: missing(parts, others: PlaceTarget.isOfOrganisations(target) ? "cơ quan" : "nơi"),
      explanation: explanation,
      by: name, at: time)
    if !known.isEmpty {
      figure.numerator = known.reduce(0) { $0 + ($1.numerator ?? 0) }
      figure.denominator = isShare ? known.reduce(0) { $0 + ($1.denominator ?? 0) } : nil
    } else if parts.isEmpty, hasPopulation {
      // Nobody counts: nought of nought is no figure.
      figure.numerator = 0
      figure.denominator = 0
    }
    if parts.isEmpty, !hasPopulation { figure.missing = "chưa nhập số liệu" }
    return figure
  }

  /// `chưa có số liệu doanh thu năm 2025 của Báo A, Đài B`, one sentence for each reason.
  static func missing(_ parts: [FigurePart], others: String = "cơ quan") -> String {
    var reasons: [(why: String, names: [String])] = []
    for part in parts where !part.missing.isEmpty {
      if let place = reasons.firstIndex(where: { $0.why == part.missing }) {
        reasons[place].names.append(part.name)
      } else {
        reasons.append((part.missing, [part.name]))
      }
    }
    return reasons.map { reason in
      let shown = reason.names.prefix(8).joined(separator: ", ")
      let more = reason.names.count > 8 ? " và \(reason.names.count - 8) \(others) khác" : ""
      return "\(reason.why) của \(shown)\(more)"
    }.joined(separator: "; ")
  }
}
