import Crypto
import Foundation
import Kernel

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
    if figure.population.filter == "named" { population += " \(FormulaDigest.plain(figure.population.text))" }
    self.population = population
    if let indicator = figure.indicator {
      what = "indicator:\(indicator)"
      formula = ""
    } else {
      what = figure.national.map { "national:\($0.whole)" } ?? "goal:\(figure.goal ?? "")"
      formula = [figure.numeratorOf, figure.denominatorOf, figure.population.text].map(FormulaDigest.plain)
        .joined(separator: "|")
    }
  }

  /// Short and the same everywhere: for addresses.
  var id: String {
    let text = [what, formula, unit, population].joined(separator: "\n")
    return FormulaDigest.hexadecimal(SHA256.hash(data: Data(text.utf8)).prefix(6))
  }
}
