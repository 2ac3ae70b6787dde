import Contracts
import Crypto
import Foundation
import Kernel
import Persistence

/// What a freeze fixes, as canonical JSON: every figure, every part, the digest of every piece of evidence, and (since its
/// second form) what the plan said of each target.
struct FrozenText: Sendable {
  let text: String
  let figures: Int
  let parts: Int
  let proofs: Int

  var digest: String { Self.digest(text) }

  static func digest(_ text: String) -> String {
    SHA256.hash(data: Data(text.utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  private struct Whole: Encodable {
    let target: String
    let numerator: String
    let denominator: String
    let population: Int
    let known: Int
    let source: String
    let missing: String
    let explanation: String
  }

  private struct Part: Encodable {
    let target: String
    let organisation: String
    let name: String
    let numerator: String
    let denominator: String
    let source: String
    let missing: String
    let evidence: [IndicatorPart.Evidence]
    let entry: Entry?
  }

  private struct Entry: Encodable {
    let id: String
    let enteredBy: String
    let confirmedBy: String
    let note: String
    let proofs: [Proof]
  }

  struct Proof: Encodable {
    let id: String
    let kind: String
    let name: String
    let sha256: String

    init(_ proof: Evidence) {
      id = proof.id.rawValue
      kind = proof.kind.rawValue
      name = proof.name
      // What is no file is its own text.
      sha256 = proof.sha256.isEmpty ? FrozenText.digest(proof.value) : proof.sha256
    }
  }

  private struct Content: Encodable {
    let plan: String
    let day: String
    let figures: [Whole]
    let parts: [Part]
    /// Canonical JSON of ``KeptTarget``; nil in the first form, which leaves the key out.
    let targets: [String]?
  }

  /// As the tables hold it now.
  /// - Parameter targets: what is kept of each target, as canonical JSON; nil for a freeze of the first form.
  static func of(
    _ plan: PlanRecord, _ day: CivilDate, targets: [String]?, on connection: any Connection
  ) throws -> FrozenText {
    let wholes: [TargetFigure] = try connection.all(
      """
      SELECT \(TargetFigure.columns) FROM plan_figure WHERE plan = \(plan.id) AND year = \(day.year) AND day = \(day)
      LIMIT 50000
      """)
    let parts = try FigureStore.parts(FigureQuery.parts(of: plan.id, on: day), on: connection)
    let entries = Dictionary(
      try FigureEntryStore.confirmed(of: plan.id, on: day, on: connection).map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first })
    let proofs = try proofs(of: parts.compactMap { $0.entry?.rawValue }, on: connection)
    let content = Content(
      plan: plan.code, day: day.rawValue,
      figures: wholes.sorted { $0.target < $1.target }.map(whole),
      parts: parts.sorted { ($0.target, $0.organisation) < ($1.target, $1.organisation) }.map { part in
        Part(
          target: part.target.rawValue, organisation: part.organisation.rawValue, name: part.name,
          numerator: number(part.numerator), denominator: number(part.denominator), source: part.source.rawValue,
          missing: part.missing, evidence: part.evidence,
          entry: part.entry.flatMap { entries[$0] }.map { entry($0, proofs[$0.id.rawValue] ?? []) })
      }, targets: targets)
    return FrozenText(
      text: try CanonicalJSON.text(content), figures: wholes.count, parts: parts.count,
      proofs: proofs.values.reduce(0) { $0 + $1.count } + parts.reduce(0) { $0 + $1.evidence.count })
  }

  private static func whole(_ one: TargetFigure) -> Whole {
    Whole(
      target: one.target.rawValue, numerator: number(one.numerator), denominator: number(one.denominator),
      population: one.population, known: one.known, source: one.source.rawValue, missing: one.missing,
      explanation: one.explanation)
  }

  private static func entry(_ one: FigureEntry, _ proofs: [Evidence]) -> Entry {
    Entry(
      id: one.id.rawValue, enteredBy: one.enteredBy.rawValue, confirmedBy: one.decidedBy?.rawValue ?? "",
      note: one.note,
      proofs: proofs.map { Proof($0) })
  }

  /// The same digits on both engines.
  static func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }

  /// Of entries, also what was taken away later: the freeze rests on it.
  static func proofs(of entries: [String], on connection: any Connection) throws -> [String: [Evidence]] {
    var all: [String: [Evidence]] = [:]
    for start in stride(from: 0, to: entries.count, by: 500) {
      let some: [Evidence] = try connection.all(
        """
        SELECT \(Evidence.columns) FROM plan_evidence
        WHERE subject_kind = 'figure' AND subject IN \(list: entries[start..<min(start + 500, entries.count)])
        ORDER BY subject, id LIMIT 20000
        """)
      for one in some { all[one.subject, default: []].append(one) }
    }
    return all
  }
}
