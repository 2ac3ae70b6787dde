import Foundation
import Kernel
import Persistence

/// An entry of `data/programmes/laws.yaml`.
struct LawEntry: Decodable, Sendable {
  struct Change: Decodable, Sendable {
    let ref: String
    let from: String?
    let what: String
    let mark: String
    let source: String?
    let note: String?
  }
  let ref: String
  let title: String
  let date: String?
  let kind: String?
  let issuer: String?
  let statusFrom: String?
  let replacedBy: [Change]?
  let note: String?
  let mark: String
  let source: String?

  enum CodingKeys: String, CodingKey {
    case ref, title, date, kind, issuer, note, mark, source
    case statusFrom = "status-from"
    case replacedBy = "replaced-by"
  }

  var law: PlanLaw {
    PlanLaw(
      ref: ref, title: [kind, title].compactMap(\.self).joined(separator: ": "), issued: date ?? "",
      inForceFrom: statusFrom.flatMap { CivilDate(rawValue: $0) }, mark: mark, note: note ?? "", source: source ?? "")
  }

  var changes: [PlanLawChange] {
    (replacedBy ?? []).enumerated().map { index, change in
      PlanLawChange(
        law: ref, position: index, kind: change.what.hasPrefix("sửa đổi") ? .amended : .replaced,
        by: "\(change.ref): \(change.what)", from: change.from.flatMap { CivilDate(rawValue: $0) }, mark: change.mark,
        note: change.note ?? "", source: change.source ?? "")
    }
  }
}

/// An entry of `data/programmes/deadlines.yaml`: what is owed by law.
struct LawDeadlineEntry: Decodable, Sendable {
  struct Day: Decodable, Sendable {
    let month: Int
    let day: Int
  }
  let id: String
  let what: String
  let who: [String]?
  let to: String?
  let every: String?
  let month: Int?
  let day: Int?
  let rule: String?
  let dates: [Day]?
  let before: Bool?
  let validFrom: String?
  let validTo: String?
  /// The plan that says it itself; then the plan's own entry is the one that counts.
  let programme: String?
  let source: String?
  let mark: String
  let note: String?

  enum CodingKeys: String, CodingKey {
    case id, what, who, to, every, month, day, rule, dates, before, programme, source, mark, note
    case validFrom = "valid-from"
    case validTo = "valid-to"
  }

  /// One for each day of the year that is named; one without a day where the rule is words.
  func deadlines(_ id: (String) -> String) -> [PlanDeadline] {
    let days = dates ?? []
    guard !days.isEmpty else { return [deadline(code: self.id, id: id(self.id), month: month, day: day)] }
    return days.map { one in
      let code = "\(self.id)-\(one.day)-\(one.month)"
      return deadline(code: code, id: id(code), month: one.month, day: one.day)
    }
  }

  private func deadline(code: String, id: String, month: Int?, day: Int?) -> PlanDeadline {
    let words = [rule.map { "\(what): \($0)" } ?? what, note].compactMap(\.self).joined(separator: ". ")
    var deadline = PlanDeadline(id: id, plan: nil, code: code, text: words)
    deadline.who = (who ?? []).joined(separator: "; ")
    deadline.toWhom = to ?? ""
    deadline.every = every ?? "year"
    deadline.month = month
    deadline.day = day
    deadline.isBefore = before ?? true
    deadline.section = source ?? ""
    deadline.mark = mark
    deadline.validFrom = validFrom.flatMap { CivilDate(rawValue: $0) }
    deadline.validTo = validTo.flatMap { CivilDate(rawValue: $0) }
    return deadline
  }
}
