import Contracts
import Hummingbird
import Kernel
import Web

/// Merging and splitting, as forms.
struct SuccessionController: Sendable {
  typealias Sent = ChangeController.Sent
  /// How many new organisations a split may name in one form.
  private static let parts = 4

  let organisations: Organisations

  /// The routes under `/lam-viec/to-chuc`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get("hop-nhat") { request, context in try await merging(Sent(), context) }
    staff.post("hop-nhat", use: merge)
    staff.get(":id/chia-tach") { request, context in try await splitting(Sent(), context) }
    staff.post(":id/chia-tach", use: split)
  }

  private func merging(_ sent: Sent, _ context: StaffContext) async throws -> Response {
    try context.principal.require(Organisations.manage, in: nil)
    let t = context.translator
    let form = sent.form
    let alive = try await organisations.list(kind: nil, on: organisations.clock.today, by: context.principal)
    let chosen = Set(form.all("sources"))
    let boxes = alive.map { organisation in
      Field.check(
        "sources", label: organisation.name, isOn: chosen.contains(organisation.id.rawValue),
        value: organisation.id.rawValue, hint: t(organisation.kind.phrase), id: "sources-\(organisation.id)")
    }
    let targets =
      [(value: "", label: t("Một cơ quan mới, ghi dưới đây"))]
      + alive.map { (value: $0.id.rawValue, label: $0.name) }
    let new = OrganisationForm(
      details: OrganisationForm.read(form), choices: try await organisations.choices(), errors: sent.errors)
    return FormPage(
      title: t("Hợp nhất cơ quan"),
      lead: t("Các cơ quan được chọn kết thúc vào ngày hôm trước. Tin bài cũ vẫn thuộc cơ quan của ngày đó."),
      action: "\(OrganisationListPage.path)/hop-nhat", submit: t("Hợp nhất"), isDanger: true,
      back: (t("Cơ quan"), OrganisationListPage.path),
      fields: """
        \(OrganisationForm.when(
          t("Hợp nhất từ ngày"), CivilDate(rawValue: form["from"]), legalBasis: form["legal-basis"], sent.errors, t))\
        \(Field.group(
          t("Những cơ quan được hợp nhất"), error: sent.errors["sources"].map { t($0) },
          boxes.reduce(into: .empty) { $0 += $1 }))\
        \(Field.select("into", label: t("Thành"), options: targets, selected: form["into"]))\
        \(Field.group(t("Cơ quan mới"), hint: t("Bỏ qua nếu nhập vào một cơ quan đang có."),
          "<div class=\"stack\">\(newFields(new, t))</div>"))
        """,
      errors: sent.errors, conflict: sent.conflict
    ).answer(context)
  }

  /// The names are not `required` here: they are left empty where an existing organisation takes the others in.
  private func newFields(_ form: OrganisationForm, _ t: Translator) -> HTML {
    let kinds = OrganisationKind.allCases.map { (value: $0.rawValue, label: t($0.phrase)) }
    return """
      \(Field.select("kind", label: t("Loại"), options: kinds, selected: form.details.kind.rawValue))\
      <div class="form__row">\(Field.text(
        "name", label: t("Tên đầy đủ"), value: form.details.name, error: form.errors["name"].map { t($0) },
        maxLength: 300))\
      \(Field.text(
        "short-name", label: t("Tên ngắn"), value: form.details.shortName,
        error: form.errors["short-name"].map { t($0) }, maxLength: 80))</div>\(form.place(t))
      """
  }

  private func merge(_ request: Request, context: StaffContext) async throws -> Response {
    try await ChangeController.attempt(request, context, again: { try await merging($0, context) }) { form in
      let target: MergeTarget =
        form.optional("into").map { .existing(OrganisationID($0)) } ?? .new(OrganisationForm.read(form))
      let id = try await organisations.merge(
        form.all("sources").map { OrganisationID($0) }, into: target, on: try ChangeController.day(form, "from"),
        legalBasis: form["legal-basis"], by: context.principal)
      return "\(OrganisationListPage.path)/\(id)?xong=hop-nhat&ngay=\(form["from"])"
    }
  }

  private func splitting(_ sent: Sent, _ context: StaffContext) async throws -> Response {
    try context.principal.require(Organisations.manage, in: nil)
    let t = context.translator
    let form = sent.form
    let source = try await source(context)
    let path = "\(OrganisationListPage.path)/\(source.organisation)"
    let names = (1...Self.parts).map { number in
      Field.text(
        "part-\(number)", label: t("Cơ quan mới thứ \(number)"), value: form["part-\(number)"],
        error: number == 1 ? (sent.errors["parts"] ?? sent.errors["name"] ?? sent.errors["slug"]).map { t($0) } : nil,
        maxLength: 300)
    }
    return FormPage(
      title: t("Chia tách cơ quan"),
      lead: t("Các cơ quan mới cùng loại, cơ quan chủ quản, địa bàn với “\(source.details.name)”; sửa từng nơi sau."),
      action: "\(path)/chia-tach", submit: t("Chia tách"), isDanger: true, back: (source.details.name, path),
      fields: """
        \(OrganisationForm.when(
          t("Chia tách từ ngày"), CivilDate(rawValue: form["from"]), legalBasis: form["legal-basis"], sent.errors, t))\
        \(Field.check(
          "goes-on", label: t("“\(source.details.shortName)” vẫn hoạt động sau khi tách"), isOn: form.isOn("goes-on")))\
        \(names)
        """,
      errors: sent.errors, conflict: sent.conflict
    ).answer(context)
  }

  private func split(_ request: Request, context: StaffContext) async throws -> Response {
    try await ChangeController.attempt(request, context, again: { try await splitting($0, context) }) { form in
      let source = try await source(context)
      let parts = (1...Self.parts).compactMap { form.optional("part-\($0)") }.map { name in
        OrganisationDetails(
          kind: source.details.kind, name: name, shortName: "", governingBody: source.details.governingBody,
          province: source.details.province)
      }
      try await organisations.split(
        source.organisation, into: parts, on: try ChangeController.day(form, "from"), goesOn: form.isOn("goes-on"),
        legalBasis: form["legal-basis"], by: context.principal)
      return "\(OrganisationListPage.path)/\(source.organisation)"
    }
  }

  private func source(_ context: StaffContext) async throws -> OrganisationVersion {
    let today = organisations.clock.today
    let life = try await organisations.life(of: try context.organisationID(), on: today, by: context.principal)
    guard let version = life.version(on: today) else { throw Failure.notFound }
    return version
  }
}
