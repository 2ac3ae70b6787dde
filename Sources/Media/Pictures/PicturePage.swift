import Contracts
import Foundation
import Kernel
import Web

/// One picture: what it shows, whose it is, what must stay in view, and where it is used.
struct PicturePage: Sendable {
  let view: PictureView
  let text: PictureText
  var rights = AssetRights()
  var errors: [String: Phrase] = [:]
  let isSaved: Bool
  /// The package that brings the tools for renditions, where they are not installed.
  let missing: String?
  let now: Date

  private var picture: Picture { view.picture }

  func desk(_ context: StaffContext) -> DeskPage {
    let t = context.translator
    return DeskPage(
      title: picture.text.caption.isEmpty ? picture.fileName : String(picture.text.caption.prefix(80)), room: "media",
      body: body(context),
      actions: Button.link(t("Tải bản gốc"), to: "/lam-viec/anh/\(picture.id)/goc", icon: "download"),
      scripts: ["focal-point.js"], breadcrumb: [(title: t("Ảnh"), path: "/lam-viec/anh")],
      panelTitle: t("Thông tin ảnh"),
      isWide: true, styles: ["media.css"])
  }

  private func body(_ context: StaffContext) -> HTML {
    let t = context.translator
    return """
      <div class="stack">\(Notice.problems(errors, t))\
      \(if: isSaved && errors.isEmpty, Notice.ok(t("Đã lưu.")))\(stateNotice(context))\
      <div class="picture-page">\(preview(t))\(form(context))</div>\(cuts(t))\
      <div class="picture-page">\(usesPart(t))\(facts(t))</div>\
      \(RightsForm.html(rights, action: "/lam-viec/anh/\(picture.id)/quyen", errors: errors, context))</div>
      """
  }

  private func stateNotice(_ context: StaffContext) -> HTML {
    let t = context.translator
    switch picture.state {
    case .ready: return .empty
    case .failed:
      return Notice.bad(
        t("Không tạo được bản hiển thị của ảnh này."),
        detail: t("Bản gốc vẫn được giữ. Tệp có thể hỏng; hãy thử lại hoặc tải bản khác lên."),
        acts: Button.post(
          t("Thử lại"), to: "/lam-viec/anh/\(picture.id)/thu-lai", context, icon: "refresh-cw"))
    case .waiting:
      if let missing {
        return Notice.warn(
          t("Máy chủ chưa có công cụ xử lý ảnh."),
          detail: t("Ảnh đã được giữ. Hãy nhờ người quản trị cài gói \(missing); ảnh sẽ tự hiện sau đó."))
      }
      let notice = Notice.info(
        t("Đang tạo bản hiển thị."), detail: t("Ảnh đã được giữ an toàn. Tải lại trang sau ít giây để xem."),
        acts: Button.link(t("Tải lại trang"), to: "/lam-viec/anh/\(picture.id)", icon: "refresh-cw"))
      return "<div data-picture-waiting=\"\(picture.id.rawValue)\">\(notice)</div>"
    }
  }

  private func preview(_ t: Translator) -> HTML {
    guard let large = view.whole.last(where: { $0.width <= 1280 }) ?? view.whole.first else {
      return "<div class=\"picture-page__image\">\(PictureFrame.placeholder(picture.state, t))</div>"
    }
    let set = view.whole.map { "\($0.path) \($0.width)w" }.joined(separator: ", ")
    return """
      <figure class="picture-page__image"><div class="focal" data-focal data-focal-x="focalX" data-focal-y="focalY" \
      data-focal-label="\(t("Bấm vào chỗ phải luôn nhìn thấy khi ảnh bị cắt"))">\
      <img src="\(url: large.path)" srcset="\(set)" sizes="(min-width: 1100px) 50vw, 100vw" width="\(large.width)" \
      height="\(large.height)" alt="\(text.alt)"></div>\
      <figcaption class="quiet">\(t("Bấm vào ảnh để đặt điểm chính, hoặc ghi số ở bên."))</figcaption></figure>
      """
  }

