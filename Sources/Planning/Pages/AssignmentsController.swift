import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// Coverages of a plan, who is given them, and what they do with it.
struct AssignmentsController {
  let planning: Planning

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = routes.group(context: StaffContext.self)
    desk.get("lam-viec/ke-hoach/de-tai/:id/phan-viec") { _, context in try await adding(Sent(), context) }
    desk.post("lam-viec/ke-hoach/de-tai/:id/phan-viec", use: add)
    let base = "lam-viec/ke-hoach/phan-viec/:id"
    desk.get("\(base)/sua") { _, context in try await changing(Sent(), context) }
    desk.post("\(base)/sua", use: change)
    desk.post("\(base)/bo", use: drop)
    desk.get("\(base)/giao") { _, context in try await assigning(Sent(), context) }
    desk.post("\(base)/giao", use: assign)
    desk.get("\(base)/noi", use: linking)
    desk.post("\(base)/noi", use: link)
    desk.post("\(base)/go-noi", use: unlink)
    addActs(to: desk)
  }

  private func addActs(to desk: RouterGroup<StaffContext>) {
    let base = "lam-viec/ke-hoach/viec/:id"
    desk.get("\(base)/tu-choi") { _, context in try await declining(Sent(), context) }
    desk.post("\(base)/tu-choi", use: decline)
    desk.post("\(base)/viet") { request, context in
      _ = try await Form.read(request, context, limit: 16_384)
      return Answer.seeOther(try await planning.beginItem(for: try context.recordID(), by: context.principal).deskPath)
    }
    let acts: [(String, AssignmentState.Act)] = [
      ("nhan", .accept), ("xong", .finish), ("mo-lai", .reopen), ("huy", .cancel),
    ]
    for (path, act) in acts {
      desk.post("\(base)/\(path)") { request, context in
        let form = try await Form.read(request, context, limit: 16_384)
        try await planning.act(act, on: try context.recordID(), by: context.principal)
        return Answer.seeOther(SafeURL.local(form.optional("back")) ?? PlanningPath.mine)
      }
    }
  }

  // What is covered.

  private static func read(_ form: Form) throws(Failure) -> CoverageWords {
    var words = CoverageWords(kind: CoverageKind(rawValue: form["kind"]) ?? .text, note: form["note"])
    if let length = form.optional("length") {
      guard let number = Int(length) else { throw .invalid(["length": "Độ dài phải từ 1 đến 100.000"]) }
      words.length = number
    }
    if let deadline = form.optional("deadline") {
      guard let time = Words.localTime(deadline) else { throw .invalid(["deadline": "Giờ không đúng"]) }
      words.deadline = time
    }
    return words
  }

  private static func fields(_ form: Form, _ sent: Sent, _ t: Translator) -> HTML {
    """
    \(Field.select(
      "kind", label: t("Làm bằng"), options: CoverageKind.allCases.map { ($0.rawValue, t($0.phrase)) },
      selected: form.optional("kind") ?? "text"))\
    <div class="form__row">\(Field.text(
      "deadline", label: t("Hạn"), value: form["deadline"], type: "datetime-local", error: sent.error("deadline", t)))\
    \(Field.text(
      "length", label: t("Độ dài"), value: form["length"], type: "number",
      hint: t("Chữ với bài viết, giây với video và âm thanh, số hình với ảnh."), error: sent.error("length", t)))</div>\
    \(Field.text("note", label: t("Yêu cầu"), value: form["note"], maxLength: 500))
    """
  }

  private func adding(_ sent: Sent, _ context: StaffContext) async throws -> Response {
    let plan = try await planning.plan(try context.recordID(), for: context.principal)
    guard Planning.mayWrite(plan, context.principal) else { throw Failure.forbidden(Planning.manage) }
    let t = context.translator
    let deadline = plan.day.map { $0.start.addingTimeInterval(16 * 3600) }
    let fresh = Form(fields: ["deadline": [Words.localText(deadline)]])
    return FormPage(
      title: t("Thêm phần việc"), action: PlanningPath.plan(plan.id, "phan-viec"), submit: t("Thêm phần việc"),
      back: (plan.title, PlanningPath.plan(plan.id)),
      fields: Self.fields(sent.isFresh ? fresh : sent.form, sent, t), sent: sent
    ).answer(context)
  }

  @Sendable func add(_ request: Request, context: StaffContext) async throws -> Response {
    try await FormPage.attempt(request, context, again: { try await adding($0, context) }) { form in
      let id: PlanID = try context.recordID()
      let coverage = try await planning.addCoverage(try Self.read(form), to: id, by: context.principal)
      let plan = try await planning.plan(id, for: context.principal)
      let goesOn = plan.state == .accepted && context.principal.may(Planning.manage, in: plan.organisation)
      return goesOn ? PlanningPath.coverage(coverage.id, "giao") : PlanningPath.plan(id)
    }
  }

  private func changing(_ sent: Sent, _ context: StaffContext) async throws -> Response {
    let (coverage, plan) = try await planning.coverage(try context.recordID(), for: context.principal)
    guard Planning.mayWrite(plan, context.principal) else { throw Failure.forbidden(Planning.manage) }
    let t = context.translator
    let fresh = Form(fields: [
      "kind": [coverage.kind.rawValue], "length": [coverage.length.map(String.init) ?? ""], "note": [coverage.note],
      "deadline": [Words.localText(coverage.deadline)],
    ])
    return FormPage(
      title: t("Sửa phần việc"), action: PlanningPath.coverage(coverage.id, "sua"), submit: t("Lưu"),
      back: (plan.title, PlanningPath.plan(plan.id)),
      fields: Self.fields(sent.isFresh ? fresh : sent.form, sent, t), sent: sent
    ).answer(context)
  }

  @Sendable func change(_ request: Request, context: StaffContext) async throws -> Response {
    try await FormPage.attempt(request, context, again: { try await changing($0, context) }) { form in
      let (coverage, plan) = try await planning.coverage(try context.recordID(), for: context.principal)
      try await planning.changeCoverage(coverage.id, try Self.read(form), by: context.principal)
      return PlanningPath.plan(plan.id)
    }
  }

  @Sendable func drop(_ request: Request, context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context, limit: 16_384)
    let (coverage, plan) = try await planning.coverage(try context.recordID(), for: context.principal)
    try await planning.dropCoverage(coverage.id, by: context.principal)
    return Answer.seeOther(PlanningPath.plan(plan.id))
  }

  // Who does it.

  private func assigning(_ sent: Sent, _ context: StaffContext) async throws -> Response {
    let (coverage, plan) = try await planning.coverage(try context.recordID(), for: context.principal)
    try context.principal.require(Planning.manage, in: plan.organisation)
    let t = context.translator
    let day = coverage.deadline.map { CivilDate($0) } ?? plan.day ?? planning.clock.today
    let team = try await planning.team(of: plan.organisation, on: day, for: context.principal)
    let desks = try await planning.desks(of: plan.organisation, for: context.principal).filter { !$0.isClosed }
    let people = team.map { member -> (value: String, label: String) in
      let away = member.away.map { " — \(t($0.kind.phrase))" } ?? ""
      return (member.person.id.rawValue, "\(member.person.name) (\(t("\(member.load) việc")))\(away)")
    }
    let due: HTML = coverage.deadline.map { "\(VietnamTime.dateAndClock($0))" } ?? "\(t("chưa có hạn"))"
    return FormPage(
      title: t("Giao việc"), lead: "\(t(coverage.kind.phrase)) · \(due.text)",
      action: PlanningPath.coverage(coverage.id, "giao"), submit: t("Giao việc"),
      back: (plan.title, PlanningPath.plan(plan.id)),
      fields: """
        \(Field.select(
          "person", label: t("Người"), options: [("", t("Chưa chọn"))] + people, selected: sent.form["person"],
          hint: t("Số trong ngoặc là việc đang có trong tay."), error: sent.error("person", t)))\
        \(if: !desks.isEmpty, Field.select(
          "desk", label: t("Hoặc ban, phòng"),
          options: [("", t("Không"))] + desks.map { ($0.id.rawValue, $0.name) }, selected: sent.form["desk"],
          hint: t("Ai trong ban, phòng cũng có thể nhận."), error: sent.error("desk", t)))\
        \(Field.check("even-away", label: t("Vẫn giao dù người này vắng"), isOn: sent.form.isOn("even-away")))
        """, sent: sent
    ).answer(context)
  }

  @Sendable func assign(_ request: Request, context: StaffContext) async throws -> Response {
    try await FormPage.attempt(request, context, again: { try await assigning($0, context) }) { form in
      let (coverage, plan) = try await planning.coverage(try context.recordID(), for: context.principal)
      try await planning.assign(
        coverage.id, to: form.optional("person").map { AccountID($0) },
        desk: form.optional("desk").map { PlanningDeskID($0) }, evenIfAway: form.isOn("even-away"),
        by: context.principal)
      return PlanningPath.plan(plan.id)
    }
  }

  private func declining(_ sent: Sent, _ context: StaffContext) async throws -> Response {
    let (assignment, plan) = try await planning.assignment(try context.recordID(), for: context.principal)
    let t = context.translator
    return FormPage(
      title: t("Từ chối việc"), lead: plan.title, action: PlanningPath.assignment(assignment.id, "tu-choi"),
      submit: t("Từ chối"), isDanger: true, back: (t("Việc của tôi"), PlanningPath.mine),
      fields: Field.text(
        "reason", label: t("Vì sao"), value: sent.form["reason"], error: sent.error("reason", t), isRequired: true,
        maxLength: 500, hasFocus: true), sent: sent
    ).answer(context)
  }

  @Sendable func decline(_ request: Request, context: StaffContext) async throws -> Response {
    try await FormPage.attempt(request, context, again: { try await declining($0, context) }) { form in
      try await planning.act(.decline, on: try context.recordID(), reason: form["reason"], by: context.principal)
      return PlanningPath.mine
    }
  }

  // What it led to.

  @Sendable func linking(_ request: Request, context: StaffContext) async throws -> Response {
    let (coverage, plan) = try await planning.coverage(try context.recordID(), for: context.principal)
    let t = context.translator
    let words = request.asked("q") ?? plan.title
    let found = try await planning.items.find(words, in: plan.organisation, for: context.principal, limit: 12)
    let lines = found.map { item -> HTML in
      """
      <li class="list__item"><span class="list__main">\(item.title.isEmpty ? t("Bài chưa đặt tiêu đề") : item.title)</span>\
      <span class="list__meta"><span>\(t(item.kind.phrase))</span><span>\(t(item.statePhrase))</span><span>\(item.authorName)</span></span>\
      <span class="list__acts">\(Button.post(t("Nối"), to: PlanningPath.coverage(coverage.id, "noi"), context, icon: "link", fields: ["item": item.id.rawValue]))</span></li>
      """
    }
    let list: HTML =
      lines.isEmpty ? EmptyState.html(t("Không thấy bài nào."), icon: "search") : "<ul class=\"list\">\(lines)</ul>"
    let body: HTML = """
      <form method="get" class="plan-bar" role="search" action="\(url: PlanningPath.coverage(coverage.id, "noi"))">\
      \(Field.text("q", label: t("Tìm bài theo chữ hoặc số"), value: words, type: "search", hasFocus: true))\
      \(Button.submit(t("Tìm"), style: .plain, icon: "search"))</form>\(list)
      """
    return PlanningPage.page(
      t("Nối với bài đã có"), body,
      breadcrumb: [(t("Kế hoạch"), PlanningPath.board), (plan.title, PlanningPath.plan(plan.id))]
    ).answer(context)
  }

  @Sendable func link(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    let (coverage, plan) = try await planning.coverage(try context.recordID(), for: context.principal)
    try await planning.linkItem(ItemID(form["item"]), to: coverage.id, by: context.principal)
    return Answer.seeOther(PlanningPath.plan(plan.id))
  }

  @Sendable func unlink(_ request: Request, context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context, limit: 16_384)
    let (coverage, plan) = try await planning.coverage(try context.recordID(), for: context.principal)
    try await planning.linkItem(nil, to: coverage.id, by: context.principal)
    return Answer.seeOther(PlanningPath.plan(plan.id))
  }
}
