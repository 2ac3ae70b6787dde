import Contracts
import Kernel
import Persistence

/// What a target is of that stands in the registers of places. Only where the plan's words count just what a register
/// holds: an indicator that does not fit the target's population or unit leaves its figure to be entered.
enum PlaceTarget: Sendable, Equatable {
  case communes
  case things(RegisteredThing.Kind)

  static func of(_ target: TargetRecord) -> PlaceTarget? {
    guard target.unit == .percent, ["", "all"].contains(target.populationFilter) else { return nil }
    return switch (target.indicator, target.populationKind) {
    case ("commune.informed", "citizen"): .communes
    case ("commune.informed", _): nil
    case (let id, "commune") where CommuneIndicator.rules[id] != nil: .communes
    case ("print.modern", "printer"): .things(.printers)
    case ("print.e-publications", "publication"): .things(.publications)
    default: nil
    }
  }

  /// Whether a part is one of an organisation: communes stand beside one another, not beside agencies.
  static func isOfOrganisations(_ target: TargetRecord) -> Bool { of(target) != .communes }

  /// Parts of organisations only, as a condition on a part's `target`.
  static func ofOrganisations(in plan: PlanID) -> SQL {
    """
    target NOT IN (
      SELECT id FROM plan_target
      WHERE plan = \(plan) AND population_kind IN ('commune', 'citizen') AND indicator IN \(list: CommuneIndicator.rules.keys.sorted()))
    """
  }
}

extension Programme {
  /// Who has a part in a target of this kind: communes of the plan's province as members of their own, or the organisations
  /// that keep the register. Nil where the plan has no province.
  func population(
    _ kind: PlaceTarget, in plan: PlanRecord, on day: CivilDate
  ) async throws -> Population? {
    guard plan.kind == .provincial, let place = try await scope(of: plan, on: day) else { return nil }
    let notes = [place.note].compactMap(\.self)
    switch kind {
    case .communes:
      let all = try await registers.communes(of: place.province, on: day)
      guard !all.isEmpty else { return nil }
      return Population(
        members: all.map { Self.member(OrganisationID($0.id.rawValue), $0.name, .commune) }, notes: notes)
    case .things(let kind):
      let things = try await registers.things(kind, in: place.province, on: day)
      let keepers = Dictionary(things.map { ($0.keeper, $0.keeperName) }, uniquingKeysWith: { first, _ in first })
      if !keepers.isEmpty {
        return Population(
          members: keepers.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map { Self.member($0, $1, .department) },
          notes: notes)
      }
      // Nobody keeps the register yet: whoever keeps the plan is told so.
      guard let owner = plan.owner, let facts = try await registers.facts([owner], on: day)[owner] else { return nil }
      return Population(members: [.init(facts: facts, unknown: ThingIndicator.nothing(kind))], notes: notes)
    }
  }

  private static func member(_ id: OrganisationID, _ name: String, _ kind: OrganisationKind) -> Population.Member {
    .init(
      facts: OrganisationFacts(id: id, kind: kind, name: name, shortName: name, province: nil, governingBody: nil),
      unknown: nil)
  }

  /// The province a plan's figures are of on a day: the plan's, or else the one its keeper lies in.
  func scope(of plan: PlanRecord, on day: CivilDate) async throws -> (province: UnitID, note: Phrase?)? {
    if let place = try await province(of: plan, on: day) { return (place.id, place.note) }
    guard let owner = plan.owner, let home = try await registers.facts([owner], on: day)[owner]?.province else {
      return nil
    }
    return try await registers.successor(ofProvince: home, on: day).map { ($0, nil) }
  }

  /// What computes a target of places; nil for any other.
  func placeIndicator(for target: TargetRecord, in plan: PlanRecord) -> (any Indicator)? {
    switch PlaceTarget.of(target) {
    case .communes: CommuneIndicator.rules[target.indicator].map { $0(registers) }
    case .things(let kind):
      ThingIndicator(kind: kind, registers: registers) { day in try await scope(of: plan, on: day)?.province }
    case nil: nil
    }
  }
}
