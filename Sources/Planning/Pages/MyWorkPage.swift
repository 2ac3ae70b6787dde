import Contracts
import Foundation
import Kernel
import Web

/// Việc của tôi: what I was given, what I may take, what I proposed, when I am away, my calendar.
struct MyWorkPage {
  let work: MyWork
  /// What other rooms know of: tasks of plans that name this person.
  let duties: DutyPart
  let organisation: OrganisationID
  let feed: (madeAt: Date, readAt: Date?)?
  let today: CivilDate
  let context: StaffContext

  private var t: Translator { context.translator }

  var page: DeskPage {
    let late = work.open.count { $0.isLate(at: work.now) } + duties.late
    let more: HTML = late == 0 ? "" : " · <strong class=\"state state--bad\">\(t("\(late) việc trễ hạn"))</strong>"
    return PlanningPage.page(
      t("Việc của tôi"), body, room: "my-work",
      actions: Button.link(t("Tin, bài của tôi"), to: "/lam-viec/bai?loc=cua-toi", icon: "files"),
      lead: "\(t("\(work.open.count + duties.count) việc phải làm"))\(more)", panel: panel, scripts: ["planning.js"])
  }

  private var body: HTML {
    let source = PlanningPath.with(
      "\(PlanningPath.board)/truc-tiep", [("co-quan", organisation.rawValue), ("dau", String(work.pulse))])
    return """
      <div id="planning" class="stack" data-source="\(url: source)" data-mark="\(work.pulse)">
      <p class="notice notice--info" id="planning-still" hidden>\(t("Bảng không còn tự cập nhật. Hãy tải lại trang để xem mới nhất."))</p>
      \(todo)\
      \(if: duties.isShown, duties.html)\
      \(if: !work.untaken.isEmpty, PlanningPage.section(t("Ban, phòng chờ người nhận"), list(work.untaken), count: work.untaken.count))\
      \(if: !work.pitches.isEmpty, PlanningPage.section(t("Đề tài tôi đề xuất, chờ duyệt"), pitches, count: work.pitches.count))\
      \(if: !work.finished.isEmpty, PlanningPage.section(t("Xong trong bảy ngày qua"), list(work.finished), count: work.finished.count))\
      </div>
      """
  }

  private var todo: HTML {
    guard work.open.isEmpty else {
      return PlanningPage.section(t("Phải làm"), list(work.open), count: work.open.count)
    }
    return duties.isShown ? .empty : empty
  }

  private var empty: HTML {
    EmptyState.html(
      t("Bạn chưa được giao việc nào."),
      act: Button.link(t("Đề xuất đề tài"), to: "\(PlanningPath.plans)/moi", icon: "plus"), icon: "list-checks")
  }

  private func list(_ lines: [AssignmentLine]) -> HTML {
    "<ul class=\"list plan-work\" data-keys>\(lines.map(line))</ul>"
  }

  private func line(_ line: AssignmentLine) -> HTML {
    let item = line.coverage.item.flatMap { work.items[$0] }
    let due: HTML? = line.coverage.deadline.map { deadline in
      let time = TimeText.html(deadline, now: work.now, t)
      return line.isLate(at: work.now)
        ? "<strong class=\"state state--bad\">\(t("trễ hạn")) \(time)</strong>" : "<span>\(t("hạn")) \(time)</span>"
    }
    let length = line.coverage.length.map { "<span>\($0) \(t(line.coverage.kind.unit))</span>" as HTML }
    let desk = line.assignment.person == nil ? line.assignment.desk.flatMap { work.desks[$0] } : nil
    return """
      <li class="list__item"><a class="list__main" href="\(url: PlanningPath.plan(line.plan.id))">\(line.plan.title)</a>\
      <span class="list__meta"><span>\(t(line.coverage.kind.phrase))</span>\(length)\(due)\
      \(desk.map { "<span>\($0)</span>" as HTML })\
      \(StateWord.html(t(line.assignment.state.phrase), line.assignment.state.word))\
      \(item.map { "<a href=\"\(url: $0.deskPath)\">\(t("Bài")): \(t($0.statePhrase))</a>" as HTML })</span>\
      <span class="list__acts">\(AssignmentActs.html(line.assignment, hasItem: line.coverage.item != nil, back: PlanningPath.mine, context))</span></li>
      """
  }

  private var pitches: HTML {
    let lines = work.pitches.map { plan -> HTML in
      """
      <li class="list__item"><a class="list__main" href="\(url: PlanningPath.plan(plan.id))">\(plan.title)</a>\
      <span class="list__meta"><span>\(TimeText.html(plan.madeAt, now: work.now, t))</span></span></li>
      """
    }
    return "<ul class=\"list\" data-keys>\(lines)</ul>"
  }

