import Foundation
import Kernel
import Persistence
import Vietnamese

/// A task as somebody writes or imports it.
struct TaskDraft: Sendable, Codable, Equatable {
  var kind = PlanTaskRecord.Kind.task
  var title = ""
  var text = ""
  var section = ""
  var funding = ""
  var fromYear: Int?
  var toYear: Int?
  var isYearly = false
  /// Names, one a line or with `;` between.
  var leads: [String] = []
  var partners: [String] = []
  /// The code of the heading task.
  var parent = ""
  var targets: [String] = []

  init() {}

  init(_ task: PlanTaskRecord, _ parties: [TaskParty], parent: PlanTaskRecord?) {
    kind = task.kind
    title = task.title
    text = task.text
    section = task.section
    funding = task.funding
    fromYear = task.fromYear
    toYear = task.toYear
    isYearly = task.every == "year"
    leads = parties.filter { $0.role == .lead }.map(\.name)
    partners = parties.filter { $0.role == .partner }.map(\.name)
    self.parent = parent?.code ?? ""
    targets = task.targets.split(separator: " ").map(String.init)
  }

  static func names(_ text: String) -> [String] {
    text.split(whereSeparator: { $0 == ";" || $0.isNewline }).map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
  }

  func problems(in plan: PlanRecord) -> [String: Phrase] {
    var errors: [String: Phrase] = [:]
    if title.isEmpty { errors["title"] = "Cần tên nhiệm vụ" }
    if title.isLonger(than: 2000) { errors["title"] = "Dài quá \(2000) chữ" }
    if text.isLonger(than: 20_000) { errors["text"] = "Dài quá \(20_000) chữ" }
    if kind == .duty, leads.isEmpty { errors["leads"] = "Cần tên cơ quan có trách nhiệm" }
    for (field, year) in [("from", fromYear), ("to", toYear)] {
      if let year, !(1990...2150).contains(year) { errors[field] = "Năm từ 1990 đến 2150" }
    }
    if let from = fromYear, let to = toYear, to < from { errors["to"] = "Năm cuối trước năm đầu" }
    if (leads + partners).contains(where: { $0.count > 300 }) { errors["leads"] = "Một tên dài quá 300 chữ" }
    if leads.count > 50 || partners.count > 100 { errors["leads"] = "Nhiều cơ quan quá" }
    if funding.count > 1000 || section.count > 300 { errors[""] = "Một ô dài quá 1000 chữ" }
    PlainName.check(
      [("title", title), ("text", text), ("funding", funding), ("section", section)]
        + leads.map { ("leads", $0) } + partners.map { ("partners", $0) }, &errors)
    return errors
  }

  func fill(_ task: inout PlanTaskRecord) {
    task.kind = kind
    task.title = title
    task.text = text
    task.section = section
    task.funding = funding
    task.fromYear = fromYear
    task.toYear = toYear
    task.every = isYearly ? "year" : ""
    task.targets = targets.joined(separator: " ")
    task.period = ""
  }

  func parties(_ task: PlanTaskID) -> [TaskParty] {
    leads.enumerated().map { TaskParty(task: task, role: .lead, position: $0.offset, name: $0.element) }
      + partners.enumerated().map { TaskParty(task: task, role: .partner, position: $0.offset, name: $0.element) }
  }
}

extension Programme {
  /// Thêm nhiệm vụ, giải pháp hoặc trách nhiệm.
  @discardableResult
  func addTask(
    _ name: String, _ draft: TaskDraft, once: FormNumber? = nil, by principal: Principal
  ) async throws -> PlanTaskID {
    let detail = ["task": String(draft.title.prefix(200))]
    return try await edit(name, "programme.task.add", once: once, by: principal, detail: detail) { record, connection in
      let errors = draft.problems(in: record)
      guard errors.isEmpty else { throw Failure.invalid(errors) }
      return try Self.insert([draft], into: record, on: connection).first ?? PlanTaskID("")
    }
  }

