import Hummingbird
import Kernel
import Web

/// The criteria of one pillar: to score oneself, to appraise, or only to read.
struct ScoringPage: Sendable {
  enum Kind: Sendable {
    case own
    case appraisal
    case reading

    var path: String {
      switch self {
      case .own: "cham"
      case .appraisal: "tham-dinh"
      case .reading: "diem"
      }
    }
  }

  let kind: Kind
  let file: EntryFile
  let pillar: IndexPillar
  let today: CivilDate
  let isSaved: Bool
  /// What was typed, where it did not hold.
  let sent: Form?
  let errors: [String: Phrase]
  let conflict: Phrase?

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let status = conflict != nil ? 409 : errors.isEmpty ? 200 : 422
    let title =
      switch kind {
      case .own: t("Tự chấm điểm")
      case .appraisal: t("Thẩm định")
      case .reading: t("Điểm theo tiêu chí")
      }
    return DeskPage(
      title: title, room: MaturityDesk.room,
      body: """
        <div class="stack">\(if: isSaved && errors.isEmpty, Notice.ok(t("Đã lưu."), detail: progress(t)))\
        \(problems(t))\(conflict.map { Notice.bad(t("Chưa làm được"), detail: t($0)) })\
        \(if: kind == .appraisal, AloneNotice.html(file, on: today, t))\
        \(PillarStrip(file: file, kind: kind, current: pillar, t: t).html)\(kind == .reading ? list(t) : form(context))</div>
        """,
      scripts: kind == .reading ? [] : ["maturity.js"],
      breadcrumb: [
        (t("Chỉ số trưởng thành"), MaturityPath.home), (file.cycle.title, MaturityPath.cycle(file.cycle.id)),
        (file.entry.shortName, MaturityPath.entry(file.entry.id)),
      ], lead: "\(pillar.code) · \(pillar.name)", styles: MaturityDesk.styles
    ).answer(context, status: status)
  }

  private func progress(_ t: Translator) -> String {
    kind == .appraisal
      ? t("\(file.appraised) trên \(file.criteria.count) tiêu chí đã thẩm định")
      : t("\(file.scored) trên \(file.criteria.count) tiêu chí đã chấm")
  }

  /// In the order of the criteria, each line with the criterion it is about.
  private func problems(_ t: Translator) -> HTML {
    guard !errors.isEmpty else { return .empty }
    let lines = file.of(pillar).flatMap { one in
      ["points-\(one.criterion.id)", "words-\(one.criterion.id)"].compactMap { field -> HTML? in
        errors[field].map { "<li><a href=\"#\(field)\">\(one.criterion.code): \(t($0))</a></li>" }
      }
    }
    return Notice.bad(
      t("Có \(lines.count) chỗ chưa đúng nên phần này chưa được lưu. Những gì bạn nhập vẫn còn đây."),
      acts: "<ul class=\"notice__list\">\(lines)</ul>")
  }

  private func list(_ t: Translator) -> HTML {
    "\(file.of(pillar).map { CriterionPart(one: $0, file: file, today: today, t: t).html })"
  }

  private var next: IndexPillar? {
    let pillars = file.scheme.pillars
    guard let place = pillars.firstIndex(where: { $0.code == pillar.code }), place + 1 < pillars.count else {
      return nil
    }
    return pillars[place + 1]
  }

  private func form(_ context: StaffContext) -> HTML {
    let t = context.translator
    let rows = file.of(pillar).map { one -> HTML in
      """
      \(CriterionPart(one: one, file: file, today: today, t: t).head(marks(one)))\(fields(one, t))</section>
      """
    }
    let save = next.map { t("Lưu và sang \($0.code)") } ?? t("Lưu")
    return """
      <form class="maturity-form" method="post" action="\(url: MaturityPath.act(file.entry.id, kind.path))"\(script(t))>\
      \(context.csrfField)<input type="hidden" name="tru" value="\(pillar.code)">\(rows)\
      <div class="score-bar"><p class="score-bar__sum"><span class="score-bar__total figures"><strong data-total>\(shown.sum.text)</strong>\
      /\(file.criteria.map(\.criterion.maximum).sum.text)</span> \
      <span class="quiet"><span data-done>\(shown.count)</span>/\(file.criteria.count) \(t("tiêu chí"))</span></p>\
      <p class="score-bar__state quiet" role="status" data-state></p>\
      <div class="score-bar__acts">\(Button.submit(save))\
      \(if: next != nil, Button.submit(t("Lưu phần này"), style: .plain, name: "stay", value: "1"))</div></div></form>
      """
  }

  /// The points that the form shows, of all pillars.
  private var shown: [Points] {
    file.criteria.compactMap { kind == .own ? $0.score?.selfPoints : $0.score?.givenPoints }
  }

  /// What the script needs to add up and save, and what it says.
  private func script(_ t: Translator) -> HTML {
    let others = file.criteria.filter { $0.criterion.pillar != pillar.code }
      .compactMap { kind == .own ? $0.score?.selfPoints : $0.score?.givenPoints }
    let verb = kind == .own ? "scores" : "appraisal"
    return """
       data-maturity="\(kind.path)" data-pillar="\(pillar.code)" data-entry="\(file.entry.id.rawValue)" \
      data-save="/api/v1/programme/maturity/entries/\(file.entry.id.rawValue)/\(verb)" \
      data-others="\(others.sum.hundredths)" data-others-done="\(others.count)" \
      data-say-saving="\(t("Đang lưu…"))" data-say-saved="\(t("Đã lưu"))" data-say-number="\(t("Cần số điểm, nhiều nhất hai chữ số thập phân: 1,50"))" \
      data-say-most="\(t("Nhiều nhất là số điểm tối đa của tiêu chí"))" data-say-reason="\(t("Điểm khác điểm tự chấm thì cần lý do"))" \
      data-say-offline="\(t("Chưa lưu được, còn giữ trên máy này; sẽ tự thử lại"))" \
      data-say-stopped="\(t("Không lưu được nữa: hãy tải lại trang, những gì đã gõ còn giữ trên máy này"))" \
      data-say-wrong="\(t("Còn ô chưa đúng, ô đó chưa lưu"))" data-say-restored="\(t("Đã lấy lại những gì gõ lần trước mà chưa kịp lưu"))" \
      data-say-typed="\(t("Lần trước bạn gõ ở máy này, chưa lưu:"))"
      """
  }

  /// For the script: the most there may be, and what the agency gave itself where the appraisal must give a reason.
  private func marks(_ one: ScoredCriterion) -> HTML {
    let own: String? = kind == .appraisal ? one.score?.selfPoints.map { String($0.hundredths) } ?? "" : nil
    return """
       data-criterion="\(one.criterion.id.rawValue)" data-most="\(one.criterion.maximum.hundredths)"\(attribute: "data-own", own)\
      \(flag: "data-given", kind == .appraisal && one.score?.givenPoints != nil)
      """
  }

  private func fields(_ one: ScoredCriterion, _ t: Translator) -> HTML {
    let id = one.criterion.id
    let (points, words) = ("points-\(id)", "words-\(id)")
    let known = kind == .own ? one.score?.selfPoints : one.score?.givenPoints ?? one.score?.selfPoints
    let said = kind == .own ? one.score?.selfNote : one.score?.givenReason
    return """
      <input type="hidden" name="base-\(id.rawValue)" value="\(sent?["base-\(id)"] ?? String(one.score?.version ?? 0))">\
      <div class="criterion__fields">\(Field.text(
        points, label: kind == .own ? t("Điểm tự chấm, \(one.criterion.code)") : t("Điểm thẩm định, \(one.criterion.code)"),
        value: sent?[points] ?? known?.text ?? "", hint: t("Từ 0 đến \(one.criterion.maximum.text)"),
        error: errors[points].map { t($0) }, autocomplete: "off", inputMode: "decimal"))\
      \(Field.area(
        words, label: kind == .own ? t("Giải trình, \(one.criterion.code)") : t("Lý do, \(one.criterion.code)"),
        value: sent?[words] ?? said ?? "", rows: 2,
        hint: kind == .own ? t("Đã làm gì, ở văn bản nào") : t("Bắt buộc khi điểm khác điểm tự chấm"),
        error: errors[words].map { t($0) }, maxLength: 4000))</div>
      """
  }
}

