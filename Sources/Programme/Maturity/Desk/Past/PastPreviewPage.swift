import Hummingbird
import Kernel
import Web

/// What a sent table of results would bring.
struct PastPreviewPage: Sendable {
  let preview: PastPreview
  let conflict: Phrase?

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let drafts = preview.drafts
    return DeskPage(
      title: t("Xem trước kết quả các năm trước"), room: MaturityDesk.room,
      body: """
        <div class="stack">\(conflict.map { Notice.bad(t("Chưa làm được"), detail: t($0)) })\
        \(Notice.info(t("Mọi dòng đều đúng. Chưa có gì được nhập cho đến khi bấm nút; sau đó từng dòng chờ người thứ hai xác nhận.")))\
        <div class="form__acts">\(Button.post(
          t("Nhập \(drafts.count) kết quả"), to: MaturityPath.pastImport(preview.id), context, style: .primary))\
        \(Button.link(t("Gửi tệp khác"), to: MaturityPath.past, icon: "upload"))</div>\(Table.html(
          caption: t("Từng dòng của tệp"),
          columns: [
            .init(t("Cơ quan")), .init(t("Năm"), .figure), .init(t("Khối")), .init(t("Tổng điểm"), .figure),
            .init(t("Mức")), .init(t("Hạng"), .figure), .init(t("Nguồn")), .init(t("Trụ cột")),
          ],
          rows: drafts.map { draft in
            [
              "\(draft.name)", "\(draft.year)", "\(t(draft.bloc.phrase))", "\(draft.total.text)",
              "\(draft.levelName.isEmpty ? "—" : t(level: draft.levelName))",
              "\(draft.rank.map(String.init) ?? "—")\(draft.rankOf.map { "/\($0)" } ?? "")",
              "\([draft.decision, draft.decidedOn?.vietnamese ?? "", draft.address].filter { !$0.isEmpty }.joined(separator: " · "))",
              "\(draft.parts.isEmpty ? "—" : draft.parts.map { "\($0.code) \($0.points.text)" }.joined(separator: " · "))",
            ]
          }))</div>
        """,
      breadcrumb: [
        (t("Chỉ số trưởng thành"), MaturityPath.home), (t("Kết quả các năm trước"), MaturityPath.past),
      ], lead: "\(preview.fileName)", isWide: true, styles: MaturityDesk.styles
    ).answer(context, status: conflict == nil ? 200 : 409)
  }
}
