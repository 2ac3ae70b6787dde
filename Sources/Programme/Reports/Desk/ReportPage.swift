import Foundation
import Hummingbird
import Kernel
import Web

/// A report: its text with the figures in it, and what is to be done next.
struct ReportPage: Sendable {
  let file: ReportFile
  let context: StaffContext
  var isNew = false
  /// What was typed has been kept: the browser forgets its own copy.
  var isSaved = false
  var errors: [String: Phrase] = [:]
  var conflict: Phrase?
  /// What was sent and did not hold.
  var typed: Form?

  private var record: ReportRecord { file.record }
  private var t: Translator { context.translator }

  func answer() -> Response {
    DeskPage(
      title: record.head.subject, room: Programme.reportsRoom, body: body, panel: panel, actions: actions,
      scripts: isSaved ? ["report-draft.js"] : [], breadcrumb: [(t("Báo cáo"), ReportPath.calendar)],
      lead: """
        \(StateWord.html(t(record.state.phrase), record.state.word)) \(record.organisationName)\
        \(record.dueOn.map { " · \(t("hạn \($0.vietnamese)"))" as HTML })
        """,
      panelTitle: t("Báo cáo"), styles: ["reports.css"]
    ).answer(context, status: conflict != nil ? 409 : errors.isEmpty ? 200 : 422)
  }

  private var actions: HTML {
    """
    \(if: record.state.isOpen && file.mayWork, Button.link(
      t("Sửa báo cáo"), to: ReportPath.act(record.id, "sua"), icon: "pencil"))\
    \(if: mayDelete, Button.opens("xoa-nhap", t("Xóa bản nháp"), style: .quiet, icon: "trash-2"))\
    \(if: file.lastYear != nil, Button.link(
      t("So với báo cáo năm trước"), to: ReportPath.act(record.id, "so-sanh"), icon: "git-compare"))\
    \(Button.link("DOCX", to: ReportPath.act(record.id, "van-ban.docx"), icon: "download"))\
    \(Button.link("PDF", to: ReportPath.act(record.id, "van-ban.pdf"), icon: "download"))\
    \(Button.link(t("Phụ lục XLSX"), to: ReportPath.act(record.id, "phu-luc.xlsx"), icon: "download"))
    """
  }

  private var body: HTML {
    """
    <div class="stack"\(if: isSaved, " data-report-saved=\"\(record.id.rawValue)\"")>\(if: isSaved, Notice.ok(t("Đã lưu.")))\(if: isNew, Notice.ok(t("Đã lập bản nháp. Hãy viết các phần còn trống rồi gửi duyệt.")))\
    \(Notice.problems(errors, t))\(conflict.map { Notice.bad(t("Chưa làm được"), detail: t($0)) })\(figuresNotice)\
    \(doubts)<article class="report" lang="vi"><p class="report__kind">\(file.type?.document ?? "")</p>\
    \(ReportBody(record: record, showsEmpty: record.state.isOpen, stale: file.stale, t: t).html)</article></div>\(mayDelete ? removal : .empty)
    """
  }

  private var mayDelete: Bool { record.state.isOpen && file.mayWork }

  /// Asked before, since nothing brings it back.
  private var removal: HTML {
    Dialog.html(
      id: "xoa-nhap", title: t("Xóa bản nháp này"),
      body: """
        <p>\(t("Chữ đã viết, các bản trước và lịch sử của báo cáo bị xóa, không lấy lại được. Dòng của nó ở lịch báo cáo trở lại chưa lập."))</p>\
        \(if: !file.papers.isEmpty, "<p>\(t("\(file.papers.count) bản ký đã gắn không còn xem được."))</p>")
        """,
      acts: Button.post(t("Xóa bản nháp"), to: ReportPath.act(record.id, "xoa"), context, style: .danger), t)
  }

  private var figuresNotice: HTML {
    guard record.plan != nil else {
      return Notice.info(t("Chương trình chưa có mẫu của văn bản quy định báo cáo này: hãy theo mẫu của văn bản."))
    }
    let basis = ReportTables(record: record).basis
    let state =
      record.facts.isFrozen
      ? Notice.info(t("Số liệu đã chốt"), detail: basis) : Notice.warn(t("Số liệu chưa chốt"), detail: basis)
    return "\(state)\(changed)\(stale)"
  }

