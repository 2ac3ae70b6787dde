package import Kernel

extension StoryParts {
  /// Sound or video, as the browser's own player shows it.
  package struct Clip: Sendable {
    let isVideo: Bool
    /// Nil until it can be played everywhere.
    let path: String?
    let poster: String?
    let subtitles: String?
    /// In pixels; 0 where unknown, and for sound.
    let width: Int
    let height: Int
    /// In seconds.
    let duration: Double
    let title: String
    let transcript: String

    /// Of a profile of room Media; `path` is nil while renditions are being made.
    package init(
      isVideo: Bool, path: String?, poster: String?, subtitles: String?, width: Int, height: Int, duration: Double,
      title: String, transcript: String
    ) {
      self.isVideo = isVideo
      self.path = path
      self.poster = poster
      self.subtitles = subtitles
      self.width = width
      self.height = height
      self.duration = duration
      self.title = title
      self.transcript = transcript
    }
  }

  /// A player with what belongs under it; what is said in it can be read (WCAG 2.2, 1.2.1 to 1.2.3).
  package static func clip(_ clip: Clip, caption: String, credit: String, _ t: Translator) -> HTML {
    let what = clip.isVideo ? t("Video") : t("Âm thanh")
    let words = caption.isEmpty ? clip.title : caption
    let transcript = clip.transcript.split(separator: "\n").map { "<p>\(String($0))</p>" as HTML }
    return """
      <figure class="story__clip story__clip--\(clip.isVideo ? "video" : "audio")">\(player(clip, t))\
      <figcaption><span class="story__caption"><span class="story__kind">\(what) \
      \(if: clip.duration >= 1, "(\(length(clip.duration)))")</span> \(words)</span> \
      \(if: !credit.isEmpty, "<span class=\"story__credit\">\(t("Nguồn")): \(credit)</span>")</figcaption>\
      \(if: !transcript.isEmpty, """
        <details class="story__transcript"><summary>\(t("Đọc lời trong bản ghi"))</summary>\(transcript)</details>
        """)</figure>
      """
  }

  private static func player(_ clip: Clip, _ t: Translator) -> HTML {
    guard let path = clip.path else { return "<p class=\"story__wait\">\(t("Bản ghi đang được chuẩn bị."))</p>" }
    let size = clip.width > 0 && clip.height > 0
    let track: HTML =
      clip.subtitles.map {
        """
        <track kind="captions" srclang="vi" label="\(t("Tiếng Việt"))" src="\(url: $0)">
        """
      } ?? .empty
    guard clip.isVideo else {
      return """
        <audio controls preload="none" src="\(url: path)" aria-label="\(clip.title)">\(track)\(download(path, t))</audio>
        """
    }
    return """
      <video controls playsinline preload="none" src="\(url: path)" aria-label="\(clip.title)"\
      \(attribute: "poster", clip.poster)\(attribute: "width", size ? "\(clip.width)" : nil)\
      \(attribute: "height", size ? "\(clip.height)" : nil)>\(track)\(download(path, t))</video>
      """
  }

  /// For browsers without a player.
  private static func download(_ path: String, _ t: Translator) -> HTML {
    "<a href=\"\(url: path)\">\(t("Tải về"))</a>"
  }

  /// `3:07`, `1:02:30`.
  private static func length(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let hours = whole / 3600
    let minutes = whole % 3600 / 60
    return hours > 0 ? "\(hours):\(two(minutes)):\(two(whole % 60))" : "\(minutes):\(two(whole % 60))"
  }
}
