import Contracts
import Foundation
import Kernel
import Web

/// One clip: how it sounds and looks, what is said of it and in it, its subtitles and its rights.
struct ClipPage: Sendable {
  let clip: Clip
  let words: ClipWords
  let rights: AssetRights
  let progress: Double?
  var errors: [String: Phrase] = [:]
  let isSaved: Bool
  let now: Date

  private var path: String { "\(ClipController.path)/\(clip.id.rawValue)" }

  func desk(_ context: StaffContext) -> DeskPage {
    let t = context.translator
    return DeskPage(
      title: String(clip.name.prefix(80)), room: "clips", body: body(context),
      actions: Button.link(t("Tải bản gốc"), to: "\(path)/goc", icon: "download"),
      breadcrumb: [(title: t("Âm thanh, video"), path: ClipController.path)], isWide: true, styles: ["media.css"])
  }

  private func body(_ context: StaffContext) -> HTML {
    let t = context.translator
    return """
      <div class="stack">\(Notice.problems(errors, t))\
      \(if: isSaved && errors.isEmpty, Notice.ok(t("Đã lưu.")))\(stateNotice(context))\
      <div class="picture-page">\(player(t))\(form(context))</div>\
      <div class="picture-page">\(subtitles(context))\
      \(RightsForm.html(rights, action: "\(path)/quyen", errors: errors, context))</div>\(facts(t))</div>
      """
  }

  private func stateNotice(_ context: StaffContext) -> HTML {
    let t = context.translator
    switch clip.state {
    case .ready: return .empty
    case .failed:
      return Notice.bad(
        t("Không chuyển mã được tệp này."),
        detail: t("Bản gốc vẫn được giữ. Tệp có thể hỏng; hãy thử lại hoặc tải bản khác lên."),
        acts: Button.post(t("Thử lại"), to: "\(path)/thu-lai", context, icon: "refresh-cw"))
    case .waiting:
      let bar =
        progress.map { Progress.html(t("Đang chuyển mã"), done: Int($0 * 100), of: 100) }
        ?? Progress.html(t("Đang chờ chuyển mã"), done: 0, of: nil)
      return Notice.info(
        t("Tệp đã được giữ an toàn; bản cho bạn đọc đang được tạo."),
        detail: t("Bạn có thể làm việc khác rồi quay lại."),
        acts: "\(bar)\(Button.link(t("Tải lại trang"), to: path, icon: "refresh-cw"))")
    }
  }

  private func player(_ t: Translator) -> HTML {
    let profile = clip.profile
    guard let source = profile.path else {
      return "<div class=\"picture-page__image\">\(ClipFrame.still(clip, t))</div>"
    }
    if clip.kind == .audio {
      return """
        <div class="picture-page__image"><audio class="clip-player" controls preload="metadata" src="\(url: source)" \
        aria-label="\(clip.name)"></audio></div>
        """
    }
    let track: HTML? = profile.subtitles.map {
      "<track kind=\"captions\" srclang=\"vi\" label=\"Tiếng Việt\" src=\"\(url: $0)\" default>"
    }
    return """
      <div class="picture-page__image"><video class="clip-player" controls preload="metadata" playsinline \
      width="\(clip.width)" height="\(clip.height)" src="\(url: source)"\(attribute: "poster", profile.poster) \
      aria-label="\(clip.name)">\(track)</video></div>
      """
  }

  private func form(_ context: StaffContext) -> HTML {
    let t = context.translator
    func error(_ name: String) -> String? { errors[name].map { t($0) } }
    return """
      <form class="form picture-page__form" method="post" action="\(url: path)" data-guard>\(context.csrfField)\
      \(Field.text(
        "title", label: t("Tên"), value: words.title, error: error("title"), maxLength: ClipWords.titleLimit))\
      \(Field.text(
        "credit", label: t("Nguồn"), value: words.credit, hint: t("Người thực hiện hoặc hãng, như sẽ ghi cho bạn đọc."),
        error: error("credit"), maxLength: ClipWords.creditLimit))\
      \(Field.area(
        "transcript", label: t("Lời thoại"), value: words.transcript, rows: 8,
        hint: t("Cho người không nghe được, cho tìm kiếm. Ghi cả điều hình ảnh cho thấy nếu lời không nói."),
        error: error("transcript"), maxLength: ClipWords.transcriptLimit))\
      <div class="form__acts">\(Button.submit(t("Lưu"), icon: "save"))</div></form>
      """
  }

  private func subtitles(_ context: StaffContext) -> HTML {
    let t = context.translator
    guard clip.kind == .video else { return .empty }
    let there: HTML? = clip.profile.subtitles.map {
      "<p><a href=\"\(url: $0)\">\(t("Xem tệp phụ đề đang dùng"))</a></p>"
    }
    return """
      <section class="section"><h2>\(t("Phụ đề"))</h2>\(there)\
      <form class="form" method="post" action="\(url: path)/phu-de" enctype="multipart/form-data">\(context.csrfField)\
      \(Field.file(
        "subtitles", label: t("Tệp WebVTT"), accept: ".vtt,text/vtt", error: errors["subtitles"].map { t($0) },
        isRequired: true))\
      <div class="form__acts">\(Button.submit(t("Tải phụ đề lên"), style: .plain, icon: "upload"))</div></form></section>
      """
  }

  private func facts(_ t: Translator) -> HTML {
    let size: HTML? =
      clip.kind == .audio
      ? nil : "<div><dt>\(t("Cỡ hình"))</dt><dd>\(Figure.text(clip.width)) × \(Figure.text(clip.height))</dd></div>"
    return """
      <section class="section"><h2>\(t("Tệp"))</h2><dl class="facts">\
      <div><dt>\(t("Tên tệp"))</dt><dd>\(clip.fileName)</dd></div>\
      <div><dt>\(t("Thời lượng"))</dt><dd>\(ClipFrame.duration(clip.duration))</dd></div>\(size)\
      <div><dt>\(t("Dung lượng"))</dt><dd>\(Figure.text((clip.bytes + 1023) / 1024)) KB</dd></div>\
      <div><dt>\(t("Tải lên"))</dt><dd>\(TimeText.html(clip.uploadedAt, now: now, t))</dd></div></dl></section>
      """
  }
}
