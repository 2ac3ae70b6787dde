import Foundation
import Kernel
import Web

/// Every import of an organisation, and the form that begins one.
struct ImportsPage {
  let organisation: OrganisationID
  let runs: [ImportRun]
  let errors: [String: Phrase]
  let now: Date
  let context: StaffContext

  private var t: Translator { context.translator }

  var desk: DeskPage {
    DeskPage(
      title: t("Nhập liệu"), room: "import", body: body,
      lead: "\(t("Đưa kho bài cũ vào hệ thống từ một tệp, mỗi dòng một bài."))", isWide: true)
  }

  private var body: HTML {
    """
    <div class="stack">\(Notice.problems(errors, t))\(form)\(runs.isEmpty ? empty : table)</div>
    """
  }

  private var form: HTML {
    let owner =
      organisation == context.principal.organisation ? "" : QueryText.of([("co-quan", organisation.rawValue)])
    return """
      <form class="form" method="post" action="\(url: InboxPath.imports + owner)" enctype="multipart/form-data">\
      \(context.csrfField)\
      \(Field.text(
        "section", label: t("Chuyên mục cho bài không ghi chuyên mục"), value: t("Tư liệu"),
        hint: t("Chuyên mục chưa có sẽ được mở."), maxLength: 60))\
      \(Field.file(
        "file", label: t("Tệp NDJSON"), accept: ".ndjson,.jsonl,.json",
        hint: t("Mỗi dòng là một đối tượng JSON: title, body hoặc text, section, published_at, author, url."),
        error: errors["file"].map { t($0) }, isRequired: true))\
      <div class="form__acts">\(Button.submit(t("Nhập bài"), icon: "upload"))</div></form>
      """
  }

  private var empty: HTML { EmptyState.html(t("Chưa nhập tệp nào. Hãy chọn tệp đầu tiên."), icon: "database") }

  private var table: HTML {
    let rows = runs.map { run -> [HTML] in
      [
        "<a href=\"\(url: InboxPath.importRun(run.id))\">\(run.fileName)</a>",
        ImportRunPage.state(run, t),
        "\(Figure.text(run.done))", "\(Figure.text(run.known))", "\(Figure.text(run.failed))",
        TimeText.html(run.changedAt, now: now, t),
      ]
    }
    return Table.html(
      caption: t("Các tệp đã nhập"),
      columns: [
        .init(t("Tệp")), .init(t("Tình trạng"), .fit), .init(t("Bài nhập"), .figure), .init(t("Đã có sẵn"), .figure),
        .init(t("Dòng lỗi"), .figure), .init(t("Lần cuối"), .fit),
      ], rows: rows, showsCaption: true)
  }
}
