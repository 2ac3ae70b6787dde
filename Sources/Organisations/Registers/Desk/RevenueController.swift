import Contracts
import Hummingbird
import Kernel
import Web

/// Revenue, for whoever may see it; for all others there is nothing at these addresses.
struct RevenueController: Sendable {
  let organisations: Organisations

  func addRoutes(to registers: RouterGroup<StaffContext>, of staff: RouterGroup<StaffContext>) {
    registers.get("doanh-thu", use: year)
    staff.get(":id/doanh-thu") { request, context in try await show(nil, request, context) }
    staff.post(":id/doanh-thu", use: enter)
    staff.post(":id/doanh-thu/xac-nhan", use: confirm)
  }

  private func year(_ request: Request, context: StaffContext) async throws -> Response {
    let today = organisations.clock.today
    let year = Int(request.asked("nam")) ?? today.year - 1
    guard (2000...2200).contains(year) else { throw Failure.notFound }
    let sheet = try await organisations.revenue(of: nil, year: year, for: context.principal)
    let t = context.translator
    let names = try await people(sheet)
    let rows = sheet.records.map { record -> [HTML] in
      let path = "\(OrganisationListPage.path)/\(record.organisation)/doanh-thu"
      return [
        "<a href=\"\(url: path)\">\(record.organisationName)</a>", "\(Figure.text(record.amount))",
        RevenueParts.state(record, names, t),
      ]
    }
    let years = (2022...max(2022, today.year)).reversed().map {
      Tabs.Tab(String($0), "\(RegisterPath.revenue)?nam=\($0)", isCurrent: $0 == year)
    }
    let table: HTML =
      rows.isEmpty
      ? EmptyState.html(t("Chưa ghi doanh thu nào cho năm \(year)."), icon: "clipboard-list")
      : Table.html(
        caption: t("Doanh thu năm \(year)"),
        columns: [.init(t("Cơ quan")), .init(t("Doanh thu (đồng)"), .figure), .init(t("Tình trạng"))], rows: rows)
    var page = DeskPage.ofRegisters(
      t("Doanh thu"), "\(Tabs.html(years, label: t("Năm")))\(table)", t, lead: "\(t(Register.revenue.lead))")
    if sheet.mayWrite.only?.isEmpty != true {
      page.actions = Button.link(
        t("Nhập từ bảng tính"), to: RegisterPath.bring(.revenue), icon: "upload")
    }
    return page.answer(context)
  }

  private func show(
    _ sent: ChangeController.Sent?, _ request: Request, _ context: StaffContext
  ) async throws -> Response {
    let id = try context.organisationID()
    let sheet = try await organisations.revenue(of: id, year: nil, for: context.principal)
    let asOf = AsOf(day: organisations.clock.today, today: organisations.clock.today)
    let life = try await organisations.life(of: id, on: asOf.day, by: context.principal)
    let t = context.translator
    let name = life.version(on: asOf.day)?.details.name ?? t("Cơ quan")
    let errors = sent?.errors ?? [:]
    let parts = RevenueParts(id: id, sheet: sheet, names: try await people(sheet))
    let title = t("Doanh thu")
    return DeskPage(
      title: "\(title) · \(name)", room: "organisations",
      body: """
        <div class="stack">\(OrganisationTabs.html(id, current: "doanh-thu", seesRevenue: true, asOf, t))\
        \(RegisterDone.notice(sent == nil ? request.asked("xong") : "", t))\(Notice.problems(errors, t))\
        \(sent?.conflict.map { Notice.bad(t("Chưa ghi được"), detail: t($0)) })\
        <p class="quiet">\(t(Register.revenue.lead))</p>\(parts.table(context))\
        \(parts.form(sent?.form ?? Form(fields: [:]), errors, context))</div>
        """,
      breadcrumb: [(t("Cơ quan"), OrganisationListPage.path), (name, "\(OrganisationListPage.path)/\(id)")]
    ).ofOrganisations.answer(context, status: sent?.conflict != nil ? 409 : errors.isEmpty ? 200 : 422)
  }

