package import Contracts
import Foundation
import Kernel
import Persistence

extension Corrections {
  /// What the programme of the province may ask of the work done here.
  package var indicators: [any Indicator] { [CorrectionsOnTime(corrections: self)] }
}

/// Of the corrections whose last day fell into the period, how many were published in time. Where none fell due there is
/// nothing to be a share of: nought of nought.
struct CorrectionsOnTime: Indicator {
  let id = "press.corrections-on-time"
  let name: Phrase = "Cải chính đúng hạn"
  let counting = IndicatorCounting.things
  let corrections: Corrections

  func measure(_ question: IndicatorQuestion) async throws -> [OrganisationID: IndicatorPart] {
    try await corrections.database.read { connection in
      var parts: [OrganisationID: IndicatorPart] = [:]
      for organisation in question.organisations {
        parts[organisation] = try part(organisation, question, on: connection)
      }
      return parts
    }
  }

  private func part(
    _ organisation: OrganisationID, _ question: IndicatorQuestion, on connection: any Connection
  ) throws -> IndicatorPart {
    var inTime = 0
    var due: [(record: CaseRecord, isInTime: Bool)] = []
    // A case of last year may fall due in this one.
    for year in (question.from.year - 1)...question.to.year {
      var last = 0
      while true {
        let some = try CaseStore.register(of: organisation, year: year, after: last, limit: 200, on: connection)
        let records = some.filter { $0.kind == .correction }
        let steps = try StepStore.steps(of: records.map(\.id), on: connection)
        for record in records {
          for clock in corrections.clocks(record, steps[record.id] ?? [], []) where clock.rule.does == .publish {
            guard let day = clock.dueOn, day >= question.from, day <= question.to else { continue }
            switch clock.state {
            case .inTime:
              inTime += 1
              due.append((record, true))
            case .doneLate, .late: due.append((record, false))
            case .waiting, .running, .soon, .unknown: break
            }
          }
        }
        guard some.count == 200, let number = some.last?.number else { break }
        last = number
      }
    }
    let opens = IndicatorPart.Opening(Corrections.read)
    let total = IndicatorPart.Evidence(
      "\(inTime) trên \(due.count) hồ sơ cải chính đến hạn trong kỳ được công bố đúng hạn", path: CasePath.board,
      opens: opens)
    let shown = due.sorted { !$0.isInTime && $1.isInTime }.prefix(20).map { one in
      IndicatorPart.Evidence(
        one.isInTime ? "Hồ sơ \(one.record.label): đúng hạn" : "Hồ sơ \(one.record.label): trễ hạn",
        path: CasePath.show(one.record.id), opens: opens)
    }
    // Where nothing fell due there is nothing to tell of.
    return IndicatorPart(
      numerator: inTime, denominator: due.count, evidence: shown.isEmpty ? [] : [total] + shown)
  }
}
