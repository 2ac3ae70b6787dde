import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// Taking over targets of a plan above.
struct AdoptionController: Sendable {
  let programme: Programme

  /// Below `/lam-viec/ke-hoach-tinh`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get(":plan/nhan-chi-tieu") { request, context in
      try await form(from: request.asked("tu"), [:], nil, context)
    }
    staff.post(":plan/nhan-chi-tieu", use: adopt)
  }

  private func form(
    from source: String, _ errors: [String: Phrase], _ conflict: Phrase?, _ context: StaffContext
  ) async throws -> Response {
    let t = context.translator
    let found = try await programme.adoption(
      context.planName(), from: source.isEmpty ? nil : source, for: context.principal)
    let path = "\(ProgrammePath.plan(found.view.record.id))/nhan-chi-tieu"
    let links = found.sources.map { one in
      Tabs.Tab(one.shortTitle, "\(path)?tu=\(one.id)", isCurrent: one.id == found.chosen?.record.id)
    }
    let intro: HTML =
      found.sources.isEmpty
      ? EmptyState.html(t("Không có kế hoạch cấp trên nào để nhận chỉ tiêu."), icon: "target")
      : "\(Tabs.html(links, label: t("Kế hoạch cấp trên")))"
    let boxes = (found.chosen?.targets ?? []).filter { $0.endedOn == nil }.map { target -> HTML in
      let values = (found.chosen?.values[target.id] ?? []).map { "\($0.year): \($0.shown)" }
      let isTaken = found.taken.contains(target.id)
      return isTaken
        ? "<p class=\"quiet\">\(target.measure) · \(t("đã nhận"))</p>"
        : Field.check(
          "target", label: target.measure, value: target.id.rawValue, hint: values.joined(separator: " · "),
          id: "target-\(target.id)")
    }
    guard found.chosen != nil else {
      return DeskPage(
        title: t("Nhận chỉ tiêu cấp trên"), room: Programme.room, body: "<div class=\"stack\">\(intro)</div>",
        breadcrumb: [
          (t("Kế hoạch, chỉ tiêu"), ProgrammePath.plans),
          (found.view.record.shortTitle, PlanPage.path(found.view.record.id, .targets)),
        ], styles: ["plans.css"]
      ).answer(context)
    }
    return PlanFormPage(
      title: t("Nhận chỉ tiêu cấp trên"), action: path, back: PlanPage.path(found.view.record.id, .targets),
      plan: found.view.record, submit: t("Nhận các chỉ tiêu đã chọn"),
      fields: """
        <input type="hidden" name="tu" value="\(found.chosen?.record.id.rawValue ?? "")">\
        \(Field.group(t("Chỉ tiêu"), hint: t("Nhận xong có thể sửa giá trị; nguồn gốc vẫn được giữ."), "\(boxes)"))
        """, intro: intro, errors: errors, conflict: conflict
    ).answer(context)
  }

  private func adopt(_ request: Request, context: StaffContext) async throws -> Response {
    let name = try context.planName()
    let sent = try await Form.read(request, context, limit: 131_072)
    do {
      _ = try await programme.adopt(name, targets: sent.all("target").map { TargetID($0) }, by: context.principal)
      return Answer.seeOther("\(ProgrammePath.plans)/\(name)?xem=\(PlanTab.targets.rawValue)")
    } catch Failure.invalid(let errors) {
      return try await form(from: sent["tu"], errors, nil, context)
    } catch Failure.conflict(let why) {
      return try await form(from: sent["tu"], [:], why, context)
    }
  }
}
