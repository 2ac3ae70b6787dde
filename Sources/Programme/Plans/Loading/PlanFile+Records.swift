import Foundation
import Kernel

extension PlanFile.Target {
  /// The row of this entry, under the ID it had and with what this installation decided about it.
  func record(_ plan: PlanID, position: Int, before: TargetRecord?, baseYear: Int?) -> TargetRecord {
    var target = TargetRecord(
      id: before?.id ?? .new(), plan: plan, code: id, position: position, text: text, measure: measure)
    target.section = section
    target.lines = lines ?? ""
    target.goal = goal ?? ""
    target.indicator = indicator ?? ""
    target.unit = TargetUnit(rawValue: unit) ?? .statement
    target.direction = TargetDirection(rawValue: direction) ?? .equal
    target.populationKind = population?.kind ?? "none"
    target.populationFilter = population?.filter ?? "all"
    target.populationText = population?.text ?? ""
    target.numerator = numerator ?? ""
    target.denominator = denominator ?? ""
    target.baseYear = self.baseYear ?? (values?.contains { $0.growth != nil } == true ? baseYear : nil)
    target.contradicts = (contradicts ?? []).joined(separator: " ")
    target.note = note ?? ""
    target.adoptedFrom = before?.adoptedFrom
    return target
  }

  func records(_ target: TargetID, _ period: PlanFile.Period) -> [TargetValue] {
    let dated = (values ?? []).flatMap { entry in
      entry.year.map { [($0, entry)] } ?? (period.from...period.to).map { ($0, entry) }
    }
    return dated.map { year, entry in
      var value = TargetValue(target: target, year: year, value: entry.value, shown: entry.shown)
      value.low = entry.low
      value.high = entry.high
      value.growth = entry.growth
      value.section = entry.section ?? section
      value.lines = entry.lines ?? lines ?? ""
      return value
    }
  }
}

extension PlanFile.Task {
  init(duty: PlanFile.Duty) {
    self.init(
      id: duty.id, kind: "duty", parent: nil, section: duty.section, lines: duty.lines, title: duty.text, text: nil,
      leads: [duty.organisation], partners: nil, funding: nil, period: nil, targets: nil)
  }

  func record(_ id: PlanTaskID, _ plan: PlanID, position: Int) -> PlanTaskRecord {
    var record = PlanTaskRecord(
      id: id, plan: plan, code: self.id, position: position, kind: PlanTaskRecord.Kind(rawValue: kind ?? "") ?? .task,
      title: title)
    record.section = section
    record.lines = lines ?? ""
    record.text = text ?? ""
    record.funding = funding ?? ""
    record.fromYear = period?.from
    record.toYear = period?.to
    record.every = period?.every ?? ""
    record.period = period?.shown ?? ""
    record.targets = (targets ?? []).joined(separator: " ")
    return record
  }

  func parties(_ task: PlanTaskID) -> [TaskParty] {
    (leads ?? []).enumerated().map { TaskParty(task: task, role: .lead, position: $0.offset, name: $0.element) }
      + (partners ?? []).enumerated().map {
        TaskParty(task: task, role: .partner, position: $0.offset, name: $0.element)
      }
  }
}
