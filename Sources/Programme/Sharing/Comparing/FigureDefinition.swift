import Crypto
import Foundation
import Kernel
import Vietnamese

/// What a figure measures, how and of whom. Only figures of one definition are compared.
struct FigureDefinition: Hashable, Sendable {
  /// The indicator that computes it; else the national target it was taken over from; else the goal.
  let what: String
  /// The plan's words for it, where people count by them; empty where an indicator does, whose code says it all.
  let formula: String
  let unit: String
  let population: String

  init(_ figure: SharedFigure) {
    unit = figure.unit
    var population = "\(figure.population.kind) \(figure.population.filter)"
    // The agencies that a plan names are no other plan's.
    if figure.population.filter == "named" { population += " \(Self.plain(figure.population.text))" }
    self.population = population
    if let indicator = figure.indicator {
      what = "indicator:\(indicator)"
      formula = ""
    } else {
      what = figure.national.map { "national:\($0.plan)/\($0.target)" } ?? "goal:\(figure.goal ?? "")"
      formula = [figure.numeratorOf, figure.denominatorOf, figure.population.text].map(Self.plain).joined(
        separator: "|")
    }
  }

  /// Whoever typed one space more, or a capital, means the same.
  private static func plain(_ words: String) -> String {
    VietnameseText.fold(words).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Short and the same everywhere: for addresses.
  var id: String {
    let text = [what, formula, unit, population].joined(separator: "\n")
    return SHA256.hash(data: Data(text.utf8)).prefix(6).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
      .joined()
  }
}
