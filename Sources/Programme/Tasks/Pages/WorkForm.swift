import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// Writing a piece of work down, or changing it.
struct WorkForm: Sendable {
  /// What the fields hold: from the plan, from the record, or as sent.
  struct Values: Sendable {
    var plan = ""
    var planTask = ""
    var parent = ""
    var title = ""
    var detail = ""
    var leads = ""
    var partners = ""
    var responsible = ""
    var funding = ""
    var deliverables = ""
    var startsOn: CivilDate?
    var dueOn: CivilDate?
    var every = ""
    var until: CivilDate?
    var base = ""
    /// What was asked about and is meant all the same.
    var accepted: Set<WorkDoubt> = []
  }

  let values: Values
  /// Where it is sent; nil: a new one.
  let id: WorkID?
  let plans: [PlanRecord]
  let planTask: PlanTaskRecord?
  let parent: WorkRecord?
  let organisations: [OrganisationProfile]
  /// Those who may be responsible; empty where several may lead.
  let colleagues: [PersonProfile]
  /// Those who do the work, but do not keep it, only choose who is responsible.
  let isWhole: Bool
  let errors: [String: Phrase]
  /// What is asked about before it is written.
  var doubts: Set<WorkDoubt> = []
  let conflict: Phrase?

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let title = id == nil ? (parent == nil ? t("Lập nhiệm vụ") : t("Thêm việc con")) : t("Sửa nhiệm vụ")
    var up = [(title: t("Nhiệm vụ"), path: ProgrammePath.tasks)]
    if let parent { up.append((parent.title, ProgrammePath.work(parent.id))) }
    let status = conflict != nil ? 409 : errors.isEmpty ? 200 : 422
    return DeskPage(
      title: title, room: Programme.tasksRoom,
      body: """
        <div class="stack">\(Notice.problems(errors, t))\(conflict.map { Notice.bad(t("Chưa lưu được"), detail: t($0)) })\
        \(planTask.map { source($0, t) })<form class="form" method="post" \
        action="\(url: id.map { ProgrammePath.work($0, "sua") } ?? "\(ProgrammePath.tasks)/moi")">\(context.csrfField)\
        <input type="hidden" name="parent" value="\(values.parent)"><input type="hidden" name="muc" value="\(values.planTask)">\
        <input type="hidden" name="base" value="\(values.base)">\
        \(if: isWhole, whole(t))\(person(t))\
        <div class="form__acts">\(Button.submit(id == nil ? t("Lập nhiệm vụ") : t("Lưu")))\
        \(Button.link(t("Thôi"), to: id.map { ProgrammePath.work($0) } ?? ProgrammePath.tasks, style: .quiet))</div></form></div>
        """,
      breadcrumb: up, styles: ["tasks.css"]
    ).answer(context, status: status)
  }

  private func source(_ task: PlanTaskRecord, _ t: Translator) -> HTML {
    """
    <section class="section task-source"><p class="quiet">\(t("Theo mục \(task.section) của kế hoạch"))\
    \(if: !task.period.isEmpty, " · \(t("thời gian: \(task.period)"))")</p><p><strong>\(task.title)</strong></p>\
    \(if: !task.text.isEmpty, "<p class=\"task-text\">\(task.text)</p>")</section>
    """
  }

  private func error(_ name: String, _ t: Translator) -> String? { errors[name].map { t($0) } }

  private func whole(_ t: Translator) -> HTML {
    """
    \(if: id == nil && parent == nil, plan(t))\
    \(if: id != nil || parent != nil, "<input type=\"hidden\" name=\"plan\" value=\"\(values.plan)\">")\
    \(Field.text("title", label: t("Tên nhiệm vụ"), value: values.title, error: error("title", t), isRequired: true,
      maxLength: 1000))\
    \(Field.area("detail", label: t("Nội dung"), value: values.detail, rows: 4, maxLength: 20_000))\
    \(OrganisationPicker.names(organisations))\
    \(if: id == nil, OrganisationPicker.several("leads", id: "lead", label: t("Đơn vị chủ trì"),
      lineLabel: { t("Đơn vị chủ trì \($0)") }, value: values.leads,
      hint: t("Gõ vài chữ trong tên rồi chọn. Nhiều đơn vị thì mỗi đơn vị nhận một việc riêng."), error: error("lead", t),
      isRequired: true))\(asked(.silent, t))\
    \(OrganisationPicker.several("partners", label: t("Đơn vị phối hợp"), lineLabel: { t("Đơn vị phối hợp \($0)") },
      value: values.partners, error: error("partners", t)))\
    <div class="form__row">\(Field.date("starts-on", label: t("Bắt đầu"), value: values.startsOn,
      error: error("starts-on", t)))\
    \(Field.date("due-on", label: t("Hạn"), value: values.dueOn,
      hint: t("Trúng ngày nghỉ thì tính chậm từ sau ngày làm việc kế tiếp (khoản 5 Điều 148 Bộ luật Dân sự 2015)"),
      error: error("due-on", t)))</div>\(asked(.past, t))\
    \(if: id == nil && parent == nil, again(t))\
    \(Field.area("deliverables", label: t("Sản phẩm phải có"), value: values.deliverables, rows: 2, maxLength: 20_000))\
    \(Field.text("funding", label: t("Nguồn kinh phí"), value: values.funding, error: error("funding", t), maxLength: 500))
    """
  }

  /// The box that says a doubtful thing is meant.
  private func asked(_ doubt: WorkDoubt, _ t: Translator) -> HTML {
    guard doubts.contains(doubt) else { return .empty }
    return Field.check(doubt.rawValue, label: t(doubt.phrase), isOn: values.accepted.contains(doubt))
  }

  private func plan(_ t: Translator) -> HTML {
    guard planTask == nil else { return "<input type=\"hidden\" name=\"plan\" value=\"\(values.plan)\">" }
    return Field.select(
      "plan", label: t("Kế hoạch"),
      options: [("", t("Không theo kế hoạch nào"))] + plans.map { ($0.id.rawValue, $0.shortTitle) },
      selected: values.plan,
      hint: t("Giao cho đơn vị ngoài tỉnh hoặc ngoài cơ quan bạn quản lý thì chọn kế hoạch mà cơ quan bạn giữ"),
      error: error("plan", t))
  }

  private func again(_ t: Translator) -> HTML {
    """
    <div class="form__row">\(Field.select("every", label: t("Lặp lại"),
      options: [("", t("Một lần"))] + WorkRhythm.allCases.map { ($0.rawValue, t($0.phrase)) }, selected: values.every,
      hint: t("Ngày bắt đầu và hạn ở trên là của kỳ đầu"), error: error("every", t)))\
    \(Field.date("until", label: t("Lặp đến"), value: values.until, error: error("until", t)))</div>
    """
  }

  private func person(_ t: Translator) -> HTML {
    guard !colleagues.isEmpty else { return .empty }
    return Field.select(
      "responsible", label: t("Người phụ trách"),
      options: [("", t("cả đơn vị"))] + colleagues.map { ($0.id.rawValue, $0.name) }, selected: values.responsible,
      hint: t("Để trống thì mọi người được làm nhiệm vụ của đơn vị đều được báo"), error: error("responsible", t))
  }
}
