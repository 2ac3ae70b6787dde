import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// What everybody may read of the figures here: the same plans and figures as the public pages.
  func sharedDocument() async throws -> SharedDocument {
    let today = clock.today
    let plans = try await database.read { connection in
      try PlanStore.all(on: connection).filter { $0.state == .active && $0.kind == .provincial }.map { plan in
        (plan, try SharedFigures(plan: plan, today: today).figures(on: connection))
      }
    }.filter { !$0.1.isEmpty }
    var shared: [SharedDocument.Plan] = []
    for (plan, figures) in plans {
      shared.append(
        SharedDocument.Plan(
          code: SharedText.clean(plan.code, SharedText.Limit.code),
          title: SharedText.clean(plan.title, SharedText.Limit.text),
          document: SharedText.clean(plan.document, SharedText.Limit.name),
          number: SharedText.clean(plan.number, SharedText.Limit.name),
          issuer: SharedText.clean(plan.issuer, SharedText.Limit.name),
          figures: try await placed(figures, of: plan)))
    }
    let owners = Set(plans.compactMap(\.0.owner)).sorted()
    var names: [String] = []
    for owner in owners {
      if let name = try await organisations.organisation(owner, on: today)?.name { names.append(name) }
    }
    let name = SharedText.clean(names.joined(separator: ", "), SharedText.Limit.name)
    return SharedDocument(
      generated: Timestamp.text(clock.now), dictionary: "\(PublicPath.dictionary).json",
      installation: .init(name: name.isEmpty ? "Hội Tụ" : name, software: "Hội Tụ"), plans: shared)
  }

  /// The figures with the province each is of, by its name on the figure's day.
  func placed(_ figures: [SharedFigure], of plan: PlanRecord) async throws -> [SharedFigure] {
    var known: [String: SharedFigure.Province] = [:]
    var placed: [SharedFigure] = []
    for var figure in figures {
      if known[figure.day] == nil { known[figure.day] = try await sharedProvince(of: plan, on: figure.day) }
      if let province = known[figure.day] { figure.province = province }
      placed.append(figure)
    }
    return placed
  }

  private func sharedProvince(of plan: PlanRecord, on text: String) async throws -> SharedFigure.Province {
    let day = CivilDate(rawValue: text) ?? clock.today
    var unit = plan.province
    if unit == nil, !plan.provinceName.isEmpty {
      unit = try await registers.province(named: plan.provinceName, on: CivilDate(plan.fromYear, 1, 1) ?? day)?.id
    }
    if let unit, let now = try await registers.successor(ofProvince: unit, on: day),
      let profile = try await organisations.unit(now, on: day)
    {
      return .init(code: profile.code, name: SharedText.clean(profile.name, SharedText.Limit.name), asOf: text)
    }
    // A province that no list of units knows is called as its plan calls it.
    let issuer = plan.issuer.replacing("Ủy ban nhân dân", with: "").trimmingCharacters(in: .whitespaces)
    let name = [plan.provinceName, issuer].first { !$0.isEmpty } ?? plan.shortTitle
    return .init(
      code: nil, name: SharedText.clean(name.prefix(1).uppercased() + name.dropFirst(), SharedText.Limit.name),
      asOf: text)
  }
}
