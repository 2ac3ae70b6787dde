import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// Tỉnh khác: whose figures are read, how each is, and the forms that add one.
struct PeersPage: Sendable {
  let peers: [Peer]
  let departments: [(id: OrganisationID, name: String)]
  let now: Date
  var sent: [String: String] = [:]
  var errors: [String: Phrase] = [:]

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let body: HTML = """
      <div class="stack">\(Notice.problems(errors, t))\
      \(peers.isEmpty
        ? EmptyState.html(
          t("Chưa có tỉnh nào. Hãy hỏi sở của tỉnh khác địa chỉ phần mềm Hội Tụ của họ, rồi thêm ở dưới."), icon: "globe")
        : table(t))\
      \(if: !departments.isEmpty, byAddress(context))\(if: !departments.isEmpty, byFile(context))\(own(t))</div>
      """
    return DeskPage(
      title: t("Tỉnh khác"), room: Programme.room, body: body,
      actions: Button.link(t("So sánh với tỉnh khác"), to: SharingPath.provinces, icon: "scale", command: true),
      breadcrumb: [
        (t("Kế hoạch, chỉ tiêu"), ProgrammePath.plans), (t("So sánh với tỉnh khác"), SharingPath.provinces),
      ],
      lead: "\(t("Số liệu mỗi tỉnh tự công bố, được đọc lại mỗi ngày."))", isWide: true,
      styles: ["targets.css", "sharing.css"]
    ).answer(context, status: errors.isEmpty ? 200 : 422)
  }

  private func table(_ t: Translator) -> HTML {
    let rows = peers.map { peer -> [HTML] in
      let host = peer.isFile ? t("Tệp nhận") : URL(string: peer.address)?.host(percentEncoded: false) ?? peer.address
      return [
        "<a href=\"\(url: SharingPath.peer(peer.id))\">\(peer.name)</a>", "\(host)", SharedWords.state(peer, t),
        peer.lastGoodAt.map { TimeText.html($0, now: now, t) } ?? "\(t("chưa"))",
        peer.nextFetchAt.map { TimeText.html($0, now: now, t) } ?? "–", "\(peer.lastError ?? "")",
      ]
    }
    return Table.html(
      caption: t("Các tỉnh khác"),
      columns: [
        .init(t("Tỉnh")), .init(t("Nơi công bố")), .init(t("Tình trạng"), .fit), .init(t("Đọc được lần cuối"), .fit),
        .init(t("Lần tới"), .fit), .init(t("Lỗi gần nhất")),
      ], rows: rows, id: "peers")
  }

  private func department(_ name: String, _ t: Translator) -> HTML {
    guard departments.count > 1 else {
      return "<input type=\"hidden\" name=\"organisation\" value=\"\(departments.first?.id.rawValue ?? "")\">"
    }
    return Field.select(
      name, label: t("Cho cơ quan"), options: departments.map { ($0.id.rawValue, $0.name) },
      selected: sent["organisation"] ?? "")
  }

  private func byAddress(_ context: StaffContext) -> HTML {
    let t = context.translator
    return """
      <section class="section"><h2>\(t("Thêm theo địa chỉ"))</h2>\
      <form class="form" method="post" action="\(SharingPath.peers)">\(context.csrfField)\
      \(Field.text(
        "address", label: t("Địa chỉ phần mềm Hội Tụ của tỉnh khác"), value: sent["address"] ?? "",
        hint: t("Ví dụ: https://hoitu.tinh-ban.example. Phần mềm đọc tài liệu công khai ở đó, không gửi gì đi."),
        error: errors["address"].map { t($0) }, isRequired: true, maxLength: 2_000, autocomplete: "off",
        inputMode: "url"))\
      \(department("organisation", t))\
      <div class="form__acts">\(Button.submit(t("Thêm tỉnh"), icon: "plus"))</div></form></section>
      """
  }

  private func byFile(_ context: StaffContext) -> HTML {
    let t = context.translator
    return """
      <section class="section"><h2>\(t("Thêm bằng tệp"))</h2>\
      <form class="form" method="post" action="\(SharingPath.peers)/tep" enctype="multipart/form-data">\
      \(context.csrfField)\
      \(Field.file(
        "tep", label: t("Tệp số liệu chia sẻ"), accept: ".json,application/json",
        hint: t("Tệp so-lieu-chia-se.json tỉnh kia tải về từ trang công khai của họ; nhiều nhất \(DocumentReading.bytes / 1_048_576) MB."),
        error: errors["tep"].map { t($0) }, isRequired: true))\
      \(department("organisation-tep", t))\
      <div class="form__acts">\(Button.submit(t("Xem trước tệp"), style: .plain, icon: "upload"))</div></form></section>
      """
  }

  /// What other provinces need to know of this one.
  private func own(_ t: Translator) -> HTML {
    """
    <section class="section"><h2>\(t("Tỉnh mình chia sẻ gì"))</h2>\
    <p>\(t("Chỉ số liệu đã chốt và đã có trên trang công khai; không có doanh thu, không có số của từng cơ quan."))</p>\
    <p><a href="\(SharingPath.document)">\(SharingPath.document)</a> · \
    <a href="\(PublicPath.dictionary)">\(t("Từ điển dữ liệu"))</a></p></section>
    """
  }
}
