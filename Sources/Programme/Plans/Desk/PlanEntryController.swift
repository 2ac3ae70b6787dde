import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// Forms for targets, tasks and deadlines of a plan.
struct PlanEntryController: Sendable {
  let programme: Programme

  /// Below `/lam-viec/ke-hoach-tinh`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get(":plan/them-chi-tieu") { _, context in try await targetForm(nil, nil, [:], nil, context) }
    staff.post(":plan/them-chi-tieu") { request, context in try await saveTarget(request, nil, context) }
    staff.get(":plan/sua-chi-tieu/:entry") { _, context in
      try await targetForm(TargetID(try entry(context)), nil, [:], nil, context)
    }
    staff.post(":plan/sua-chi-tieu/:entry") { request, context in
      try await saveTarget(request, TargetID(try entry(context)), context)
    }
    staff.post(":plan/bo-chi-tieu/:entry") { request, context in
      let id = TargetID(try entry(context))
      return try await end(request, .targets, context) { try await programme.endTarget($0, id, by: $1) }
    }
    staff.get(":plan/them-nhiem-vu") { _, context in try await taskForm(nil, nil, [:], nil, context) }
    staff.post(":plan/them-nhiem-vu") { request, context in try await saveTask(request, nil, context) }
    staff.get(":plan/sua-nhiem-vu/:entry") { _, context in
      try await taskForm(PlanTaskID(try entry(context)), nil, [:], nil, context)
    }
    staff.post(":plan/sua-nhiem-vu/:entry") { request, context in
      try await saveTask(request, PlanTaskID(try entry(context)), context)
    }
    staff.post(":plan/bo-nhiem-vu/:entry") { request, context in
      let id = PlanTaskID(try entry(context))
      return try await end(request, .tasks, context) { try await programme.endTask($0, id, by: $1) }
    }
    staff.get(":plan/them-han") { _, context in try await deadlineForm(nil, nil, [:], nil, context) }
    staff.post(":plan/them-han") { request, context in try await saveDeadline(request, nil, context) }
    staff.get(":plan/sua-han/:entry") { _, context in
      try await deadlineForm(try entry(context), nil, [:], nil, context)
    }
    staff.post(":plan/sua-han/:entry") { request, context in
      try await saveDeadline(request, try entry(context), context)
    }
    staff.post(":plan/bo-han/:entry") { request, context in
      let id = try entry(context)
      return try await end(request, .deadlines, context) { try await programme.endDeadline($0, id, by: $1) }
    }
  }

  private func entry(_ context: StaffContext) throws -> String {
    guard let entry = context.parameters.get("entry") else { throw Failure.notFound }
    return entry
  }

  /// The plan for whoever keeps it.
  private func kept(_ context: StaffContext) async throws -> Programme.PlanView {
    let view = try await programme.plan(named: context.planName(), for: context.principal)
    try Programme.require(keeping: view.record, context.principal)
    return view
  }

  /// Takes something out of the plan, and back to its part of the page.
  private func end(
    _ request: Request, _ tab: PlanTab, _ context: StaffContext, _ act: (String, Principal) async throws -> Void
  ) async throws -> Response {
    let name = try context.planName()
    _ = try await Form.read(request, context, limit: 16_384)
    do {
      try await act(name, context.principal)
      return Answer.seeOther("\(ProgrammePath.plans)/\(name)?xem=\(tab.rawValue)")
    } catch Failure.conflict(let why) {
      return try await PlanController(programme: programme).page(name, tab, problem: why, context)
    }
  }

  /// Saves, and back to the plan; or the form again with what does not hold.
  private func save(
    _ tab: PlanTab, _ context: StaffContext, _ act: (String, Principal) async throws -> Void,
    again: ([String: Phrase], Phrase?) async throws -> Response
  ) async throws -> Response {
    let name = try context.planName()
    do {
      try await act(name, context.principal)
      return Answer.seeOther("\(ProgrammePath.plans)/\(name)?xem=\(tab.rawValue)")
    } catch Failure.invalid(let errors) {
      return try await again(errors, nil)
    } catch Failure.conflict(let why) {
      return try await again([:], why)
    }
  }

  private func page(
    _ view: Programme.PlanView, _ tab: PlanTab, path: String, title: String, fields: HTML, remove: HTML = .empty,
    _ errors: [String: Phrase], _ conflict: Phrase?, _ context: StaffContext
  ) -> Response {
    PlanFormPage(
      title: title, action: "\(ProgrammePath.plan(view.record.id))/\(path)", back: PlanPage.path(view.record.id, tab),
      plan: view.record, submit: context.translator("Ghi"), fields: fields, after: remove, errors: errors,
      conflict: conflict
    ).answer(context)
  }

  // MARK: Targets

  private func targetForm(
    _ id: TargetID?, _ sent: TargetDraft?, _ errors: [String: Phrase], _ conflict: Phrase?, _ context: StaffContext
  ) async throws -> Response {
    let t = context.translator
    let view = try await kept(context)
    let target = view.whole.targets.first { $0.id == id }
    guard id == nil || target != nil else { throw Failure.notFound }
    let draft = sent ?? target.map { TargetDraft($0, view.whole.values[$0.id] ?? []) } ?? TargetDraft()
    let indicators = programme.knownIndicators.map { ($0.key, t($0.value)) }.sorted { $0.0 < $1.0 }
    let known = indicators.contains { $0.0 == draft.indicator } || draft.indicator.isEmpty
    let options = known ? indicators : indicators + [(draft.indicator, draft.indicator)]
    let remove = id.map { id in
      Button.post(
        t("Bỏ chỉ tiêu này"), to: "\(ProgrammePath.plan(view.record.id))/bo-chi-tieu/\(id)", context, style: .danger,
        icon: "trash-2")
    }
    return page(
      view, .targets, path: id.map { "sua-chi-tieu/\($0)" } ?? "them-chi-tieu",
      title: id == nil ? t("Thêm chỉ tiêu") : t("Sửa chỉ tiêu"),
      fields: TargetForm.html(draft, plan: view.record, indicators: options, errors: errors, t),
      remove: remove ?? .empty, errors, conflict, context)
  }

  private func saveTarget(_ request: Request, _ id: TargetID?, _ context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 262_144)
    let view = try await kept(context)
    let draft = try TargetForm.draft(form, plan: view.record)
    return try await save(.targets, context) { name, person in
      if let id {
        try await programme.changeTarget(name, id, draft, by: person)
      } else {
        try await programme.addTarget(name, draft, by: person)
      }
    } again: {
      try await targetForm(id, draft, $0, $1, context)
    }
  }

  // MARK: Tasks

  private func taskForm(
    _ id: PlanTaskID?, _ sent: TaskDraft?, _ errors: [String: Phrase], _ conflict: Phrase?, _ context: StaffContext
  ) async throws -> Response {
    let t = context.translator
    let view = try await kept(context)
    let task = view.whole.tasks.first { $0.id == id }
    guard id == nil || task != nil else { throw Failure.notFound }
    let before = task.map { task in
      TaskDraft(
        task, view.whole.parties[task.id] ?? [], parent: view.whole.tasks.first { $0.id == task.parent })
    }
    let remove = id.map { id in
      Button.post(
        t("Bỏ nhiệm vụ này"), to: "\(ProgrammePath.plan(view.record.id))/bo-nhiem-vu/\(id)", context, style: .danger,
        icon: "trash-2")
    }
    return page(
      view, .tasks, path: id.map { "sua-nhiem-vu/\($0)" } ?? "them-nhiem-vu",
      title: id == nil ? t("Thêm nhiệm vụ") : t("Sửa nhiệm vụ"),
      fields: TaskForm.html(
        sent ?? before ?? TaskDraft(), whole: view.whole, own: id,
        organisations: try await programme.organisationsToday(), errors: errors, t),
      remove: remove ?? .empty, errors, conflict, context)
  }

  private func saveTask(_ request: Request, _ id: PlanTaskID?, _ context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 262_144)
    let draft = try TaskForm.draft(form)
    return try await save(.tasks, context) { name, person in
      if let id {
        try await programme.changeTask(name, id, draft, by: person)
      } else {
        try await programme.addTask(name, draft, by: person)
      }
    } again: {
      try await taskForm(id, draft, $0, $1, context)
    }
  }

  // MARK: Deadlines

  private func deadlineForm(
    _ id: String?, _ sent: DeadlineDraft?, _ errors: [String: Phrase], _ conflict: Phrase?, _ context: StaffContext
  ) async throws -> Response {
    let t = context.translator
    let view = try await kept(context)
    let deadline = view.whole.deadlines.first { $0.id == id }
    guard id == nil || deadline != nil else { throw Failure.notFound }
    let remove = id.map { id in
      Button.post(
        t("Bỏ hạn này"), to: "\(ProgrammePath.plan(view.record.id))/bo-han/\(id)", context, style: .danger,
        icon: "trash-2")
    }
    return page(
      view, .deadlines, path: id.map { "sua-han/\($0)" } ?? "them-han",
      title: id == nil ? t("Thêm hạn báo cáo") : t("Sửa hạn báo cáo"),
      fields: DeadlineForm.html(sent ?? deadline.map { DeadlineDraft($0) } ?? DeadlineDraft(), errors: errors, t),
      remove: remove ?? .empty, errors, conflict, context)
  }

  private func saveDeadline(_ request: Request, _ id: String?, _ context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 65_536)
    let draft = try DeadlineForm.draft(form)
    return try await save(.deadlines, context) { name, person in
      if let id {
        try await programme.changeDeadline(name, id, draft, by: person)
      } else {
        try await programme.addDeadline(name, draft, by: person)
      }
    } again: {
      try await deadlineForm(id, draft, $0, $1, context)
    }
  }
}
