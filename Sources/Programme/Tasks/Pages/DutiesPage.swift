import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// What the plans lay on one organisation, and how it stands.
struct DutiesPage: Sendable {
  let book: DutyBook
  /// Organisations this person may look at, where there are several.
  let choices: [OrganisationProfile]
  let mayMake: Bool
  let today: CivilDate

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let parts = book.parts.map { part($0, t) }
    return DeskPage(
      title: t("Việc của \(book.organisation.name)"), room: Programme.tasksRoom,
      body: """
        <div class="stack">\(TaskParts.tabs(.duties, t))\(choice(t))\
        \(if: book.parts.isEmpty, EmptyState.html(
          t("Chưa có kế hoạch nào gọi tên đơn vị này."),
          act: Button.link(t("Xem các kế hoạch"), to: ProgrammePath.plans, icon: "file-text"), icon: "building-2"))\
        \(parts)\(others(t))</div>
        """,
      lead:
        "\(t("\(book.parts.count) kế hoạch, \(book.parts.reduce(0) { $0 + $1.duties.count }) nhiệm vụ và trách nhiệm, \(book.parts.reduce(0) { $0 + $1.deadlines.count }) hạn báo cáo"))",
      isWide: true, styles: ["tasks.css"]
    ).answer(context)
  }

  private func choice(_ t: Translator) -> HTML {
    guard choices.count > 1 else { return .empty }
    return """
      <form class="task-filter" method="get" action="\(url: TaskParts.View.duties.path)">\
      \(Field.select("don-vi", label: t("Đơn vị"), options: choices.map { ($0.id.rawValue, $0.name) },
        selected: book.organisation.id.rawValue))\(Button.submit(t("Xem"), style: .plain))</form>
      """
  }

  private func part(_ part: DutyBook.Part, _ t: Translator) -> HTML {
    let duties = part.duties.map { duty -> [HTML] in
      [
        """
        <span class="quiet">\(duty.task.section)</span> \(duty.task.title)\
        \(if: !duty.named.isEmpty, "<br><span class=\"quiet\">\(t("văn bản ghi: \(duty.named)"))</span>")
        """,
        "\(t(kind(duty)))", "\(duty.task.period)", works(duty, part.plan, t),
      ]
    }
    let owed = part.deadlines.map { one -> HTML in
      """
      <li><strong>\(one.deadline.text)</strong> \(one.next.map { next($0, one.workingDays, t) }) <span class="quiet">\(one.deadline.section) · \(t("văn bản ghi: \(one.named)"))</span></li>
      """
    }
    return """
      <section class="section"><h2><a href="\(url: ProgrammePath.plan(part.plan.id))">\(part.plan.shortTitle)</a></h2>\
      \(if: !duties.isEmpty, Table.html(
        caption: t("Nhiệm vụ, trách nhiệm theo \(part.plan.shortTitle)"),
        columns: [.init(t("Nội dung")), .init(t("Vai trò"), .fit), .init(t("Thời gian"), .fit), .init(t("Đã giao"))],
        rows: duties))\
      \(if: !owed.isEmpty, "<h3>\(t("Hạn báo cáo"))</h3><ul class=\"task-deadlines\">\(owed)</ul>")</section>
      """
  }

  private func next(_ day: CivilDate, _ left: Int, _ t: Translator) -> HTML {
    StateWord.html(
      t("kỳ tới \(day.vietnamese), còn \(left) ngày làm việc"), left <= 3 ? .waiting : .ready)
  }

  private func kind(_ duty: DutyBook.Duty) -> Phrase {
    if duty.task.kind == .duty { return "Trách nhiệm" }
    return duty.role == .lead ? "Chủ trì" : "Phối hợp"
  }

  private func works(_ duty: DutyBook.Duty, _ plan: PlanRecord, _ t: Translator) -> HTML {
    let items = duty.works.map { one -> HTML in
      "<li>\(TaskParts.link(one.record, t)) \(TaskParts.state(one.record.state, t)) \(one.deadline.html(t))</li>"
    }
    let make: HTML =
      mayMake && plan.state != .ended
      ? "<a href=\"\(url: "\(ProgrammePath.tasks)/moi?ke-hoach=\(plan.id)&muc=\(duty.task.id)")\">\(t("Lập nhiệm vụ"))<span class=\"visually-hidden\">: \(duty.task.title)</span></a>"
      : .empty
    guard !items.isEmpty else { return "\(StateWord.html(t("chưa giao"), .draft)) \(make)" }
    return "<ul class=\"task-works\">\(items)</ul>\(make)"
  }

  private func others(_ t: Translator) -> HTML {
    guard !book.others.isEmpty else { return .empty }
    return """
      <section class="section"><h2>\(t("Việc khác đang mở"))</h2>\(Table.html(
        caption: t("Việc không lấy từ mục nào của kế hoạch"),
        columns: [.init(t("Nhiệm vụ")), .init(t("Trạng thái"), .fit), .init(t("Hạn"), .fit), .init(t("Còn lại"), .fit)],
        rows: book.others.map {
          [
            TaskParts.link($0.record, t), TaskParts.state($0.record.state, t), TaskParts.day($0.record.dueOn),
            $0.deadline.html(t),
          ]
        }))</section>
      """
  }
}
