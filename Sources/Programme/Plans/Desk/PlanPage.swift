import Hummingbird
import Kernel
import Vietnamese
import Web

/// What of a plan is being looked at.
enum PlanTab: String, CaseIterable, Sendable {
  case overview = "tong-quan"
  case targets = "chi-tieu"
  case tasks = "nhiem-vu"
  case annexes = "phu-luc"
  case bases = "can-cu"
  case deadlines = "han"
  case versions = "phien-ban"

  var phrase: Phrase {
    switch self {
    case .overview: "Tổng quan"
    case .targets: "Chỉ tiêu"
    case .tasks: "Nhiệm vụ"
    case .annexes: "Phụ lục"
    case .bases: "Căn cứ pháp lý"
    case .deadlines: "Hạn báo cáo"
    case .versions: "Phiên bản"
    }
  }
}

/// A plan: its paper, targets, tasks, annexes, legal bases, deadlines and versions.
struct PlanPage: Sendable {
  let view: Programme.PlanView
  let tab: PlanTab
  /// The day on which legal bases are judged.
  let day: CivilDate
  let today: CivilDate
  /// Who keeps it; nil: nobody here yet.
  var owner: String?
  /// To whom it may be given; none where this person may not.
  var owners: [(value: String, label: String)] = []
  /// For whoever keeps the plan, beside its tasks: names of today's organisations, folded.
  var known: Set<String>?
  /// How it goes; nil for a draft, and beside the other parts.
  var standing: (standing: PlanStanding, calendar: WorkingCalendar)?
  var problem: Phrase?
  var status = 200
  /// Whether a form of it was just saved.
  var isSaved = false

  var record: PlanRecord { view.record }

