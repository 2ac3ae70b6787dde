import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// One cycle: its deadlines, the appraiser's queue or one's own entry, and what was published.
struct CyclePage: Sendable {
  let file: CycleFile
  /// The press agency of whoever looks, where they may register it.
  let own: OrganisationProfile?
  let today: CivilDate
  /// Whether what was published is what was frozen; nil where nothing was.
  let isIntact: Bool?
  /// The bloc whose ranking is shown; nil: the first that has any.
  let bloc: Bloc?
  let principal: Principal
  /// What was typed, where it did not hold.
  let sent: Form?
  let errors: [String: Phrase]
  let conflict: Phrase?

  private var cycle: MaturityCycle { file.cycle }

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let status = conflict != nil ? 409 : errors.isEmpty ? 200 : 422
    return DeskPage(
      title: cycle.title, room: MaturityDesk.room,
      body: """
        <div class="stack">\(Notice.problems(errors, t))\
        \(conflict.map { Notice.bad(t("Chưa làm được"), detail: t($0)) })\(facts(t))\(ownPart(context))\
        \(if: file.follows && !cycle.isPublished, queue(context))\
        \(if: file.appraises && !cycle.isPublished, publication(context))\
        \(if: cycle.isPublished, CycleResultsPart(
          file: file, bloc: bloc, isIntact: isIntact, before: file.before, t: t).html)\(told(t))</div>
        """,
      actions: """
        \(if: cycle.isPublished, Button.link(
          t("Bảng xếp hạng (CSV)"), to: "\(MaturityPath.cycle(cycle.id))/ket-qua.csv", icon: "download"))
        """, breadcrumb: [(t("Chỉ số trưởng thành"), MaturityPath.home)],
      lead: cycle.isPublished
        ? StateWord.html(t("Đã công bố"), .done)
        : StateWord.html(t("Đang đánh giá"), .live, more: "\(MaturityDesk.nextDeadline(cycle, today, t))"),
      isWide: true, styles: MaturityDesk.styles
    ).answer(context, status: status)
  }

  private func facts(_ t: Translator) -> HTML {
    let version = file.scheme.version
    let lines: [(String, HTML)] = [
      (t("Bộ chỉ số"), "<a href=\"\(url: MaturityPath.version(version.id))\">\(version.decision)</a>"),
      (t("Kỳ số liệu"), "\(cycle.dataFrom.vietnamese) – \(cycle.dataTo.vietnamese)"),
      (t("Hạn đăng ký"), TimeText.day(cycle.registerUntil)),
      (t("Hạn tự chấm và duyệt nội bộ"), TimeText.day(cycle.scoreUntil)),
      (t("Hạn thẩm định"), TimeText.day(cycle.appraiseUntil)), (t("Hạn kiến nghị"), TimeText.day(cycle.appealUntil)),
      (t("Tập huấn"), "\(cycle.needsTraining ? t("Phải hoàn thành trước khi tự chấm") : t("Không bắt buộc"))"),
    ]
    return "<dl class=\"facts facts--wide\">\(lines.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML })</dl>"
  }

  private func ownPart(_ context: StaffContext) -> HTML {
    let t = context.translator
    guard let own else { return .empty }
    let line = file.lines.first { $0.entry.organisation == own.id }
    // Who withdrew may come back while one may register.
    if let line, line.entry.state != .withdrawn || cycle.isPublished || today > cycle.registerUntil {
      let total = file.scheme.criteria(of: line.entry.bloc).count
      return """
        <section class="section"><h2>\(own.name)</h2><p>\(MaturityDesk.state(line.entry.state, t)) \
        \(t("\(line.scored) trên \(total) tiêu chí đã chấm"))</p>\
        \(Button.link(t("Mở hồ sơ"), to: MaturityPath.entry(line.entry.id), style: .primary))</section>
        """
    }
    guard !cycle.isPublished else { return .empty }
    guard today <= cycle.registerUntil else {
      return Notice.info(t("Đã hết hạn đăng ký; \(own.name) không tham gia đợt này."))
    }
    return """
      <section class="section"><h2>\(t("Đăng ký cho \(own.name)"))</h2>\
      <form class="form" method="post" action="\(url: MaturityPath.cycle(cycle.id))/dang-ky">\(context.csrfField)\
      \(Field.select(
        "bloc", label: t("Khối của năm nay"),
        options: [(value: "", label: t("Chọn khối"))] + Bloc.allCases.map { (value: $0.rawValue, label: t($0.phrase)) },
        selected: sent?["bloc"] ?? "", hint: t("Khối là của từng năm, không suy từ tên cơ quan."), error: errors["bloc"].map { t($0) }, isRequired: true))\
      \(Field.check("trained", label: t("Cơ quan đã hoàn thành tập huấn"), isOn: sent?.isOn("trained") ?? false))\
      \(Field.text(
        "training-note", label: t("Lớp tập huấn, ngày"), value: sent?["training-note"] ?? "", error: errors["training-note"].map { t($0) }, maxLength: 500))\
      <div class="form__acts">\(Button.submit(t("Đăng ký")))</div></form></section>
      """
  }

  private func queue(_ context: StaffContext) -> HTML {
    let t = context.translator
    guard !file.lines.isEmpty else {
      return EmptyState.html(
        t(
          "Chưa có cơ quan nào đăng ký. Cơ quan báo chí tự đăng ký ở trang này đến hết ngày \(cycle.registerUntil.vietnamese)."
        ))
    }
    let table = Table.html(
      caption: t("Cơ quan đã đăng ký, chờ mình trước"),
      columns: [
        .init(t("Cơ quan")), .init(t("Khối")), .init(t("Bước")), .init(t("Đã chấm"), .figure),
        .init(t("Đã thẩm định"), .figure),
      ],
      rows: file.queue.map { line in
        let total = file.scheme.criteria(of: line.entry.bloc).count
        return [
          file.appraises
            ? "<a href=\"\(url: MaturityPath.entry(line.entry.id))\">\(line.entry.name)</a>" : "\(line.entry.name)",
          "\(t(line.entry.bloc.phrase))",
          MaturityDesk.state(line.entry.state, t, more: line.isAlone ? "\(AloneNotice.phrase(t))" : nil),
          "\(line.scored)/\(total)",
          "\(line.appraised)/\(total)",
        ]
      }, id: "maturity-queue")
    return "<section class=\"section\"><h2>\(t("Các cơ quan tham gia"))</h2>\(table)</section>"
  }

  private func publication(_ context: StaffContext) -> HTML {
    let t = context.translator
    guard !file.lines.isEmpty else { return .empty }
    return """
      <section class="section"><h2>\(t("Công bố"))</h2>\
      <p class="quiet">\(t("Công bố chốt tổng điểm, mức và thứ hạng; sau đó không đổi được nữa."))</p>\
      \(if: !file.scheme.levels.unknown.isEmpty, Notice.warn(
        t("Còn \(file.scheme.levels.unknown.count) ngưỡng mức chưa xác minh: điểm nằm giữa các ngưỡng đó sẽ không có mức."),
        acts: "<p><a href=\"\(url: MaturityPath.version(cycle.version))\">\(t("Nhập ngưỡng từ quyết định"))</a></p>"))\
      <form class="form" method="post" action="\(url: MaturityPath.cycle(cycle.id))/cong-bo">\(context.csrfField)\
      \(Field.text(
        "decision", label: t("Quyết định công nhận (nếu có)"), value: sent?["decision"] ?? "",
        error: errors["decision"].map { t($0) }, maxLength: 300))\
      <div class="form__acts">\(Button.submit(t("Công bố kết quả")))</div></form></section>
      """
  }

  /// Whom the program has told of which day.
  private func told(_ t: Translator) -> HTML {
    guard !file.told.isEmpty else { return .empty }
    let rows = file.told.map { one -> [HTML] in
      [
        "\(one.name)", "\(day(of: one).map { t($0.phrase) } ?? "")",
        one.people.isEmpty ? StateWord.html(t("không có người nhận"), .bad) : "\(one.people)",
        TimeText.absolute(one.at),
      ]
    }
    return """
      <section class="section"><details class="maturity-fold"><summary>\(t("Đã nhắc \(rows.count) lần"))</summary>\
      \(Table.html(
        caption: t("Đã nhắc ai, về hạn nào"),
        columns: [.init(t("Cơ quan")), .init(t("Về")), .init(t("Người nhận")), .init(t("Lúc"), .fit)], rows: rows))\
      </details></section>
      """
  }

  private func day(of told: MaturityTold) -> CycleDay? {
    told.what.split(separator: ":").prefix(2).lazy.compactMap { CycleDay(rawValue: String($0)) }.first
  }
}
