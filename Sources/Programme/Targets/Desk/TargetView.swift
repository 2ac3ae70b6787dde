import Contracts
import Foundation
import Kernel
import Persistence

/// One target with everything that belongs to it, as one person may see it.
struct TargetView: Sendable {
  let target: TargetRecord
  let plan: PlanRecord
  let values: [TargetValue]
  /// By day; empty for those who may not see the whole.
  let wholes: [TargetFigure]
  /// Of those organisations that the person may see, by day and name.
  let parts: [FigurePart]
  let entries: [FigureEntry]
  /// Of entries, by the entry.
  let proofs: [String: [Evidence]]
  /// Of entries that wait: who was told, by ``FigureTold/subject``.
  let told: [String: FigureTold]
  /// Names of those who restated and why, in order.
  let restatements: [Restatement]
  let freezes: [Freeze]
  /// Targets of the same plan that say something else.
  let contradicting: [TargetRecord]
  let adoptedFrom: (target: TargetRecord, plan: PlanRecord)?
  let indicatorName: Phrase?
  /// Tasks of the plan whose words name it.
  let tasks: [PlanTaskRecord]
  /// Work that serves it, as far as the person may see it.
  let works: [WorkRecord]
  let mayManage: Bool
  /// Of ``works``: who leads each.
  var leads: [OrganisationID: String] = [:]
  /// What freezes kept of the plan.
  var kept = KeptTargets()
  /// Restatements as they were proposed, oldest first: all of them for whoever keeps the plan or decides, for others those
  /// that took effect. Their evidence is in ``proofs``, who was told of those that wait in ``told``.
  var proposals: [RestatementProposal] = []
  /// Whether the person decides on what others propose to restate.
  var mayDecide = false
  /// Who could decide, by name, without the person; nil where that is not theirs to know.
  var deciders: [String]?

  /// What a figure is measured by: of a frozen day what the plan said then.
  func measure(_ figure: TargetFigure) -> (target: TargetRecord, planned: TargetValue?) {
    let kept = kept.of(target.id, on: figure.day)
    return (target.kept(kept), (kept?.planned ?? values).first { $0.year == figure.year })
  }

  /// The unit of a day's figures: of a frozen day that of then.
  func unit(on day: CivilDate) -> TargetUnit { target.kept(kept.of(target.id, on: day)).unit }

  func isFrozen(_ day: CivilDate) -> Bool { freezes.contains { $0.day == day } }
  var days: [CivilDate] { Set(wholes.map(\.day) + parts.map(\.day)).sorted() }

  /// What counts now of a whole: the figure, or its last restatement.
  func standing(_ figure: TargetFigure) -> (count: FigureCount, was: FigureCount?) {
    restatements.last { $0.day == figure.day }.map { ($0.count, figure.count) } ?? (figure.count, nil)
  }

  func standing(_ part: FigurePart) -> (count: FigureCount, was: FigureCount?) {
    restatements.last { $0.day == part.day && $0.organisation == part.organisation }.map {
      (FigureCount($0.partNumerator, $0.partDenominator), part.count)
    } ?? (part.count, nil)
  }

  /// What a restatement was proposed as.
  func proposal(of one: Restatement) -> RestatementProposal? { proposals.first { $0.restatement == one.id } }

  /// The last reporting day of each year.
  var yearly: [(year: Int, figure: TargetFigure)] {
    Dictionary(grouping: wholes, by: \.year).compactMap { year, all in
      all.max { $0.day < $1.day }.map { (year, $0) }
    }.sorted { $0.0 < $1.0 }
  }
}

extension Programme {
  /// A target's page for whoever may see its plan; parts, entries and evidence only of those organisations whose figures
  /// the person may see.
  func targetView(_ id: TargetID, for principal: Principal) async throws -> TargetView {
    var view = try await database.read { connection in
      guard let target = try PlanStore.target(id, on: connection) else { throw Failure.notFound }
      let plan = try Self.visible(try PlanStore.find(target.plan, on: connection), to: principal)
      let mayManage = Self.mayManage(plan, principal)
      let seesAll = Self.seesAll(of: target, in: plan, principal)
      func sees(_ organisation: OrganisationID) -> Bool { Self.sees(target, of: organisation, in: plan, principal) }
      let parts = try FigureStore.parts(FigureQuery.parts(of: id), on: connection).filter { sees($0.organisation) }
        .map { Self.opened($0, of: plan, for: principal) }
      let entries = try FigureEntryStore.of(id, on: connection).filter { sees($0.organisation) }
      let restatements = try FreezeStore.restatements(of: id, on: connection).filter {
        seesAll || $0.organisation.map(sees) ?? false
      }
      let mayDecide = Self.mayDecide(on: target, in: plan, principal)
      let shown = Set(restatements.map(\.id))
      let proposals = try ProposalStore.of(id, on: connection).filter {
        mayDecide || seesAll || $0.restatement.map(shown.contains) ?? false
      }
      let others =
        target.contradicts.isEmpty
        ? [] : try PlanStore.targets(of: plan.id, on: connection)
      let codes = Set(target.contradicts.split(separator: " ").map(String.init))
      let source = try target.adoptedFrom.flatMap { try PlanStore.target($0, on: connection) }
      let tasks = try PlanStore.tasks(of: plan.id, on: connection).filter { $0.targetCodes.contains(target.code) }
      let works = ServingQuery.works(for: id, madeOf: tasks.map(\.id), sight: Self.sight(principal))
      let sourcePlan = try source.flatMap { try PlanStore.find($0.plan, on: connection) }
      var view = TargetView(
        target: target, plan: plan, values: try PlanStore.values(of: [id], on: connection)[id] ?? [],
        wholes: seesAll ? try FigureStore.wholes(of: id, on: connection) : [], parts: parts, entries: entries,
        proofs: try EvidenceStore.of(
          "figure", entries.map(\.id.rawValue) + proposals.map(\.id.rawValue), on: connection),
        told: try FigureTold.of(
          entries.filter { $0.state == .waiting }.map { FigureTold.entry($0.id) }
            + proposals.filter { $0.state == .waiting }.map { FigureTold.proposal($0.id) }, on: connection),
        restatements: restatements, freezes: try FreezeStore.of(plan.id, on: connection),
        contradicting: others.filter { codes.contains($0.code) },
        adoptedFrom: source.flatMap { source in sourcePlan.map { (source, $0) } },
        indicatorName: computes(target) ? knownIndicators[target.indicator] : nil, tasks: tasks,
        works: try connection.all(works), mayManage: mayManage,
        kept: try KeptTargets(of: plan.id, target: id, on: connection))
      view.proposals = proposals
      view.mayDecide = mayDecide
      return view
    }
    if !view.works.isEmpty { view.leads = try await names(of: view.works.map(\.lead)) }
    if Self.seesAll(of: view.target, in: view.plan, principal), principal.may(Self.freeze, in: view.plan.owner) {
      view.deciders = try await deciders(of: view.target, in: view.plan).filter { $0.id != principal.id }.map(\.name)
    }
    return view
  }

  /// Whether the target's indicator counts what the target is of.
  private func computes(_ target: TargetRecord) -> Bool {
    guard !target.indicator.isEmpty else { return false }
    let isOfPlaces = target.indicator.hasPrefix("commune.") || target.indicator.hasPrefix("print.")
    return !isOfPlaces || PlaceTarget.of(target) != nil
  }
}