  /// Before it is sent, what it says is what holds; the sentences themselves are marked.
  private var stale: HTML {
    guard !file.stale.isEmpty else { return .empty }
    let count = file.stale.targets.count + file.stale.tasks.count + (file.stale.scores ? 1 : 0)
    let act: HTML =
      if record.state.isOpen, file.mayWork {
        Button.post(t("Lấy lại số liệu"), to: ReportPath.act(record.id, "so-lieu"), context, icon: "refresh-cw")
      } else {
        "<p>\(t("Trả báo cáo lại để sửa thì lấy lại được số liệu."))</p>"
      }
    return Notice.warn(
      t("\(count) số liệu, nhiệm vụ đã đổi sau khi lập báo cáo; câu dựa vào chúng có đánh dấu"), acts: act)
  }

  /// A report that was sent stays; whoever reads it should know.
  private var changed: HTML {
    guard !file.changedSince.isEmpty else { return .empty }
    let lines = file.changedSince.map { one -> HTML in
      "<li>\(one.measure): \(t("từ \(one.was) thành \(one.now), ngày \(one.day.vietnamese)")). \(one.reason)</li>"
    }
    return Notice.warn(t("Có số liệu đã điều chỉnh sau khi lập báo cáo"), acts: "<ul>\(lines)</ul>")
  }

  private var doubts: HTML {
    guard record.state.isOpen, !file.doubts.isEmpty else { return .empty }
    return Notice.warn(
      t("Nơi nhận lấy từ kế hoạch, có tên cần đối chiếu"), detail: file.doubts.joined(separator: ". "))
  }

  // MARK: The panel

  private var panel: HTML {
    "\(ReportSteps(file: file, context: context, errors: errors, typed: typed).html)\(papers)\(facts)\(history)"
  }

  private var papers: HTML {
    guard !file.papers.isEmpty else { return .empty }
    let lines = file.papers.map { ReportSignatures(paper: $0, signedOn: record.signedOn, t: t).html }
    return """
      <section class="panel__part"><h2>\(t("Bản đã ký"))</h2><ul class="report-papers">\(lines)</ul></section>
      """
  }

  private var facts: HTML {
    let lines: [(String, String)] = [
      (t("Kỳ báo cáo"), "\(record.from.vietnamese) – \(record.to.vietnamese)"), (t("Người lập"), record.madeByName),
      (t("Người sửa lần cuối"), record.changedByName), (t("Người duyệt"), record.reviewedByName),
      (t("Duyệt khi số liệu chưa chốt vì"), file.unfrozenReason ?? ""),
      (t("Ngày ký"), record.signedOn?.vietnamese ?? ""), (t("Ngày gửi"), record.sentOn?.vietnamese ?? ""),
      (t("Cách gửi"), record.sentWay), (t("Bản"), "\(record.version)"),
      (t("Nguồn loại báo cáo"), file.type?.source ?? ""),
    ]
    let rows = lines.filter { !$0.1.isEmpty }.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML }
    return "<section class=\"panel__part\"><h2>\(t("Báo cáo"))</h2><dl class=\"facts\">\(rows)</dl></section>"
  }

  private var history: HTML {
    guard !file.events.isEmpty else { return .empty }
    let lines = file.events.map { event -> HTML in
      "<li>\(TimeText.absolute(event.at)) \(event.byName): \(told(event))</li>"
    }
    return "<section class=\"panel__part\"><h2>\(t("Đã làm"))</h2><ol class=\"report-history\">\(lines)</ol></section>"
  }

  private func told(_ event: ReportEvent) -> String {
    switch event.kind {
    case "draft": t("Lập bản nháp")
    case "refresh": t("Lấy lại số liệu")
    case ReportEvent.approvedUnfrozen: t("Duyệt khi số liệu chưa chốt: \(event.words)")
    case ReportMove.submit.rawValue where !event.words.isEmpty: t("Gửi duyệt, đã báo \(event.words)")
    default:
      [ReportMove(rawValue: event.kind).map { t($0.phrase) } ?? event.kind, event.words].filter { !$0.isEmpty }
        .joined(separator: ": ")
    }
  }
}
