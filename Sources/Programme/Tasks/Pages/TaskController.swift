import Contracts
import Foundation
import Hummingbird
import Kernel
import Persistence
import Web

/// One piece of work: its page and every act on it.
struct TaskController: Sendable {
  let programme: Programme

  /// Below `/lam-viec/nhiem-vu`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get(":id", use: show)
    staff.post(":id/minh-chung", use: prove)
    act(staff, "chuyen", { RefusedForm.move($0) }) { form, id, person in
      guard let move = WorkMove(rawValue: form["move"]) else { throw Failure.invalid(["": "Không có việc này"]) }
      try await programme.move(id, move, words: form["words"], by: person)
    }
    act(staff, "tien-do") { form, id, person in
      try await programme.report(
        id, percent: Int(form["percent"]), words: form["words"], once: form.number, by: person)
    }
    act(staff, "bo-minh-chung") { form, id, person in
      try await programme.unprove(id, EvidenceID(form["evidence"]), by: person)
    }
    act(staff, "cho") { form, id, person in
      try await programme.join(id, needs: WorkID(form["needs"]), by: person)
    }
    act(staff, "thoi-cho") { form, id, person in
      try await programme.part(id, from: WorkID(form["needs"]), by: person)
    }
    act(staff, "giao") { form, id, person in try await reassign(form, id, person) }
    act(staff, "chi-tieu") { form, id, person in
      try await programme.nameTargets(form.all("targets").map { TargetID($0) }, of: id, by: person)
    }
    act(staff, "thoi-lap") { _, id, person in try await programme.endRule(of: id, by: person) }
  }

  private func reassign(_ form: Form, _ id: WorkID, _ person: Principal) async throws {
    // First whether the work is there at all: names of organisations are no reason to say more.
    let now = try await programme.file(id, for: person).record.lead
    var faults: [String: Phrase] = [:]
    let lead = try await programme.organisations(named: [form["lead"]], field: "lead", &faults).first
    if lead == nil { faults.add(["lead": "Cần tên đơn vị"]) }
    if form["reason"].isEmpty { faults["reason"] = "Cần nêu lý do" }
    if let lead, lead != now, !form.isOn(WorkDoubt.silent.rawValue) {
      let doubts = try await programme.doubts(due: nil, leads: [lead])
      for (doubt, words) in doubts { faults.add([doubt.field: words]) }
    }
    guard faults.isEmpty, let lead else { throw Failure.invalid(faults) }
    try await programme.reassign(id, to: lead, reason: form["reason"], by: person)
  }

  /// An act of a form on the page: back to the page, or the page again with what does not hold and everything that was typed.
  private func act(
    _ staff: RouterGroup<StaffContext>, _ path: String,
    _ name: @Sendable @escaping (Form) -> String? = { _ in nil },
    _ change: @Sendable @escaping (Form, WorkID, Principal) async throws -> Void
  ) {
    staff.post(":id/\(path)") { request, context in
      let id = try TaskQuery.work(context)
      let form = try await Form.read(request, context, limit: 131_072)
      let act = name(form) ?? path
      do {
        try await change(form, id, context.principal)
        return Answer.seeOther(form["back"] == "bang" ? TaskParts.View.board.path : ProgrammePath.work(id))
      } catch Failure.invalid(let errors) {
        return try await page(id, context, refused: RefusedForm(act, form, errors))
      } catch Failure.conflict(let why) {
        return try await page(id, context, refused: RefusedForm(act, form, [:]), conflict: why)
      }
    }
  }

  private func prove(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try TaskQuery.work(context)
    // Nothing is written to disk for work that is not there.
    _ = try await programme.file(id, for: context.principal)
    let limits = MultipartReader.Limits(file: Programme.largestEvidence, field: 16_384, parts: 8)
    return try await Upload.read(request, context, limits: limits, in: programme.folder) { upload in
      let form = upload.form
      do {
        try await programme.prove(
          id, file: upload.file("file"), text: form["text"], name: form["name"], once: form.number,
          by: context.principal)
        return Answer.seeOther(ProgrammePath.work(id))
      } catch Failure.invalid(let errors) {
        let hadFile = upload.file("file") != nil
        return try await page(id, context, refused: RefusedForm("minh-chung", form, errors, hadFile: hadFile))
      } catch Failure.conflict(let why) {
        return try await page(id, context, refused: RefusedForm("minh-chung", form, [:]), conflict: why)
      }
    }
  }

  private func page(
    _ id: WorkID, _ context: StaffContext, isNew: Bool = false, refused: RefusedForm? = nil, conflict: Phrase? = nil
  ) async throws -> Response {
    let principal = context.principal
    let file = try await programme.file(id, for: principal)
    let mayJoin = file.record.state.isOpen && (file.work.mayKeep(principal) || file.work.mayWork(principal))
    return WorkPage(
      file: file, principal: principal, now: programme.clock.now, today: programme.clock.today,
      candidates: mayJoin ? try await programme.list(WorkFilter(plan: file.record.plan), for: principal) : [],
      organisations: file.work.mayKeep(principal) ? try await programme.organisationsToday() : [], isNew: isNew,
      refused: refused, conflict: conflict
    ).answer(context)
  }

  private func show(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try TaskQuery.work(context)
    do { return try await page(id, context, isNew: TaskQuery.value("moi", request) == "1") } catch Failure.notFound {
      // A plan's own task: the list of what was made of it.
      let task = PlanTaskID(id.rawValue)
      let plan = try await programme.database.read { connection -> PlanRecord? in
        guard let found = try PlanStore.task(task, on: connection) else { return nil }
        return try Programme.visible(try PlanStore.find(found.plan, on: connection), to: context.principal)
      }
      guard let plan else { throw Failure.notFound }
      return Answer.seeOther("\(ProgrammePath.tasks)?ke-hoach=\(plan.id)&muc=\(task)")
    }
  }
}
