import Foundation
import Kernel

/// The figures an installation shares with others: frozen ones of provincial plans, as its public pages show them. The
/// form is fixed by ``format`` and ``version``; a new version is for changes that an old reader would misread, new fields
/// alone are none. ``SharedDictionary`` says what each field means.
struct SharedDocument: Codable, Sendable, Equatable {
  static let format = "hoitu-figures"
  static let version = 1
  static let mediaType = "application/json"

  struct Installation: Codable, Sendable, Equatable {
    /// Who keeps the plans.
    var name: String
    var software: String
  }

  struct Plan: Codable, Sendable, Equatable {
    var code: String
    var title: String
    var document: String
    var number: String
    var issuer: String
    var figures: [SharedFigure]
  }

  var format = Self.format
  var version = Self.version
  /// ISO 8601, UTC.
  var generated: String
  /// The address of the dictionary, below the same server.
  var dictionary: String
  var installation: Installation
  var plans: [Plan]
}

/// One figure: of which target, by which formula, of whom, on which day, frozen or not.
struct SharedFigure: Codable, Sendable, Equatable {
  /// A province by its code and name on the figure's day: codes were used again on 01/7/2025, and provinces merged.
  struct Province: Codable, Sendable, Equatable {
    var code: String?
    var name: String
    var asOf: String
  }
  /// The target of a national plan that this one was taken over from.
  struct National: Codable, Sendable, Equatable {
    var plan: String
    var target: String
  }
  struct Population: Codable, Sendable, Equatable {
    var kind: String
    var filter: String
    var text: String
  }
  struct Planned: Codable, Sendable, Equatable {
    var year: Int
    var value: Double?
    var low: Double?
    var high: Double?
    /// The words of the paper.
    var shown: String
  }
  /// What the figure was when it was frozen, and why it is another now.
  struct Restated: Codable, Sendable, Equatable {
    var numerator: Double?
    var denominator: Double?
    var on: String
    var reason: String
  }
  enum Status: String, Codable, Sendable {
    case frozen
    /// May still change; what we publish is always frozen.
    case preliminary
  }

  var target: String
  var section: String
  var measure: String
  var province: Province
  /// `G1` … `G8` of QĐ 348.
  var goal: String?
  var national: National?
  /// The indicator that computes it; none: entered with evidence.
  var indicator: String?
  var population: Population
  /// The formula in the plan's words.
  var numeratorOf: String
  var denominatorOf: String
  /// A digest of the formula's definition, ``FormulaDigest``; nil: documents from before it was said.
  var formula: String?
  var unit: String
  var direction: String
  var year: Int
  var day: String
  var numerator: Double
  var denominator: Double?
  var planned: Planned?
  var status: Status
  /// SHA-256 over the figures and evidence of the freeze, in hexadecimal.
  var digest: String?
  var restated: Restated?
  var note: String
}

extension SharedFigure {
  var count: FigureCount { FigureCount(numerator, denominator) }
  /// An unknown unit is refused when a document is read.
  var measuredIn: TargetUnit { TargetUnit(rawValue: unit) ?? .count }
}
