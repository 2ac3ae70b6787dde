import Contracts
import Hummingbird
import Kernel
import Web

/// Entering, correcting and removing rows, as forms.
struct RowController: Sendable {
  let organisations: Organisations

  /// The routes under `/lam-viec/so-bo`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get(":register/ghi") { request, context in try await adding(request, nil, context) }
    staff.post(":register/ghi", use: add)
    staff.get(":register/:row/sua") { request, context in try await editing(nil, context) }
    staff.post(":register/:row/sua", use: edit)
    staff.post(":register/:row/xoa", use: remove)
  }

  private func adding(
    _ request: Request, _ sent: ChangeController.Sent?, _ context: StaffContext
  ) async throws -> Response {
    let register = try context.register()
    let choices = try await keepable(context)
    let t = context.translator
    var raw = sent.map { RegisterForm.read($0.form, register) }
    if raw == nil {
      let unit = request.asked("don-vi")
      let named =
        unit.isEmpty ? nil : try await organisations.register.unit(UnitID(unit), on: organisations.clock.today)
      raw = RawRow(
        organisation: request.asked("co-quan").isEmpty && choices.count == 1
          ? choices[0].id.rawValue : request.asked("co-quan"),
        values: named.map { ["unit": $0.fullName] } ?? [:])
    }
    let thing = t(register.thing)
    return page(
      register, title: t("Ghi \(thing)"),
      lead: register.time == .validity
        ? t(
          "Cùng một \(thing) ghi từ ngày muộn hơn thì dòng cũ tự kết thúc hôm trước; ghi đúng ngày cũ là sửa dòng cũ.")
        : t(register.lead),
      action: "\(RegisterPath.list(register))/ghi", submit: t("Ghi vào sổ"), raw, choices, sent, context)
  }

  private func add(_ request: Request, context: StaffContext) async throws -> Response {
    try await ChangeController.attempt(request, context, again: { try await adding(request, $0, context) }) { form in
      let register = try context.register()
      let raw = RegisterForm.read(form, register)
      try await organisations.enter(raw, into: register, by: context.principal)
      return "\(RegisterPath.list(register))?xong=ghi"
    }
  }

  private func editing(_ sent: ChangeController.Sent?, _ context: StaffContext) async throws -> Response {
    let register = try context.register()
    let row = try await organisations.row(try context.rowID(), of: register, for: context.principal)
    let choices = try await keepable(context)
    guard choices.contains(where: { $0.id == row.organisation }) else {
      throw Failure.forbidden(Organisations.manageRegisters)
    }
    let t = context.translator
    let ended = try await organisations.ended(by: row, of: register)
    var values = row.values
    if values["unit"] != nil { values["unit"] = row.unitName }
    let raw =
      sent.map { RegisterForm.read($0.form, register) }
      ?? RawRow(organisation: row.organisation.rawValue, values: values)
    return page(
      register, title: t("Sửa dòng đã ghi"),
      lead: t("Chỉ sửa điều ghi nhầm. Nếu việc đã đổi từ một ngày nào đó, hãy ghi thêm dòng mới từ ngày ấy."),
      action: RegisterPath.edit(register, row.id), submit: t("Ghi lại"), raw, choices, sent, context,
      more: Self.reopening(ended, isOn: sent.map { $0.form["reopen"] == "1" } ?? true, t),
      after: """
        <section class="section"><h2>\(t("Dòng ghi nhầm"))</h2><p>\(
          t("Xóa chỉ khi dòng này không đúng ngay từ đầu. Nhật ký vẫn giữ nội dung đã xóa."))</p>\
        <form method="post" action="\(url: RegisterPath.remove(register, row.id))" class="form">\(context.csrfField)\
        \(Self.reopening(ended, isOn: true, id: "reopen-removed", t))\
        <div class="form__acts">\(Button.submit(t("Xóa dòng này"), style: .danger, icon: "trash-2"))</div></form>\
        </section>
        """)
  }

  /// Offers to let the row before go on, where there is one that this one ended.
  private static func reopening(_ ended: RegisterRow?, isOn: Bool, id: String = "reopen", _ t: Translator) -> HTML {
    guard let ended, let from = ended.values["valid_from"].flatMap({ CivilDate(rawValue: $0) }),
      let to = ended.values["valid_to"].flatMap({ CivilDate(rawValue: $0) })
    else { return .empty }
    return Field.check(
      "reopen", label: t("Mở lại dòng trước"), isOn: isOn,
      hint: t("Dòng từ \(from.vietnamese) đã kết thúc ngày \(to.vietnamese), hôm trước dòng này."), id: id)
  }

  private func edit(_ request: Request, context: StaffContext) async throws -> Response {
    try await ChangeController.attempt(request, context, again: { try await editing($0, context) }) { form in
      let register = try context.register()
      try await organisations.correct(
        try context.rowID(), of: register, to: RegisterForm.read(form, register), reopens: form["reopen"] == "1",
        by: context.principal)
      return "\(RegisterPath.list(register))?xong=sua"
    }
  }

  private func remove(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 65_536)
    let register = try context.register()
    try await organisations.remove(
      try context.rowID(), of: register, reopens: form["reopen"] == "1", by: context.principal)
    return Answer.seeOther("\(RegisterPath.list(register))?xong=xoa")
  }

  /// Organisations this person may write of; who may write of none has no form.
  private func keepable(_ context: StaffContext) async throws -> [(id: OrganisationID, name: String)] {
    try organisations.requireRead(context.principal)
    let choices = try await organisations.keepable(by: context.principal)
    guard !choices.isEmpty else { throw Failure.forbidden(Organisations.manageRegisters) }
    return choices
  }

  private func page(
    _ register: Register, title: String, lead: String, action: String, submit: String, _ raw: RawRow?,
    _ choices: [(id: OrganisationID, name: String)], _ sent: ChangeController.Sent?, _ context: StaffContext,
    more: HTML = .empty, after: HTML = .empty
  ) -> Response {
    let t = context.translator
    let errors = sent?.errors ?? [:]
    let form = RegisterForm(
      register: register, choices: choices, values: raw?.values ?? [:], organisation: raw?.organisation ?? "",
      errors: errors)
    return DeskPage.ofRegisters(
      title,
      """
      <p>\(lead)</p>\(Notice.problems(errors, t))\
      \(sent?.conflict.map { Notice.bad(t("Chưa ghi được"), detail: t($0)) })\
      <form method="post" action="\(url: action)" class="form" data-guard>\(context.csrfField)\(form.html(t))\(more)\
      <div class="form__acts">\(Button.submit(submit))\
      \(Button.link(t("Thôi"), to: RegisterPath.list(register), style: .quiet))</div></form>\(after)
      """, t, under: [(t(register.title), RegisterPath.list(register))]
    ).answer(context, status: sent?.conflict != nil ? 409 : errors.isEmpty ? 200 : 422)
  }
}
