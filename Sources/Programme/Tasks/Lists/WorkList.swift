import Contracts
import Foundation
import Kernel
import Persistence
import Vietnamese

/// What a list of work is narrowed to.
struct WorkFilter: Sendable, Equatable {
  enum When: String, Sendable, CaseIterable {
    case late
    case soon
    case unheard

    var phrase: Phrase {
      switch self {
      case .late: "Chậm hạn"
      case .soon: "Còn không quá 3 ngày làm việc"
      case .unheard: "Chưa báo được cho ai"
      }
    }
  }

  var plan: PlanID?
  var planTask: PlanTaskID?
  var lead: OrganisationID?
  var state: WorkState?
  var when: When?
  /// Those that are over instead of those that run.
  var isClosed = false
}

/// One line of a list.
struct WorkLine: Sendable {
  let record: WorkRecord
  let deadline: WorkDeadline
  let leadName: String
  let planTitle: String
  /// Nobody was told that this is theirs.
  let isUnheard: Bool
}

extension Programme {
  /// More than anybody reads; the list says when there is more, and filters lead on.
  static let mostWork = 1000

  /// Danh sách nhiệm vụ that this person may see: what runs by its day, so that what is late comes first; what is over, newest
  /// first.
  func list(_ filter: WorkFilter, for principal: Principal) async throws -> [WorkLine] {
    guard principal.mayAnywhere(Self.read) else { throw Failure.forbidden(Self.read) }
    let states = filter.state.map { [$0] } ?? WorkState.allCases.filter { $0.isOpen != filter.isClosed }
    var conditions: [SQL] = ["work_task.state IN \(list: states)"]
    if let sight = Self.sight(principal) { conditions.append(sight) }
    if let plan = filter.plan { conditions.append("work_task.plan = \(plan)") }
    if let task = filter.planTask { conditions.append("work_task.plan_task = \(task)") }
    if let lead = filter.lead { conditions.append("work_task.lead = \(lead)") }
    if filter.when == .late || filter.when == .soon {
      conditions.append("work_task.state IN \(list: WorkState.owed)")
      // What ends within three working days ends within a month, whatever holidays lie between.
      conditions.append("work_task.due_on <= \(clock.today.adding(days: 31))")
    }
    let condition = SQL.joined(conditions, by: " AND ")
    let order: SQL =
      filter.isClosed ? "work_task.updated_at DESC, work_task.id" : "COALESCE(work_task.due_on, '9999'), work_task.id"
    let (records, plans, told) = try await database.read { connection in
      let records: [WorkRecord] = try connection.all(
        "SELECT \(WorkRecord.columns) FROM work_task WHERE \(condition) ORDER BY \(order) LIMIT \(Self.mostWork)")
      return (
        records, try Self.titles(of: records.compactMap(\.plan), on: connection),
        try WorkTold.of(records.filter { $0.state.isOwed }.map(\.id), on: connection)
      )
    }
    let names = try await names(of: records.map(\.lead))
    let today = clock.today
    let lines = records.map { record in
      let isHeard = !record.state.isOwed || (told[record.id] ?? []).contains { WorkTold.isHeard($0, by: record.lead) }
      return WorkLine(
        record: record, deadline: WorkDeadline(record, calendar, today: today), leadName: names[record.lead] ?? "—",
        planTitle: record.plan.flatMap { plans[$0] } ?? "", isUnheard: !isHeard)
    }
    return switch filter.when {
    case nil: lines
    case .late: lines.filter { $0.deadline.state == .late }
    case .soon: lines.filter { $0.deadline.state == .soon }
    case .unheard: lines.filter(\.isUnheard)
    }
  }

  private static func titles(of plans: [PlanID], on connection: any Connection) throws -> [PlanID: String] {
    var titles: [PlanID: String] = [:]
    for id in Set(plans) { titles[id] = try PlanStore.find(id, on: connection)?.shortTitle }
    return titles
  }

  /// What organisations are called today; those that ended, by the name of their last days as far as it is known.
  func names(of ids: [OrganisationID]) async throws -> [OrganisationID: String] {
    var names: [OrganisationID: String] = [:]
    let all = try await organisations.organisations(kind: nil, on: clock.today)
    let alive = Dictionary(all.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    for id in Set(ids) {
      if let name = alive[id] { names[id] = name } else { names[id] = try await lastName(of: id) }
    }
    return names
  }

  private func lastName(of id: OrganisationID) async throws -> String? {
    for back in [1, 31, 92, 183, 366, 731, 1096, 1827] {
      if let found = try await organisations.organisation(id, on: clock.today.adding(days: -back)) { return found.name }
    }
    return nil
  }

  /// Organisations of today, by name, for choosing.
  func organisationsToday() async throws -> [OrganisationProfile] {
    try await organisations.organisations(kind: nil, on: clock.today)
      .sorted { VietnameseText.fold($0.name) < VietnameseText.fold($1.name) }
  }

  /// What organisations of today are called, long and short, folded: to see whose name in a plan belongs to none.
  func namesToday() async throws -> Set<String> {
    Set(try await organisationsToday().flatMap { [VietnameseText.fold($0.name), VietnameseText.fold($0.shortName)] })
  }

  /// Plans that this person sees and that still run, for choosing.
  func runningPlans(for principal: Principal) async throws -> [PlanRecord] {
    try await database.read { try PlanStore.all(on: $0) }.filter {
      $0.state != .ended && (try? Self.visible($0, to: principal)) != nil
    }
  }
}

extension WorkTold {
  /// Whether somebody of this lead was told anything of it.
  static func isHeard(_ told: WorkTold, by lead: OrganisationID) -> Bool {
    told.what.hasSuffix(":\(lead)") && !told.what.hasPrefix("unheard:") && !told.what.hasPrefix("ended:")
  }
}
