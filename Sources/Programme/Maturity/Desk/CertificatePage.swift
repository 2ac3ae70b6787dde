import Hummingbird
import Kernel
import Web

/// The certificate of a published result, as a page that prints well.
struct CertificatePage: Sendable {
  let file: EntryFile
  let result: MaturityResult

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let cycle = file.cycle
    let body: HTML = """
      <article class="certificate"><p class="certificate__over">\(t("Năm \(cycle.year)"))</p>\
      <h2>\(t("Giấy chứng nhận"))</h2>\
      <p>\(t("Kết quả đánh giá mức độ trưởng thành chuyển đổi số báo chí"))</p>\
      <p class="certificate__name">\(result.name)</p>\
      <p class="certificate__total"><strong class="figures">\(result.total.text)</strong>/\(file.scheme.version.maximum.text) · \
      \(MaturityDesk.level(result, t))</p>\
      <dl class="facts"><div><dt>\(t("Hạng trong khối"))</dt><dd>\(result.rank)/\(result.rankOf) (\(t(result.bloc.phrase)))</dd></div>\
      <div><dt>\(t("Bộ chỉ số"))</dt><dd>\(file.scheme.version.decision)</dd></div>\
      \(if: !cycle.decision.isEmpty, "<div><dt>\(t("Quyết định công nhận"))</dt><dd>\(cycle.decision)</dd></div>")\
      \(cycle.publishedAt.map { "<div><dt>\(t("Ngày công bố"))</dt><dd>\(TimeText.day(CivilDate($0)))</dd></div>" as HTML })</dl>\
      <p class="quiet certificate__seal">SHA-256 <code>\(cycle.digest)</code></p></article>\
      <p class="quiet">\(t("Bản PDF có chỗ ghi số, ký và đóng dấu. Mức nằm giữa các ngưỡng chưa xác minh thì không ghi trên giấy."))</p>
      """
    return DeskPage(
      title: t("Giấy chứng nhận"), room: MaturityDesk.room, body: "<div class=\"stack\">\(body)</div>",
      actions: Button.link(
        t("Tải PDF"), to: MaturityPath.act(file.entry.id, "giay-chung-nhan.pdf"), icon: "download"),
      breadcrumb: [(t("Chỉ số trưởng thành"), MaturityPath.home), (result.name, MaturityPath.entry(file.entry.id))],
      styles: MaturityDesk.styles
    ).answer(context)
  }
}