  private func enter(_ request: Request, context: StaffContext) async throws -> Response {
    try await ChangeController.attempt(request, context, again: { try await show($0, request, context) }) { form in
      let id = try context.organisationID()
      let raw = RegisterForm.read(form, .revenue)
      try await organisations.enterRevenue(
        [RawRow(organisation: id.rawValue, values: raw.values)], by: context.principal)
      return "\(OrganisationListPage.path)/\(id)/doanh-thu?xong=ghi"
    }
  }

  private func confirm(_ request: Request, context: StaffContext) async throws -> Response {
    try await ChangeController.attempt(request, context, again: { try await show($0, request, context) }) { form in
      let id = try context.organisationID()
      try await organisations.confirmRevenue(
        of: id, year: Int(form["year"]) ?? 0, seen: form["seal"], by: context.principal)
      return "\(OrganisationListPage.path)/\(id)/doanh-thu?xong=xac-nhan"
    }
  }

  private func people(_ sheet: RevenueSheet) async throws -> [AccountID: String] {
    let ids = Set(sheet.records.flatMap { [$0.enteredBy, $0.confirmedBy].compactMap { $0 } })
    return try await organisations.people?.people(Array(ids)).mapValues(\.name) ?? [:]
  }
}

/// The parts of an organisation's revenue page.
struct RevenueParts: Sendable {
  let id: OrganisationID
  let sheet: RevenueSheet
  let names: [AccountID: String]

  static func state(_ record: RevenueRecord, _ names: [AccountID: String], _ t: Translator) -> HTML {
    let entered = names[record.enteredBy] ?? t("người đã ghi")
    guard let confirmed = record.confirmedBy else {
      return StateWord.html(t("Chờ xác nhận"), .waiting, more: "\(t("\(entered) ghi"))")
    }
    let second = names[confirmed] ?? t("người thứ hai")
    return StateWord.html(t("Đã xác nhận"), .done, more: "\(t("\(entered) ghi, \(second) xác nhận"))")
  }

  func table(_ context: StaffContext) -> HTML {
    let t = context.translator
    guard !sheet.records.isEmpty else {
      return EmptyState.html(t("Chưa ghi doanh thu năm nào."), icon: "clipboard-list")
    }
    let rows = sheet.records.map { record -> [HTML] in
      let mayConfirm =
        sheet.mayConfirm.contains(id) && record.confirmedBy == nil && record.enteredBy != context.principal.id
      return [
        "\(String(record.year))", "\(Figure.text(record.amount))", Self.state(record, names, t), "\(record.source)",
        mayConfirm
          ? Button.post(
            t("Xác nhận"), to: "\(OrganisationListPage.path)/\(id)/doanh-thu/xac-nhan", context,
            fields: ["year": String(record.year), "seal": record.seal]) : .empty,
      ]
    }
    return Table.html(
      caption: t("Doanh thu theo năm"),
      columns: [
        .init(t("Năm")), .init(t("Doanh thu (đồng)"), .figure), .init(t("Tình trạng")), .init(t("Nguồn")),
        .init(t("Việc"), .fit),
      ], rows: rows)
  }

  func form(_ sent: Form, _ errors: [String: Phrase], _ context: StaffContext) -> HTML {
    guard sheet.mayWrite.contains(id) else { return .empty }
    let t = context.translator
    let fields = Register.revenue.columns.map { column -> HTML in
      Field.text(
        column.field, label: t(column.title), value: sent[column.field], hint: column.hint.map { t($0) },
        error: errors[column.field].map { t($0) }
          ?? (column.name == "year" ? errors["organisation"].map { t($0) } : nil),
        isRequired: column.isRequired, maxLength: 300, autocomplete: "off",
        inputMode: column.name == "source" ? nil : "numeric")
    }
    return """
      <section class="section"><h2>\(t("Ghi doanh thu"))</h2><form method="post" \
      action="\(url: "\(OrganisationListPage.path)/\(id)/doanh-thu")" class="form" data-guard>\(context.csrfField)\
      <div class="form__row">\(fields)</div><div class="form__acts">\(Button.submit(t("Ghi vào sổ")))</div></form>\
      <p class="quiet">\(t("Ghi lại một năm đã xác nhận thì năm đó phải được xác nhận lại."))</p></section>
      """
  }
}
