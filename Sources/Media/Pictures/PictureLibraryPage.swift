import Contracts
import Foundation
import Kernel
import Web

/// The grid of an organisation's pictures.
struct PictureLibraryPage: Sendable {
  let organisation: OrganisationID
  let page: Page<PictureView>
  let words: String
  let isFirst: Bool
  var uploaded: Int?
  var refused: [(name: String, reason: Phrase)] = []
  let now: Date

  func desk(_ context: StaffContext) -> DeskPage {
    let t = context.translator
    return DeskPage(
      title: t("Ảnh"), room: "media", body: body(context), scripts: ["upload.js"], isWide: true, styles: ["media.css"])
  }

  private func body(_ context: StaffContext) -> HTML {
    let t = context.translator
    return """
      <div class="stack">\(notices(t))<div class="pictures-tools">\(uploadForm(context))\(searchForm(t))</div>\(grid(t))\
      \(Pagination.html(next: page.next.map(address), first: isFirst ? nil : address(nil), t))</div>
      """
  }

  private func notices(_ t: Translator) -> HTML {
    var html: HTML = .empty
    if let uploaded { html += Notice.ok(t("Đã nhận \(uploaded) ảnh.")) }
    if !refused.isEmpty {
      let lines = refused.map { entry -> HTML in
        "<li>\(if: !entry.name.isEmpty, "<b>\(entry.name)</b>: ")\(t(entry.reason))</li>"
      }
      html += Notice.bad(t("Có tệp không được nhận."), acts: "<ul class=\"notice__list\">\(lines)</ul>")
    }
    return html
  }

  private func uploadForm(_ context: StaffContext) -> HTML {
    let t = context.translator
    let accepted = "image/jpeg,image/png,image/webp,image/gif"
    return """
      <form class="form inline-form upload" method="post" action="/lam-viec/anh?organisation=\(organisation.rawValue)" \
      enctype="multipart/form-data" data-upload data-upload-lost="\(t("Mất kết nối; hãy thử lại"))">\
      \(context.csrfField)\
      \(Field.file(
        "picture", label: t("Tải ảnh lên"), accept: accepted, takesSeveral: true,
        hint: t("JPEG, PNG, WebP hoặc GIF, mỗi ảnh nhiều nhất \(PictureLimits.bytes / 1_048_576) MB."), isRequired: true))\
      <div class="form__acts">\(Button.submit(t("Tải lên"), icon: "upload"))</div>\
      <p class="upload__state" role="status" hidden><progress max="100" value="0" aria-label="\(t("Đang tải ảnh lên"))">\
      </progress> <span></span></p></form>
      """
  }

  private func searchForm(_ t: Translator) -> HTML {
    """
    <form class="form inline-form" method="get" action="/lam-viec/anh" role="search">\
    \(Field.text("q", label: t("Tìm ảnh theo chú thích, nguồn, tên tệp"), value: words, type: "search"))\
    <div class="form__acts">\(Button.submit(t("Tìm"), style: .plain, icon: "search"))</div></form>
    """
  }

  private func grid(_ t: Translator) -> HTML {
    guard !page.items.isEmpty else {
      return words.isEmpty
        ? EmptyState.html(t("Chưa có ảnh nào. Hãy tải ảnh đầu tiên lên."), icon: "images")
        : EmptyState.html(t("Không có ảnh nào khớp với “\(words)”."), icon: "images")
    }
    return "<ul class=\"pictures\" data-keys>\(page.items.map { item($0, t) })</ul>"
  }

  private func item(_ view: PictureView, _ t: Translator) -> HTML {
    let picture = view.picture
    let name = picture.text.caption.isEmpty ? picture.fileName : picture.text.caption
    return """
      <li class="pictures__item"><a class="pictures__link" href="/lam-viec/anh/\(picture.id.rawValue)">\
      \(PictureFrame.square(view, t))<span class="pictures__name">\(name)</span></a>\
      <span class="pictures__meta quiet">\(picture.text.credit.isEmpty ? t("Chưa ghi nguồn") : picture.text.credit) · \
      \(TimeText.html(picture.uploadedAt, now: now, t))</span></li>
      """
  }

  private func address(_ before: String?) -> String {
    var parts: [String] = []
    func add(_ name: String, _ value: String) {
      let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
      parts.append("\(name)=\(value.addingPercentEncoding(withAllowedCharacters: plain) ?? "")")
    }
    if !words.isEmpty { add("q", words) }
    if let before { add("before", before) }
    add("organisation", organisation.rawValue)
    return "/lam-viec/anh?\(parts.joined(separator: "&"))"
  }
}

/// A picture in a page of the desk; where it cannot be shown yet, a word says why.
enum PictureFrame {
  static func square(_ view: PictureView, _ t: Translator) -> HTML {
    guard let square = view.rendition(.square) else { return placeholder(view.picture.state, t) }
    return """
      <img class="pictures__image" src="\(url: square.path)" width="\(square.width)" height="\(square.height)" \
      alt="\(view.picture.text.alt)" loading="lazy" decoding="async">
      """
  }

  static func placeholder(_ state: PictureState, _ t: Translator) -> HTML {
    let word =
      state == .failed ? StateWord.html(t("Không đọc được ảnh"), .bad) : StateWord.html(t("Đang tạo bản xem"), .waiting)
    return "<span class=\"pictures__image pictures__image--none\">\(word)</span>"
  }
}
