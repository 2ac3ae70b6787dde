import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// `/lam-viec/ke-hoach/mau`: items that begin by themselves.
struct TemplatesController {
  let planning: Planning

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = routes.group(context: StaffContext.self)
    desk.get("lam-viec/ke-hoach/mau", use: list)
    desk.get("lam-viec/ke-hoach/mau/moi") { _, context in try await adding(Sent(), context) }
    desk.post("lam-viec/ke-hoach/mau/moi", use: add)
    desk.get("lam-viec/ke-hoach/mau/:id/sua") { _, context in try await changing(Sent(), context) }
    desk.post("lam-viec/ke-hoach/mau/:id/sua", use: change)
    desk.post("lam-viec/ke-hoach/mau/:id/dung") { request, context in try await pause(request, context, true) }
    desk.post("lam-viec/ke-hoach/mau/:id/chay-tiep") { request, context in try await pause(request, context, false) }
  }

  @Sendable func list(_ request: Request, context: StaffContext) async throws -> Response {
    let organisation = try Planning.desk(of: context.principal, asked: request.asked("co-quan"))
    let t = context.translator
    let templates = try await planning.templates(of: organisation, for: context.principal)
    let manages = context.principal.may(Planning.manage, in: organisation)
    let act =
      manages ? Button.link(t("Thêm mẫu"), to: "\(PlanningPath.templates)/moi", style: .primary, icon: "plus") : .empty
    let now = planning.clock.now
    let lines = templates.map { template -> HTML in
      let words = template.words
      let state =
        template.isPaused
        ? StateWord.html(t("đang dừng"), .off)
        : StateWord.html(t("đang chạy"), .ready, more: "\(t("lần tới")) \(TimeText.html(template.nextAt, now: now, t))")
      let acts: HTML =
        manages
        ? """
        <span class="list__acts">\(Button.link(t("Sửa"), to: PlanningPath.template(template.id, "sua"), style: .quiet))\
        \(Button.post(
          template.isPaused ? t("Chạy tiếp") : t("Dừng"),
          to: PlanningPath.template(template.id, template.isPaused ? "chay-tiep" : "dung"), context, style: .quiet))</span>
        """ : ""
      return """
        <li class="list__item"><span class="list__main">\(words.name)</span><span class="list__meta">\
        <span>\(t(words.kind.phrase))</span><span>\(PlanningPage.weekdays(words.weekdays, t)) \(Words.clock(words.minute))</span>\
        <span>\(template.personName)</span>\(state)\
        \(template.problem.map { "<strong class=\"state state--bad\">\($0)</strong>" as HTML })</span>\(acts)</li>
        """
    }
    let body: HTML = """
      \(PlanningPage.tabs(.templates, today: planning.clock.today, t))\
      \(lines.isEmpty ? EmptyState.html(t("Chưa có mẫu nào. Bản tin ra hằng ngày nên có mẫu."), act: act, icon: "stamp") : "<ul class=\"list\" data-keys>\(lines)</ul>")
      """
    return PlanningPage.page(t("Mẫu tự tạo"), body, actions: act).answer(context)
  }

  private func fields(
    _ form: Form, _ sent: Sent, in organisation: OrganisationID, _ context: StaffContext
  ) async throws -> HTML {
    let t = context.translator
    let sections = try await planning.items.sections(of: organisation)
    let people = try await planning.people.people(in: organisation).sorted { $0.name < $1.name }
    return """
      \(Field.text("name", label: t("Tên mẫu"), value: form["name"], error: sent.error("name", t), isRequired: true, maxLength: 100, hasFocus: true))\
      \(Field.text(
        "title", label: t("Tiêu đề"), value: form["title"],
        hint: t("Tự điền: {ngày}, {thứ}, {giờ}, {âm} (ngày âm lịch)."), error: sent.error("title", t), isRequired: true,
        maxLength: 200))\
      <div class="form__row">\(Field.select(
        "kind", label: t("Loại"), options: ItemKind.allCases.map { ($0.rawValue, t($0.phrase)) },
        selected: form.optional("kind") ?? ItemKind.article.rawValue))\
      \(Field.select(
        "section", label: t("Chuyên mục"), options: [("", t("Chưa chọn"))] + sections.map { ($0.id.rawValue, $0.name) },
        selected: form["section"], error: sent.error("section", t)))</div>\
      \(PlanningPage.weekdayBoxes("weekdays", t("Tạo vào"), form.all("weekdays").joined(), error: sent.error("weekdays", t), t))\
      <div class="form__row">\(Field.text("at", label: t("Giờ tạo"), value: form["at"], type: "time", error: sent.error("at", t), isRequired: true))\
      \(Field.text("due", label: t("Hạn sau mấy phút"), value: form["due"], type: "number", hint: t("0: không có hạn."), error: sent.error("due", t)))\
      \(Field.select(
        "person", label: t("Giao cho"), options: [("", t("Chưa chọn"))] + people.map { ($0.id.rawValue, $0.name) },
        selected: form["person"], error: sent.error("person", t), isRequired: true))</div>\
      \(Field.area("summary", label: t("Sa-pô có sẵn"), value: form["summary"], rows: 2, maxLength: 1000))\
      \(Field.area("body", label: t("Nội dung có sẵn"), value: form["body"], rows: 6, hint: t("Mỗi dòng một đoạn."), maxLength: 20_000))
      """
  }

  private static func read(_ form: Form) throws(Failure) -> TemplateWords {
    guard let weekdays = Words.weekdays(form.all("weekdays")) else {
      throw .invalid(["weekdays": "Cần chọn ít nhất một thứ trong tuần"])
    }
    guard let person = form.optional("person") else { throw .invalid(["person": "Cần chọn người"]) }
    return TemplateWords(
      name: form["name"], kind: ItemKind(rawValue: form["kind"]) ?? .article,
      section: form.optional("section").map { SectionID($0) }, titlePattern: form["title"], summary: form["summary"],
      body: form["body"], weekdays: weekdays, minute: Words.minute(form["at"]) ?? -1,
      dueMinutes: Int(form.optional("due") ?? "0") ?? -1, person: AccountID(person))
  }

  private func adding(_ sent: Sent, _ context: StaffContext) async throws -> Response {
    let organisation = try Planning.desk(of: context.principal)
    try context.principal.require(Planning.manage, in: organisation)
    let t = context.translator
    let fresh = Form(fields: ["weekdays": ["1", "2", "3", "4", "5", "6", "7"], "at": ["05:00"], "due": ["120"]])
    return FormPage(
      title: t("Thêm mẫu"), lead: t("Đến giờ, hệ thống tự tạo bài và giao cho người được chọn, mỗi lần một bài."),
      action: "\(PlanningPath.templates)/moi", submit: t("Thêm mẫu"), back: (t("Mẫu tự tạo"), PlanningPath.templates),
      fields: try await fields(sent.isFresh ? fresh : sent.form, sent, in: organisation, context), sent: sent
    ).answer(context)
  }

  @Sendable func add(_ request: Request, context: StaffContext) async throws -> Response {
    try await FormPage.attempt(request, context, again: { try await adding($0, context) }) { form in
      let organisation = try Planning.desk(of: context.principal, asked: form.optional("co-quan"))
      try await planning.addTemplate(try Self.read(form), to: organisation, by: context.principal)
      return PlanningPath.templates
    }
  }

  private func changing(_ sent: Sent, _ context: StaffContext) async throws -> Response {
    let template = try await planning.template(try context.recordID(), for: context.principal)
    try context.principal.require(Planning.manage, in: template.organisation)
    let t = context.translator
    let words = template.words
    let fresh = Form(fields: [
      "name": [words.name], "title": [words.titlePattern], "kind": [words.kind.rawValue],
      "section": [words.section?.rawValue ?? ""], "weekdays": words.weekdays.map { String($0) },
      "at": [Words.clock(words.minute)], "due": [String(words.dueMinutes)], "person": [words.person.rawValue],
      "summary": [words.summary], "body": [words.body],
    ])
    let version = sent.isFresh ? String(template.version) : sent.form["version"]
    let html = try await fields(sent.isFresh ? fresh : sent.form, sent, in: template.organisation, context)
    return FormPage(
      title: t("Sửa mẫu"), action: PlanningPath.template(template.id, "sua"), submit: t("Lưu"),
      back: (t("Mẫu tự tạo"), PlanningPath.templates),
      fields: "<input type=\"hidden\" name=\"version\" value=\"\(version)\">\(html)", sent: sent
    ).answer(context)
  }

  @Sendable func change(_ request: Request, context: StaffContext) async throws -> Response {
    try await FormPage.attempt(request, context, again: { try await changing($0, context) }) { form in
      try await planning.changeTemplate(
        try context.recordID(), try Self.read(form), version: Int(form["version"]) ?? 0, by: context.principal)
      return PlanningPath.templates
    }
  }

  private func pause(_ request: Request, _ context: StaffContext, _ isPaused: Bool) async throws -> Response {
    _ = try await Form.read(request, context, limit: 16_384)
    try await planning.pauseTemplate(try context.recordID(), isPaused, by: context.principal)
    return Answer.seeOther(PlanningPath.templates)
  }
}
