import Hummingbird
import Kernel
import Web

/// A version of the index: pillars, levels with their cut-offs, criteria, and their import.
struct IndexVersionPage: Sendable {
  let scheme: IndexScheme
  let isUsed: Bool
  let mayKeep: Bool
  let isNew: Bool
  let sent: Form?
  let errors: [String: Phrase]
  let problems: [CriteriaSheet.Problem]
  let conflict: Phrase?

  private var version: IndexVersion { scheme.version }

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let status = conflict != nil ? 409 : errors.isEmpty && problems.isEmpty ? 200 : 422
    return DeskPage(
      title: t("Bộ chỉ số theo \(version.decision)"), room: MaturityDesk.room,
      body: """
        <div class="stack">\(if: isNew, Notice.ok(t("Đã nhập \(scheme.criteria.count) tiêu chí.")))\
        \(Notice.problems(errors, t))\(conflict.map { Notice.bad(t("Chưa làm được"), detail: t($0)) })\
        \(rowProblems(t))\(facts(t))\(pillars(t))\(levels(context))\(criteria(t))\
        \(if: mayKeep && !isUsed, importForm(context))</div>
        """,
      breadcrumb: [(t("Chỉ số trưởng thành"), MaturityPath.home), (t("Các bộ chỉ số"), MaturityPath.versions)],
      styles: MaturityDesk.styles
    ).answer(context, status: status)
  }

  private func rowProblems(_ t: Translator) -> HTML {
    guard !problems.isEmpty else { return .empty }
    let lines = problems.map { "<li>\(t("Dòng \($0.row)")): \(t($0.message))</li>" as HTML }
    return Notice.bad(
      t("Bảng có \(problems.count) chỗ sai. Chưa có gì được nhập."), acts: "<ul class=\"notice__list\">\(lines)</ul>")
  }

  private func facts(_ t: Translator) -> HTML {
    let lines: [(String, HTML)] = [
      (t("Quyết định"), "\(version.decision)"), (t("Ngày"), version.decidedOn.map { TimeText.day($0) } ?? "—"),
      (t("Cơ quan ban hành"), "\(version.issuer)"), (t("Điểm tối đa"), "\(version.maximum.text)"),
      (t("Chỉ số thành phần"), IndexText.known(version.componentCount, t)),
      (t("Tiêu chí"), IndexText.known(version.criterionCount, t)),
      (t("Nguồn"), IndexText.source(version.sources, version.mark, t)), (t("Ghi chú"), "\(version.note)"),
    ]
    return """
      <dl class="facts facts--wide">\(lines.filter { !$0.1.isEmpty }.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML })</dl>
      """
  }

  private func pillars(_ t: Translator) -> HTML {
    let table = Table.html(
      caption: t("Trụ cột"),
      columns: [
        .init(t("Trụ cột")), .init(t("Điểm tối đa"), .figure), .init(t("Tiêu chí đã nhập"), .figure), .init(t("Nguồn")),
      ],
      rows: scheme.pillars.map { pillar in
        let own = scheme.criteria.filter { $0.pillar == pillar.code }
        return [
          "\(pillar.code) · \(pillar.name)", IndexText.known(pillar.maximum, t), "\(own.count)",
          IndexText.source(pillar.sources, pillar.mark, t),
        ]
      })
    return "<section class=\"section\"><h2>\(t("Trụ cột"))</h2>\(table)</section>"
  }

  private func levels(_ context: StaffContext) -> HTML {
    let t = context.translator
    let table = Table.html(
      caption: t("Mức"), columns: [.init(t("Mức")), .init(t("Từ điểm"), .figure), .init(t("Nguồn"))],
      rows: scheme.levels.all.map { level in
        [
          "\(t(level: level.name))",
          level.floor.map { "\($0.text)" } ?? "<span class=\"quiet\">\(t("ngưỡng chưa xác minh"))</span>",
          level.floor == nil
            ? ""
            : """
            \(IndexText.source(level.sources, level.mark, t))\
            \(level.enteredAt.map { " <span class=\"quiet\">· \(level.enteredByName) \(TimeText.absolute($0))</span>" as HTML })
            """,
        ]
      })
    let open = scheme.levels.all.filter { $0.floor == nil || $0.enteredAt != nil }
    return """
      <section class="section"><h2>\(t("Mức"))</h2>\(if: !scheme.levels.unknown.isEmpty, Notice.warn(
        t("Còn \(scheme.levels.unknown.count) ngưỡng chưa xác minh: không đoán; điểm ở giữa chưa có mức.")))\
      \(table)\(if: mayKeep, "\(open.map { form($0, context) })")</section>
      """
  }

  private func form(_ level: IndexLevel, _ context: StaffContext) -> HTML {
    let t = context.translator
    let (floor, source) = ("floor-\(level.rank)", "source-\(level.rank)")
    return """
      <details class="maturity-fold"\(flag: "open", errors[floor] != nil || errors[source] != nil)>\
      <summary>\(t("Nhập ngưỡng mức \(t(level: level.name)) từ quyết định"))</summary>\
      <form class="form" method="post" action="\(url: MaturityPath.version(version.id))/nguong">\(context.csrfField)\
      <input type="hidden" name="level" value="\(level.rank)"><div class="form__row">\
      \(Field.text(floor, label: t("Từ điểm"), value: sent?[floor] ?? level.floor?.text ?? "",
        error: errors[floor].map { t($0) }, isRequired: true, inputMode: "decimal"))\
      \(Field.text(source, label: t("Chép từ đâu"), value: sent?[source] ?? "", hint: t("Số quyết định, điều hoặc phụ lục, trang."),
        error: errors[source].map { t($0) }, isRequired: true, maxLength: 300))</div>\
      <div class="form__acts">\(Button.submit(t("Lưu ngưỡng"), style: .plain))</div></form></details>
      """
  }

  private func criteria(_ t: Translator) -> HTML {
    guard !scheme.criteria.isEmpty else {
      return """
        <section class="section"><h2>\(t("Tiêu chí"))</h2>\
        <p>\(t("Chưa nhập. Nguồn công khai không có phụ lục tiêu chí, nên phần mềm không tự đặt ra tiêu chí nào."))</p></section>
        """
    }
    let table = Table.html(
      caption: t("Tiêu chí"),
      columns: [
        .init(t("Tiêu chí")), .init(t("Chỉ số thành phần")), .init(t("Trụ cột"), .fit),
        .init(t("Điểm tối đa"), .figure),
        .init(t("Minh chứng")), .init(t("Cách chấm")), .init(t("Khối")),
      ],
      rows: scheme.criteria.map { one in
        [
          "\(one.code) · \(one.text)", "\(one.component)", "\(one.pillar)", "\(one.maximum.text)", "\(one.evidence)",
          "\(one.rule)", "\(one.blocs.isEmpty ? t("tất cả") : one.blocs.map { t($0.phrase) }.joined(separator: "; "))",
        ]
      }, id: "criteria")
    return """
      <section class="section"><h2>\(t("Tiêu chí"))</h2>\
      <p class="quiet">\(t("Chép từ")) \(version.criteriaSource) · \(version.criteriaByName)\
      \(version.criteriaAt.map { " · \(TimeText.absolute($0))" as HTML })</p>\(table)</section>
      """
  }

  private func importForm(_ context: StaffContext) -> HTML {
    let t = context.translator
    return """
      <section class="section"><h2>\(t("Nhập tiêu chí từ bảng"))</h2>\
      <p>\(t("Bảng .xlsx hoặc .csv, mỗi dòng một tiêu chí, với các cột: chỉ số thành phần, tiêu chí, điểm tối đa, trụ cột; và nếu có: mã tiêu chí, minh chứng, cách chấm, khối."))</p>\
      <form class="form" method="post" enctype="multipart/form-data" \
      action="\(url: MaturityPath.version(version.id))/nhap">\(context.csrfField)\
      \(Field.file("file", label: t("Tệp"), accept: ".xlsx,.csv", error: errors["file"].map { t($0) }, isRequired: true))\
      \(Field.text("source", label: t("Chép từ đâu"), value: sent?["source"] ?? "",
        hint: t("Số quyết định, điều hoặc phụ lục, trang."), error: errors["source"].map { t($0) }, isRequired: true,
        maxLength: 300))\
      <div class="form__acts">\(Button.submit(t("Xem trước"), icon: "eye"))</div></form></section>
      """
  }
}
