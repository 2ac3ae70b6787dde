import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// A piece of work: what is to be done next, how far it is, what proves it, who was told.
struct WorkPage: Sendable {
  let file: WorkFile
  let principal: Principal
  let now: Date
  let today: CivilDate
  /// What it might have to wait for.
  let candidates: [WorkLine]
  /// For choosing another lead.
  let organisations: [OrganisationProfile]
  var isNew = false
  var refused: RefusedForm?
  var conflict: Phrase?

  var record: WorkRecord { file.record }
  var mayKeep: Bool { file.work.mayKeep(principal) }
  var mayWork: Bool { file.work.mayWork(principal) }

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let status = conflict != nil ? 409 : refused == nil ? 200 : 422
    var up = [(title: t("Nhiệm vụ"), path: ProgrammePath.tasks)]
    if let parent = file.parent { up.append((parent.title, ProgrammePath.work(parent.id))) }
    return DeskPage(
      title: TaskParts.title(record, t), room: Programme.tasksRoom, body: body(context), panel: panel(context),
      actions: actions(t), breadcrumb: up,
      lead:
        "\(TaskParts.state(record.state, t)) \(file.deadline.html(t)) <span class=\"quiet\">\(file.names[record.lead] ?? "—")</span>",
      panelTitle: mayKeep && record.state.isOpen ? t("Hạn, người làm, giao lại") : t("Hạn, người làm"),
      styles: ["tasks.css"]
    ).answer(context, status: status)
  }

  private func actions(_ t: Translator) -> HTML {
    let canSplit = record.state.isOpen && (mayKeep || mayWork)
    return """
      \(if: record.state.isOpen && (mayKeep || mayWork),
        Button.link(t("Sửa"), to: ProgrammePath.work(record.id, "sua"), icon: "pencil"))\
      \(if: canSplit, Button.link(t("Thêm việc con"), to: "\(ProgrammePath.tasks)/moi?cha=\(record.id)", icon: "plus"))
      """
  }

  private func body(_ context: StaffContext) -> HTML {
    let t = context.translator
    return """
      <div class="stack">\(if: isNew, Notice.ok(t("Đã lập nhiệm vụ.")))\(Notice.problems(refused?.errors ?? [:], t))\
      \(conflict.map { refusal($0, t) })\(unheard(t))\(counting(t))\(waits(t))\
      \(if: !record.detail.isEmpty, "<section class=\"section\"><h2>\(t("Nội dung"))</h2><p class=\"task-text\">\(record.detail)</p></section>")\
      \(WorkActs(page: self, context: context).html)\
      \(WorkProof(page: self, context: context).html)\
      \(WorkServes(page: self, context: context).html)\
      \(WorkJoints(page: self, context: context).html)\
      \(WorkNotices(page: self, context: context).html)\(history(t))</div>
      """
  }

  /// What the work's new state does not allow, with the words that had been written for it.
  private func refusal(_ why: Phrase, _ t: Translator) -> HTML {
    let words = refused?.words ?? ""
    return Notice.bad(
      t("Chưa làm được"), detail: t(why),
      acts: words.isEmpty ? .empty : "<p>\(t("Bạn đã viết:"))</p><blockquote class=\"task-text\">\(words)</blockquote>")
  }

  /// Why there are two figures.
  private func counting(_ t: Translator) -> HTML {
    guard record.state.isOwed, let why = TaskParts.doubtful([file.deadline], t) else { return .empty }
    return "<p class=\"quiet\">\(why)</p>"
  }

  private func unheard(_ t: Translator) -> HTML {
    guard file.isUnheard else { return .empty }
    return Notice.bad(
      t("Chưa báo được cho ai về nhiệm vụ này"),
      detail: file.colleagues.isEmpty
        ? t(
          "Đơn vị chủ trì không có tài khoản nào được làm nhiệm vụ. Nhờ người quản trị cấp tài khoản, hoặc giao cho đơn vị khác."
        )
        : t("Chương trình sẽ báo trong vòng nửa giờ."))
  }

  /// What it waits for and is not done.
  private func waits(_ t: Translator) -> HTML {
    let open = file.needs.filter(\.state.isOpen)
    guard record.state.isOwed, !open.isEmpty else { return .empty }
    return Notice.warn(t("Còn phải chờ \(open.count) việc khác"), detail: open.map(\.title).joined(separator: "; "))
  }

  private func panel(_ context: StaffContext) -> HTML {
    let t = context.translator
    let partners = file.work.partners.map { file.names[$0] ?? "—" }.joined(separator: "; ")
    let plan = file.work.plan
    return """
      <section class="panel__part"><dl class="facts">\
      \(fact(t("Chủ trì"), "\(file.names[record.lead] ?? "—")"))\
      \(fact(t("Người phụ trách"), "\(record.responsible.flatMap { file.people[$0]?.name } ?? t("cả đơn vị"))"))\
      \(if: !partners.isEmpty, fact(t("Phối hợp"), "\(partners)"))\
      \(fact(t("Bắt đầu"), TaskParts.day(record.startsOn)))\(fact(t("Hạn"), due(t)))\
      \(if: !record.funding.isEmpty, fact(t("Kinh phí"), "\(record.funding)"))\
      \(if: !record.deliverables.isEmpty, fact(t("Sản phẩm"), "\(record.deliverables)"))\
      \(fact(t("Nơi giao"), "\(record.keeper.flatMap { file.names[$0] } ?? "—")"))\
      \(plan.map { fact(t("Kế hoạch"), "<a href=\"\(url: ProgrammePath.plan($0.id))\">\($0.shortTitle)</a>") })\
      \(file.planTask.map { fact(t("Mục"), "\($0.section) \($0.title)") })\
      \(file.rule.map { fact(t("Lặp lại"), "\(t($0.every.phrase))\($0.endedOn == nil ? "" : " · \(t("đã thôi"))")") })\
      \(record.doneOn.map { fact(t("Xác nhận xong"), TaskParts.day($0)) })</dl></section>\
      \(if: mayKeep, WorkActs(page: self, context: context).keeping)\(beside(t))
      """
  }

  private func due(_ t: Translator) -> HTML {
    guard let due = record.dueOn else { return "—" }
    var parts = [TaskParts.day(due)] as [HTML]
    if let last = file.deadline.last, last != due {
      let (named, moved) = (TimeText.weekdayAndDay(due, t), TimeText.weekdayAndDay(last, t))
      let why = t(
        "\(named) là ngày nghỉ: hạn vẫn là ngày này, tính chậm từ sau \(moved), theo khoản 5 Điều 148 Bộ luật Dân sự 2015"
      )
      parts.append("<br><span class=\"quiet\">\(why)</span>")
    }
    if let early = file.deadline.earliest {
      parts.append("<br>\(t("nếu các ngày nghỉ chưa xác nhận vẫn làm việc: \(early.vietnamese)"))")
    }
    for year in file.deadline.unknownYears { parts.append("<br>\(t("chưa có lịch nghỉ lễ năm \(year)"))") }
    return "\(parts)"
  }

  private func fact(_ name: String, _ value: HTML) -> HTML { "<div><dt>\(name)</dt><dd>\(value)</dd></div>" }

  private func beside(_ t: Translator) -> HTML {
    guard !file.honours.isEmpty || !file.campaigns.isEmpty else { return .empty }
    let honours = file.honours.map { "<li>\($0.form): \($0.name) (\($0.number))</li>" as HTML }
    let campaigns = file.campaigns.map { one -> HTML in
      "<li><a href=\"\(url: "\(TaskParts.View.campaigns.path)/\(one.id)")\">\(one.name)</a></li>"
    }
    return
      "<section class=\"panel__part\"><h2>\(t("Tuyên dương, đợt thi đua"))</h2><ul>\(honours)\(campaigns)</ul></section>"
  }

  private func history(_ t: Translator) -> HTML {
    let items = file.events.map { event -> HTML in
      """
      <li><p><strong>\(t(event.kind.phrase))</strong> <span class="quiet">\(event.byName) · \(TimeText.html(event.at, now: now, t)) · \
      \(t(event.state.phrase)) · \(event.percent)%</span></p>\(if: !event.words.isEmpty, "<p class=\"task-text\">\(event.words)</p>")</li>
      """
    }
    return "<section class=\"section\"><h2>\(t("Lịch sử"))</h2><ol class=\"task-history\">\(items)</ol></section>"
  }
}
