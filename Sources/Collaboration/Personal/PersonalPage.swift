import Contracts
import Foundation
import Kernel
import Web

/// Notes, what is pinned, own drafts and what is new: for one person only.
struct PersonalPage {
  let note: PersonalNote
  let typed: String?
  let stale: PersonalNote?
  let pins: [PersonalPin]
  let items: [ItemID: ItemBrief]
  let drafts: [ItemBrief]
  let notices: Page<StaffNotice>
  let errors: [String: Phrase]
  let pinning: (address: String, title: String)
  let card: HTML
  /// What was given to this person by name, and what waits for them.
  let duties: DutyPart
  let now: Date
  let context: StaffContext

  private var t: Translator { context.translator }

  var page: DeskPage {
    let body: HTML = """
      <div class="stack">\(card)\(Notice.problems(errors, t))\(staleNotice)
      <div class="own"><div class="stack">\(if: duties.isShown, duties.html)\(unread)\(draftList)</div><div class="stack">\(noteForm)\(pinList)</div></div>
      </div>
      """
    return DeskPage(
      title: t("Góc của tôi"), room: "own", body: body, actions: acts, scripts: ["own.js"],
      lead: "\(t("Chỉ mình bạn thấy trang này."))")
  }

  private var acts: HTML {
    let mine = context.house.rooms.first { room in
      room.id == "my-work" && (room.permission.map(context.principal.mayAnywhere) ?? true || !duties.html.isEmpty)
    }
    let work: HTML? = mine.map { Button.link(t($0.title), to: $0.path, icon: $0.icon) }
    let spelling: HTML? =
      context.principal.mayAnywhere("newsroom.item.write")
      ? Button.link(t("Chính tả"), to: "/lam-viec/chinh-ta", icon: "spell-check", command: true) : nil
    return """
      \(work)\(Button.link(t("Thông báo"), to: NoticePath.page, icon: "bell"))\(spelling)\
      \(Button.link(t("Việc đầu tiên"), to: FirstStepsController.path, icon: "square-check", command: true))
      """
  }

  private var staleNotice: HTML {
    guard let stale else { return .empty }
    return Notice.warn(
      t("Ghi chú vừa được lưu ở một trang khác. Bản bạn gõ vẫn còn dưới đây; bản đã lưu ở ngay đây để bạn so."),
      acts: "<pre class=\"own__other\">\(stale.body)</pre>")
  }

  private var unread: HTML {
    let lines = notices.items.map { notice -> HTML in
      """
      <li class="list__item"><a class="list__main" href="\(url: NoticePath.open(notice.id))"><b>\(notice.text(t))</b>\
      <span class="list__meta">\(TimeText.html(notice.madeAt, now: now, t))</span></a></li>
      """
    }
    let more: HTML? = notices.next.map { _ in
      "<p>\(Button.link(t("Xem tất cả"), to: NoticePath.page, style: .quiet))</p>"
    }
    return """
      <section class="section"><h2>\(t("Thông báo chưa đọc"))</h2>\
      \(list(lines, none: t("Bạn đã đọc hết.")))\(more)</section>
      """
  }

  private var draftList: HTML {
    let lines = drafts.map { item -> HTML in
      """
      <li class="list__item"><a class="list__main" href="\(url: item.deskPath)">\
      <b>\(item.title.isEmpty ? t("Chưa có tiêu đề") : item.title)</b>\
      <span class="list__meta">\(t(item.kind.phrase)) · \(TimeText.html(item.updatedAt, now: now, t))</span></a>\
      \(pinButton(item))</li>
      """
    }
    return """
      <section class="section"><h2>\(t("Bản nháp của tôi"))</h2>\
      \(list(lines, none: t("Không có bản nháp nào.")))</section>
      """
  }

  private func pinButton(_ item: ItemBrief) -> HTML {
    guard !pins.contains(where: { $0.item == item.id }) else { return .empty }
    return """
      <form class="act" method="post" action="\(url: PersonalPath.pins)">\(context.csrfField)\
      <input type="hidden" name="address" value="\(item.deskPath)"><input type="hidden" name="title" value="\(item.title)">\
      \(Button.icon("pin", t("Ghim bài này: \(item.title)")))</form>
      """
  }

  private var noteForm: HTML {
    """
    <section class="section"><form class="form" method="post" action="\(url: PersonalPath.home)" id="own-note" \
    data-saved="\(t("đã lưu"))" data-saving="\(t("đang lưu"))" data-unsaved="\(t("chưa lưu, sẽ thử lại"))" \
    data-stale="\(t("Ghi chú đã đổi ở trang khác. Tải lại để xem; bản bạn gõ đang giữ trên máy này."))">\
    \(context.csrfField)<input type="hidden" name="base" value="\((stale ?? note).revision)">
    \(Field.area(
      "note", label: t("Ghi chú"), value: typed ?? note.body, rows: 10, hint: t("Tự lưu trong lúc bạn viết."),
      error: errors["note"].map { t($0) }))
    <p class="form__acts"><span data-without-script>\(Button.submit(t("Lưu"), style: .plain, icon: "save"))</span>
    <output id="own-note-state" class="quiet" role="status"></output></p></form></section>
    """
  }

  private var pinList: HTML {
    """
    <section class="section"><h2>\(t("Đã ghim"))</h2>\
    \(list(pins.map(line), none: t("Chưa ghim gì.")))
    <details class="own__add"\(flag: "open", errors["address"] != nil)><summary>\(t("Ghim một trang"))</summary>\
    <form class="form" method="post" action="\(url: PersonalPath.pins)">\(context.csrfField)
    \(Field.text(
      "address", label: t("Địa chỉ"), value: pinning.address, hint: t("Một trang của bàn làm việc, hoặc địa chỉ bắt đầu bằng https://"),
      error: errors["address"].map { t($0) }, isRequired: true, maxLength: 2_000, inputMode: "url"))
    \(Field.text("title", label: t("Tên để nhớ"), value: pinning.title, maxLength: 200))
    <p class="form__acts">\(Button.submit(t("Ghim"), style: .plain, icon: "pin"))</p></form></details></section>
    """
  }

  private func list(_ lines: [HTML], none: String) -> HTML {
    lines.isEmpty ? "<p class=\"quiet\">\(none)</p>" : "<ul class=\"list\" data-keys>\(lines)</ul>"
  }

  private func line(_ pin: PersonalPin) -> HTML {
    let item = pin.item.flatMap { items[$0] }
    // An item that this person may not see any more keeps its line, so that it can be taken off.
    let gone = pin.item != nil && item == nil
    let title = item?.title ?? pin.title
    let detail = item.map { t($0.statePhrase) } ?? (gone ? t("Không còn xem được") : pin.address)
    return """
      <li class="list__item"><a class="list__main" href="\(url: pin.address)"><b>\(title)</b>\
      <span class="list__meta">\(detail)</span></a>\
      <form class="act" method="post" action="\(url: "\(PersonalPath.pins)/\(pin.id)/bo")">\(context.csrfField)\
      \(Button.icon("pin-off", t("Bỏ ghim: \(title)")))</form></li>
      """
  }
}
