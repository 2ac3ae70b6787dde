import Foundation
import Kernel
import Web

/// How the paper is headed, signed and handed on; all of it may be changed while it is a draft.
struct ReportHead: Codable, Sendable, Equatable {
  /// What it is about, below its kind.
  var subject = ""
  var superior = ""
  var issuer = ""
  /// Empty leaves room for it.
  var number = ""
  var symbol = ""
  var place = ""
  var date: CivilDate?
  /// `Kính gửi`, one to a line.
  var addressees: [String] = []
  /// `KT. GIÁM ĐỐC`, `PHÓ GIÁM ĐỐC`, one to a line.
  var capacity: [String] = []
  var signer = ""
  var recipients: [String] = []
  var filing = ""
}

/// A part of a report: what people wrote in it, beside what was computed.
struct ReportSection: Codable, Sendable, Equatable {
  let id: String
  let kind: ReportPart.Kind
  var title: String
  var hint: String
  /// Paragraphs, a blank line between.
  var words = ""

  var paragraphs: [String] {
    words.split(separator: "\n", omittingEmptySubsequences: true).map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
  }
}

/// The figures a report was made of, copied: what changes later changes no report.
struct ReportFacts: Codable, Sendable, Equatable {
  /// Whose figures they are.
  enum Scope: String, Codable, Sendable {
    /// Of everybody in the plan.
    case whole
    /// Of one's own organisation.
    case own
    /// Only what is frozen, and therefore public.
    case published
  }

  /// The reporting day of the figures; nil where there are none.
  var day: CivilDate?
  /// The digest of the freeze; empty where they are not frozen.
  var digest = ""
  var scope: Scope = .published
  var targets: [ReportTarget] = []
  var tasks: [ReportTask] = []
  var scores: [ReportScore] = []
  var scoresOf = ""
  var restatements: [ReportRestatement] = []
  var proofs: [ReportProof] = []
  var annexes: [ReportAnnex] = []
  /// Figures that were taken out by taking them anew; nil in reports of before it was kept.
  var replaced: [ReportStaleness.Change]?

  var isFrozen: Bool { !digest.isEmpty }
  /// How many figures in it may still change.
  var unfrozen: Int { isFrozen ? 0 : targets.count { $0.note != nil } }
  /// Whether what agencies earn is in it: taken by somebody who may see it, into the report of whoever keeps the plan.
  var showsRevenue: Bool { scope == .whole && !targets.contains { $0.isHidden == true } }
}

/// A target in a report.
struct ReportTarget: Codable, Sendable, Equatable {
  var code: String
  var section: String
  var measure: String
  var unit: TargetUnit
  /// `cơ quan báo chí`; empty where the plan does not say of what.
  var of: String
  /// The plan for the year, or for the next year it names one for.
  var planned: String
  var plannedYear: Int?
  var plannedValue: Double?
  var numerator: Double?
  var denominator: Double?
  /// `2/3`, `18`; empty where nothing is known.
  var share: String
  /// `66,7%`; empty where it is no share.
  var percent: String
  var standing: String
  var source: String
  var missing: String
  var explanation: String
  /// It is the plan's figure only as the plan rounds; nil in reports made before this was told.
  var isRounded: Bool?
  /// The number of its note; nil where there is no figure.
  var note: Int?
  /// There may be a figure, which is not for whoever this is made for.
  var isHidden: Bool?

  /// Percent of a share, for the chart.
  var value: Double? {
    guard unit == .percent, let numerator, let denominator, denominator > 0 else { return nil }
    return numerator / denominator * 100
  }
  var state: FigureStanding { FigureStanding(rawValue: standing) ?? .unknown }
  /// Reports are papers of the administration: Vietnamese.
  var missingText: String { KeptPhrases.missing(missing, Translator(.vietnamese)) }
  var explanationText: String { KeptPhrases.explanation(explanation, Translator(.vietnamese)) }
  var phrase: Phrase { Attainment(standing: state, gap: nil, isRounded: isRounded == true).phrase }
}

/// A task in a report.
struct ReportTask: Codable, Sendable, Equatable {
  var section: String
  var title: String
  var lead: String
  var period: String
  var due: CivilDate?
  var percent: Int?
  /// A state of ``WorkState``; empty where nobody has taken it up here.
  var state: String
  var daysLate: Int
}

/// A published maturity score.
struct ReportScore: Codable, Sendable, Equatable {
  var name: String
  var total: String
  var level: String
  var rank: String
}

/// A figure that was changed after it was frozen.
struct ReportRestatement: Codable, Sendable, Equatable {
  var measure: String
  var was: String
  var now: String
  var day: CivilDate
  var reason: String
}

/// A note: what a figure rests on.
struct ReportProof: Codable, Sendable, Equatable {
  /// What one organisation adds to a figure.
  struct Part: Codable, Sendable, Equatable {
    var name: String
    var share: String
    /// What it rests on, or what is missing.
    var basis: String
  }

  var number: Int
  var measure: String
  /// The same in one line each.
  var lines: [String]
  /// Nil in reports of before it was kept.
  var parts: [Part]?
}

/// A table of the plan's own annex.
struct ReportAnnex: Codable, Sendable, Equatable {
  var title: String
  var columns: [String]
  var rows: [[String]]
}

/// JSON whose bytes are the same for the same values.
enum ReportJSON {
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func read<Value: Decodable>(_ text: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(text.utf8))
  }
}
