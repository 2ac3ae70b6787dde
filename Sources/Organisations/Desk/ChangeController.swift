import Contracts
import Hummingbird
import Kernel
import Persistence
import Web

/// Founding, changing, closing organisations and appointing people, as forms.
struct ChangeController: Sendable {
  let organisations: Organisations

  /// What was sent and what came of it, to be shown again.
  struct Sent: Sendable {
    var form = Form(fields: [:])
    var errors: [String: Phrase] = [:]
    var conflict: Phrase?
    /// Whether this is the first look at the form.
    var isFresh = true
  }

  /// The routes under `/lam-viec/to-chuc`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get("lap") { request, context in try await founding(Sent(), context) }
    staff.post("lap", use: found)
    staff.get(":id/sua") { request, context in try await changing(Sent(), context) }
    staff.post(":id/sua", use: change)
    staff.get(":id/ket-thuc") { request, context in try await closing(Sent(), context) }
    staff.post(":id/ket-thuc", use: close)
    staff.get(":id/chuc-danh") { request, context in try await appointing(Sent(), context) }
    staff.post(":id/chuc-danh", use: appoint)
    staff.post(":id/chuc-danh/ket-thuc", use: endPost)
  }

  /// Runs a change with what was sent; where it does not hold, the form is shown again with everything in it.
  static func attempt(
    _ request: Request, _ context: StaffContext, again: (Sent) async throws -> Response,
    _ change: (Form) async throws -> String
  ) async throws -> Response {
    let form = try await Form.read(request, context, limit: 65_536)
    do {
      return Answer.seeOther(try await change(form))
    } catch Failure.invalid(let errors) {
      return try await again(Sent(form: form, errors: errors, isFresh: false))
    } catch Failure.conflict(let why) {
      return try await again(Sent(form: form, conflict: why, isFresh: false))
    }
  }

  /// The day of a field; throws what the form shows beside it.
  static func day(_ form: Form, _ name: String) throws -> CivilDate {
    guard let day = CivilDate(rawValue: form[name]) else { throw Failure.invalid([name: "Cần có ngày"]) }
    return day
  }

  private func founding(_ sent: Sent, _ context: StaffContext) async throws -> Response {
    try context.principal.require(Organisations.manage, in: nil)
    let t = context.translator
    let details = OrganisationForm.read(sent.form)
    let fields = OrganisationForm(details: details, choices: try await organisations.choices(), errors: sent.errors)
    return FormPage(
      title: t("Lập cơ quan"), lead: t("Cơ quan có từ ngày bạn chọn, có thể là một ngày đã qua."),
      action: "\(OrganisationListPage.path)/lap", submit: t("Lập cơ quan"), isDanger: false,
      back: (t("Cơ quan"), OrganisationListPage.path),
      fields: """
        \(fields.html(t))\(OrganisationForm.when(
          t("Có từ ngày"), CivilDate(rawValue: sent.form["from"]), legalBasis: sent.form["legal-basis"],
          sent.errors, t))
        """,
      errors: sent.errors, conflict: sent.conflict
    ).answer(context)
  }

  private func found(_ request: Request, context: StaffContext) async throws -> Response {
    try await Self.attempt(request, context, again: { try await founding($0, context) }) { form in
      let id = try await organisations.found(
        OrganisationForm.read(form), from: try Self.day(form, "from"), legalBasis: form["legal-basis"],
        by: context.principal)
      return "\(OrganisationListPage.path)/\(id)?xong=lap&ngay=\(form["from"])"
    }
  }

  private func changing(_ sent: Sent, _ context: StaffContext) async throws -> Response {
    let id = try context.organisationID()
    try context.principal.require(Organisations.manage, in: id)
    let t = context.translator
    let (version, path) = try await known(id, context)
    let details = sent.isFresh ? version.details : OrganisationForm.read(sent.form, over: version.details)
    let fields = OrganisationForm(details: details, choices: try await organisations.choices(), errors: sent.errors)
    let from = sent.isFresh ? organisations.clock.today : CivilDate(rawValue: sent.form["from"])
    return FormPage(
      title: t("Thay đổi cơ quan"),
      lead: t("Thay đổi có hiệu lực từ ngày bạn chọn. Trước ngày đó mọi thứ vẫn như cũ, tin bài cũ vẫn mang tên cũ."),
      action: "\(path)/sua", submit: t("Ghi thay đổi"), isDanger: false, back: (version.details.name, path),
      fields: """
        \(fields.html(t))\(OrganisationForm.when(
          t("Có hiệu lực từ ngày"), from, legalBasis: sent.form["legal-basis"], sent.errors, t))
        """,
      errors: sent.errors, conflict: sent.conflict
    ).answer(context)
  }

  private func change(_ request: Request, context: StaffContext) async throws -> Response {
    try await Self.attempt(request, context, again: { try await changing($0, context) }) { form in
      let id = try context.organisationID()
      let (version, path) = try await known(id, context)
      try await organisations.change(
        id, to: OrganisationForm.read(form, over: version.details), from: try Self.day(form, "from"),
        legalBasis: form["legal-basis"], by: context.principal)
      return "\(path)?xong=sua&ngay=\(form["from"])"
    }
  }

  private func closing(_ sent: Sent, _ context: StaffContext) async throws -> Response {
    try context.principal.require(Organisations.manage, in: nil)
    let t = context.translator
    let (version, path) = try await known(try context.organisationID(), context)
    return FormPage(
      title: t("Kết thúc cơ quan"),
      lead: t(
        "“\(version.details.name)” và mọi chức danh trong đó kết thúc sau ngày bạn chọn. Lịch sử được giữ nguyên."),
      action: "\(path)/ket-thuc", submit: t("Kết thúc cơ quan"), isDanger: true, back: (version.details.name, path),
      fields: OrganisationForm.when(
        t("Ngày hoạt động cuối cùng"), CivilDate(rawValue: sent.form["from"]), legalBasis: sent.form["legal-basis"],
        sent.errors, t),
      errors: sent.errors, conflict: sent.conflict
    ).answer(context)
  }

  private func close(_ request: Request, context: StaffContext) async throws -> Response {
    try await Self.attempt(request, context, again: { try await closing($0, context) }) { form in
      try await organisations.close(
        try context.organisationID(), after: try Self.day(form, "from"), legalBasis: form["legal-basis"],
        by: context.principal)
      return "\(OrganisationListPage.path)?xong=ket-thuc"
    }
  }

  private func appointing(_ sent: Sent, _ context: StaffContext) async throws -> Response {
    let id = try context.organisationID()
    try context.principal.require(Organisations.manage, in: id)
    let t = context.translator
    let (version, path) = try await known(id, context)
    let form = sent.form
    let from = sent.isFresh ? organisations.clock.today : CivilDate(rawValue: form["from"])
    let error = { (name: String) in sent.errors[name].map { t($0) } }
    return FormPage(
      title: t("Ghi chức danh"), lead: t("Người đứng đầu hiện ở chân mọi trang của cơ quan. Mỗi lúc chỉ có một người."),
      action: "\(path)/chuc-danh", submit: t("Ghi chức danh"), isDanger: false, back: (version.details.name, path),
      fields: """
        <div class="form__row">\(Field.text(
          "title", label: t("Chức danh"), value: form["title"],
          hint: t("Ví dụ: Tổng biên tập, Giám đốc, Phó giám đốc"), error: error("title"), isRequired: true,
          maxLength: 120))\
        \(Field.text(
          "person", label: t("Họ tên"), value: form["person"], error: error("person"), isRequired: true,
          maxLength: 120))\
        </div>\(Field.check("head", label: t("Là người đứng đầu cơ quan"), isOn: form.isOn("head")))\
        \(OrganisationForm.when(t("Giữ từ ngày"), from, legalBasis: form["legal-basis"], sent.errors, t))\
        \(Field.date(
          "to", label: t("Đến hết ngày"), value: CivilDate(rawValue: form["to"]), hint: t("Để trống nếu chưa biết."),
          error: error("to")))
        """,
      errors: sent.errors, conflict: sent.conflict
    ).answer(context)
  }

  private func appoint(_ request: Request, context: StaffContext) async throws -> Response {
    try await Self.attempt(request, context, again: { try await appointing($0, context) }) { form in
      let id = try context.organisationID()
      try await organisations.appoint(
        Appointment(
          title: form["title"], person: form["person"], isHead: form.isOn("head"), from: try Self.day(form, "from"),
          to: CivilDate(rawValue: form["to"]), legalBasis: form["legal-basis"]),
        in: id, by: context.principal)
      return "\(OrganisationListPage.path)/\(id)?xong=chuc-danh"
    }
  }

  private func endPost(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 65_536)
    try await organisations.endPost(form["post"], after: organisations.clock.today, by: context.principal)
    return Answer.seeOther("\(OrganisationListPage.path)/\(try context.organisationID())?xong=chuc-danh")
  }

  /// The version of today, or the last there was, and the address of its page.
  private func known(
    _ id: OrganisationID, _ context: StaffContext
  ) async throws -> (version: OrganisationVersion, path: String) {
    let today = organisations.clock.today
    guard let version = try await organisations.life(of: id, on: today, by: context.principal).version(on: today)
    else { throw Failure.notFound }
    return (version, "\(OrganisationListPage.path)/\(id)")
  }
}

extension StaffContext {
  /// The organisation that the address names.
  func organisationID() throws -> OrganisationID {
    guard let text = parameters.get("id") else { throw Failure.notFound }
    return OrganisationID(text)
  }
}

extension Organisations {
  /// What forms offer: as of today, or of another day.
  func choices(on day: CivilDate? = nil) async throws -> OrganisationChoices {
    let today = day ?? clock.today
    return OrganisationChoices(
      bodies: try await register.organisations(kind: .governingBody, on: today),
      provinces: try await database.read { try UnitStore.provinces(on: today, $0) })
  }
}
