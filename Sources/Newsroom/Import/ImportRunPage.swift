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
    <div class="stack"\(attribute: "data-live-source", run.state.goesOn ? source : nil)\
    \(flag: "data-live-reload", run.state.goesOn)>\(if: run.state.goesOn, Self.reload)\(Self.state(run, t))\(bar)\
    <dl class="facts">\(fact(t("Bài nhập"), "done"))\(fact(t("Đã có sẵn"), "known"))\(fact(t("Dòng lỗi"), "failed"))\
    \(fact(t("Tốc độ"), "rate"))\
    <div><dt>\(t("Bắt đầu"))</dt><dd>\(TimeText.html(run.createdAt, now: now, t))</dd></div></dl>\
    \(if: run.state != .done, "<p class=\"quiet\">\(t("Có thể rời trang này; việc nhập vẫn tiếp tục."))</p>")\
    \(refused.isEmpty ? .empty : errors)</div>
    """
  }

  private func fact(_ name: String, _ key: String) -> HTML {
    "<div><dt>\(name)</dt><dd class=\"figures\" data-live=\"\(key)\">\(figures.texts[key] ?? "")</dd></div>"
  }

  private var figures: ImportFigures { ImportFigures(run, t) }

  private var bar: HTML {
    Progress.html(
      t("Đã đọc (KB)"), done: figures.read, of: figures.size, rest: figures.rest, key: ImportFigures.bar)
  }

  private var source: String {
    InboxPath.importRun(run.id, "su-kien") + QueryText.of([("tu", run.state.rawValue)])
  }

  /// Without scripts the page fetches itself, and stops once there is nothing more to see.
  private static let reload: HTML = "<noscript><meta http-equiv=\"refresh\" content=\"2\"></noscript>"

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
