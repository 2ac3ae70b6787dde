import Contracts
import Foundation
import Kernel
import Persistence
import Vietnamese

/// The head of a plan as somebody writes it.
struct PlanDraft: Sendable {
  var kind = PlanKind.provincial
  var owner: OrganisationID?
  var title = ""
  var shortTitle = ""
  var document = "Kế hoạch"
  var number = ""
  /// As people write it (``PaperDay``); empty where it is not issued yet.
  var issued = ""
  var issuer = ""
  var provinceName = ""
  var fromYear = 0
  var toYear = 0
  var visionYear: Int?
  var baseYear: Int?

  init() {}

  init(_ record: PlanRecord) {
    kind = record.kind
    owner = record.owner
    title = record.title
    shortTitle = record.shortTitle
    document = record.document
    number = record.number
    issued = record.issued
    issuer = record.issuer
    provinceName = record.provinceName
    fromYear = record.fromYear
    toYear = record.toYear
    visionYear = record.visionYear
    baseYear = record.baseYear
  }

  func check() throws(Failure) {
    var errors: [String: Phrase] = [:]
    if title.isEmpty { errors["title"] = "Cần tên kế hoạch" }
    if shortTitle.isEmpty { errors["short-title"] = "Cần tên gọi ngắn" }
    if title.count > 1000 { errors["title"] = "Dài quá \(1000) chữ" }
    if shortTitle.count > 200 { errors["short-title"] = "Dài quá \(200) chữ" }
    if !(1990...2100).contains(fromYear) { errors["from"] = "Năm từ 1990 đến 2100" }
    if !(1990...2100).contains(toYear) { errors["to"] = "Năm từ 1990 đến 2100" }
    if errors["from"] == nil, errors["to"] == nil, toYear < fromYear { errors["to"] = "Năm cuối trước năm đầu" }
    if let vision = visionYear, vision <= toYear || vision > 2150 { errors["vision"] = "Tầm nhìn phải sau năm cuối" }
    if let base = baseYear, !(1990...2100).contains(base) { errors["base"] = "Năm từ 1990 đến 2100" }
    if !issued.isEmpty, PaperDay.read(issued) == nil { errors["issued"] = PaperDay.refusal }
    if [document, number, issuer, provinceName].contains(where: { $0.count > 300 }) {
      errors[""] = "Một ô dài quá 300 chữ"
    }
    PlainName.check(
      [
        ("title", title), ("short-title", shortTitle), ("document", document), ("number", number), ("issuer", issuer),
        ("province", provinceName),
      ], &errors)
    guard errors.isEmpty else { throw .invalid(errors) }
  }
}

extension Programme {
  /// Viết kế hoạch mới: a draft that only those who keep it see.
  func createPlan(
    _ draft: PlanDraft, once: FormNumber? = nil, by principal: Principal
  ) async throws -> PlanRecord {
    try Self.requireKind(draft.kind, of: draft.owner, principal)
    try draft.check()
    let province = try await province(draft)
    let id = try await database.write(once: once, at: clock.now) { connection in
      let codes: [String] = try connection.values("SELECT code FROM plan LIMIT 5000")
      let wish = "\(VietnameseText.slug(draft.shortTitle, limit: 50, fallback: "ke-hoach"))-\(draft.fromYear)"
      var record = PlanRecord(
        code: Self.freeCode(wish, among: Set(codes)), kind: draft.kind, owner: draft.owner, title: draft.title,
        shortTitle: draft.shortTitle, fromYear: draft.fromYear, toYear: draft.toYear, updatedAt: clock.now)
      record.take(draft, province: province)
      try PlanStore.save(record, by: principal, at: clock.now, on: connection)
      try note("programme.plan.create", record, by: principal, on: connection)
      return record.id
    }
    return try await database.read { try Self.seen(id.rawValue, by: principal, on: $0) }
  }

