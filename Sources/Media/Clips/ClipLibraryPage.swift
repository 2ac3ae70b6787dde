import Contracts
import Foundation
import Kernel
import Web

/// The list of an organisation's sound and video.
struct ClipLibraryPage: Sendable {
  let organisation: OrganisationID
  let page: Page<Clip>
  let words: String
  let isFirst: Bool
  let progress: [ClipID: Double]
  var errors: [String: Phrase] = [:]
  let now: Date

  func desk(_ context: StaffContext) -> DeskPage {
    let t = context.translator
    return DeskPage(
      title: t("Âm thanh, video"), room: "clips", body: body(context), scripts: ["upload.js"], isWide: true,
      styles: ["media.css"])
  }

  private func body(_ context: StaffContext) -> HTML {
    let t = context.translator
    return """
      <div class="stack">\(Notice.problems(errors, t))<div class="pictures-tools">\(uploadForm(context))\(searchForm(t))\
      </div>\(list(t))\(Pagination.html(next: page.next.map(address), first: isFirst ? nil : address(nil), t))</div>
      """
  }

  private func uploadForm(_ context: StaffContext) -> HTML {
    let t = context.translator
    return """
      <form class="form inline-form upload" method="post" \
      action="\(ClipController.path)?organisation=\(organisation.rawValue)" enctype="multipart/form-data" \
      data-upload="/api/v1/clips" data-upload-page="\(ClipController.path)" \
      data-upload-lost="\(t("Mất kết nối; hãy thử lại"))">\(context.csrfField)\
      \(Field.file(
        "clip", label: t("Tải âm thanh, video lên"), accept: "audio/*,video/*", takesSeveral: true,
        hint: t("MP4, MOV, WebM, MP3, M4A, WAV…, mỗi tệp nhiều nhất \(ClipLimits.bytes >> 20) MB và \(Int(ClipLimits.duration / 3600)) giờ."),
        isRequired: true))\
      <div class="form__acts">\(Button.submit(t("Tải lên"), icon: "upload"))</div>\
      <p class="upload__state" role="status" hidden><progress max="100" value="0" \
      aria-label="\(t("Đang tải tệp lên"))"></progress> <span></span></p></form>
      """
  }

  private func searchForm(_ t: Translator) -> HTML {
    """
    <form class="form inline-form" method="get" action="\(ClipController.path)" role="search">\
    \(Field.text("q", label: t("Tìm theo tên, nguồn, lời thoại"), value: words, type: "search"))\
    <div class="form__acts">\(Button.submit(t("Tìm"), style: .plain, icon: "search"))</div></form>
    """
  }

  private func list(_ t: Translator) -> HTML {
    guard !page.items.isEmpty else {
      return words.isEmpty
        ? EmptyState.html(t("Chưa có âm thanh, video nào. Hãy tải tệp đầu tiên lên."), icon: "clapperboard")
        : EmptyState.html(t("Không có tệp nào khớp với “\(words)”."), icon: "clapperboard")
    }
    return "<ul class=\"clips\" data-keys>\(page.items.map { item($0, t) })</ul>"
  }

  private func item(_ clip: Clip, _ t: Translator) -> HTML {
    """
    <li class="clips__item"><a class="clips__link" href="\(ClipController.path)/\(clip.id.rawValue)">\
    \(ClipFrame.still(clip, t))<span class="clips__words"><span class="clips__name">\(clip.name)</span>\
    <span class="quiet">\(clip.kind == .video ? t("Video") : t("Âm thanh")) · \(ClipFrame.duration(clip.duration)) · \
    \(clip.words.credit.isEmpty ? t("Chưa ghi nguồn") : clip.words.credit) · \(TimeText.html(clip.uploadedAt, now: now, t))</span>\
    \(ClipFrame.state(clip, progress[clip.id], t))</span></a></li>
    """
  }

  private func address(_ before: String?) -> String {
    var parts = URLComponents()
    parts.queryItems =
      [("q", words.isEmpty ? nil : words), ("before", before), ("organisation", organisation.rawValue)]
      .compactMap { name, value in value.map { URLQueryItem(name: name, value: $0) } }
    return "\(ClipController.path)?\(parts.percentEncodedQuery ?? "")"
  }
}

/// A clip in pages of the desk.
enum ClipFrame {
  static func still(_ clip: Clip, _ t: Translator) -> HTML {
    guard let poster = clip.profile.poster else {
      let icon = Icon.html(clip.kind == .video ? "clapperboard" : "headphones")
      return "<span class=\"clips__still clips__still--none\">\(icon)</span>"
    }
    return "<img class=\"clips__still\" src=\"\(url: poster)\" width=\"160\" height=\"90\" alt=\"\" loading=\"lazy\">"
  }

  static func state(_ clip: Clip, _ progress: Double?, _ t: Translator) -> HTML {
    switch clip.state {
    case .ready: .empty
    case .failed: StateWord.html(t("Không đọc được tệp"), .bad)
    case .waiting:
      StateWord.html(
        progress.map { t("Đang chuyển mã: \(Int($0 * 100))%") } ?? t("Đang chờ chuyển mã"), .waiting)
    }
  }

  /// `1:02:03`, `4:05`.
  static func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes) = (whole / 3600, whole / 60 % 60)
    return hours > 0 ? "\(hours):\(two(minutes)):\(two(whole % 60))" : "\(minutes):\(two(whole % 60))"
  }
}
