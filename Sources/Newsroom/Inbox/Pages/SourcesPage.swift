import Foundation
import Kernel
import NewsFormats
import Web

/// Every source with its health, and the forms that add one.
struct SourcesPage {
  let organisation: OrganisationID
  let sources: [InboxSource]
  let draft: NewSource?
  let errors: [String: Phrase]
  let received: FetchOutcome?
  let now: Date
  let context: StaffContext

  private var t: Translator { context.translator }
  private var mayManage: Bool { context.principal.may(Newsroom.manageInbox, in: organisation) }
  private var ownerPart: String {
    organisation == context.principal.organisation ? "" : QueryText.of([("co-quan", organisation.rawValue)])
  }

  var desk: DeskPage {
    DeskPage(
      title: t("Các nguồn tin"), room: "inbox", body: body,
      breadcrumb: [(title: t("Tin nguồn"), path: InboxPath.inbox)], isWide: true, styles: ["inbox.css"])
  }

  private var body: HTML {
    """
    <div class="stack">\(Notice.problems(errors, t))\(receivedNotice)\(sources.isEmpty ? empty : table)\
    \(if: mayManage, addForm)\(if: mayManage, uploadForm)</div>
    """
  }

  private var empty: HTML {
    EmptyState.html(t("Chưa có nguồn tin nào. Hãy thêm địa chỉ RSS đầu tiên."), icon: "rss")
  }

  private var receivedNotice: HTML {
    guard let received else { return .empty }
    return SourceHealth.notice(received, t)
  }

  private var table: HTML {
    let rows = sources.map { source -> [HTML] in
      [
        "<a href=\"\(url: InboxPath.source(source.id))\">\(source.name)</a>",
        SourceHealth.state(source, t),
        source.lastFetchAt.map { TimeText.html($0, now: now, t) } ?? "\(t("chưa"))",
        source.nextFetchAt.map { TimeText.html($0, now: now, t) } ?? "–",
        "\(source.lastError ?? "")",
      ]
    }
    return Table.html(
      caption: t("Các nguồn tin"),
      columns: [
        .init(t("Nguồn")), .init(t("Tình trạng"), .fit), .init(t("Đọc lần cuối"), .fit), .init(t("Lần tới"), .fit),
        .init(t("Lỗi gần nhất")),
      ], rows: rows, id: "sources")
  }

  private var addForm: HTML {
    let intervals = Intake.intervals.map { (String($0), SourceHealth.interval($0, t)) }
    return """
      <section class="section"><h2>\(t("Thêm nguồn"))</h2>\
      <form class="form" method="post" action="\(url: InboxPath.sources + ownerPart)">\(context.csrfField)\
      \(Field.group(t("Loại nguồn"), "\(Field.radio("kind", label: t("Địa chỉ RSS, Atom, JSON Feed, ninjs, NewsML-G2"), value: "feed", isOn: true))\(Field.radio("kind", label: t("Thư mục trên máy chủ (FTP, thư điện tử)"), value: "folder"))"))\
      \(Field.text(
        "address", label: t("Địa chỉ, hoặc tên thư mục"), value: draft?.address ?? "",
        hint: t("Ví dụ: https://bao.example/rss/tin-moi.rss"), error: errors["address"].map { t($0) }, isRequired: true,
        autocomplete: "off"))\
      \(Field.text(
        "name", label: t("Tên nguồn"), value: draft?.name ?? "", hint: t("Tên này được ghi dưới bài khi dùng tin."),
        error: errors["name"].map { t($0) }, maxLength: 100))\
      \(Field.select("interval", label: t("Đọc lại sau mỗi"), options: intervals, selected: String(draft?.interval ?? 600)))\
      <div class="form__acts">\(Button.submit(t("Thêm nguồn"), icon: "plus"))</div></form></section>
      """
  }

  private var uploadForm: HTML {
    """
    <section class="section"><h2>\(t("Tải tệp lên"))</h2>\
    <form class="form" method="post" action="\(url: "\(InboxPath.sources)/tai-len" + ownerPart)" \
    enctype="multipart/form-data">\(context.csrfField)\
    \(Field.file(
      "file", label: t("Tệp tin nguồn"), accept: ".xml,.rss,.atom,.rdf,.json,.eml,.nitf",
      hint: t("RSS, Atom, JSON Feed, ninjs, NewsML-G2, NITF hoặc thư .eml; nhiều nhất \(FormatLimits.bytes / 1_048_576) MB."), error: errors["file"].map { t($0) }, isRequired: true))\
    <div class="form__acts">\(Button.submit(t("Tải lên"), style: .plain, icon: "upload"))</div></form></section>
    """
  }
}

/// How a source is, in words.
enum SourceHealth {
  static func state(_ source: InboxSource, _ t: Translator) -> HTML {
    if source.state == .paused { return StateWord.html(t("Tạm dừng"), .off) }
    if source.kind == .upload { return StateWord.html(t("Tải lên bằng tay"), .draft) }
    if source.failures > 0 { return StateWord.html(t("Lỗi \(source.failures) lần liền"), .bad) }
    return source.lastSuccessAt == nil
      ? StateWord.html(t("Đang chờ đọc"), .waiting) : StateWord.html(t("Tốt"), .done)
  }

  static func interval(_ seconds: Int, _ t: Translator) -> String {
    seconds < 3_600 ? t("\(seconds / 60) phút") : t("\(seconds / 3_600) giờ")
  }

  static func outcome(_ kind: FetchOutcome.Kind, _ t: Translator) -> HTML {
    switch kind {
    case .read: StateWord.html(t("Đã đọc"), .done)
    case .unchanged: StateWord.html(t("Không đổi"), .off)
    case .refused: StateWord.html(t("Từ chối"), .bad)
    case .failed: StateWord.html(t("Không đọc được"), .bad)
    }
  }

  static func counts(_ counts: FetchOutcome.Counts, _ t: Translator) -> String {
    t("\(counts.new) tin mới, \(counts.updated) tin sửa, \(counts.unchanged) tin cũ, \(counts.failed) tin lỗi")
  }

  static func notice(_ outcome: FetchOutcome, _ t: Translator) -> HTML {
    switch outcome.kind {
    case .read:
      Notice.ok(
        t("Đã đọc tệp."),
        detail: [counts(outcome.counts, t), outcome.message].compactMap(\.self).joined(separator: ". "))
    case .unchanged: Notice.info(t("Tệp này đã được đọc trước đây; không có gì mới."))
    case .refused, .failed: Notice.bad(t("Không đọc được tệp."), detail: outcome.message)
    }
  }
}
