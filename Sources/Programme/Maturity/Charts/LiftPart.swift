import Kernel
import Web

/// What would lift an entry most: criteria by the points still to be had, what the first of them would bring, and which
/// points have nothing that proves them.
struct LiftPart {
  /// A criterion with what it lacks.
  struct Gap {
    let one: ScoredCriterion
    let have: Points?
    let missing: Points
    /// The total once this one and all before it have everything.
    let total: Points
  }

  let file: EntryFile
  let t: Translator
  /// Where a criterion is opened: scored, appraised or read.
  let kind: ScoringPage.Kind

  /// Most to gain first; equal ones in the order of the index.
  var gaps: [Gap] {
    let open = file.criteria.map { ($0, missing($0)) }.filter { $0.1 > .zero }
    let sorted = open.sorted { left, right in
      if left.1 != right.1 { return left.1 > right.1 }
      return left.0.criterion.position < right.0.criterion.position
    }
    var total = file.total
    return sorted.map { one, missing in
      total = total + missing
      return Gap(one: one, have: file.points(one), missing: missing, total: total)
    }
  }

  private func missing(_ one: ScoredCriterion) -> Points {
    let have: Points = file.points(one) ?? .zero
    return one.criterion.maximum - have
  }

  /// Points that stand on nothing: whoever appraises takes them away first.
  var unproven: [ScoredCriterion] {
    let bare = file.criteria.filter { $0.evidence.isEmpty }.map { one -> (ScoredCriterion, Points) in
      (one, file.points(one) ?? .zero)
    }
    return bare.filter { $0.1 > .zero }.sorted { $0.1 > $1.1 }.map(\.0)
  }

  var html: HTML {
    let gaps = gaps
    guard !gaps.isEmpty else { return file.scored == 0 ? .empty : "<p>\(t("Không còn tiêu chí nào thiếu điểm."))</p>" }
    let first = gaps.prefix(10)
    let rest = gaps.dropFirst(10)
    return """
      <h3 class="lift__title">\(title(gaps))</h3>\(if: !goal(gaps).isEmpty, "<p>\(goal(gaps))</p>")\
      \(table(Array(first), t("Tiêu chí còn lấy được nhiều điểm nhất")))\
      \(if: !rest.isEmpty, """
        <details class="maturity-fold"><summary>\(t("Còn \(rest.count) tiêu chí nữa"))</summary>\
        \(table(Array(rest), t("Các tiêu chí còn lại")))</details>
        """)\(components)\(atRisk)
      """
  }

  private func title(_ gaps: [Gap]) -> String {
    let three = gaps.prefix(3)
    let sum = three.map(\.missing).sum
    return t(
      "Nâng gì thì lợi nhất: \(three.count) tiêu chí đầu (\(three.map(\.one.criterion.code).joined(separator: ", "))) còn \(sum.text) điểm"
    )
  }

  /// How many of them reach the next level that is known; nothing is said of cut-offs nobody has confirmed.
  private func goal(_ gaps: [Gap]) -> String {
    let total = file.total
    guard let next = file.scheme.levels.all.first(where: { $0.floor.map { $0 > total } ?? false }),
      let floor = next.floor, let place = gaps.firstIndex(where: { $0.total >= floor })
    else { return "" }
    return t(
      "Đang có \(total.text) điểm. Lấy trọn \(place + 1) tiêu chí đầu thì lên \(gaps[place].total.text), đủ mức \(t(level: next.name)) (từ \(floor.text))."
    )
  }

  private func table(_ gaps: [Gap], _ caption: String) -> HTML {
    Table.html(
      caption: caption,
      columns: [
        .init(t("Tiêu chí")), .init(t("Còn lấy được"), .figure), .init(t("Đang có"), .figure),
        .init(t("Tối đa"), .figure), .init(t("Cộng dồn"), .figure), .init(t("Minh chứng"), .fit),
      ],
      rows: gaps.map { gap in
        [
          "<a href=\"\(url: path(gap.one))\">\(gap.one.criterion.code) · \(gap.one.criterion.text)</a>",
          "<strong>\(gap.missing.text)</strong>",
          gap.have.map { "\($0.text)" } ?? "<span class=\"quiet\">\(t("chưa chấm"))</span>",
          "\(gap.one.criterion.maximum.text)", "\(gap.total.text)",
          gap.one.evidence.isEmpty ? StateWord.html(t("chưa có"), .off) : "\(gap.one.evidence.count)",
        ]
      })
  }

  /// The same by component index, shorter.
  private var components: HTML {
    struct Component {
      let name: String
      var maximum = Points.zero
      var missing = Points.zero
    }
    var found: [String: Component] = [:]
    for one in file.criteria {
      let name = one.criterion.component
      var component = found[name] ?? Component(name: name)
      component.maximum = component.maximum + one.criterion.maximum
      component.missing = component.missing + missing(one)
      found[name] = component
    }
    let all = found.values.filter { $0.missing > .zero }.sorted { left, right in
      left.missing == right.missing ? left.name < right.name : left.missing > right.missing
    }
    guard let most = all.first else { return .empty }
    let bars = all.map { one -> PointBars.Bar in
      PointBars.Bar(
        label: String(one.name.prefix(120)), value: one.missing.hundredths, shown: one.missing.text,
        more: t("của \(one.maximum.text)"))
    }
    return PointBars(
      title: t("Theo chỉ số thành phần: “\(most.name)” còn thiếu \(most.missing.text) điểm"), bars: bars
    ).html
  }

  private var atRisk: HTML {
    let all = unproven
    guard !all.isEmpty, !file.showsGiven else { return .empty }
    let lines = all.prefix(12).map { one -> HTML in
      """
      <li><a href="\(url: MaturityPath.act(file.entry.id, "minh-chung/\(one.criterion.id)"))">\(one.criterion.code) · \(one.criterion.text)</a> \
      <span class="figures">\(file.points(one)?.text ?? "")</span></li>
      """
    }
    return """
      <h3 class="lift__title">\(t("Dễ mất: \(all.count) tiêu chí có điểm mà chưa có minh chứng, cộng \(all.compactMap { file.points($0) }.sum.text) điểm"))</h3>\
      <ul class="maturity-list maturity-list--risk">\(lines)</ul>\
      \(if: all.count > 12, "<p class=\"quiet\">\(t("và \(all.count - 12) tiêu chí nữa"))</p>")
      """
  }

  private func path(_ one: ScoredCriterion) -> String {
    "\(MaturityPath.act(file.entry.id, kind.path))?tru=\(one.criterion.pillar)#c-\(one.criterion.id)"
  }
}
