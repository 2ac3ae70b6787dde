import Contracts
import Kernel
import Web

/// The target by year, as a table: the same that the chart shows.
struct TargetYearsPart: Sendable {
  let view: TargetView
  let today: CivilDate

  func html(_ t: Translator) -> HTML {
    let maker = DashboardLines(
      targets: [view.target], values: [view.target.id: view.values],
      figures: view.wholes.map {
        DashboardFigure(
          target: $0.target, day: $0.day, count: $0.count, known: $0.population > 0 ? ($0.known, $0.population) : nil,
          missing: $0.missing, name: nil)
      }, frozen: Set(view.freezes.map(\.day)), restated: view.restatements, isWhole: true, today: today, kept: view.kept
    )
    guard view.mayManage, let line = maker.lines.first else { return planned(t) }
    let table = Table.html(
      caption: t("Theo năm"),
      columns: [
        .init(t("Năm")), .init(t("Kế hoạch")), .init(t("Thực hiện")), .init(t("Chênh lệch"), .figure),
        .init(t("Dự báo (khoảng 95%)")), .init(t("Trạng thái"), .fit),
      ], rows: line.cells.map { row($0, t) })
    let left = KeptUnit.noForecast(line.inOtherUnit, t).map { "<p class=\"quiet\">\($0)</p>" as HTML }
    return "<section class=\"stack\"><h2>\(t("Theo năm"))</h2>\(left)\(table)</section>"
  }

  /// For those who do not see the whole: what the plan wants.
  private func planned(_ t: Translator) -> HTML {
    guard !view.values.isEmpty else { return .empty }
    let table = Table.html(
      caption: t("Mức kế hoạch theo năm"), columns: [.init(t("Năm")), .init(t("Kế hoạch"))],
      rows: view.values.map { ["\($0.year)", "\($0.shown)"] })
    return "<section class=\"stack\"><h2>\(t("Mức kế hoạch theo năm"))</h2>\(table)</section>"
  }

  private func row(_ cell: Dashboard.Cell, _ t: Translator) -> [HTML] {
    let (unit, now) = (cell.unit, view.target.unit)
    let was = cell.restatedFrom.map {
      " <span class=\"kpi__note\">\(t("khi chốt")): <del>\(FigureText.count($0, unit, t))</del></span>" as HTML
    }
    return [
      "\(cell.year)", "\(cell.planned?.shown ?? "—")",
      "\(cell.count.map { FigureText.count($0, unit, t) } ?? "—")\(was)\(if: cell.isFrozen, " <span class=\"kpi__note\">\(t("đã chốt"))</span>")\(KeptUnit.note(unit, now, t))",
      "\(cell.attainment.gapText ?? "—")",
      cell.forecast.map {
        "\(FigureText.value($0.value, now)) (\(FigureText.value($0.low, now))–\(FigureText.value($0.high, now)))"
      } ?? "—",
      cell.count == nil && cell.year > today.year
        ? "—" : StateWord.html(t(cell.attainment.phrase), cell.standing.kind),
    ]
  }
}

/// Each organisation's part on each reporting day, newest day first, with every piece of evidence.
struct TargetPartsPart: Sendable {
  let view: TargetView
  private var isOfOrganisations: Bool { PlaceTarget.isOfOrganisations(view.target) }

  func html(_ t: Translator) -> HTML {
    let days = Dictionary(grouping: view.parts, by: \.day).sorted { $0.key > $1.key }
    guard !days.isEmpty else { return .empty }
    let sections = days.enumerated().map { place, day -> HTML in
      let title =
        isOfOrganisations
        ? t("Ngày \(day.key.vietnamese): \(day.value.count) cơ quan")
        : t("Ngày \(day.key.vietnamese): \(day.value.count) xã, phường")
      let note = KeptUnit.note(view.unit(on: day.key), view.target.unit, t)
      let content: HTML = "\(note)\(comparison(day.key, day.value, t))\(table(title, day.value, t))"
      // Named inside what is folded: then a browser that is sent here unfolds it.
      let anchor = Self.anchor(day.key)
      return place == 0
        ? "<h3 id=\"\(anchor)\">\(title)</h3>\(content)"
        : "<details><summary>\(title)</summary><div id=\"\(anchor)\">\(content)</div></details>"
    }
    let heading = isOfOrganisations ? t("Phần của từng cơ quan") : t("Phần của từng xã, phường")
    return "<section class=\"stack\"><h2>\(heading)</h2>\(sections)</section>"
  }

  /// Where the parts of a day stand on the target's page.
  static func anchor(_ day: CivilDate) -> String { "ngay-\(day.rawValue)" }

  /// Agencies beside one another, where each has more to show than yes or no.
  private func comparison(_ day: CivilDate, _ parts: [FigurePart], _ t: Translator) -> HTML {
    let unit = view.unit(on: day)
    let bars = parts.compactMap { part -> (name: String, value: Double, shown: String)? in
      let count = view.standing(part).count
      guard let value = count.value(unit), (count.denominator ?? 0) != 1 else { return nil }
      return (part.name, value, FigureText.count(count, unit, t))
    }.sorted { $0.value > $1.value }
    guard let best = bars.first else { return .empty }
    return ComparisonChart(title: t("Cao nhất: \(best.name), \(best.shown)"), bars: bars, unit: unit).html
  }

  private func table(_ caption: String, _ parts: [FigurePart], _ t: Translator) -> HTML {
    Table.html(
      caption: caption,
      columns: [
        .init(isOfOrganisations ? t("Cơ quan") : t("Xã, phường")), .init(t("Số liệu"), .fit), .init(t("Nguồn")),
        .init(t("Minh chứng")),
      ], rows: parts.map { row($0, t) })
  }

  private func row(_ part: FigurePart, _ t: Translator) -> [HTML] {
    let (count, was) = view.standing(part)
    let unit = view.unit(on: part.day)
    let shown = was.map { " <del class=\"kpi__was\">\(FigureText.count($0, unit, t))</del>" as HTML }
    let own = part.evidence.map { piece -> HTML in
      let text = t(piece.sentence)
      return piece.path.map { "<li><a href=\"\(url: $0)\">\(text)</a></li>" } ?? "<li>\(text)</li>"
    }
    let papers = (part.entry.flatMap { view.proofs[$0.rawValue] } ?? []).map { "<li>\(Self.proof($0))</li>" as HTML }
    return [
      "\(part.name)", "<span class=\"figures\">\(partText(part, count, t))</span>\(shown)",
      part.missing.isEmpty ? "\(t(part.source.phrase))" : "<span class=\"quiet\">\(part.missingText(t))</span>",
      own.isEmpty && papers.isEmpty ? "—" : "<ul class=\"kpi-proofs\">\(own)\(papers)</ul>",
    ]
  }

  /// One of one is told as what it is: it counts or it does not.
  private func partText(_ part: FigurePart, _ count: FigureCount, _ t: Translator) -> String {
    guard count.state == .counted, count.denominator == 1, let numerator = count.numerator else {
      return FigureText.count(count, view.unit(on: part.day), t)
    }
    return numerator >= 1 ? t("Có (1/1)") : t("Không (0/1)")
  }

  static func proof(_ proof: Evidence) -> HTML {
    switch proof.kind {
    case .file: "<a href=\"\(url: ProgrammePath.evidence(proof.id))\">\(proof.name)</a>"
    case .address, .page: "<a href=\"\(url: proof.value)\" rel=\"noopener\">\(proof.name)</a>"
    case .words: proof.value == proof.name ? "\(proof.name)" : "\(proof.name): \(proof.value)"
    }
  }
}
