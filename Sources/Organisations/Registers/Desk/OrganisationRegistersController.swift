import Contracts
import Hummingbird
import Kernel
import Persistence
import Web

/// What the registers hold of one organisation, on tabs of its page.
struct OrganisationRegistersController: Sendable {
  let organisations: Organisations

  /// The routes under `/lam-viec/to-chuc`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    for register in [Register.licences, .people, .security, .channels] {
      staff.get(":id/\(register.slug)") { request, context in try await show(register, request, context) }
    }
  }

  private func show(_ register: Register, _ request: Request, _ context: StaffContext) async throws -> Response {
    let id = try context.organisationID()
    let asOf = AsOf(request, today: organisations.clock.today)
    let life = try await organisations.life(of: id, on: asOf.day, by: context.principal)
    let t = context.translator
    var parts: [HTML] = []
    for one in register.id == .people ? [Register.people, .flags] : [register] {
      parts.append(try await part(one, id, asOf, context) { life.version(on: $0) != nil })
    }
    let sees = try await organisations.seesRevenue(of: id, context.principal)
    let name = life.version(on: asOf.day)?.details.name ?? t("Cơ quan")
    let title = t(register.title)
    return DeskPage(
      title: "\(title) · \(name)", room: "organisations",
      body: """
        <div class="stack">\(OrganisationTabs.html(id, current: register.slug, seesRevenue: sees, asOf, t))\
        \(asOf.form("\(OrganisationListPage.path)/\(id)/\(register.slug)", t))\(parts)</div>
        """,
      breadcrumb: [
        (t("Cơ quan"), asOf.path(OrganisationListPage.path)), (name, asOf.path("\(OrganisationListPage.path)/\(id)")),
      ], isWide: true
    ).ofOrganisations.answer(context)
  }

  /// Every row of the organisation, whenever it held, with what is owed for them.
  private func part(
    _ register: Register, _ id: OrganisationID, _ asOf: AsOf, _ context: StaffContext, lives: (CivilDate) -> Bool
  ) async throws -> HTML {
    let t = context.translator
    let found = try await organisations.rows(
      register, RegisterQuestion(day: asOf.day, organisation: id, limit: 500), for: context.principal)
    let mayAdd = found.keeping.contains(id)
    let act: HTML =
      mayAdd
      ? "<p class=\"form__acts\">\(Button.link(t("Ghi thêm"), to: RegisterPath.add(register, for: id), icon: "plus"))</p>"
      : .empty
    let title = t(register.title)
    guard !found.rows.isEmpty else {
      let isSeen = try await organisations.sees(id, context.principal)
      let why =
        register.isPublic || isSeen
        ? t("Chưa ghi gì vào sổ này.") : t("Sổ này chỉ cơ quan đó và sở quản lý xem được.")
      return """
        <section class="section"><h2>\(title)</h2>\(inherited(register, try await ends(register, id), id, t))\
        \(EmptyState.html(why, act: act, icon: "clipboard-list"))</section>
        """
    }
    let ends = try await ends(register, id)
    let duties = organisations.rules.duties(register, found.rows, on: asOf.today).filter { lives($0.event) }
    let owed: HTML =
      duties.isEmpty
      ? .empty
      : """
      <h3>\(t("Thông báo phải gửi"))</h3>\(DutyTable.html(
        duties, on: asOf.today, organisations.rules.calendar, t))
      """
    let table = RegisterTable(
      register: register, rows: found.rows, keeping: found.keeping, asOf: asOf,
      ends: Dictionary(ends.map { ($0.licence.id, $0) }) { first, _ in first }, showsOrganisation: false)
    return """
      <section class="section"><h2>\(title)</h2>\(table.html(title, context))\(inherited(register, ends, id, t))\
      \(owed)\(act)</section>
      """
  }

  private func ends(_ register: Register, _ id: OrganisationID) async throws -> [LicenceEnd] {
    register.id == .licences ? try await organisations.licenceEnds(of: id) : []
  }

  /// Licences of those it came from, by which it works until it has its own.
  private func inherited(_ register: Register, _ ends: [LicenceEnd], _ id: OrganisationID, _ t: Translator) -> HTML {
    let others = ends.filter { $0.licence.organisation != id }
    guard register.id == .licences, !others.isEmpty else { return .empty }
    let rows = others.map { end -> [HTML] in
      let from = end.licence.organisation
      return [
        "<a href=\"\(url: RegisterPath.tab(.licences, of: from))\">\(end.licence.organisationName)</a>",
        "\(end.licence.values["name"] ?? "")",
        "\(Register.licences.column("press_types")?.shown(end.licence.values["press_types"] ?? "") { t($0) } ?? "")",
        TimeText.day(end.day),
        """
        <span>\(end.rule ?? "")\(if: !end.mark.isEmpty && end.mark != "A", " <span class=\"quiet\">(\(t(SourceMark.words(end.mark))))</span>")</span>
        """,
      ]
    }
    return """
      <h3>\(t("Giấy phép của cơ quan trước hợp nhất"))</h3>\(Table.html(
        caption: t("Giấy phép của cơ quan trước hợp nhất"),
        columns: [
          .init(t("Cơ quan")), .init(t("Sản phẩm")), .init(t("Loại hình báo chí")), .init(t("Hết hạn"), .fit),
          .init(t("Căn cứ của hạn")),
        ], rows: rows))
      """
  }
}

extension Organisations {
  /// Whether a person may see registers of an organisation that are not for everybody.
  func sees(_ id: OrganisationID, _ principal: Principal) async throws -> Bool {
    let today = clock.today
    return try await database.read { try RegisterReach.seeing(principal, on: today, $0).contains(id) }
  }
}
