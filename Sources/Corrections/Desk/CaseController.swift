import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// One case: its page and every act on it.
struct CaseController: Sendable {
  let corrections: Corrections

  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get(":id", use: show)
    staff.get(":id/sua") { request, context in try await editing(context, nil, [:], nil) }
    staff.post(":id/sua", use: edit)
    act(staff, "dang") { form, id, person in
      try await corrections.publishNotice(
        id, homeDays: try number(form, "home-days"), ownView: form["own-view"], by: person)
    }
    act(staff, "thoi-trang-chu") { form, id, person in
      try await corrections.endHome(id, notice: form["notice"], reason: form["reason"], by: person)
    }
    act(staff, "go") { form, id, person in
      let way: Corrections.Removal = form["way"] == "withdraw" ? .withdraw : .republish
      try await corrections.remove(id, way, reason: form["reason"], by: person)
    }
    act(staff, "buoc") { form, id, person in
      guard let kind = StepKind(rawValue: form["step"]) else {
        throw Failure.invalid(["step": "Bước này không có trong loại hồ sơ"])
      }
      try await corrections.recordStep(
        id, kind, happened: try form.day("happened-on"), time: form["happened-at"], note: form["note"],
        evidence: form["evidence"], by: person)
    }
    act(staff, "rut") { form, id, person in
      try await corrections.retract(id, step: ID(form["step"]), reason: form["reason"], by: person)
    }
    act(staff, "giao") { form, id, person in
      try await corrections.handOver(id, to: AccountID(form["responsible"]), by: person)
    }
    act(staff, "dong") { form, id, person in try await corrections.close(id, outcome: form["outcome"], by: person) }
    act(staff, "mo-lai") { _, id, person in try await corrections.reopen(id, by: person) }
    addResponses(to: staff)
    addPlaces(to: staff)
  }

  private func addResponses(to staff: RouterGroup<StaffContext>) {
    act(staff, "phan-hoi") { form, id, person in
      try await corrections.addRound(
        id, received: try form.day("received-on"), words: form["request"], by: person)
    }
    act(staff, "tu-choi") { form, id, person in try await corrections.refuse(id, reason: form["refusal"], by: person) }
    act(staff, "dung") { _, id, person in try await corrections.stopRounds(id, by: person) }
  }

  private func addPlaces(to staff: RouterGroup<StaffContext>) {
    act(staff, "noi-dang") { form, id, person in
      guard let kind = Follow.Kind(rawValue: form["kind"]) else {
        throw Failure.invalid(["kind": "Chọn loại nơi đăng"])
      }
      try await corrections.addPlace(
        id, kind, name: form["name"], place: form["place"], address: form["address"],
        needed: try number(form, "needed") ?? 1, by: person)
    }
    act(staff, "noi-dang/bao") { form, id, person in
      try await corrections.tellPlace(id, ID(form["place"]), evidence: form["evidence"], by: person)
    }
    act(staff, "noi-dang/xong") { form, id, person in
      try await corrections.finishPlace(id, ID(form["place"]), evidence: form["evidence"], by: person)
    }
  }

  /// An act of a form on the case's page: back to the page, or the page again with what does not hold.
  private func act(
    _ staff: RouterGroup<StaffContext>, _ path: String,
    _ change: @Sendable @escaping (Form, CaseID, Principal) async throws -> Void
  ) {
    staff.post(":id/\(path)") { request, context in
      let id = try context.caseID()
      let form = try await Form.read(request, context, limit: 131_072)
      do {
        try await change(form, id, context.principal)
        return Answer.seeOther(CasePath.show(id))
      } catch Failure.invalid(let errors) {
        return try await page(id, context, errors: errors)
      } catch Failure.conflict(let why) {
        return try await page(id, context, conflict: why)
      }
    }
  }

  private func number(_ form: Form, _ name: String) throws -> Int? {
    guard let text = form.optional(name) else { return nil }
    guard let number = Int(text) else { throw Failure.invalid([name: "Cần một số"]) }
    return number
  }

  private func page(
    _ id: CaseID, _ context: StaffContext, isNew: Bool = false, errors: [String: Phrase] = [:], conflict: Phrase? = nil
  ) async throws -> Response {
    CasePage(
      file: try await corrections.file(id, for: context.principal), principal: context.principal,
      now: corrections.clock.now, isNew: isNew, errors: errors, conflict: conflict
    ).answer(context)
  }

  private func show(_ request: Request, context: StaffContext) async throws -> Response {
    try await page(try context.caseID(), context, isNew: request.asked("moi") == "1")
  }

  private func editing(
    _ context: StaffContext, _ sent: Form?, _ errors: [String: Phrase], _ conflict: Phrase?
  ) async throws -> Response {
    let file = try await corrections.file(try context.caseID(), for: context.principal)
    try context.principal.require(Corrections.manage, in: file.record.organisation)
    return EditPage(file: file, sent: sent, errors: errors, conflict: conflict).answer(context)
  }

  private func edit(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.caseID()
    let form = try await Form.read(request, context, limit: 262_144)
    let file = try await corrections.file(id, for: context.principal)
    let change = CaseChange(
      detail: CaseForm.detail(form, over: file.record.detail), work: CaseForm.work(form), base: Int(form["base"]) ?? 0)
    do {
      try await corrections.change(id, change, by: context.principal)
      return Answer.seeOther(CasePath.show(id))
    } catch Failure.invalid(let errors) {
      return try await editing(context, form, errors, nil)
    } catch Failure.conflict(let why) {
      return try await editing(context, form, [:], why)
    }
  }
}
