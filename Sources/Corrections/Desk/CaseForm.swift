import Contracts
import Foundation
import Kernel
import Web

/// The fields of a case, for opening and for changing it.
struct CaseForm: Sendable {
  let kind: CaseKind
  let origin: CaseOrigin
  let work: Work?
  let item: ItemBrief?
  let startedOn: CivilDate
  let detail: CaseDetail
  let responsible: AccountID?
  let people: [PersonProfile]
  let isNew: Bool
  let errors: [String: Phrase]

  func html(_ t: Translator) -> HTML {
    "\(who(t))\(workFields(t))\(if: kind == .correction, correction(t))\(if: isNew, keeper(t))"
  }

  private func error(_ name: String, _ t: Translator) -> String? { errors[name].map { t($0) } }

  private func who(_ t: Translator) -> HTML {
    let origins = CaseOrigin.allCases.map { one in
      Field.radio("origin", label: t(one.phrase), value: one.rawValue, isOn: one == origin)
    }
    return """
      \(if: kind == .correction && isNew, Field.group(t("Vì sao phải cải chính"), "\(origins)"))\
      <div class="form__row">\(if: isNew, Field.date(
        "started-on", label: t(startLabel), value: startedOn, error: error("started-on", t), isRequired: true))\
      \(Field.text(
        "who", label: t(whoLabel), value: detail.who, error: error("who", t),
        isRequired: kind != .correction, maxLength: 300))</div>\
      \(Field.text(
        "contact", label: t("Địa chỉ, điện thoại, thư điện tử"), value: detail.contact,
        hint: t("Chỉ người giữ hồ sơ thấy."), maxLength: 500, autocomplete: "off"))\
      \(Field.area(
        "request", label: t(requestLabel), value: detail.request, rows: 5, error: error("request", t),
        isRequired: kind != .correction && kind != .removal, maxLength: 20_000))\
      \(if: kind == .complaint || kind == .opinion, Field.check(
        "hides-identity", label: t("Giữ kín danh tính người phản ánh, tố cáo (RP6)"), isOn: detail.hidesIdentity))
      """
  }

  private var startLabel: Phrase {
    switch kind {
    case .pressQuestion, .opinion, .complaint: "Ngày gửi, chuyển"
    default: "Ngày nhận"
    }
  }

  private var whoLabel: Phrase {
    switch kind {
    case .pressQuestion, .opinion, .complaint: "Cơ quan, tổ chức phải trả lời"
    case .removal: "Cơ quan yêu cầu"
    case .correction: "Người, cơ quan khiếu nại hoặc kết luận"
    default: "Người, cơ quan"
    }
  }

  private var requestLabel: Phrase {
    switch kind {
    case .pressQuestion: "Câu hỏi"
    case .opinion, .complaint: "Nội dung đã chuyển"
    case .response: "Nội dung phản hồi (nguyên văn)"
    default: "Nội dung yêu cầu"
    }
  }

  private func workFields(_ t: Translator) -> HTML {
    if let item, let work {
      return """
        <section class="section"><h2>\(t("Tác phẩm"))</h2><dl class="facts facts--wide">\
        <div><dt>\(t("Bài"))</dt><dd><a href="\(url: item.deskPath)">\(work.title)</a></dd></div>\
        <div><dt>\(t("Ngày đăng"))</dt><dd>\(TimeText.day(work.date))</dd></div></dl>\
        <input type="hidden" name="bai" value="\(item.id.rawValue)">\
        \(Field.text("section", label: t("Chuyên mục"), value: work.section, error: error("section", t), maxLength: 200))\
        </section>
        """
    }
    guard kind.needsWork else { return product(t) }
    return outside(work ?? Work(date: startedOn), t)
  }

  /// A work that ran outside of this program.
  private func outside(_ work: Work, _ t: Translator) -> HTML {
    let media = Medium.allCases.map { (value: $0.rawValue, label: t($0.phrase)) }
    return """
      <section class="section"><h2>\(t("Tác phẩm"))</h2><div class="stack">\
      \(Field.text("title", label: t("Tên tác phẩm"), value: work.title, error: error("title", t), isRequired: true,
        maxLength: 500))\
      <div class="form__row">\(Field.select(
        "medium", label: t("Loại hình"), options: media, selected: work.medium.rawValue, isRequired: true))\
      \(Field.date(
        "date", label: t("Ngày đăng, phát"), value: work.date,
        hint: t("Luật của ngày này được áp dụng."), error: error("date", t), isRequired: true))\
      \(Field.text("section", label: t("Chuyên mục"), value: work.section, error: error("section", t), maxLength: 200))\
      </div><div class="form__row">\
      \(Field.text("issue", label: t("Số báo"), value: work.issue, error: error("issue", t), maxLength: 60))\
      \(Field.text("programme", label: t("Chương trình"), value: work.programme, error: error("programme", t),
        maxLength: 200))\
      \(Field.text("hour", label: t("Giờ phát"), value: work.hour, error: error("hour", t), maxLength: 5,
        placeholder: "19:30"))\
      \(Field.text("airings", label: t("Số lần đã phát"), value: "\(work.airings)", type: "number",
        error: error("airings", t)))</div>\
      \(Field.text("address", label: t("Địa chỉ trên mạng"), value: work.address, maxLength: 500, inputMode: "url"))\
      \(issues(t))</div></section>
      """
  }

