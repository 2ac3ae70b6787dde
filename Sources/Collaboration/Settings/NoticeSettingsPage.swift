import Foundation
import Kernel
import Web

/// What is told where. Where no mail server is configured only the page can be chosen, and it is said why.
struct NoticeSettingsPage {
  let choices: [NoticeTopic: NoticeTopic.Delivery]
  let person: MailPerson?
  let hasMail: Bool
  let done: String?
  let typed: String?
  let errors: [String: Phrase]
  let context: StaffContext

  private var t: Translator { context.translator }
  private var address: String? { person?.address }

  var page: DeskPage {
    DeskPage(
      title: t("Chọn cách báo"), room: "own",
      body: "<div class=\"stack\">\(notice)\(Notice.problems(errors, t))\(mail)\(topics)</div>",
      breadcrumb: [(title: t("Thông báo"), path: NoticePath.page)])
  }

  private var notice: HTML {
    switch done {
    case "da-luu": Notice.ok(t("Đã lưu."))
    case "ma": Notice.ok(t("Đã gửi mã xác nhận. Hãy xem hộp thư rồi nhập mã vào đây."))
    case "dia-chi": Notice.ok(t("Địa chỉ thư đã được xác nhận."))
    case "bo-dia-chi": Notice.ok(t("Đã bỏ địa chỉ thư. Thông báo vẫn có trong trang."))
    default: .empty
    }
  }

  private var mail: HTML {
    guard hasMail else {
      return Notice.info(
        t("Máy chủ thư chưa được cài đặt nên thông báo chỉ có trong trang."),
        detail: t("Người quản trị cài đặt bằng HOITU_SMTP_URL và HOITU_MAIL_FROM."))
    }
    return """
      <section class="section"><h2>\(t("Địa chỉ thư"))</h2>\(current)
      <form class="form" method="post" action="\(url: NoticePath.settings + "/dia-chi")">\(context.csrfField)
      \(Field.text(
        "address", label: address == nil ? t("Địa chỉ nhận thư") : t("Đổi sang địa chỉ"), value: typed ?? "",
        type: "email", hint: t("Chúng tôi gửi một mã để biết đúng là hộp thư của bạn."),
        error: errors["address"].map { t($0) }, isRequired: true, maxLength: 254, autocomplete: "email"))
      <p class="form__acts">\(Button.submit(t("Gửi mã xác nhận"), style: .plain, icon: "mail"))</p></form>
      \(waiting)</section>
      """
  }

  private var current: HTML {
    guard let address else { return "<p>\(t("Chưa có địa chỉ nào được xác nhận."))</p>" }
    return """
      <p><b>\(address)</b> \(StateWord.html(t("Đã xác nhận"), .done))</p>
      <p>\(Button.post(t("Bỏ địa chỉ này"), to: NoticePath.settings + "/bo-dia-chi", context, style: .quiet))</p>
      """
  }

  private var waiting: HTML {
    guard let new = person?.newAddress else { return .empty }
    return """
      <form class="form" method="post" action="\(url: NoticePath.settings + "/ma")">\(context.csrfField)
      \(Field.text(
        "code", label: t("Mã đã gửi đến \(new)"), error: errors["code"].map { t($0) }, isRequired: true, maxLength: 12,
        autocomplete: "one-time-code", inputMode: "numeric"))
      <p class="form__acts">\(Button.submit(t("Xác nhận"), style: .plain, icon: "check"))</p></form>
      """
  }

  private var topics: HTML {
    let hours = (0...23).map { (value: "\($0)", label: "\($0 < 10 ? "0" : "")\($0):00") }
    return """
      <section class="section"><h2>\(t("Báo việc gì, ở đâu"))</h2>
      <form class="form" method="post" action="\(url: NoticePath.settings)">\(context.csrfField)
      \(NoticeTopic.allCases.map(select))
      \(if: address != nil, Field.select(
        "gio", label: t("Giờ gửi thư gộp mỗi ngày"), options: hours,
        selected: "\(person?.digestHour ?? MailStore.usualHour)", hint: t("Không có gì mới thì không gửi.")))
      <p class="form__acts">\(Button.submit(t("Lưu"), icon: "save"))</p></form></section>
      """
  }

  private func select(_ topic: NoticeTopic) -> HTML {
    let chosen = choices[topic] ?? topic.usual
    let all: [NoticeTopic.Delivery] = address == nil ? [.page, .none] : [.page, .mail, .digest, .none]
    let offered = all.filter { $0 != .none || !topic.isDuty }
    let selected = offered.contains(chosen) ? chosen : .page
    return Field.select(
      topic.rawValue, label: t(topic.phrase), options: offered.map { (value: $0.rawValue, label: t($0.phrase)) },
      selected: selected.rawValue,
      hint: topic.isDuty ? t("Luôn có trong trang, vì nơi giao tính là đã báo; thư thì tùy bạn.") : nil)
  }
}
