import Contracts
import Hummingbird
import Kernel
import Web

/// Opening a case: first which kind, then its form.
struct OpenPage: Sendable {
  let organisation: OrganisationID
  let kind: CaseKind?
  let brief: ItemBrief?
  let isPublished: Bool
  /// Cases there are already about this item.
  let known: [CaseRecord]
  let fields: CaseForm?
  /// Words looked for among our own items, and the published ones found.
  let words: String
  let found: [ItemBrief]
  let errors: [String: Phrase]

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let body: HTML = """
      <div class="stack">\(about(t))\(if: mayFind, finder(t))\(Notice.problems(errors, t))\
      \(fields.map { form($0, context) } ?? kinds(t))</div>
      """
    return DeskPage(
      title: kind.map { t("Mở hồ sơ: \(t($0.phrase))") } ?? t("Mở hồ sơ"), room: Corrections.room, body: body,
      breadcrumb: [(t("Cải chính, phản hồi"), CasePath.board)], styles: ["corrections.css"]
    ).answer(context, status: errors.isEmpty ? 200 : 422)
  }

  private func about(_ t: Translator) -> HTML {
    guard let brief else { return .empty }
    let links = known.map { one -> HTML in
      "<li><a href=\"\(url: CasePath.show(one.id))\">\(t("Hồ sơ \(one.label)")) · \(t(one.kind.phrase))</a></li>"
    }
    return """
      <p>\(t("Về bài")): <a href="\(url: brief.deskPath)">\(brief.title)</a></p>\
      \(if: !isPublished, Notice.warn(
        t("Bài chưa từng xuất bản: sửa ngay trong bài, không cần hồ sơ.")))\
      \(if: !links.isEmpty, Notice.info(t("Bài này đã có hồ sơ"), acts: "<ul>\(links)</ul>"))
      """
  }

  private var mayFind: Bool { brief == nil && kind?.needsWork == true }

  /// A work that is one of our items is better chosen than typed: its text is put by.
  private func finder(_ t: Translator) -> HTML {
    let lines = found.map { item -> HTML in
      let path = "\(CasePath.board)/moi?loai=\(kind?.rawValue ?? "")&bai=\(item.id)"
      return """
        <li><a href="\(url: path)">\(item.title)</a>\
        \(item.firstPublishedAt.map { " <span class=\"quiet\">\(TimeText.absolute($0))</span>" as HTML })</li>
        """
    }
    return """
      <form method="get" action="\(url: "\(CasePath.board)/moi")" class="form" role="search">\
      <input type="hidden" name="loai" value="\(kind?.rawValue ?? "")">\
      <input type="hidden" name="co-quan" value="\(organisation.rawValue)">\
      \(Field.text(
        "tim", label: t("Tìm bài trên trang của mình"), value: words, type: "search",
        hint: t("Tác phẩm là bài trên trang thì chọn ở đây; báo in, phát thanh, truyền hình thì nhập bên dưới.")))\
      <div class="form__acts">\(Button.submit(t("Tìm"), style: .plain, icon: "search"))</div></form>\
      \(if: !lines.isEmpty, "<ul class=\"case-list\">\(lines)</ul>")\
      \(if: !words.isEmpty && lines.isEmpty, "<p class=\"quiet\">\(t("Không có bài đã xuất bản nào như vậy."))</p>")
      """
  }

  private func kinds(_ t: Translator) -> HTML {
    let offered = CaseKind.allCases.filter { brief == nil || $0.needsWork }
    let item = brief.map { "&bai=\($0.id)" } ?? ""
    let lines = offered.map { kind -> HTML in
      """
      <li class="list__item"><a class="list__main" \
      href="\(url: "\(CasePath.board)/moi?loai=\(kind.rawValue)\(item)&co-quan=\(organisation)")">\
      <strong>\(t(kind.phrase))</strong></a><span class="list__meta">\(t(kind.hint))</span></li>
      """
    }
    return "<p>\(t("Hồ sơ thuộc loại nào?"))</p><ul class=\"list\" data-keys>\(lines)</ul>"
  }

  private func form(_ fields: CaseForm, _ context: StaffContext) -> HTML {
    let t = context.translator
    return """
      <form method="post" action="\(url: "\(CasePath.board)/moi")" class="form" data-guard>\(context.csrfField)\
      <input type="hidden" name="kind" value="\(fields.kind.rawValue)">\
      <input type="hidden" name="co-quan" value="\(organisation.rawValue)">\(fields.html(t))\
      <div class="form__acts">\(Button.submit(t("Mở hồ sơ")))\
      \(Button.link(t("Thôi"), to: CasePath.board, style: .quiet))</div></form>
      """
  }
}
