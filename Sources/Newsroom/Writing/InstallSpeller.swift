package import Foundation
import Spelling

extension Newsroom {
  /// Gives the room its speller, where a dictionary is installed (`hunspell-vi`).
  ///
  /// - Parameter facts: the folder `data`: our own words in `spelling/`, the names of places in `units/units.csv`.
  package mutating func installSpeller(facts: URL) throws {
    let units = try String(contentsOf: facts.appendingPathComponent("units/units.csv"), encoding: .utf8)
    speller = try Speller(
      data: facts.appendingPathComponent("spelling"), names: Speller.syllables(ofNames: units))
  }
}
