import Contracts
import Foundation
import Kernel
import Persistence
import Web

/// What somebody enters for an organisation.
struct FigureInput: Sendable {
  var organisation: OrganisationID
  var day: CivilDate
  var numerator: Double
  /// Nil for figures that are no share.
  var denominator: Double?
  var note = ""
  /// The paper's name, and its address, a page of ours or words; a file comes beside.
  var evidenceName = ""
  var evidence = ""
}

extension Programme {
  /// Nhập số liệu: for one's own organisation, with evidence. It counts once somebody else has confirmed it.
  @discardableResult
  func enterFigure(
    _ id: TargetID, _ input: FigureInput, file: UploadedFile? = nil, once: FormNumber? = nil, by principal: Principal
  ) async throws -> FigureEntryID {
    let (target, plan) = try await target(id, for: principal)
    guard principal.may(Self.work, in: input.organisation) else { throw Failure.notFound }
    try Self.check(input, target, hasFile: file != nil)
    try checkDay(input.day, plan)
    let (name, isListed) = try await contributor(input.organisation, to: target, in: plan, on: input.day)
    if isListed, countsOnes(target, in: plan) {
      try Self.checkOne(input.numerator, input.denominator, target.unit)
    }
    let entry = FigureEntry(
      target: target, day: input.day, organisation: input.organisation, name: name, numerator: input.numerator,
      denominator: input.denominator, note: input.note, by: principal, at: clock.now)
    let subject = EvidenceSubject.figure(entry.id.rawValue)
    let second = try await secondPeople(of: entry, in: plan)
    let typed = try evidence(
      typed: input.evidence, name: input.evidenceName, subject: subject, plan: plan.id,
      organisation: input.organisation, by: principal)
    let kept = try file.map {
      try keep($0, subject: subject, plan: plan.id, organisation: input.organisation, by: principal)
    }
    let proofs = [kept, typed].compactMap(\.self)
    // A refused entry leaves no file behind.
    var written = entry.id
    try await discarding(proofs) {
      written = try await write(entry, proofs, of: target, in: plan, telling: second, once: once, by: principal)
    }
    // A form that was sent twice was written once.
    if written != entry.id { discard(proofs) }
    return written
  }

  private func write(
    _ entry: FigureEntry, _ proofs: [Evidence], of target: TargetRecord, in plan: PlanRecord,
    telling second: [PersonProfile], once: FormNumber?, by principal: Principal
  ) async throws -> FigureEntryID {
    try await database.write(once: once, at: clock.now) { connection in
      _ = try PlanStore.lock(plan.id, on: connection)
      guard try FreezeStore.find(plan.id, entry.day, on: connection) == nil else { throw Self.isFrozen(entry.day) }
      let part = try FigureStore.part(target.id, entry.day, entry.organisation, on: connection)
      guard part?.source != .computed else {
        throw Failure.conflict("Số liệu này tính được từ sổ và công việc. Muốn sửa, hãy sửa trong sổ rồi tính lại.")
      }
      guard try !FigureEntryStore.waits(target.id, entry.day, entry.organisation, on: connection) else {
        throw Failure.conflict(
          "Cơ quan này đã có một số liệu chờ xác nhận cho ngày \(entry.day.vietnamese): rút hoặc xử lý số liệu đó trước."
        )
      }
      try FigureEntryStore.insert(entry, on: connection)
      for proof in proofs { try EvidenceStore.insert(proof, on: connection) }
      try tell(entry, of: target, to: second, on: connection)
      try record("programme.figure.enter", entry, by: principal, on: connection)
      return entry.id
    }
  }

  /// A target and its plan for whoever may see the plan.
  func target(_ id: TargetID, for principal: Principal) async throws -> (TargetRecord, PlanRecord) {
    try await database.read { connection in
      guard let target = try PlanStore.target(id, on: connection) else { throw Failure.notFound }
      return (target, try Self.visible(try PlanStore.find(target.plan, on: connection), to: principal))
    }
  }

  /// The organisation's name on the day and whether the registers list it, if it counts there: one of the population, or
  /// the plan's keeper where the registers cannot list whom the target is of.
  private func contributor(
    _ organisation: OrganisationID, to target: TargetRecord, in plan: PlanRecord, on day: CivilDate
  ) async throws -> (name: String, isListed: Bool) {
    if let population = try await population(of: target, in: plan, on: day) {
      guard let member = population.members.first(where: { $0.facts.id == organisation }) else {
        throw Failure.invalid(["organisation": "Cơ quan này không thuộc phạm vi của chỉ tiêu ngày \(day.vietnamese)"])
      }
      return (member.facts.name, true)
    }
    guard organisation == plan.owner else {
      throw Failure.invalid(["organisation": "Chỉ tiêu này do cơ quan giữ kế hoạch nhập số liệu"])
    }
    return (try await organisations.organisation(organisation, on: day)?.name ?? plan.issuer, false)
  }

  static func check(_ input: FigureInput, _ target: TargetRecord, hasFile: Bool) throws(Failure) {
    var errors: [String: Phrase] = [:]
    let isShare = target.unit == .percent || target.unit == .ratio
    if !input.numerator.isFinite || input.numerator < 0 || input.numerator > 1e12 {
      errors["numerator"] = "Cần một số không âm"
    }
    if let denominator = input.denominator {
      if !denominator.isFinite || denominator < 0 || denominator > 1e12 {
        errors["denominator"] = "Cần một số không âm"
      } else if target.unit == .percent, input.numerator > denominator {
        errors["numerator"] = "Tử số lớn hơn mẫu số"
      }
    } else if isShare {
      errors["denominator"] = "Cần mẫu số: không nhận tỷ lệ phần trăm đứng một mình"
    }
    if target.unit == .yesNo, input.denominator == nil, input.numerator > 1 {
      errors["numerator"] = "Chỉ nhận 1 (có) hoặc 0 (không)"
    }
    if target.unit == .count, input.numerator != input.numerator.rounded() {
      errors["numerator"] = "Số lượng phải là số nguyên"
    }
    if target.unit == .statement { errors[""] = "Chỉ tiêu này không có số liệu" }
    if !hasFile, input.evidence.isEmpty {
      errors["evidence"] = "Cần minh chứng: một tệp, địa chỉ, trang của phần mềm hoặc số văn bản"
    }
    if input.note.count > 4000 { errors["note"] = "Ghi chú dài quá 4000 chữ" }
    guard errors.isEmpty else { throw .invalid(errors) }
  }

  func record(
    _ action: String, _ entry: FigureEntry, by principal: Principal, on connection: any Connection
  ) throws {
    try audit.record(
      AuditEntry(
        actor: principal.id, action: action, subject: "target/\(entry.target)", organisation: entry.organisation,
        detail: [
          "day": entry.day.rawValue, "entry": entry.id.rawValue, "numerator": FigureText.number(entry.numerator),
          "denominator": entry.denominator.map(FigureText.number) ?? "",
        ]), on: connection)
  }
}
