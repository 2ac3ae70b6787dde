import Contracts
import Foundation
import Kernel
import Vietnamese

/// The organisations that count for a target on a day, and why those.
struct Population: Sendable {
  struct Member: Sendable {
    let facts: OrganisationFacts
    /// Why it cannot be said whether it counts; nil where it does.
    let unknown: Phrase?
  }

  /// By name.
  var members: [Member]
  /// What a reader must know: the province that carries another on, how the filter was read.
  var notes: [Phrase]

  var ids: [OrganisationID] { members.map(\.facts.id) }
}

/// Which of the organisations of a kind a target is of.
enum PopulationFilter: Equatable {
  case all
  case twoPressTypes
  case electronic
  case print
  case broadcast
  case transforming
  /// Those that the plan names.
  case named

  init?(_ text: String) {
    switch text {
    case "all": self = .all
    case "two-press-types": self = .twoPressTypes
    case "electronic": self = .electronic
    case "print": self = .print
    case "broadcast": self = .broadcast
    case "transforming": self = .transforming
    case "named": self = .named
    default: return nil
    }
  }

  /// Nil: it does not count. A member with a reason: the registers do not say.
  func member(_ facts: OrganisationFacts) -> Population.Member? {
    switch self {
    case .all, .named: return .init(facts: facts, unknown: nil)
    case .twoPressTypes: return byTypes(facts) { $0.count >= 2 }
    case .electronic: return byTypes(facts) { $0.contains(.online) }
    case .print: return byTypes(facts) { $0.contains(.print) }
    case .broadcast: return byTypes(facts) { $0.contains(.radio) || $0.contains(.television) }
    case .transforming:
      guard let flag = facts.flags[.transforming] else {
        return .init(facts: facts, unknown: "chưa khai báo có tham gia chuyển đổi số báo chí hay không")
      }
      return flag.holds ? .init(facts: facts, unknown: nil) : nil
    }
  }

  private func byTypes(
    _ facts: OrganisationFacts, _ counts: (Set<PressType>) -> Bool
  ) -> Population.Member? {
    guard !facts.pressTypes.isEmpty else {
      return .init(facts: facts, unknown: "chưa có giấy phép trong sổ nên chưa biết loại hình báo chí")
    }
    return counts(facts.pressTypes) ? .init(facts: facts, unknown: nil) : nil
  }
}

extension Programme {
  /// Of which kind of organisation a target is; nil: of something no organisation stands for (households, items, channels),
  /// whose figure the plan's keeper enters.
  static func populationKind(_ target: TargetRecord) -> OrganisationKind? {
    switch target.populationKind {
    case "press-agency": .pressAgency
    case "commune": .commune
    case "department": .department
    default: target.indicator.hasPrefix("press.") ? .pressAgency : nil
    }
  }

  /// The organisations of a target as alive on the day; nil where the registers cannot list them.
  func population(of target: TargetRecord, in plan: PlanRecord, on day: CivilDate) async throws -> Population? {
    if let place = PlaceTarget.of(target) { return try await population(place, in: plan, on: day) }
    guard let kind = Self.populationKind(target) else { return nil }
    // Of people, items, channels the filter is of them, not of the organisations they belong to.
    let filterText = target.populationKind == "press-agency" ? target.populationFilter : "all"
    guard let filter = PopulationFilter(filterText) else { return nil }
    if plan.kind == .agency, let owner = plan.owner {
      let facts = try await registers.facts([owner], on: day)[owner]
      return Population(members: facts.map { [.init(facts: $0, unknown: nil)] } ?? [], notes: [])
    }
    var notes: [Phrase] = []
    var province: UnitID?
    if plan.kind == .national { notes.append("Chỉ tính trên các cơ quan có trong phần mềm này.") }
    var neighbours: OrganisationFacts?
    if plan.kind == .provincial {
      if let place = try await self.province(of: plan, on: day) {
        province = place.id
        if let note = place.note { notes.append(note) }
      } else {
        // No province on record: those that lie where the keeper of the plan does.
        guard let owner = plan.owner, let keeper = try await registers.facts([owner], on: day)[owner]
        else { return nil }
        neighbours = keeper
      }
    }
    if filter == .named { return try await named(target, kind, in: plan, on: day, notes) }
    var all = try await registers.facts(kind: kind, province: province, on: day)
    if let neighbours { all = all.filter { $0.province == neighbours.province } }
    // Communes are seldom organisations of their own here: where none is, whoever keeps the plan enters the figure.
    if kind == .commune, all.isEmpty { return nil }
    return Population(members: all.compactMap { filter.member($0) }, notes: notes)
  }

  /// Those that the paper names, as they were called when the plan began, and whoever carries them on. Where no name fits
  /// anybody a person has to say.
  private func named(
    _ target: TargetRecord, _ kind: OrganisationKind, in plan: PlanRecord, on day: CivilDate, _ notes: [Phrase]
  ) async throws -> Population? {
    let words = VietnameseText.fold("\(target.populationText) \(target.numerator) \(target.text)")
    let start = min(CivilDate(plan.fromYear, 1, 1) ?? day, day)
    let then = try await registers.facts(
      kind: kind, province: plan.kind == .provincial ? try await province(of: plan, on: start)?.id : nil, on: start)
    let meant = then.filter { facts in
      [facts.name, facts.shortName].contains { $0.count >= 6 && words.contains(VietnameseText.fold($0)) }
    }
    let now = try await registers.rollUp(meant.map(\.id), from: start, on: day).values.flatMap(\.self)
    let facts = try await registers.facts(Set(now).sorted(), on: day)
    guard !facts.isEmpty else { return nil }
    return Population(
      members: facts.values.sorted { ($0.name, $0.id) < ($1.name, $1.id) }.map { .init(facts: $0, unknown: nil) },
      notes: notes)
  }

  /// The province of a plan on a day: the one that carries it on.
  func province(of plan: PlanRecord, on day: CivilDate) async throws -> (id: UnitID, note: Phrase?)? {
    var unit = plan.province
    if unit == nil, !plan.provinceName.isEmpty {
      unit = try await registers.province(named: plan.provinceName, on: CivilDate(plan.fromYear, 1, 1) ?? day)?.id
    }
    guard let unit, let now = try await registers.successor(ofProvince: unit, on: day) else { return nil }
    guard now != unit, let profile = try await organisations.unit(now, on: day) else { return (now, nil) }
    return (now, "\(plan.provinceName) nay thuộc \(profile.name), tính theo các cơ quan của \(profile.name).")
  }
}