  private func form(_ context: StaffContext) -> HTML {
    let t = context.translator
    func error(_ name: String) -> String? { errors[name].map { t($0) } }
    return """
      <form class="form picture-page__form" method="post" action="/lam-viec/anh/\(picture.id.rawValue)" data-guard>\
      \(context.csrfField)\
      \(Field.area(
        "caption", label: t("Chú thích"), value: text.caption, rows: 3, error: error("caption"),
        maxLength: PictureText.captionLimit))\
      \(Field.text(
        "credit", label: t("Nguồn ảnh"), value: text.credit, hint: t("Người chụp hoặc hãng, như sẽ in dưới ảnh."),
        error: error("credit"), maxLength: PictureText.creditLimit))\
      \(Field.area(
        "alt", label: t("Mô tả cho người không nhìn thấy ảnh"), value: text.alt, rows: 2,
        hint: t("Nói điều ảnh cho thấy, không lặp lại chú thích."), error: error("alt"), maxLength: PictureText.altLimit))\
      \(Field.group(
        t("Điểm chính"), hint: t("Phần trăm tính từ mép trái và mép trên; ảnh cắt ngang, cắt vuông sẽ giữ điểm này."),
        focalFields(t)))\
      <div class="form__acts">\(Button.submit(t("Lưu"), icon: "save"))</div></form>
      """
  }

  private func focalFields(_ t: Translator) -> HTML {
    func percent(_ share: Double) -> String { (0...1).contains(share) ? "\(Int((share * 100).rounded()))" : "" }
    return """
      <div class="form__row">\
      \(Field.text(
        "focalX", label: t("Từ trái (%)"), value: percent(text.focalX), type: "number", error: errors["focalX"].map { t($0) },
        isRequired: true, inputMode: "numeric"))\
      \(Field.text(
        "focalY", label: t("Từ trên (%)"), value: percent(text.focalY), type: "number", error: errors["focalY"].map { t($0) },
        isRequired: true, inputMode: "numeric"))</div>
      """
  }

  private func cuts(_ t: Translator) -> HTML {
    let cuts = [(view.rendition(.wide), t("Cắt ngang 16:9")), (view.rendition(.square), t("Cắt vuông"))]
    let shown = cuts.compactMap { rendition, label -> HTML? in
      rendition.map {
        """
        <figure class="picture-cuts__item"><img src="\(url: $0.path)" width="\($0.width)" height="\($0.height)" alt="" \
        loading="lazy"><figcaption>\(label)</figcaption></figure>
        """
      }
    }
    guard !shown.isEmpty else { return .empty }
    return "<section class=\"section\"><h2>\(t("Khi bị cắt"))</h2><div class=\"picture-cuts\">\(shown)</div></section>"
  }

  private func facts(_ t: Translator) -> HTML {
    let size = "\(Figure.text(picture.width)) × \(Figure.text(picture.height))"
    return """
      <section class="section"><h2>\(t("Tệp"))</h2><dl class="facts">\
      <div><dt>\(t("Tên tệp"))</dt><dd>\(picture.fileName)</dd></div>\
      <div><dt>\(t("Cỡ ảnh"))</dt><dd>\(size)</dd></div>\
      <div><dt>\(t("Dung lượng"))</dt><dd>\(Figure.text((picture.bytes + 1023) / 1024)) KB</dd></div>\
      <div><dt>\(t("Tải lên"))</dt><dd>\(TimeText.html(picture.uploadedAt, now: now, t))</dd></div></dl></section>
      """
  }

  private func usesPart(_ t: Translator) -> HTML {
    let uses = view.uses
    let lines = uses.map { "<li><a href=\"\(url: $0.path)\">\($0.title)</a></li>" as HTML }
    return """
      <section class="section"><h2>\(t("Dùng trong bài đã đăng"))</h2>\
      \(if: uses.isEmpty, "<p class=\"quiet\">\(t("Chưa bài đã đăng nào dùng ảnh này."))</p>")\
      \(if: !uses.isEmpty, "<ul class=\"list\">\(lines)</ul>")</section>
      """
  }
}