  private var panel: HTML {
    let days = work.availability.map { entry -> HTML in
      let span =
        entry.fromDay == entry.toDay
        ? entry.fromDay.vietnamese : "\(entry.fromDay.vietnamese) – \(entry.toDay.vietnamese)"
      return "<div><dt>\(t(entry.kind.phrase))</dt><dd>\(span)</dd></div>"
    }
    return """
      <section class="panel__part"><h2>\(t("Lịch của tôi"))</h2>\
      \(if: days.isEmpty, "<p class=\"quiet\">\(t("Chưa ghi ngày nghỉ hay ca trực."))</p>")\
      \(if: !days.isEmpty, "<dl class=\"facts\">\(days)</dl>")\
      \(Button.link(t("Ghi ngày nghỉ, ca trực"), to: PlanningPath.people, style: .quiet, icon: "users"))</section>\
      <section class="panel__part"><h2>\(t("Lịch trong điện thoại"))</h2>\
      <p>\(t("Địa chỉ riêng để ứng dụng lịch tự đọc sự kiện và hạn của bạn. Ai biết địa chỉ thì đọc được."))</p>\(feedState)\
      <div class="acts">\(Button.post(
        feed == nil ? t("Tạo địa chỉ lịch") : t("Đổi địa chỉ lịch"), to: "\(PlanningPath.agenda)/dia-chi", context, icon: "link"))\
      \(if: feed != nil, Button.post(t("Thu hồi"), to: "\(PlanningPath.agenda)/thu-hoi", context, style: .danger))</div></section>
      """
  }

  private var feedState: HTML {
    guard let feed else { return .empty }
    let read: HTML =
      feed.readAt.map { "\(t("đọc lần cuối")) \(TimeText.html($0, now: work.now, t))" } ?? "\(t("chưa ai đọc"))"
    return "<p class=\"quiet\">\(t("Tạo")) \(TimeText.html(feed.madeAt, now: work.now, t)) · \(read)</p>"
  }
}

/// What a person may do with an assignment now, as buttons.
enum AssignmentActs {
  static func html(_ assignment: Assignment, hasItem: Bool, back: String, _ context: StaffContext) -> HTML {
    let t = context.translator
    let principal = context.principal
    let manages = principal.may(Planning.manage, in: assignment.organisation)
    let isOwn = assignment.person == principal.id
    let isFree = assignment.person == nil && principal.may(Planning.pitch, in: assignment.organisation)
    let state = assignment.state
    func post(_ label: String, _ act: String, _ style: Button.Style = .plain, icon: String? = nil) -> HTML {
      Button.post(
        label, to: PlanningPath.assignment(assignment.id, act), context, style: style, icon: icon,
        fields: ["back": back])
    }
    var acts = HTML.empty
    if (isOwn || isFree), state.after(.accept) != nil { acts += post(t("Nhận việc"), "nhan", icon: "check") }
    if isOwn || (isFree && state == .offered), state == .offered || state == .accepted || state == .inProgress {
      acts += post(hasItem ? t("Mở bài") : t("Bắt đầu viết"), "viet", icon: "pencil")
    }
    if isOwn || manages, assignment.person != nil, state.after(.finish) != nil {
      acts += post(t("Xong"), "xong", .quiet, icon: "check-check")
    }
    if isOwn, state.after(.decline) != nil {
      acts += Button.link(t("Từ chối"), to: PlanningPath.assignment(assignment.id, "tu-choi"), style: .quiet)
    }
    if isOwn || manages, state.after(.reopen) != nil { acts += post(t("Làm lại"), "mo-lai", .quiet) }
    if manages, state.after(.cancel) != nil { acts += post(t("Hủy việc"), "huy", .quiet, icon: "x") }
    return acts
  }
}

/// Việc của tôi of somebody who plans no stories: only what other rooms know of.
struct MyDutiesPage {
  let duties: DutyPart
  let context: StaffContext

  var page: DeskPage {
    let t = context.translator
    let late: HTML =
      duties.late == 0 ? "" : " · <strong class=\"state state--bad\">\(t("\(duties.late) việc trễ hạn"))</strong>"
    return DeskPage(
      title: t("Việc của tôi"), room: "my-work", body: "<div class=\"stack\">\(duties.html)</div>",
      lead: "\(t("\(duties.count) việc phải làm"))\(late)")
  }
}
