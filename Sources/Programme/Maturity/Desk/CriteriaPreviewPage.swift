import Hummingbird
import Kernel
import Web

/// What a sent table of criteria would bring, and whether it fits what is confirmed of the version.
struct CriteriaPreviewPage: Sendable {
  let preview: CriteriaPreview
  let conflict: Phrase?

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let version = preview.scheme.version
    let path = MaturityPath.criteriaImport(preview.id)
    return DeskPage(
      title: t("Xem trước tiêu chí"), room: MaturityDesk.room,
      body: """
        <div class="stack">\(conflict.map { Notice.bad(t("Chưa làm được"), detail: t($0)) })\
        \(preview.check.isMet ? Notice.info(t("Bảng khớp với những gì đã xác nhận. Chưa có gì được nhập cho đến khi bấm nút."))
          : Notice.bad(t("Bảng chưa khớp với những gì đã xác nhận nên chưa nhập được. Sửa bảng rồi gửi lại.")))\
        <div class="form__acts">\(if: preview.check.isMet, Button.post(
          t("Nhập \(preview.drafts.count) tiêu chí"), to: path, context, style: .primary))\
        \(Button.link(t("Gửi tệp khác"), to: MaturityPath.version(version.id), icon: "upload"))</div>\
        <section class="section"><h2>\(t("Kiểm tra"))</h2>\(checks(t))</section>\
        <section class="section"><h2>\(t("Các dòng"))</h2>\(rows(t))</section></div>
        """,
      breadcrumb: [
        (t("Chỉ số trưởng thành"), MaturityPath.home), (version.decision, MaturityPath.version(version.id)),
      ], lead: "\(preview.fileName) · \(preview.source)", isWide: true, styles: MaturityDesk.styles
    ).answer(context, status: conflict == nil ? 200 : 409)
  }

  private func checks(_ t: Translator) -> HTML {
    Table.html(
      caption: t("Kiểm tra"),
      columns: [
        .init(t("Kiểm tra")), .init(t("Trong bảng"), .figure), .init(t("Đã xác nhận"), .figure),
        .init(t("Kết quả"), .fit),
      ],
      rows: preview.check.lines.map { line in
        let state: HTML =
          switch line.isMet {
          case true?: StateWord.html(t("khớp"), .done)
          case false?: StateWord.html(t("không khớp"), .bad)
          case nil: StateWord.html(t("chưa kiểm được"), .off)
          }
        return ["\(t(line.what))", "\(line.found)", line.wanted.isEmpty ? "—" : "\(line.wanted)", state]
      })
  }

  private func rows(_ t: Translator) -> HTML {
    Table.html(
      caption: t("Các dòng"),
      columns: [
        .init(t("Tiêu chí")), .init(t("Dòng"), .figure), .init(t("Chỉ số thành phần")), .init(t("Trụ cột"), .fit),
        .init(t("Điểm tối đa"), .figure), .init(t("Minh chứng")), .init(t("Khối")),
      ],
      rows: preview.drafts.map { one in
        [
          "\(one.code) · \(one.text)", "\(one.row)", "\(one.component)", "\(one.pillar)", "\(one.points.text)",
          "\(one.evidence)",
          "\(one.blocs.isEmpty ? t("tất cả") : one.blocs.map { t($0.phrase) }.joined(separator: "; "))",
        ]
      })
  }
}
