import Contracts
import Foundation
import Kernel

/// Adds parts up to the whole, and says what is missing of whom.
enum FigureTotal {
  /// - Parameter hasPopulation: whether the registers list who counts; else what was entered is all there is.
  static func whole(
    _ target: TargetRecord, _ day: CivilDate, _ parts: [FigurePart], hasPopulation: Bool, explanation: String,
    by name: String, at time: Date
  ) throws -> TargetFigure {
    let known = parts.filter { $0.missing.isEmpty }
    let sources = Set(known.map(\.source))
    let isShare = target.unit == .percent || target.unit == .ratio || known.contains { $0.denominator != nil }
    var figure = TargetFigure(
      target: target.id, day: day, plan: target.plan, population: hasPopulation ? parts.count : 0, known: known.count,
      source: sources.count > 1 ? .mixed : sources.first ?? .none,
      missing: try missing(parts, isOfPlaces: !PlaceTarget.isOfOrganisations(target)),
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
    if parts.isEmpty, !hasPopulation { figure.missing = try KeptPhrases.text(["chưa nhập số liệu"] as [Phrase]) }
    return figure
  }

  /// One note for each reason, with whom it is missing of.
  static func missing(_ parts: [FigurePart], isOfPlaces: Bool = false) throws -> String {
    var reasons: [(why: String, names: [String])] = []
    for part in parts where !part.missing.isEmpty {
      if let place = reasons.firstIndex(where: { $0.why == part.missing }) {
        reasons[place].names.append(part.name)
      } else {
        reasons.append((part.missing, [part.name]))
      }
    }
    return try KeptPhrases.text(
      reasons.flatMap { reason in
        KeptPhrases.notes(reason.why).map {
          MissingNote(
            why: $0.why, names: Array(reason.names.prefix(8)), more: max(0, reason.names.count - 8),
            isOfPlaces: isOfPlaces)
        }
      })
  }
}