  static func path(_ plan: PlanID, _ tab: PlanTab) -> String {
    tab == .overview ? ProgrammePath.plan(plan) : "\(ProgrammePath.plan(plan))?xem=\(tab.rawValue)"
  }

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let body: HTML = """
      <div class="stack">\(tabs(t))\(problem.map { Notice.bad(t("Chưa làm được"), detail: t($0)) })\
      \(if: isSaved, Notice.ok(t("Đã ghi.")))\(over(t))\(openAmendment(t))\(part(context))</div>
      """
    return DeskPage(
      title: record.shortTitle, room: Programme.room, body: body, actions: acts(context),
      breadcrumb: [(t("Kế hoạch, chỉ tiêu"), ProgrammePath.plans)],
      lead: """
        \(PlanWords.state(record, on: today, t)) · \(t(record.kind.phrase)) · \
        <span class="figures">\(PlanListPage.period(record))</span>\
        \(if: record.version > 1, " · \(t("phiên bản \(record.version)"))")
        """, isWide: true, styles: ["plans.css", "targets.css", "reports.css"]
    ).answer(context, status: status)
  }

  private func tabs(_ t: Translator) -> HTML {
    let counts: [PlanTab: Int] = [
      .targets: view.whole.targets.count, .tasks: view.whole.tasks.count, .annexes: view.whole.annexes.count,
      .bases: view.whole.texts(.basis).count, .deadlines: view.whole.deadlines.count,
    ]
    let shown = PlanTab.allCases.filter { one in
      (one != .annexes || !view.whole.annexes.isEmpty) && (one != .bases || !view.whole.texts(.basis).isEmpty)
    }
    return Tabs.html(
      shown.map {
        .init(t($0.phrase), Self.path(record.id, $0), count: counts[$0], isCurrent: $0 == tab)
      }, label: t("Phần của kế hoạch"))
  }

  /// What to do with a plan whose years are over, for whoever keeps it.
  private func over(_ t: Translator) -> HTML {
    guard record.isOver(on: today) else { return .empty }
    return Notice.warn(
      t("Thời kỳ \(PlanListPage.period(record)) đã hết mà kế hoạch chưa kết thúc"),
      detail: view.mayManage
        ? t("Đã tổng kết thì bấm “Kết thúc kế hoạch”; kéo dài thì mở lần sửa đổi, sửa năm cuối.")
        : t("Cơ quan quản lý kế hoạch chưa ghi là đã kết thúc hay kéo dài."))
  }

  /// Whoever keeps the plan sees under which paper it is being changed.
  private func openAmendment(_ t: Translator) -> HTML {
    guard view.mayManage, let open = view.whole.open else { return .empty }
    return Notice.info(
      t("Đang sửa đổi theo \(open.number), có hiệu lực từ \(open.effectiveOn.vietnamese)"),
      detail: t("Sửa xong thì khép lần sửa đổi ở phần Phiên bản."))
  }

  private func part(_ context: StaffContext) -> HTML {
    switch tab {
    case .overview:
      """
      \(standing.map { PlanStandingPart(standing: $0.standing, today: today, calendar: $0.calendar).html(context) })\
      \(PlanOverviewPart(view: view, owner: owner, owners: owners).html(context))
      """
    case .targets: PlanTargetsPart(view: view).html(context)
    case .tasks: PlanTasksPart(view: view, known: known).html(context)
    case .annexes: PlanAnnexesPart(annexes: view.whole.annexes).html(context.translator)
    case .bases: PlanBasesPart(view: view, day: day).html(context.translator)
    case .deadlines: PlanDeadlinesPart(view: view, today: today).html(context)
    case .versions: PlanVersionsPart(view: view).html(context)
    }
  }

  private func acts(_ context: StaffContext) -> HTML {
    let t = context.translator
    let figures: HTML =
      tab == .targets && record.state != .draft && !view.whole.targets.isEmpty
      ? Button.link(t("Bảng chỉ tiêu"), to: "\(DashboardPage.path)?ke-hoach=\(record.code)", icon: "layout-dashboard")
      : .empty
    return "\(figures)\(changes(context))"
  }

  private func changes(_ context: StaffContext) -> HTML {
    let t = context.translator
    guard view.mayManage else { return .empty }
    let path = ProgrammePath.plan(record.id)
    let mayEdit = Programme.mayEdit(view.whole)
    switch tab {
    case .overview:
      return """
        \(if: mayEdit, Button.link(t("Sửa"), to: "\(path)/sua", icon: "pencil"))\(stateAct(context))
        """
    case .targets where mayEdit:
      return """
        \(Button.link(t("Nhập từ tệp"), to: "\(path)/nhap?loai=targets", icon: "upload"))\
        \(if: record.kind != .national, Button.link(
          t("Nhận chỉ tiêu cấp trên"), to: "\(path)/nhan-chi-tieu", icon: "download"))\
        \(Button.link(t("Thêm chỉ tiêu"), to: "\(path)/them-chi-tieu", style: .primary, icon: "plus"))
        """
    case .tasks where mayEdit:
      return """
        \(Button.link(t("Nhập từ tệp"), to: "\(path)/nhap?loai=tasks", icon: "upload"))\
        \(Button.link(t("Thêm nhiệm vụ"), to: "\(path)/them-nhiem-vu", style: .primary, icon: "plus"))
        """
    case .deadlines where mayEdit:
      return Button.link(t("Thêm hạn"), to: "\(path)/them-han", style: .primary, icon: "plus")
    default: return .empty
    }
  }

  private func stateAct(_ context: StaffContext) -> HTML {
    let t = context.translator
    let plan = ProgrammePath.plan(record.id)
    let path = "\(plan)/trang-thai"
    switch record.state {
    case .draft:
      return Button.link(t("Bắt đầu thực hiện"), to: "\(plan)/bat-dau", style: .primary, icon: "play")
    case .active:
      return Button.post(t("Kết thúc kế hoạch"), to: path, context, icon: "flag", fields: ["state": "ended"])
    case .ended:
      return Button.post(t("Thực hiện tiếp"), to: path, context, icon: "play", fields: ["state": "active"])
    }
  }
}
