import Contracts
import Foundation
import Kernel
import Web

/// The steps of approval, as a form that makes a new version.
struct WorkflowPage {
  let organisation: OrganisationID
  let shown: Workflow
  let versions: [RuleVersion<Workflow>]
  let today: CivilDate
  let errors: [String: Phrase]
  let isSaved: Bool
  let context: StaffContext

  private var t: Translator { context.translator }
  private var dates: RuleDates {
    RuleDates(organisation: organisation, today: today, errors: errors, context: context)
  }

  var page: DeskPage {
    DeskPage(
      title: t("Các bước duyệt"), room: "rules", body: body, breadcrumb: [(t("Quy trình"), RulesController.path)],
      lead: "\(t("Bài gửi duyệt đi lần lượt qua các bước này. Duyệt xong bước cuối thì được xuất bản."))",
      styles: ["newsroom.css", "kinds.css"])
  }

  private var body: HTML {
    """
    <div class="stack">\(if: isSaved, Notice.ok(t("Đã lưu bản mới.")))\(Notice.problems(errors, t))
    \(dates.mayChange ? form : list)
    <section class="section"><h2>\(t("Các bản đã có"))</h2>\(dates.history(versions))</section></div>
    """
  }

  private var list: HTML {
    let lines = shown.stages.map { stage -> HTML in
      "<li><b>\(stage.name)</b> · \(t(who(stage.permission)))\(stage.dueHours.map { " · \(t("\($0) giờ"))" as HTML })</li>"
    }
    return
      "<ol class=\"timeline\">\(lines)</ol>\(if: shown.fourEyes, "<p>\(t("Không ai tự duyệt bài mình viết."))</p>")"
  }

  private var form: HTML {
    let rows = (0..<Workflow.mostStages).map { index -> HTML in
      let stage = shown.stages.indices.contains(index) ? shown.stages[index] : nil
      let isExtra = stage == nil && index > shown.stages.count
      return isExtra ? .empty : row(index + 1, stage)
    }
    return """
      <form class="form" method="post" action="\(RulesController.workflowPath)">\(context.csrfField)\
      <p class="quiet">\(t("Để trống tên là bỏ bước đó."))</p>\(rows)\
      \(Field.check("four-eyes", label: t("Không ai tự duyệt bài mình viết"), isOn: shown.fourEyes))\(dates.end)</form>
      """
  }

  private func row(_ number: Int, _ stage: Workflow.Stage?) -> HTML {
    let permissions = Workflow.permissions.map { (value: $0.rawValue, label: t(who($0))) }
    let error = errors["stage-\(number)"].map { t($0) }
    return Field.group(
      stage == nil ? t("Thêm bước \(number)") : t("Bước \(number)"), error: error,
      """
      <div class="rule-row" id="stage-\(number)"><input type="hidden" name="id-\(number)" value="\(stage?.id ?? "")">\
      \(Field.text("name-\(number)", label: t("Tên bước"), value: stage?.name ?? "", maxLength: 60))\
      \(Field.select(
        "permission-\(number)", label: t("Ai duyệt"), options: permissions,
        selected: stage?.permission.rawValue ?? Newsroom.approve.rawValue))\
      \(Field.text(
        "hours-\(number)", label: t("Hạn (giờ)"), value: stage?.dueHours.map(String.init) ?? "", type: "number",
        inputMode: "numeric"))</div>
      """)
  }

  private func who(_ permission: Permission) -> Phrase {
    switch permission {
    case Newsroom.edit: "Người biên tập mọi bài"
    case Newsroom.approveFinally: "Lãnh đạo cơ quan"
    default: "Người có quyền duyệt"
    }
  }

  /// What was typed; names left empty are steps left out.
  static func workflow(from form: Form) -> Workflow {
    let stages = (1...Workflow.mostStages).compactMap { number -> Workflow.Stage? in
      guard let name = form.optional("name-\(number)") else { return nil }
      return Workflow.Stage(
        id: form.optional("id-\(number)") ?? Slug.make(name, limit: 40), name: name,
        permission: Permission(rawValue: form["permission-\(number)"]),
        dueHours: form.optional("hours-\(number)").map { Int($0) ?? 0 })
    }
    return Workflow(stages: stages, fourEyes: form.isOn("four-eyes"))
  }
}
