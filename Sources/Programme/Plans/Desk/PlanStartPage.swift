import Hummingbird
import Kernel
import Web

/// Before a draft is put into force: what that does, and what the plan still lacks.
struct PlanStartPage: Sendable {
  let plan: PlanRecord
  let readiness: PlanReadiness
  let problem: Phrase?

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let path = ProgrammePath.plan(plan.id)
    let body: HTML = """
      <div class="stack">\(problem.map { Notice.bad(t("Chưa bắt đầu"), detail: t($0)) })\
      <section class="section"><h2>\(t("Bắt đầu thực hiện thì"))</h2><ul class="plan-bullets">\
      <li>\(t("Mọi người xem được kế hoạch và số liệu đã chốt ở trang công khai")): \
      <code>\(PublicPath.plan(plan.code))</code></li>\
      <li>\(t("\(readiness.targets) chỉ tiêu, \(readiness.tasks) nhiệm vụ và trách nhiệm được khóa: muốn sửa phải mở lần sửa đổi, có số văn bản"))</li>\
      <li>\(t("Không đưa về dự thảo được nữa; lãnh đạo cơ quan quản lý kế hoạch được báo"))</li></ul></section>\
      \(lacks(t))\
      <form method="post" action="\(url: "\(path)/bat-dau")" class="form" data-guard>\(context.csrfField)\
      \(Field.check("confirmed", label: signed(t), hint: t("Kế hoạch có hiệu lực do người ký văn bản, không do người bấm nút này.")))\
      <div class="form__acts">\(Button.submit(t("Bắt đầu thực hiện"), icon: "play"))\
      \(Button.link(t("Thôi, giữ dự thảo"), to: path, style: .quiet))</div></form></div>
      """
    return DeskPage(
      title: t("Bắt đầu thực hiện"), room: Programme.room, body: body,
      breadcrumb: [(t("Kế hoạch, chỉ tiêu"), ProgrammePath.plans), (plan.shortTitle, path)], styles: ["plans.css"]
    ).answer(context, status: problem == nil ? 200 : 409)
  }

  private func signed(_ t: Translator) -> String {
    readiness.lacksPaper
      ? t("Lãnh đạo đã ký ban hành kế hoạch này; số, ngày văn bản sẽ ghi bằng lần sửa đổi")
      : t("Lãnh đạo đã ký ban hành \(plan.document) \(plan.number), \(PlanWords.day(plan.issued, t))")
  }

  private func lacks(_ t: Translator) -> HTML {
    guard !readiness.isWhole else {
      return Notice.ok(t("Không thấy thiếu gì."), detail: byHand(t))
    }
    let targets = PlanPage.path(plan.id, .targets)
    let tasks = PlanPage.path(plan.id, .tasks)
    let lines: [HTML] = [
      readiness.lacksPaper
        ? "<li><a href=\"\(url: "\(ProgrammePath.plan(plan.id))/sua")\">\(t("Chưa có số hoặc ngày văn bản ban hành"))</a></li>"
        : .empty,
      line(
        t("Chỉ tiêu chưa có số liệu tự tính và chưa ghi tử số, mẫu số"), readiness.unexplained.map(\.measure), targets,
        t),
      line(t("Chỉ tiêu chưa có giá trị năm nào"), readiness.withoutValue.map(\.measure), targets, t),
      line(
        t("Chỉ tiêu có mức các năm đi ngược với “ít nhất”, “nhiều nhất”"), readiness.backwards.map(\.measure), targets,
        t),
      line(t("Nhiệm vụ chưa có đơn vị chủ trì"), readiness.leaderless.map(\.title), tasks, t),
      line(
        t("Đơn vị chủ trì không có trong sổ cơ quan nên sẽ không thấy việc của mình"), readiness.unknownLeads, tasks, t),
      readiness.lacksDeadlines
        ? "<li><a href=\"\(url: PlanPage.path(plan.id, .deadlines))\">\(t("Chưa đặt hạn báo cáo nào"))</a></li>"
        : .empty,
    ]
    return """
      <section class="section plan-lacks"><h2>\(t("Còn thiếu"))</h2><ul class="plan-bullets">\(lines)</ul>\
      \(byHand(t).map { "<p class=\"quiet\">\($0)</p>" as HTML })</section>
      """
  }

  private func byHand(_ t: Translator) -> String? {
    readiness.byHand == 0 ? nil : t("\(readiness.byHand) chỉ tiêu lấy số liệu do người nhập, kèm minh chứng.")
  }

  /// How many, and the first of them.
  private func line(_ words: String, _ names: [String], _ path: String, _ t: Translator) -> HTML {
    guard !names.isEmpty else { return .empty }
    let shown = names.prefix(5).map { "<li>\($0)</li>" as HTML }
    return """
      <li><a href=\"\(url: path)\">\(words)</a>: \(names.count)<ul>\(shown)\
      \(if: names.count > 5, "<li>\(t("và \(names.count - 5) mục nữa"))</li>")</ul></li>
      """
  }
}
