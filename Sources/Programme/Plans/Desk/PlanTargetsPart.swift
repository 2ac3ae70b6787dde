import Kernel
import Web

/// Targets by year as the plan says them, what contradicts what, and from whom each was taken over.
struct PlanTargetsPart: Sendable {
  let view: Programme.PlanView

  func html(_ context: StaffContext) -> HTML {
    let t = context.translator
    let targets = view.whole.targets
    guard !targets.isEmpty else { return EmptyState.html(t("Kế hoạch này chưa có chỉ tiêu."), icon: "target") }
    return """
      \(contradictions(t))\
      \(FilterBar.html(target: "targets", label: t("Lọc chỉ tiêu"), count: targets.count, t))\(table(context))
      """
  }

  private func table(_ context: StaffContext) -> HTML {
    let t = context.translator
    let years = view.whole.years
    return Table.html(
      caption: t("Chỉ tiêu theo năm, như văn bản ghi"),
      columns: [.init(t("Chỉ tiêu"))] + years.map { .init("\($0)", .figure) },
      rows: view.whole.targets.map { target in
        let values = Dictionary(
          (view.whole.values[target.id] ?? []).map { ($0.year, $0) }, uniquingKeysWith: { first, _ in first })
        let cells = years.map { year -> HTML in
          guard let value = values[year] else { return "<span class=\"quiet\">—</span>" }
          return "<span class=\"plan-value\">\(value.shown)</span>"
        }
        return [name(target, context)] + cells
      }, id: "targets")
  }

  private func name(_ target: TargetRecord, _ context: StaffContext) -> HTML {
    let t = context.translator
    return """
      <span class="plan-name" id="ct-\(target.code)">\(target.measure)</span>\
      \(target.endedOn.map { " \(StateWord.html(t("đến hết \($0.vietnamese)"), .off))" as HTML })\
      \(if: !target.contradicts.isEmpty, " \(StateWord.html(t("Văn bản mâu thuẫn"), .bad))")\
      \(PlanWords.place(target.section, target.lines, t))\
      <details class="plan-more"><summary>\(t("Nguyên văn, cách tính"))</summary>\(more(target, context))</details>
      """
  }

  private func more(_ target: TargetRecord, _ context: StaffContext) -> HTML {
    let t = context.translator
    var rows: [(String, HTML)] = []
    if !target.numerator.isEmpty { rows.append((t("Tử số"), "\(target.numerator)")) }
    if !target.denominator.isEmpty { rows.append((t("Mẫu số"), "\(target.denominator)")) }
    if !target.populationText.isEmpty { rows.append((t("Tính trên"), "\(target.populationText)")) }
    rows.append((t("Đơn vị"), "\(t(PlanWords.unit(target.unit))) · \(t(PlanWords.direction(target.direction)))"))
    if let base = target.baseYear { rows.append((t("Năm gốc"), "\(base)")) }
    if !target.note.isEmpty { rows.append((t("Ghi chú"), "\(target.note)")) }
    let edit = "\(ProgrammePath.plan(target.plan))/sua-chi-tieu/\(target.id)"
    return """
      <blockquote class="plan-quote">\(PlanProse.html(target.text))</blockquote>\
      <dl class="facts">\(rows.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML })</dl>\
      \(lineage(target, t))\
      \(if: view.mayManage && Programme.mayEdit(view.whole), Button.link(t("Sửa chỉ tiêu"), to: edit, icon: "pencil"))
      """
  }

  // MARK: Lineage

  private func lineage(_ target: TargetRecord, _ t: Translator) -> HTML {
    let own = view.whole.values[target.id] ?? []
    let above = view.lineage.above[target.id].map { relative -> HTML in
      """
      <p>\(t("Nhận từ")): \(link(relative))\(differences(.between(relative.values, own), t))</p>
      """
    }
    let below = (view.lineage.below[target.id] ?? []).map { relative -> HTML in
      "<li>\(link(relative))\(differences(.between(own, relative.values), t))</li>"
    }
    return """
      \(above)\(if: !below.isEmpty, "<p>\(t("Được nhận ở"))</p><ul class=\"plan-list\">\(below)</ul>")
      """
  }

  private func link(_ relative: PlanLineage.Relative) -> HTML {
    let path = "\(PlanPage.path(relative.plan.id, .targets))#ct-\(relative.target.code)"
    return "<a href=\"\(url: path)\">\(relative.plan.shortTitle)</a>, \(relative.target.measure)"
  }

  private func differences(_ differences: [ValueDifference], _ t: Translator) -> HTML {
    guard !differences.isEmpty else { return " <span class=\"quiet\">\(t("không cùng năm nào"))</span>" }
    let words = differences.map { one -> String in
      guard let by = one.by else { return t("\(one.year): \(one.above) → \(one.below)") }
      return by == 0
        ? t("\(one.year): bằng nhau, \(one.below)")
        : t("\(one.year): \(one.above) → \(one.below) (\(PlanWords.signed(by)))")
    }
    return "<span class=\"plan-difference\">\(words.joined(separator: " · "))</span>"
  }

  // MARK: Contradictions

  private func contradictions(_ t: Translator) -> HTML {
    let pairs = Self.pairs(view.whole.targets)
    guard !pairs.isEmpty else { return .empty }
    let rows = pairs.map { left, right -> HTML in
      """
      <li class="plan-pair"><p class="plan-pair__name">\(left.measure)</p><div class="plan-pair__sides">\
      \(side(left, against: right, t))\(side(right, against: left, t))</div></li>
      """
    }
    return """
      <section class="section plan-contradictions"><h2>\(t("Chỗ văn bản tự mâu thuẫn"))</h2>\
      <p>\(t("Giữ cả hai như văn bản ghi; không chọn thay cơ quan ban hành."))</p><ul class="plan-list">\(rows)</ul></section>
      """
  }

  private func side(_ target: TargetRecord, against other: TargetRecord, _ t: Translator) -> HTML {
    let years = Set((view.whole.values[other.id] ?? []).map(\.year))
    let own = view.whole.values[target.id] ?? []
    let common = own.filter { years.contains($0.year) }
    let shown = (common.isEmpty ? own : common).map { "\($0.year): \($0.shown)" }
    return """
      <div><strong>\(target.section)</strong><p>\(shown.joined(separator: " · "))</p>\
      <a href="#ct-\(target.code)">\(t("Xem chỉ tiêu này"))</a></div>
      """
  }

  /// Each pair once, in the order of the plan.
  static func pairs(_ targets: [TargetRecord]) -> [(TargetRecord, TargetRecord)] {
    let byCode = Dictionary(targets.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<String> = []
    return targets.flatMap { target in
      target.contradicts.split(separator: " ").compactMap { code -> (TargetRecord, TargetRecord)? in
        guard let other = byCode[String(code)] else { return nil }
        guard seen.insert([target.code, other.code].sorted().joined(separator: " ")).inserted else { return nil }
        return (target, other)
      }
    }
  }
}

extension [ValueDifference] {
  static func between(_ above: [TargetValue], _ below: [TargetValue]) -> [ValueDifference] {
    ValueDifference.between(above, below)
  }
}
