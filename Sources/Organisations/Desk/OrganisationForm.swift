import Contracts
import Hummingbird
import Kernel
import Web

/// What can be chosen in the forms of this room.
struct OrganisationChoices: Sendable {
  let bodies: [OrganisationProfile]
  let provinces: [UnitRecord]
}

/// The fields that say what an organisation is.
struct OrganisationForm: Sendable {
  let details: OrganisationDetails
  let choices: OrganisationChoices
  let errors: [String: Phrase]

  /// What was sent, over what was known before (what a form does not show stays).
  static func read(_ form: Form, over before: OrganisationDetails? = nil) -> OrganisationDetails {
    var imprint = before?.imprint ?? Imprint()
    imprint.productName = form["product"]
    imprint.licenceNumber = form["licence-number"]
    imprint.licenceDate = CivilDate(rawValue: form["licence-date"])
    imprint.licenceIssuer = form["licence-issuer"]
    imprint.address = form["address"]
    imprint.phone = form["phone"]
    imprint.email = form["email"]
    imprint.domain = form["domain"]
    return OrganisationDetails(
      kind: OrganisationKind(rawValue: form["kind"]) ?? before?.kind ?? .pressAgency, name: form["name"],
      shortName: form["short-name"], slug: form["slug"],
      governingBody: form.optional("governing-body").map { OrganisationID($0) },
      province: form.optional("province").map { UnitID($0) }, imprint: imprint)
  }

  func html(_ t: Translator) -> HTML {
    """
    \(identity(t))\
    \(Field.group(t("Măng sét và chân trang"), hint: t("Hiện trên mọi trang của cơ quan, theo giấy phép."),
      "<div class=\"stack\">\(imprint(t))</div>"))
    """
  }

  /// Kind, names, body, province.
  func identity(_ t: Translator) -> HTML {
    let kinds = OrganisationKind.allCases.map { (value: $0.rawValue, label: t($0.phrase)) }
    return """
      \(Field.select("kind", label: t("Loại"), options: kinds, selected: details.kind.rawValue, isRequired: true))\
      \(Field.text(
        "name", label: t("Tên đầy đủ"), value: details.name, error: error("name", t), isRequired: true,
        maxLength: 300))\
      <div class="form__row">\(Field.text(
        "short-name", label: t("Tên ngắn"), value: details.shortName, error: error("short-name", t), maxLength: 80))\
      \(Field.text(
        "slug", label: t("Địa chỉ trong hệ thống"), value: details.slug,
        hint: t("Chữ thường không dấu; để trống thì lấy từ tên ngắn."), error: error("slug", t), maxLength: 60))</div>\
      \(place(t))
      """
  }

  /// Body and province.
  func place(_ t: Translator) -> HTML {
    let none = (value: "", label: t("Không có"))
    return """
      <div class="form__row">\(Field.select(
        "governing-body", label: t("Cơ quan chủ quản"),
        options: [none] + choices.bodies.map { (value: $0.id.rawValue, label: $0.name) },
        selected: details.governingBody?.rawValue ?? "", error: error("governing-body", t)))\
      \(Field.select(
        "province", label: t("Tỉnh, thành phố"),
        options: [none] + choices.provinces.map { (value: $0.id.rawValue, label: $0.name) },
        selected: details.province?.rawValue ?? "", error: error("province", t)))</div>
      """
  }

  /// From which day, and by which decision.
  static func when(
    _ label: String, _ day: CivilDate?, legalBasis: String, _ errors: [String: Phrase], _ t: Translator
  ) -> HTML {
    """
    <div class="form__row">\(Field.date(
      "from", label: label, value: day, error: errors["from"].map { t($0) }, isRequired: true))\
    \(Field.text(
      "legal-basis", label: t("Căn cứ"), value: legalBasis, hint: t("Số quyết định, nghị quyết"), maxLength: 300))\
    </div>
    """
  }

  private func imprint(_ t: Translator) -> HTML {
    let imprint = details.imprint
    return """
      <div class="form__row">\(Field.text("product", label: t("Sản phẩm"), value: imprint.productName, maxLength: 200))\
      \(Field.text(
        "domain", label: t("Tên miền"), value: imprint.domain, error: error("domain", t), maxLength: 253,
        inputMode: "url"))</div>\
      <div class="form__row">\(Field.text(
        "licence-number", label: t("Giấy phép số"), value: imprint.licenceNumber, maxLength: 100))\
      \(Field.date("licence-date", label: t("Ngày cấp"), value: imprint.licenceDate))\
      \(Field.text("licence-issuer", label: t("Nơi cấp"), value: imprint.licenceIssuer, maxLength: 200))</div>\
      \(Field.text("address", label: t("Trụ sở"), value: imprint.address, maxLength: 300, autocomplete: "off"))\
      <div class="form__row">\(Field.text(
        "phone", label: t("Điện thoại"), value: imprint.phone, type: "tel", maxLength: 60))\
      \(Field.text(
        "email", label: t("Thư điện tử"), value: imprint.email, type: "email", error: error("email", t),
        maxLength: 200))\
      </div>
      """
  }

  private func error(_ name: String, _ t: Translator) -> String? { errors[name].map { t($0) } }
}

/// A page that is one form, the same for the first time and for what was sent back.
struct FormPage: Sendable {
  let title: String
  let lead: String
  let action: String
  let submit: String
  let isDanger: Bool
  let back: (title: String, path: String)
  let fields: HTML
  let errors: [String: Phrase]
  let conflict: Phrase?

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let body: HTML = """
      <div class="stack"><p>\(lead)</p>\(Notice.problems(errors, t))\
      \(conflict.map { Notice.bad(t("Chưa ghi được"), detail: t($0)) })\
      <form method="post" action="\(url: action)" class="form" data-guard>\(context.csrfField)\(fields)\
      <div class="form__acts">\(Button.submit(submit, style: isDanger ? .danger : .primary))\
      \(Button.link(t("Thôi"), to: back.path, style: .quiet))</div></form></div>
      """
    return DeskPage(
      title: title, room: "organisations", body: body,
      breadcrumb: [(t("Cơ quan"), OrganisationListPage.path)] + (back.path == OrganisationListPage.path ? [] : [back])
    ).answer(context, status: conflict != nil ? 409 : errors.isEmpty ? 200 : 422)
  }
}
