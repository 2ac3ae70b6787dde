import Foundation
import Hummingbird
import Kernel
import OfficeDocuments
import Web

/// Opening an amendment of a plan in force, and closing it.
struct AmendmentController: Sendable {
  let programme: Programme

  /// Below `/lam-viec/ke-hoach-tinh`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get(":plan/sua-doi") { _, context in try await amendForm(AmendmentDraft(), [:], nil, context) }
    staff.post(":plan/sua-doi", use: amend)
    staff.post(":plan/khep-sua-doi", use: closeAmendment)
  }

  private func amendForm(
    _ draft: AmendmentDraft, _ errors: [String: Phrase], _ conflict: Phrase?, _ context: StaffContext
  ) async throws -> Response {
    let t = context.translator
    let view = try await programme.plan(named: context.planName(), for: context.principal)
    try Programme.require(keeping: view.record, context.principal)
    func error(_ name: String) -> String? { errors[name].map { t($0) } }
    let fields: HTML = """
      <div class="form__row">\
      \(Field.text("number", label: t("Văn bản sửa đổi"), value: draft.number,
        hint: t("Loại, số và ký hiệu, như Quyết định 120/QĐ-UBND."), error: error("number"), isRequired: true,
        maxLength: 300))\
      \(Field.date("issued", label: t("Ngày ban hành"), value: CellReading.date(draft.issued), error: error("issued")))\
      \(Field.date("effective", label: t("Có hiệu lực từ"), value: draft.effectiveOn, error: error("effective"),
        isRequired: true))</div>\
      \(Field.area("summary", label: t("Sửa đổi những gì"), value: draft.summary, rows: 4, error: error("summary"),
        isRequired: true, maxLength: 5000))
      """
    return PlanFormPage(
      title: t("Mở lần sửa đổi"), action: "\(ProgrammePath.plan(view.record.id))/sua-doi",
      back: PlanPage.path(view.record.id, .versions), plan: view.record, submit: t("Mở lần sửa đổi"), fields: fields,
      intro: """
        <p>\(t("Kế hoạch như bây giờ được giữ lại nguyên vẹn; từ đây chỉ tiêu, nhiệm vụ và hạn được sửa theo văn bản này."))</p>
        """, errors: errors, conflict: conflict
    ).answer(context)
  }

  private func amend(_ request: Request, context: StaffContext) async throws -> Response {
    let name = try context.planName()
    let form = try await Form.read(request, context, limit: 65_536)
    let draft = AmendmentDraft(
      number: form["number"], issued: form["issued"], effectiveOn: CellReading.date(form["effective"]),
      summary: form["summary"])
    do {
      try await programme.openAmendment(name, draft, once: form.number, by: context.principal)
      return Answer.seeOther("\(ProgrammePath.plans)/\(name)?xem=\(PlanTab.targets.rawValue)")
    } catch Failure.invalid(let errors) {
      return try await amendForm(draft, errors, nil, context)
    } catch Failure.conflict(let why) {
      return try await amendForm(draft, [:], why, context)
    }
  }

  private func closeAmendment(_ request: Request, context: StaffContext) async throws -> Response {
    let name = try context.planName()
    _ = try await Form.read(request, context, limit: 16_384)
    do {
      try await programme.closeAmendment(name, by: context.principal)
      return Answer.seeOther("\(ProgrammePath.plans)/\(name)?xem=\(PlanTab.versions.rawValue)")
    } catch Failure.conflict(let why) {
      return try await PlanController(programme: programme).page(name, .versions, problem: why, context)
    }
  }
}
