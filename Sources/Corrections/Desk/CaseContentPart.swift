import Contracts
import Kernel
import Web

/// What the case is about.
struct CaseContentPart {
  let page: CasePage
  let context: StaffContext

  private var t: Translator { context.translator }

  var html: HTML {
    let record = page.record
    let detail = record.detail
    var facts: [(String, HTML)] = []
    if let work = record.work {
      let name: HTML =
        page.file.brief.map { "<a href=\"\(url: $0.deskPath)\">\(work.title)</a>" } ?? "\(work.title)"
      facts += [
        (t("Tác phẩm"), name), (t("Loại hình"), "\(t(work.medium.phrase))"), (t("Chuyên mục"), "\(work.section)"),
        (t("Số báo"), "\(work.issue)"), (t("Ngày đăng, phát"), TimeText.day(work.date)),
        (
          t("Địa chỉ trên mạng"), work.address.isEmpty ? .empty : "<a href=\"\(url: work.address)\">\(work.address)</a>"
        ),
        (t("Chương trình"), "\(work.programme)"), (t("Giờ phát"), "\(work.hour)"),
        (t("Số lần đã phát"), work.medium.isAired ? "\(work.airings)" : .empty),
      ]
      if let item = page.file.brief { facts.append((t("Trạng thái bài"), "\(t(item.statePhrase))")) }
    }
    facts += [(t("Nội dung yêu cầu"), text(detail.request))]
    if record.kind == .correction {
      facts += [
        (t("Ngày biết là sai"), detail.foundOn.map { TimeText.day($0) } ?? "\(t("Chưa xác định"))"),
        (t("Nội dung thông tin sai"), text(detail.falseText)), (t("Nội dung cải chính"), text(detail.correctedText)),
        (t("Lời xin lỗi"), text(detail.apology)),
        (
          t("Cơ quan kết luận"),
          "\([detail.conclusionBy, detail.conclusionNumber].filter { !$0.isEmpty }.joined(separator: " · "))"
        ),
        (t("Phần kết luận phải đăng"), text(detail.conclusion)),
      ]
    }
    if let next = detail.nextIssue { facts.append((t("Ngày ra số tiếp theo"), TimeText.day(next))) }
    let lines = facts.filter { !$0.1.isEmpty }.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML }
    return """
      <section class="section"><h2>\(t("Nội dung"))</h2><dl class="facts facts--wide">\(lines)</dl></section>
      """
  }

  private func text(_ text: String) -> HTML {
    let paragraphs = text.split(whereSeparator: \.isNewline).map { "<p>\($0)</p>" as HTML }
    return "\(paragraphs)"
  }
}

/// Taking away what was false, and what was put by.
struct CaseRemovalPart {
  let page: CasePage
  let context: StaffContext

  private var t: Translator { context.translator }

  var html: HTML {
    let file = page.file
    let isPublic = file.brief?.publicPath != nil
    let kept = file.snapshots.map { snapshot -> HTML in
      """
      <li><a href="\(url: CasePath.act(page.record.id, "ban-luu") + "?ban=\(snapshot.id)")">\
      \(t("Bản đã đăng, lưu lúc")) \(TimeText.absolute(snapshot.takenAt))</a>\
      <p class="quiet">\(t("giữ đến hết ngày \(snapshot.keepUntil.vietnamese)")) · \
      \(snapshot.isIntact ? t("nguyên vẹn") : t("khác mã băm")) · SHA-256 <code>\(snapshot.digest.prefix(12))…</code></p></li>
      """
    }
    return """
      <section class="section"><h2>\(t("Gỡ phần sai"))</h2>\(page.rule(
        page.record.kind == .removal ? .removeOnRequest : .remove, t))\
      \(if: !kept.isEmpty, "<ul class=\"case-list\">\(kept)</ul>")\
      \(if: page.mayManage && isPublic, form)\
      \(if: !isPublic, "<p class=\"quiet\">\(t("Bài không còn trên trang; địa chỉ trả lời là đã gỡ."))</p>")</section>
      """
  }

  private var form: HTML {
    Unfold.html(
      t("Gỡ phần sai"), icon: "eye-off", isOpen: page.errors["reason"] != nil,
      """
      <form class="form" method="post" action="\(url: CasePath.act(page.record.id, "go"))">\(context.csrfField)\
      \(Field.group(t("Cách gỡ"), """
      \(Field.radio("way", label: t("Đăng bản đã sửa: phần sai được bỏ, bài vẫn còn"), value: "republish", isOn: true,
        hint: t("Mở bài, bỏ phần sai và lưu trước; sau đó bấm ở đây.")))\
      \(Field.radio("way", label: t("Gỡ cả bài"), value: "withdraw"))
      """))\
      \(Field.text("reason", label: t("Lý do"), error: page.errors["reason"].map { t($0) }, isRequired: true,
      maxLength: 500))\
      <div class="form__acts">\(Button.submit(t("Gỡ phần sai"), style: .danger))</div></form>
      """)
  }
}