  static func insert(
    _ drafts: [TaskDraft], into plan: PlanRecord, on connection: any Connection
  ) throws -> [PlanTaskID] {
    let before = try PlanStore.tasks(of: plan.id, on: connection)
    let taken: [String] = try connection.values("SELECT code FROM plan_task WHERE plan = \(plan.id) LIMIT 20000")
    guard taken.count + drafts.count <= PlanStore.most else {
      throw Failure.conflict("Kế hoạch có nhiều nhất \(PlanStore.most) nhiệm vụ.")
    }
    var codes = FreeCodes(taken)
    var headings = Dictionary(before.map { ($0.code, $0.id) }, uniquingKeysWith: { first, _ in first })
    let first = (before.map(\.position).max() ?? -1) + 1
    return try drafts.enumerated().map { place, draft in
      var task = task(draft, in: plan.id, code: &codes, position: first + place)
      task.parent = try parent(draft, among: headings, of: task.id)
      headings[task.code] = task.id
      try PlanStore.save(task, on: connection)
      try PlanStore.save(draft.parties(task.id), of: task.id, on: connection)
      return task.id
    }
  }

  /// A new task as a draft has it, with a code of its own, under no heading.
  static func task(
    _ draft: TaskDraft, in plan: PlanID, code codes: inout FreeCodes, position: Int
  ) -> PlanTaskRecord {
    let wish = VietnameseText.slug(draft.title, limit: 40, fallback: "nhiem-vu")
    var task = PlanTaskRecord(
      plan: plan, code: codes.code(wish), position: position, kind: draft.kind, title: draft.title)
    draft.fill(&task)
    return task
  }

  private static func parent(
    _ draft: TaskDraft, among headings: [String: PlanTaskID], of task: PlanTaskID
  ) throws -> PlanTaskID? {
    guard !draft.parent.isEmpty else { return nil }
    guard let parent = headings[draft.parent], parent != task else {
      throw Failure.invalid(["parent": "Không có nhiệm vụ lớn này trong kế hoạch"])
    }
    return parent
  }

  func changeTask(_ name: String, _ id: PlanTaskID, _ draft: TaskDraft, by principal: Principal) async throws {
    try await edit(name, "programme.task.change", by: principal, detail: ["task": id.rawValue]) { record, connection in
      var task = try Self.task(id, of: record, on: connection)
      let errors = draft.problems(in: record)
      guard errors.isEmpty else { throw Failure.invalid(errors) }
      let all = try PlanStore.tasks(of: record.id, on: connection)
      let codes = Dictionary(all.map { ($0.code, $0.id) }, uniquingKeysWith: { first, _ in first })
      // The paper's own words on the period stay while the years do.
      let period = (task.fromYear, task.toYear) == (draft.fromYear, draft.toYear) ? task.period : ""
      draft.fill(&task)
      task.period = period
      task.parent = try Self.parent(draft, among: codes, of: id)
      guard !Self.isBelow(task.parent, id, all) else {
        throw Failure.invalid(["parent": "Nhiệm vụ lớn không thể nằm dưới chính nó"])
      }
      try PlanStore.save(task, on: connection)
      try PlanStore.save(draft.parties(id), of: id, on: connection)
    }
  }

  /// Whether one task stands somewhere below another.
  private static func isBelow(_ task: PlanTaskID?, _ other: PlanTaskID, _ all: [PlanTaskRecord]) -> Bool {
    let parents = Dictionary(all.map { ($0.id, $0.parent) }, uniquingKeysWith: { first, _ in first })
    var at = task
    for _ in 0..<50 {
      guard let here = at else { return false }
      if here == other { return true }
      at = parents[here] ?? nil
    }
    return true
  }

  /// Bỏ nhiệm vụ with all below it: kept for what hangs on it, no longer shown or owed.
  func endTask(_ name: String, _ id: PlanTaskID, by principal: Principal) async throws {
    try await edit(name, "programme.task.end", by: principal, detail: ["task": id.rawValue]) { record, connection in
      _ = try Self.task(id, of: record, on: connection)
      let all = try PlanStore.tasks(of: record.id, on: connection)
      let open = try PlanStore.amendments(of: record.id, on: connection).last { $0.closedAt == nil }
      let last = (open?.effectiveOn ?? clock.today).adding(days: -1)
      for task in all where Self.isBelow(task.id, id, all) {
        try connection.execute("UPDATE plan_task SET ended_on = \(last) WHERE id = \(task.id)")
      }
    }
  }

  static func task(_ id: PlanTaskID, of plan: PlanRecord, on connection: any Connection) throws -> PlanTaskRecord {
    guard let task = try PlanStore.task(id, on: connection), task.plan == plan.id else { throw Failure.notFound }
    return task
  }
}
