import Kernel
import Web

/// The two charts of an entry: where it stands by pillar, and what would lift it most. Their titles say what they show.
struct EntryCharts {
  let file: EntryFile
  let t: Translator

  /// What a part is called, what it may have, and what it lacks.
  struct Gap {
    let name: String
    let maximum: Points
    let missing: Points
  }

  var radar: HTML {
    let axes = file.scheme.pillars.map { pillar -> RadarChart.Axis in
      let own = file.of(pillar)
      let maximum = own.map(\.criterion.maximum).sum
      return RadarChart.Axis(
        name: pillar.name, label: "\(pillar.code) \(share(own.compactMap { file.points($0) }.sum, maximum))",
        maximum: maximum, own: own.compactMap { $0.score?.selfPoints }.sum,
        given: file.showsGiven && file.appraised == file.criteria.count
          ? own.compactMap { $0.score?.givenPoints }.sum : nil)
    }
    return RadarChart(title: radarTitle, axes: axes, ownName: t("Tự chấm"), givenName: t("Thẩm định")).html(t)
  }

  private var radarTitle: String {
    let parts = file.scheme.pillars.map { pillar -> (name: String, points: Points, maximum: Points) in
      let own = file.of(pillar)
      return (pillar.name, own.compactMap { file.points($0) }.sum, own.map(\.criterion.maximum).sum)
    }.filter { $0.maximum > .zero }
    // By share of what the pillar may have, compared without division.
    let sorted = parts.sorted {
      $0.points.hundredths * $1.maximum.hundredths > $1.points.hundredths * $0.maximum.hundredths
    }
    guard let best = sorted.first, let worst = sorted.last, sorted.count > 1 else { return t("Điểm theo trụ cột") }
    return t(
      "Mạnh nhất ở \(best.name) (\(best.points.text)/\(best.maximum.text)), yếu nhất ở \(worst.name) (\(worst.points.text)/\(worst.maximum.text))"
    )
  }

  /// Criteria by what is missing, most first.
  var gaps: [Gap] {
    file.criteria.map { one in
      Gap(
        name: "\(one.criterion.code) \(one.criterion.text)", maximum: one.criterion.maximum,
        missing: one.criterion.maximum - (file.points(one) ?? .zero))
    }.filter { $0.missing > .zero }.sorted { $0.missing == $1.missing ? $0.name < $1.name : $0.missing > $1.missing }
  }

  /// The same by component.
  var componentGaps: [Gap] {
    Dictionary(grouping: file.criteria, by: \.criterion.component).map { name, all in
      let maximum = all.map(\.criterion.maximum).sum
      return Gap(name: name, maximum: maximum, missing: maximum - all.compactMap { file.points($0) }.sum)
    }.filter { $0.missing > .zero }.sorted { $0.missing == $1.missing ? $0.name < $1.name : $0.missing > $1.missing }
  }

  var lift: HTML {
    guard let most = gaps.first else {
      return file.scored == 0 ? .empty : "<p>\(t("Không còn tiêu chí nào thiếu điểm."))</p>"
    }
    let first = componentGaps.first ?? most
    return """
      \(PointBars(
        title: t("Nâng gì thì lợi nhất: chỉ số “\(first.name)” còn thiếu \(first.missing.text) điểm"),
        bars: bars(componentGaps)).html)\
      \(PointBars(
        title: t("Tiêu chí còn thiếu nhiều nhất: \(most.name) (\(most.missing.text) điểm)"),
        bars: bars(Array(gaps.prefix(10)))).html)
      """
  }

  private func bars(_ gaps: [Gap]) -> [PointBars.Bar] {
    gaps.map { gap in
      .init(
        label: String(gap.name.prefix(120)), value: gap.missing.hundredths, shown: gap.missing.text,
        more: t("của \(gap.maximum.text)"))
    }
  }

  private func share(_ points: Points, _ maximum: Points) -> String {
    maximum.hundredths == 0 ? "" : "\((points.hundredths * 100 + maximum.hundredths / 2) / maximum.hundredths)%"
  }
}
