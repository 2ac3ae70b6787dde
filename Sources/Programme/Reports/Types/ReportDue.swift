import Contracts
import Kernel

/// A report that is owed: what, by whom, to whom, by which day.
struct ReportDue: Sendable {
  /// `law:DL7:2026:year`, `plan:0198…:2026:year`: one reminder of each stage for each.
  let key: String
  let type: ReportType
  let plan: PlanRecord?
  /// The year it tells of.
  let year: Int
  /// `year`, `q1`, `h2`.
  let period: String
  let label: String
  let title: String
  let who: String
  let toWhom: String
  /// The day the paper names.
  let named: CivilDate
  /// "Trước ngày": the day before is the last.
  let isBefore: Bool
  /// The words and place it rests on.
  let basis: String
  let mark: String
  /// Of what the program cannot know whom it concerns.
  var isForSome: Bool { type.owes == .none }

  /// The last lawful day. A day off moves nothing: the law says a date.
  var last: CivilDate { isBefore ? named.adding(days: -1) : named }
}

extension ReportTypes {
  /// All that is owed with its last day in a year.
  ///
  /// - Parameters:
  ///   - plans: plans in force, with their own deadlines.
  ///   - laws: the deadlines of the law by their code (DL1 …).
  func dues(
    in year: Int, plans: [(plan: PlanRecord, deadlines: [PlanDeadline])], laws: [String: PlanDeadline]
  ) -> [ReportDue] {
    var dues: [ReportDue] = []
    for type in all {
      if type.about == .plan {
        for (plan, deadlines) in plans where plan.state != .draft {
          dues += planned(type, plan, deadlines, laws, year)
        }
      } else {
        dues += type.due.compactMap { lawful(type, $0, laws, year) }
      }
    }
    return dues.filter { $0.last.year == year }.sorted { ($0.last, $0.title, $0.key) < ($1.last, $1.title, $1.key) }
  }

  private func lawful(
    _ type: ReportType, _ due: ReportType.Due, _ laws: [String: PlanDeadline], _ year: Int
  ) -> ReportDue? {
    guard let named = CivilDate(year, due.month, due.day), type.holds(on: named) else { return nil }
    let law = type.law.flatMap { laws[$0] }
    let of = year - (due.nextYear == true ? 1 : 0)
    return ReportDue(
      key: "law:\(type.id):\(of):\(due.key)", type: type, plan: nil, year: of, period: due.key,
      label: due.label ?? "", title: type.name, who: law?.who ?? "", toWhom: names.on(named, law?.toWhom ?? type.to),
      named: named, isBefore: due.before, basis: type.source, mark: type.mark)
  }

  private func planned(
    _ type: ReportType, _ plan: PlanRecord, _ deadlines: [PlanDeadline], _ laws: [String: PlanDeadline], _ year: Int
  ) -> [ReportDue] {
    guard plan.fromYear <= year, year <= plan.toYear else { return [] }
    var found: [ReportDue] = []
    for deadline in deadlines where type.answers(deadline) {
      guard let month = deadline.month, let day = deadline.day, let named = CivilDate(year, month, day),
        type.holds(on: named), deadline.validFrom.map({ $0 <= named }) ?? true,
        deadline.validTo.map({ named <= $0 }) ?? true
      else { continue }
      // The same report by the same day, said twice in the plan, is owed once.
      guard !found.contains(where: { $0.named == named }) else { continue }
      found.append(
        ReportDue(
          key: "plan:\(plan.code):\(deadline.code):\(year)", type: type, plan: plan, year: year, period: "year",
          label: deadline.maker.isEmpty ? "" : deadline.text, title: type.name, who: names.on(named, deadline.who),
          toWhom: names.on(named, deadline.toWhom), named: named, isBefore: deadline.isBefore,
          basis: [plan.shortTitle, deadline.section].filter { !$0.isEmpty }.joined(separator: ", "), mark: deadline.mark
        ))
    }
    if plan.kind == .provincial {
      for due in type.due {
        guard let named = CivilDate(year, due.month, due.day), type.holds(on: named) else { continue }
        let law = type.law.flatMap { laws[$0] }
        found.append(
          ReportDue(
            key: "plan:\(plan.code):\(type.id):\(year)", type: type, plan: plan, year: year, period: due.key,
            label: "", title: type.name, who: law.map { names.on(named, $0.who) } ?? "",
            toWhom: names.on(named, law?.toWhom ?? type.to), named: named, isBefore: due.before, basis: type.source,
            mark: type.mark))
      }
    }
    return found
  }
}