/// The pillars beside each other, each with its sum and how many of its criteria are done.
struct PillarStrip {
  let file: EntryFile
  let kind: ScoringPage.Kind
  let current: IndexPillar
  let t: Translator

  var html: HTML {
    let items = file.scheme.pillars.map { one -> HTML in
      let own = file.of(one)
      let points = own.compactMap { value($0) }
      let isHere = one.code == current.code
      return """
        <li><a href="\(url: "\(MaturityPath.act(file.entry.id, kind.path))?tru=\(one.code)")"\
        \(attribute: "aria-current", isHere ? "page" : nil)><span class="pillar-strip__name">\(one.code) \(one.name)</span>\
        <span class="figures"><strong\(flag: "data-pillar-sum", isHere)>\(points.sum.text)</strong>/\(own.map(\.criterion.maximum).sum.text)</span>\
        <span class="quiet"><span\(flag: "data-pillar-done", isHere)>\(points.count)</span>/\(own.count) \(t("tiêu chí"))</span></a></li>
        """
    }
    return "<nav class=\"pillar-strip\" aria-label=\"\(t("Trụ cột"))\"><ul>\(items)</ul></nav>"
  }

  private func value(_ one: ScoredCriterion) -> Points? {
    switch kind {
    case .own: one.score?.selfPoints
    case .appraisal: one.score?.givenPoints
    case .reading: file.points(one)
    }
  }
}
