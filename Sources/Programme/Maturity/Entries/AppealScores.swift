import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// The agency appeals against the points of some criteria, each with its reason, in one letter.
  func appeal(
    _ id: MaturityEntryID, _ reasons: [(criterion: IndexCriterionID, words: String)], by principal: Principal
  ) async throws {
    let given = reasons.filter { !$0.words.isEmpty }
    guard !given.isEmpty else { throw Failure.invalid(["": "Ghi lý do ở ít nhất một tiêu chí"]) }
    for one in given { _ = try Self.words(one.words, field: "appeal-\(one.criterion)") }
    let now = clock.now
    try await move(id, .appeal, words: "", by: principal) { entry, _, connection in
      let scores = try ScoreStore.of(id, on: connection)
      for one in given {
        guard let score = scores[one.criterion], score.givenPoints != nil else { throw Failure.notFound }
        guard score.appealAt == nil else {
          throw Failure.invalid(["appeal-\(one.criterion)": "Tiêu chí này đã kiến nghị và được trả lời"])
        }
        try ScoreStore.setAppeal(score.id, one.words, by: principal, at: now, on: connection)
      }
    }
  }

  /// Answers every point of an appeal at once: the points that count from now on, and why.
  func answerAppeal(_ id: MaturityEntryID, _ answers: [TypedScore], by principal: Principal) async throws {
    let now = clock.now
    try await move(id, .settleAppeal, words: "", by: principal) { entry, cycle, connection in
      guard let scheme = try IndexStore.scheme(cycle.version, on: connection) else { throw Failure.notFound }
      let scores = try ScoreStore.of(id, on: connection)
      var errors: [String: Phrase] = [:]
      for criterion in scheme.criteria {
        guard let score = scores[criterion.id], score.isOpenAppeal else { continue }
        let answer = answers.first { $0.criterion == criterion.id }
        let points = Points(text: answer?.points ?? "")
        if answer?.words.isEmpty ?? true { errors["words-\(criterion.id)"] = "Cần trả lời kiến nghị này" }
        if (answer?.words.count ?? 0) > 4000 { errors["words-\(criterion.id)"] = "Dài quá \(4000) chữ" }
        if points.map({ $0 > criterion.maximum }) ?? true {
          errors["points-\(criterion.id)"] = "Cần số điểm, nhiều nhất \(criterion.maximum.text)"
        }
        guard errors.isEmpty, let points, let answer else { continue }
        try ScoreStore.setAnswer(score.id, points, words: answer.words, by: principal, at: now, on: connection)
      }
      guard errors.isEmpty else { throw Failure.invalid(errors) }
    }
  }
}
