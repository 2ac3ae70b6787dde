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
  /// A name that nobody has, as it was typed.
  var asked = ""
  var fault: Phrase?
  let today: CivilDate

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let parts = book.parts.map { part($0, t) }
    return DeskPage(
      title: t("Việc của \(book.organisation.name)"), room: Programme.tasksRoom,
      body: """
        <div class="stack">\(TaskParts.tabs(.duties, t))\(choice(t))\(doors(t))\
        \(if: book.parts.isEmpty, EmptyState.html(
          t("Chưa có kế hoạch nào gọi tên đơn vị này."),
          act: Button.link(t("Xem các kế hoạch"), to: ProgrammePath.plans, icon: "file-text"), icon: "building-2"))\
        \(reports(t))\(parts)\(others(t))\(doubtful(t))</div>
        """,
      lead: "\(summary(t))", isWide: true, styles: ["tasks.css"]
    ).answer(context, status: fault == nil ? 200 : 422)
  }

  private func summary(_ t: Translator) -> String {
    let duties = book.parts.reduce(0) { $0 + $1.duties.count }
    let owed = book.reports.count { !$0.isSent && !$0.isBefore } + book.parts.reduce(0) { $0 + $1.deadlines.count }
    let late = book.reports.count(where: \.isLate)
    let words = t("\(book.parts.count) kế hoạch, \(duties) nhiệm vụ và trách nhiệm, còn nợ \(owed) báo cáo")
    return late > 0 ? "\(words), \(t("\(late) đã quá hạn"))" : words
  }

  private func choice(_ t: Translator) -> HTML {
    guard choices.count > 1 else { return .empty }
    return """
      <form class="task-filter" method="get" action="\(url: TaskParts.View.duties.path)">\
      \(OrganisationPicker.names(choices))\
      \(OrganisationPicker.one("ten", label: t("Đơn vị"), value: fault == nil ? book.organisation.name : asked,
        hint: t("Gõ vài chữ trong tên rồi chọn"), error: fault.map { t($0) }, isRequired: false))\
      \(Button.submit(t("Xem"), style: .plain))</form>
      """
  }

  /// The other pages about the same organisation.
  private func doors(_ t: Translator) -> HTML {
    let id = book.organisation.id
    return """
      <p class="task-doors">\(Button.link(t("Thông tin và sổ bộ của đơn vị"), to: "/lam-viec/to-chuc/\(id)", style: .quiet, icon: "landmark"))\
      \(Button.link(t("Nhiệm vụ đơn vị chủ trì"), to: "\(ProgrammePath.tasks)?don-vi=\(id)", style: .quiet, icon: "clipboard-list"))\
      \(Button.link(t("Số liệu chỉ tiêu"), to: "\(DashboardPage.path)?co-quan=\(id)", style: .quiet, icon: "target"))\
      \(Button.link(t("Báo cáo phải nộp"), to: "#bao-cao", style: .quiet, icon: "file-text"))</p>
      """
  }

  private func doubtful(_ t: Translator) -> HTML {
    let all = book.parts.flatMap(\.duties).flatMap(\.works).map(\.deadline) + book.others.map(\.deadline)
    return TaskParts.doubtful(all, t).map { "<p class=\"quiet\">\($0)</p>" as HTML } ?? .empty
  }

  private func reports(_ t: Translator) -> HTML {
    guard !book.reports.isEmpty else {
      return """
        <section class="section" id="bao-cao"><h2>\(t("Báo cáo phải nộp"))</h2>\
        <p class="quiet">\(t("Lịch báo cáo không ghi đơn vị này phải nộp báo cáo nào."))</p></section>
        """
    }
    return """
      <section class="section" id="bao-cao"><h2>\(t("Báo cáo phải nộp"))</h2>\(Table.html(
        caption: t("Báo cáo phải nộp, quá hạn trước"),
        columns: [.init(t("Báo cáo")), .init(t("Ngày cuối"), .fit), .init(t("Tình trạng"))],
        rows: book.reports.map { one in
          let title: HTML = one.own.map { "<a href=\"\(url: ReportPath.show($0.id))\">\(one.due.title)</a>" } ?? "\(one.due.title)"
          let plan: HTML = one.due.plan.map { "<br><span class=\"quiet\">\($0.shortTitle)</span>" } ?? .empty
          return ["\(title)\(plan)", TaskParts.day(one.due.last), state(one, t)]
        }))<p>\(Button.link(
          t("Mở lịch báo cáo"), to: "\(ProgrammePath.reports)?nam=\(today.year)", style: .quiet, icon: "calendar"))</p></section>
      """
  }

  private func state(_ one: DutyBook.Report, _ t: Translator) -> HTML {
    if let own = one.own, own.state == .sent {
      return StateWord.html(own.sentOn.map { t("đã gửi \($0.vietnamese)") } ?? t(own.state.phrase), .done)
    }
    if one.isBefore { return StateWord.html(t("Trước khi dùng hệ thống"), .off) }
    let word = one.own.map { t($0.state.phrase) } ?? t("chưa gửi")
    let left =
      one.left < 0
      ? t("quá hạn \(-one.left) ngày") : one.left == 0 ? t("hôm nay là ngày cuối") : t("còn \(one.left) ngày")
    return StateWord.html(word, one.isLate ? .bad : one.left <= 10 ? .waiting : .draft, more: "\(left)")
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
      """
      <li>\(TaskParts.link(one.record, t)) \(TaskParts.state(one.record.state, t)) \(one.deadline.html(t))\
      \(one.lead.map { " <span class=\"quiet\">\(t("chủ trì: \($0)"))</span>" as HTML })</li>
      """
    }
    let make: HTML =
      mayMake && plan.state != .ended
      ? "<a class=\"task-make\" href=\"\(url: "\(ProgrammePath.tasks)/moi?ke-hoach=\(plan.id)&muc=\(duty.task.id)")\">\(t("Lập nhiệm vụ"))<span class=\"visually-hidden\">: \(duty.task.title)</span></a>"
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
            "\(TaskParts.link($0.record, t))\($0.lead.map { "<br><span class=\"quiet\">\(t("chủ trì: \($0)"))</span>" as HTML })",
            TaskParts.state($0.record.state, t), TaskParts.due($0.record, $0.deadline, t),
            $0.deadline.html(t),
          ]
        }))</section>
      """
  }
}
