import Foundation
import Kernel
import Web

/// One import: how far it is, how long it may still take, and what it could not read.
struct ImportRunPage {
  let run: ImportRun
  let refused: [RefusedLine]
  let now: Date
  let context: StaffContext

  private var t: Translator { context.translator }

  var desk: DeskPage {
    DeskPage(
      title: run.fileName, room: "import", body: body, actions: acts,
      breadcrumb: [(title: t("Nhập liệu"), path: InboxPath.imports)], isWide: true)
  }

  static func state(_ run: ImportRun, _ t: Translator) -> HTML {
    switch run.state {
    case .waiting: StateWord.html(t("Đang chờ"), .waiting)
    case .running: StateWord.html(t("Đang nhập"), .live)
    case .paused: StateWord.html(t("Tạm dừng"), .off)
    case .done: StateWord.html(t("Đã xong"), .done)
    }
  }

  private var acts: HTML {
    switch run.state {
    case .done: .empty
    case .waiting, .running:
      Button.post(t("Tạm dừng"), to: InboxPath.importRun(run.id, "tam-dung"), context, icon: "pause")
    case .paused:
      Button.post(t("Nhập tiếp"), to: InboxPath.importRun(run.id, "tiep-tuc"), context, style: .primary, icon: "play")
    }
  }

  private var body: HTML {
    """
    <div class="stack">\(Self.state(run, t))\(bar)\
    <dl class="facts"><div><dt>\(t("Bài nhập"))</dt><dd class="figures">\(Figure.text(run.done))</dd></div>\
    <div><dt>\(t("Đã có sẵn"))</dt><dd class="figures">\(Figure.text(run.known))</dd></div>\
    <div><dt>\(t("Dòng lỗi"))</dt><dd class="figures">\(Figure.text(run.failed))</dd></div>\
    <div><dt>\(t("Tốc độ"))</dt><dd class="figures">\(t("\(Figure.text(Int(run.progress.rate.rounded()))) bài mỗi giây"))</dd></div>\
    <div><dt>\(t("Bắt đầu"))</dt><dd>\(TimeText.html(run.createdAt, now: now, t))</dd></div></dl>\
    \(if: run.state != .done, "<p class=\"quiet\">\(t("Có thể rời trang này; việc nhập vẫn tiếp tục."))</p>")\
    \(refused.isEmpty ? .empty : errors)</div>
    """
  }

  private var bar: HTML {
    Progress.html(
      t("Đã đọc (KB)"), done: run.position / 1024, of: max(1, run.bytes / 1024), rest: run.state == .done ? nil : rest)
  }

  private var rest: String? {
    run.progress.remaining.map { seconds in
      seconds < 90 ? t("còn \(Int(seconds.rounded(.up))) giây") : t("còn \(Int((seconds / 60).rounded(.up))) phút")
    }
  }

  private var errors: HTML {
    let rows = refused.map { line -> [HTML] in
      ["\(Figure.text(line.line))", "\(line.reason)", "<code>\(line.excerpt)</code>"]
    }
    return """
      \(Table.html(
        caption: t("Dòng không nhập được"),
        columns: [.init(t("Dòng"), .figure), .init(t("Lý do")), .init(t("Trích"))], rows: rows, showsCaption: true))\
      <p>\(Button.link(t("Tải toàn bộ dòng lỗi"), to: InboxPath.importRun(run.id, "loi"), icon: "download"))</p>
      """
  }
}