  private func issues(_ t: Translator) -> HTML {
    """
    <div class="form__row">\(Field.date(
      "next-issue", label: t("Ngày ra số tiếp theo"), value: detail.nextIssue,
      hint: t("Báo tuần, tạp chí: hạn cải chính là số này (CO6).")))\
    \(Field.check("is-rare", label: t("Hơn 30 ngày mới ra một số"), isOn: detail.isRare))</div>
    """
  }

  private func product(_ t: Translator) -> HTML {
    let media = Medium.allCases.map { (value: $0.rawValue, label: t($0.phrase)) }
    return """
      <div class="form__row">\(Field.select(
        "product", label: t("Sẽ báo công dân trên"), options: media,
        selected: (detail.product ?? .online).rawValue, hint: t("Hạn của tòa soạn tính theo loại hình (RP4).")))</div>\
      \(issues(t))
      """
  }

  private func correction(_ t: Translator) -> HTML {
    """
    <section class="section"><h2>\(t("Nội dung cải chính"))</h2><div class="stack">\
    \(Field.date(
      "found-on", label: t("Ngày có kết luận hoặc ngày phát hiện sai"), value: detail.foundOn,
      hint: t("Hạn cải chính chạy từ ngày này. Khiếu nại đang xem xét thì để trống."), error: error("found-on", t)))\
    \(Field.area("false-text", label: t("Nội dung thông tin sai"), value: detail.falseText,
      error: error("false-text", t), maxLength: 20_000))\
    \(Field.area("corrected-text", label: t("Nội dung cải chính"), value: detail.correctedText,
      error: error("corrected-text", t), maxLength: 20_000))\
    \(Field.area("apology", label: t("Lời xin lỗi"), value: detail.apology, rows: 3, error: error("apology", t),
      maxLength: 20_000))\
    <div class="form__row">\(Field.text("conclusion-by", label: t("Cơ quan kết luận"), value: detail.conclusionBy,
      maxLength: 300))\
    \(Field.text("conclusion-number", label: t("Số văn bản"), value: detail.conclusionNumber, maxLength: 120))</div>\
    \(Field.area("conclusion", label: t("Phần kết luận phải đăng"), value: detail.conclusion, rows: 3,
      error: error("conclusion", t), maxLength: 20_000))</div></section>
    """
  }

  private func keeper(_ t: Translator) -> HTML {
    let options = people.map { (value: $0.id.rawValue, label: $0.name) }
    return Field.select(
      "responsible", label: t("Người giữ hồ sơ"), options: options, selected: responsible?.rawValue ?? "",
      hint: t("Được báo khi sắp đến hạn và khi trễ."), error: error("responsible", t), isRequired: true)
  }
}

extension CaseForm {
  /// What was sent, over what was known before.
  static func detail(_ form: Form, over before: CaseDetail = CaseDetail()) -> CaseDetail {
    var detail = before
    detail.who = form["who"]
    detail.contact = form["contact"]
    detail.request = form["request"]
    detail.falseText = form["false-text"]
    detail.correctedText = form["corrected-text"]
    detail.apology = form["apology"]
    detail.conclusion = form["conclusion"]
    detail.conclusionBy = form["conclusion-by"]
    detail.conclusionNumber = form["conclusion-number"]
    detail.foundOn = CivilDate(rawValue: form["found-on"])
    detail.hidesIdentity = form.isOn("hides-identity")
    detail.nextIssue = CivilDate(rawValue: form["next-issue"])
    detail.isRare = form.isOn("is-rare")
    detail.product = Medium(rawValue: form["product"])
    return detail
  }

  /// The work as typed; nil where the form has none.
  static func work(_ form: Form) -> Work? {
    if form.optional("bai") != nil {
      var work = Work(date: CivilDate(daysSince1970: 0))
      work.section = form["section"]
      return work
    }
    guard form.optional("title") != nil || form.optional("medium") != nil else { return nil }
    var work = Work(date: CivilDate(rawValue: form["date"]) ?? .far)
    work.title = form["title"]
    work.medium = Medium(rawValue: form["medium"]) ?? .online
    work.section = form["section"]
    work.issue = form["issue"]
    work.programme = form["programme"]
    work.hour = form["hour"]
    work.airings = Int(form["airings"]) ?? 1
    work.address = form["address"]
    return work
  }
}
