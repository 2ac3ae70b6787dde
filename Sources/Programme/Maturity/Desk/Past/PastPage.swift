import Hummingbird
import Kernel
import OfficeDocuments
import Web

/// Results from before the platform: what waits for a second person, what counts, and entering more.
struct PastPage: Sendable {
  let results: [PastResult]
  let agencies: [(id: OrganisationID, name: String, until: Int?)]
  let pillars: [IndexPillar]
  /// Levels by year, where the version of that year is known.
  let levels: [Int: IndexLevels]
  let year: Int
  let principal: Principal
  /// Of which agencies they may confirm.
  let reach: PastReach
  let isSaved: Bool
  let sent: Form?
  let errors: [String: Phrase]
  let conflict: Phrase?
  /// Of a table that was sent and is not right.
  let problems: [CellProblem]

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let status = conflict != nil ? 409 : errors.isEmpty && problems.isEmpty ? 200 : 422
    let waiting = results.filter { $0.state == .waiting }
    let others = results.filter { $0.state != .waiting }
    return DeskPage(
      title: t("Kết quả các năm trước"), room: MaturityDesk.room,
      body: """
        <div class="stack">\(if: isSaved, Notice.ok(t("Đã gửi người thứ hai xác nhận."), detail: t("Kết quả chưa có trong lịch sử cho đến khi được xác nhận.")))\
        \(Notice.problems(errors, t))\(conflict.map { Notice.bad(t("Chưa làm được"), detail: t($0)) })\(rowProblems(t))\
        \(waitingPart(waiting, context))\(known(others, t))\(if: !agencies.isEmpty, forms(context))</div>
        """,
      breadcrumb: [(t("Chỉ số trưởng thành"), MaturityPath.home)],
      lead:
        "\(t("Chép từ quyết định hay trang công bố, mỗi kết quả có nguồn và hai người; không làm giấy chứng nhận"))",
      isWide: true, styles: MaturityDesk.styles
    ).answer(context, status: status)
  }

  private func rowProblems(_ t: Translator) -> HTML {
    guard !problems.isEmpty else { return .empty }
    let lines = problems.map { problem -> HTML in
      "<li>\(t("Dòng \(problem.row)"))\(problem.name.isEmpty ? "" : ", \(problem.name)"): \(t(problem.message))</li>"
    }
    return Notice.bad(
      t("Bảng có \(problems.count) chỗ sai. Chưa có gì được nhập."), acts: "<ul class=\"notice__list\">\(lines)</ul>")
  }

  private func waitingPart(_ waiting: [PastResult], _ context: StaffContext) -> HTML {
    let t = context.translator
    guard !waiting.isEmpty else { return .empty }
    let items = waiting.map { one -> HTML in
      let draft = one.draft
      let mayDecide = one.enteredBy != principal.id && reach.covers(draft.organisation)
      return """
        <li class="past"><h3 class="past__name">\(draft.name) · \(draft.year)</h3>\
        <p><strong class="figures">\(draft.total.text)</strong> \(level(draft, t)) · \(t(draft.bloc.phrase))\
        \(draft.rank.map { rank in " · \(t("hạng")) \(rank)\(draft.rankOf.map { "/\($0)" } ?? "")" as HTML })</p>\
        \(if: !draft.parts.isEmpty, "<p class=\"quiet figures\">\(draft.parts.map { "\($0.code) \($0.points.text)" }.joined(separator: " · "))</p>")\
        <p>\(t("Nguồn")): \(PastSource(one: one, t: t).html)</p>\(mismatch(draft, t))\
        <p class="quiet">\(one.enteredByName) · \(TimeText.absolute(one.enteredAt))</p>\
        \(mayDecide ? acts(one, context) : "<p class=\"quiet\">\(t("Chờ người thứ hai xác nhận"))</p>")</li>
        """
    }
    return """
      <section class="section"><h2>\(t("Chờ xác nhận"))</h2><ul class="past-list">\(items)</ul></section>
      """
  }

  private func acts(_ one: PastResult, _ context: StaffContext) -> HTML {
    let t = context.translator
    return """
      <div class="form__acts">\(Button.post(t("Đúng như nguồn, xác nhận"), to: MaturityPath.past(one.id, "xac-nhan"), context, style: .primary))</div>\
      <details class="maturity-fold"><summary>\(t("Trả lại"))</summary>\
      <form class="form" method="post" action="\(url: MaturityPath.past(one.id, "tra-lai"))">\(context.csrfField)\
      <label class="field__label" for="reason-\(one.id.rawValue)">\(t("Sai ở đâu"))</label>\
      <textarea class="field__control" id="reason-\(one.id.rawValue)" name="reason" rows="2" required maxlength="4000"></textarea>\
      <div class="form__acts">\(Button.submit(t("Trả lại"), style: .plain))</div></form></details>
      """
  }

  private func level(_ draft: PastDraft, _ t: Translator) -> HTML {
    draft.levelName.isEmpty
      ? "<span class=\"quiet\">\(t("nguồn không nói mức"))</span>" : "\(t(level: draft.levelName))"
  }

  /// Published levels stay as published; where what is confirmed of the index says otherwise, somebody should look again.
  private func mismatch(_ draft: PastDraft, _ t: Translator) -> HTML {
    guard !draft.levelName.isEmpty, let known = levels[draft.year]?.level(of: draft.total),
      known.name != draft.levelName
    else { return .empty }
    return Notice.warn(
      t(
        "Theo ngưỡng đã xác minh, \(draft.total.text) điểm là mức \(t(level: known.name)). Xem lại nguồn trước khi xác nhận."
      ))
  }

  private func known(_ results: [PastResult], _ t: Translator) -> HTML {
    guard !results.isEmpty else {
      return """
        <section class="section"><h2>\(t("Đã nhập"))</h2>\(EmptyState.html(
          t("Chưa có kết quả nào của các năm trước.")))</section>
        """
    }
    return """
      <section class="section"><h2>\(t("Đã nhập"))</h2>\(Table.html(
        caption: t("Kết quả nhập từ nguồn, năm mới nhất trước"),
        columns: [
          .init(t("Cơ quan")), .init(t("Năm"), .figure), .init(t("Khối")), .init(t("Tổng điểm"), .figure),
          .init(t("Mức")), .init(t("Nguồn")), .init(t("Trạng thái")),
        ],
        rows: results.map { one in
          [
            "<a href=\"\(url: MaturityPath.history(one.draft.organisation))\">\(one.draft.name)</a>", "\(one.draft.year)",
            "\(t(one.draft.bloc.phrase))", "\(one.draft.total.text)", level(one.draft, t), PastSource(one: one, t: t).html,
            state(one, t),
          ]
        }, id: "past"))</section>
      """
  }

  private func state(_ one: PastResult, _ t: Translator) -> HTML {
    let kind: StateWord.Kind =
      switch one.state {
      case .waiting: .waiting
      case .confirmed: .done
      case .returned: .bad
      case .replaced: .off
      }
    return """
      \(StateWord.html(t(one.state.phrase), kind, more: "\(one.decidedByName)"))\
      \(if: !one.reason.isEmpty, "<p class=\"quiet\">\(one.reason)</p>")
      """
  }

  private func forms(_ context: StaffContext) -> HTML {
    let t = context.translator
    return """
      <section class="section"><h2>\(t("Nhập một kết quả"))</h2>\
      \(PastForm(agencies: agencies, pillars: pillars, year: year, sent: sent, errors: errors).html(context))</section>\
      <section class="section"><h2>\(t("Nhập nhiều kết quả từ bảng"))</h2>\
      <p>\(t("Bảng .xlsx hoặc .csv, mỗi dòng một cơ quan và một năm. Mỗi dòng phải có quyết định hoặc địa chỉ làm nguồn."))</p>\
      <p>\(t("Cột nhận được")): \(PastSheet.columns.map(\.names[0]).joined(separator: ", ")).</p>\
      <form class="form" method="post" enctype="multipart/form-data" action="\(MaturityPath.past)/nhap">\(context.csrfField)\
      \(Field.file("table", label: t("Bảng kết quả"), accept: ".xlsx,.csv", error: errors["table"].map { t($0) }, isRequired: true))\
      <div class="form__acts">\(Button.submit(t("Xem trước"), style: .plain, icon: "eye"))\
      \(Button.link(t("Tải mẫu"), to: "\(MaturityPath.past)/mau.csv", icon: "download"))</div></form></section>
      """
  }
}

/// Where a result was copied from: the decision with its day, the address, the file.
struct PastSource {
  let one: PastResult
  let t: Translator

  var html: HTML {
    let draft = one.draft
    var parts: [HTML] = []
    if !draft.decision.isEmpty {
      parts.append("\(draft.decision)\(draft.decidedOn.map { " (\(TimeText.day($0)))" as HTML })")
    }
    if !draft.address.isEmpty {
      let host = draft.address.split(separator: "/").dropFirst().first.map(String.init) ?? draft.address
      parts.append("<a href=\"\(url: draft.address)\" rel=\"noopener\">\(host)</a>")
    }
    if !one.fileName.isEmpty {
      parts.append("<a href=\"\(url: MaturityPath.past(one.id, "tep"))\">\(one.fileName)</a>")
    }
    return "\(parts.enumerated().map { "\($0.offset == 0 ? "" : " · ")\($0.element)" as HTML })"
  }
}
