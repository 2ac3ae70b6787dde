import Kernel
import Web

/// One kind of thing that a plan is made of, as its form and its acts differ from the others'.
struct PlanEntryKind<Draft: Sendable>: Sendable {
  /// In addresses: `them-chi-tieu`, `sua-chi-tieu/…`, `bo-chi-tieu/…`.
  let path: String
  let tab: PlanTab
  let addTitle: Phrase
  let changeTitle: Phrase
  let removeTitle: Phrase
  let blank: Draft
  /// One of the plan as it is now, by its ID; nil where it has none such.
  let find: @Sendable (Programme.PlanView, String) -> Draft?
  let read: @Sendable (Form) -> Draft
  /// The fields, with the ID of what is being changed.
  let fields: @Sendable (Draft, Programme.PlanView, String?, [String: Phrase], Translator) async throws -> HTML
  let add: @Sendable (String, Draft, FormNumber?, Principal) async throws -> Void
  let change: @Sendable (String, String, Draft, Principal) async throws -> Void
  let end: @Sendable (String, String, Principal) async throws -> Void
}

extension PlanEntryKind where Draft == TargetDraft {
  static func targets(_ programme: Programme) -> Self {
    Self(
      path: "chi-tieu", tab: .targets, addTitle: "Thêm chỉ tiêu", changeTitle: "Sửa chỉ tiêu",
      removeTitle: "Bỏ chỉ tiêu này", blank: TargetDraft(),
      find: { view, id in
        view.whole.targets.first { $0.id.rawValue == id }.map { TargetDraft($0, view.whole.values[$0.id] ?? []) }
      },
      read: { TargetForm.draft($0) },
      fields: { draft, view, _, errors, t in
        TargetForm.html(draft, plan: view.record, indicators: programme.indicatorChoices, errors: errors, t)
      },
      add: { _ = try await programme.addTarget($0, $1, once: $2, by: $3) },
      change: { try await programme.changeTarget($0, TargetID($1), $2, by: $3) },
      end: { try await programme.endTarget($0, TargetID($1), by: $2) })
  }
}

extension PlanEntryKind where Draft == TaskDraft {
  static func tasks(_ programme: Programme) -> Self {
    Self(
      path: "nhiem-vu", tab: .tasks, addTitle: "Thêm nhiệm vụ", changeTitle: "Sửa nhiệm vụ",
      removeTitle: "Bỏ nhiệm vụ này", blank: TaskDraft(),
      find: { view, id in
        view.whole.tasks.first { $0.id.rawValue == id }.map { task in
          TaskDraft(task, view.whole.parties[task.id] ?? [], parent: view.whole.tasks.first { $0.id == task.parent })
        }
      },
      read: { TaskForm.draft($0) },
      fields: { draft, view, id, errors, t in
        TaskForm.html(
          draft, whole: view.whole, own: id.map { PlanTaskID($0) },
          organisations: try await programme.organisationsToday(), errors: errors, t)
      },
      add: { _ = try await programme.addTask($0, $1, once: $2, by: $3) },
      change: { try await programme.changeTask($0, PlanTaskID($1), $2, by: $3) },
      end: { try await programme.endTask($0, PlanTaskID($1), by: $2) })
  }
}

extension PlanEntryKind where Draft == DeadlineDraft {
  static func deadlines(_ programme: Programme) -> Self {
    Self(
      path: "han", tab: .deadlines, addTitle: "Thêm hạn báo cáo", changeTitle: "Sửa hạn báo cáo",
      removeTitle: "Bỏ hạn này", blank: DeadlineDraft(),
      find: { view, id in view.whole.deadlines.first { $0.id == id }.map { DeadlineDraft($0) } },
      read: { DeadlineForm.draft($0) },
      fields: { draft, _, _, errors, t in DeadlineForm.html(draft, errors: errors, t) },
      add: { _ = try await programme.addDeadline($0, $1, once: $2, by: $3) },
      change: { try await programme.changeDeadline($0, $1, $2, by: $3) },
      end: { try await programme.endDeadline($0, $1, by: $2) })
  }
}