  /// Sửa phần đầu of a plan. To whom it belongs does not change here.
  func changePlan(_ name: String, _ draft: PlanDraft, by principal: Principal) async throws {
    try draft.check()
    let province = try await province(draft)
    try await edit(name, "programme.plan.change", by: principal) { record, connection in
      var record = record
      let owner = record.owner
      try Self.requireKind(draft.kind, of: owner, principal)
      record.take(draft, province: province ?? (draft.provinceName == record.provinceName ? record.province : nil))
      record.owner = owner
      try PlanStore.save(record, by: principal, at: clock.now, on: connection)
    }
  }

  /// Dự thảo → đang thực hiện → đã kết thúc, and back from the end; never back to a draft.
  /// Who leads the organisation that keeps it is told when it begins: it is then public.
  func setState(_ name: String, _ state: PlanState, by principal: Principal) async throws {
    let leaders = state == .active ? try await leaders(of: name, for: principal) : []
    try await database.write { connection in
      var record = try Self.kept(name, by: principal, on: connection)
      switch (record.state, state) {
      case (.draft, .active):
        guard
          try !PlanStore.targets(of: record.id, on: connection).isEmpty
            || !PlanStore.tasks(of: record.id, on: connection).isEmpty
        else { throw Failure.conflict("Kế hoạch chưa có chỉ tiêu hay nhiệm vụ nào để thực hiện.") }
      case (.active, .ended), (.ended, .active): break
      default: throw Failure.conflict("Kế hoạch không chuyển được sang trạng thái này.")
      }
      if state == .ended,
        try PlanStore.amendments(of: record.id, on: connection).contains(where: { $0.closedAt == nil })
      {
        throw Failure.conflict("Khép lần sửa đổi đang mở trước khi kết thúc kế hoạch.")
      }
      let began = record.state == .draft
      record.state = state
      record.updatedAt = clock.now
      try PlanStore.save(record, by: principal, at: clock.now, on: connection)
      try note("programme.plan.state", record, by: principal, detail: ["state": state.rawValue], on: connection)
      guard began, let owner = record.owner, !leaders.isEmpty else { return }
      try notifier.notify(
        NoticeDraft(
          people: leaders, kind: "programme.plan-started",
          text: "\(principal.name) đã cho bắt đầu thực hiện “\(record.shortTitle)”; kế hoạch đã công khai",
          path: ProgrammePath.plan(record.id), organisation: owner, by: principal.id), on: connection)
    }
  }

  /// Those who confirm for the organisation that keeps a plan.
  private func leaders(of name: String, for principal: Principal) async throws -> [AccountID] {
    guard let owner = try await database.read({ try Self.seen(name, by: principal, on: $0).owner }) else { return [] }
    return try await people.people(in: owner, who: Self.confirm).map(\.id).filter { $0 != principal.id }
  }

  /// Whoever writes for one agency writes no plan of a province: in that there are the figures of others.
  private static func requireKind(
    _ kind: PlanKind, of owner: OrganisationID?, _ principal: Principal
  ) throws(Failure) {
    if mayKeep(kind, of: owner, principal) { return }
    guard mayKeep(.agency, of: owner, principal) else { throw .forbidden(manage) }
    throw .invalid(["kind": "Bạn chỉ viết được kế hoạch của riêng cơ quan mình"])
  }

  /// The province as it was when the plan was issued, or at the start of its first year.
  private func province(_ draft: PlanDraft) async throws -> UnitID? {
    guard !draft.provinceName.isEmpty else { return nil }
    let start = CivilDate(draft.fromYear, 1, 1) ?? clock.today
    let day = PaperDay.read(draft.issued).flatMap { CivilDate(rawValue: $0) } ?? min(start, clock.today)
    return try await registers.province(named: draft.provinceName, on: day)?.id
  }
}

extension PlanRecord {
  fileprivate mutating func take(_ draft: PlanDraft, province: UnitID?) {
    kind = draft.kind
    title = draft.title
    shortTitle = draft.shortTitle
    document = draft.document
    number = draft.number
    issued = PaperDay.read(draft.issued) ?? ""
    issuer = draft.issuer
    provinceName = draft.provinceName
    self.province = province
    fromYear = draft.fromYear
    toYear = draft.toYear
    visionYear = draft.visionYear
    baseYear = draft.baseYear
  }
}
