import Kernel
import Web

/// Where an entry stands by pillar; the title says what is to be seen.
struct EntryCharts {
  let file: EntryFile
  let t: Translator

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

  private func share(_ points: Points, _ maximum: Points) -> String {
    maximum.hundredths == 0 ? "" : "\((points.hundredths * 100 + maximum.hundredths / 2) / maximum.hundredths)%"
  }
}
