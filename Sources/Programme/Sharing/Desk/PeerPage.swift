import Foundation
import Hummingbird
import Kernel
import Web

/// One other province: how it is, what was read, what it changed; before the first use a preview.
struct PeerPage: Sendable {
  let view: PeerView
  let now: Date
  var conflict: Phrase?
  var errors: [String: Phrase] = [:]

  private var peer: Peer { view.peer }

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let body: HTML = """
      <div class="stack">\(conflict.map { Notice.bad(t($0)) })\(Notice.problems(errors, t))\(state(context))\(facts(t))\
      \(changes(t))\(figures(t))\(if: peer.isFile, newer(context))</div>
      """
    return DeskPage(
      title: peer.name, room: Programme.room, body: body, actions: acts(context),
      breadcrumb: [(t("So sánh với tỉnh khác"), SharingPath.provinces), (t("Tỉnh khác"), SharingPath.peers)],
      isWide: true, styles: ["targets.css", "sharing.css"]
    ).answer(context, status: conflict != nil ? 409 : errors.isEmpty ? 200 : 422)
  }

  private func acts(_ context: StaffContext) -> HTML {
    let t = context.translator
    let ask = Button.post(t("Đọc ngay"), to: SharingPath.peer(peer.id, "doc-ngay"), context, icon: "refresh-cw")
    let pause = Button.post(t("Tạm dừng"), to: SharingPath.peer(peer.id, "tam-dung"), context, icon: "pause")
    let resume = Button.post(t("Dùng lại"), to: SharingPath.peer(peer.id, "dung-lai"), context, icon: "play")
    return """
      \(if: !peer.isFile && peer.state != .suspended, ask)\(if: peer.state == .active, pause)\
      \(if: peer.state == .suspended, resume)\
      \(Button.opens("bo-noi-nay", t("Bỏ"), icon: "trash-2"))\(removal(context))
      """
  }

  private func removal(_ context: StaffContext) -> HTML {
    let t = context.translator
    return Dialog.html(
      id: "bo-noi-nay", title: t("Bỏ \(peer.name)"),
      body:
        "<p>\(t("\(view.figures.count) số liệu đã đọc và \(view.changes.count) thay đổi đã ghi sẽ bị xóa. Không gì ở tỉnh kia thay đổi."))</p>",
      acts: Button.post(t("Bỏ tỉnh này"), to: SharingPath.peer(peer.id, "bo"), context, style: .danger), t)
  }

  private func state(_ context: StaffContext) -> HTML {
    let t = context.translator
    let again = Button.link(t("Tải lại trang"), to: SharingPath.peer(peer.id), icon: "refresh-cw")
    let failed = peer.lastError.map { error in
      Notice.bad(
        t("Lần đọc gần nhất không được."), detail: [error, kept(t)].filter { !$0.isEmpty }.joined(separator: " "))
    }
    switch peer.state {
    case .reading where peer.lastError == nil:
      return Notice.info(t("Đang đọc số liệu lần đầu, thường mất vài giây."), acts: again)
    case .waiting:
      let accept = Button.post(
        t("Dùng số liệu này"), to: SharingPath.peer(peer.id, "dung"), context, style: .primary, icon: "check",
        fields: ["xem": peer.digest])
      let warning = Notice.warn(
        t("Xem trước: chưa có số nào ở dưới được đưa vào so sánh."),
        detail: t(
          "Kiểm tra đúng tỉnh, đúng kế hoạch rồi mới dùng. Lần sau số liệu mới được nhận tự động, mọi thay đổi của số đã chốt đều được ghi lại."
        ),
        acts: accept)
      return "\(failed ?? .empty)\(warning)"
    case .suspended:
      return "\(failed ?? .empty)\(Notice.info(t("Đang tạm dừng: không đọc nữa và không có trong so sánh.")))"
    default: return failed ?? .empty
    }
  }

  /// What is safe after a failure.
  private func kept(_ t: Translator) -> String {
    view.figures.isEmpty ? "" : t("Số liệu đã đọc trước đó vẫn còn nguyên.")
  }

  private func facts(_ t: Translator) -> HTML {
    let address: HTML =
      peer.isFile
      ? "\(t("Tệp nhận"))"
      : "<a href=\"\(url: peer.address)\" rel=\"noopener nofollow\" target=\"_blank\">\(peer.address)</a>"
    let lines: [(String, HTML)] = [
      (t("Tình trạng"), SharedWords.state(peer, t)), (t("Địa chỉ"), address),
      (t("Tài liệu lập lúc"), peer.generatedAt.map { TimeText.html($0, now: now, t) } ?? "–"),
      (t("Đọc được lần cuối"), peer.lastGoodAt.map { TimeText.html($0, now: now, t) } ?? "\(t("chưa"))"),
      (t("Lần tới"), peer.nextFetchAt.map { TimeText.html($0, now: now, t) } ?? "–"),
      (t("Người thêm"), "\(peer.madeByName)"),
      (t("Người đồng ý dùng"), "\(peer.acceptedByName.isEmpty ? "–" : peer.acceptedByName)"),
    ]
    return "<dl class=\"facts\">\(lines.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML })</dl>"
  }

  private func changes(_ t: Translator) -> HTML {
    guard !view.changes.isEmpty else { return .empty }
    let rows = view.changes.map { change -> [HTML] in
      [
        "\(change.was.measure)<span class=\"kpi__note\">\(t("năm \(change.was.year)"))</span>",
        StateWord.html(t(change.kind.phrase), change.kind == .undeclared ? .bad : .off),
        "\(SharedWords.value(change.was, t))", "\(change.now.map { SharedWords.value($0, t) } ?? "–")",
        "\(change.now?.restated?.reason ?? "")", TimeText.html(change.seenAt, now: now, t),
      ]
    }
    return """
      <section class="stack"><h2>\(t("Số đã chốt mà nay khác"))</h2>\(Table.html(
        caption: t("Thay đổi của số đã chốt"),
        columns: [
          .init(t("Số liệu")), .init(t("Thay đổi"), .fit), .init(t("Trước"), .figure), .init(t("Nay"), .figure),
          .init(t("Lý do nơi công bố nêu")), .init(t("Thấy lúc"), .fit),
        ], rows: rows))</section>
      """
  }

  private func figures(_ t: Translator) -> HTML {
    guard !view.figures.isEmpty else {
      return peer.lastGoodAt == nil
        ? .empty
        : EmptyState.html(t("Nơi này chưa công bố số liệu nào đã chốt."), icon: "target")
    }
    let rows = view.figures.map { one -> [HTML] in
      let figure = one.figure
      return [
        "\(figure.measure)<span class=\"kpi__note\">\(one.planTitle)</span>", "\(figure.province.name)",
        "\(figure.year)", "\(SharedWords.value(figure, t))", "\(figure.planned?.shown ?? "–")",
        SharedWords.status(figure, t),
      ]
    }
    return """
      <section class="stack"><h2>\(t("\(view.figures.count) số liệu đã đọc"))</h2>\(Table.html(
        caption: t("Số liệu đã đọc"),
        columns: [
          .init(t("Số liệu")), .init(t("Tỉnh")), .init(t("Năm"), .figure), .init(t("Giá trị"), .figure),
          .init(t("Kế hoạch"), .figure), .init(t("Trạng thái"), .fit),
        ], rows: rows, id: "figures"))</section>
      """
  }

  private func newer(_ context: StaffContext) -> HTML {
    let t = context.translator
    return """
      <section class="section"><h2>\(t("Gửi tệp mới hơn"))</h2>\
      <form class="form" method="post" action="\(url: SharingPath.peer(peer.id, "tep"))" enctype="multipart/form-data">\
      \(context.csrfField)\(Field.file(
        "tep", label: t("Tệp số liệu chia sẻ"), accept: ".json,application/json",
        error: errors["tep"].map { t($0) }, isRequired: true))\
      <div class="form__acts">\(Button.submit(t("Gửi tệp"), style: .plain, icon: "upload"))</div></form></section>
      """
  }
}
