import Contracts
import Kernel
import Web

/// The form in which people write down until when and how a picture or clip may be used.
enum RightsForm {
  static func html(_ rights: AssetRights, action: String, errors: [String: Phrase], _ context: StaffContext) -> HTML {
    let t = context.translator
    func error(_ name: String) -> String? { errors[name].map { t($0) } }
    return """
      <section class="section"><h2>\(t("Quyền sử dụng"))</h2>\
      <form class="form" method="post" action="\(url: action)" data-guard>\(context.csrfField)\
      \(Field.select("basis", label: t("Cơ sở"), options: bases(t), selected: rights.basis))\
      \(Field.text("holder", label: t("Chủ sở hữu quyền"), value: rights.holder, error: error("holder"), maxLength: 200))\
      \(Field.date(
        "expires", label: t("Được dùng đến hết ngày"), value: rights.expires,
        hint: t("Để trống nếu không có thời hạn. Sau ngày này bài dùng nó không xuất bản được."), error: error("expires")))\
      \(Field.area(
        "terms", label: t("Điều kiện"), value: rights.terms, rows: 2, hint: t("Ví dụ: chỉ dùng một lần, không đăng mạng xã hội."),
        error: error("terms"), maxLength: 2_000))\
      <div class="form__acts">\(Button.submit(t("Lưu quyền sử dụng"), style: .plain, icon: "save"))</div></form></section>
      """
  }

  private static func bases(_ t: Translator) -> [(value: String, label: String)] {
    [
      ("", t("Chưa ghi")), ("own", t("Của cơ quan")), ("agency", t("Hãng tin")), ("contributor", t("Cộng tác viên")),
      ("licensed", t("Mua hoặc được cấp phép")), ("public-domain", t("Hết thời hạn bảo hộ")),
    ]
  }

  static func read(_ form: Form) throws(Failure) -> AssetRights {
    let day = form["expires"]
    let expires = CivilDate(rawValue: day)
    guard day.isEmpty || expires != nil else { throw .invalid(["expires": "Ngày không đúng"]) }
    return AssetRights(basis: form["basis"], holder: form["holder"], expires: expires, terms: form["terms"])
  }
}
