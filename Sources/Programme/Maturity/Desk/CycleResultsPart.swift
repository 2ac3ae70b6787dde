import Kernel
import Web

/// What was published of a cycle: how many stand on which level, and the ranking of a bloc.
struct CycleResultsPart {
  let file: CycleFile
  let bloc: Bloc?
  let isIntact: Bool?
  /// The totals of the year before, by organisation.
  let before: [OrganisationID: Points]
  let t: Translator

  private var cycle: MaturityCycle { file.cycle }

  var html: HTML {
    let blocs = Bloc.allCases.filter { bloc in file.results.contains { $0.bloc == bloc } }
    let shown = bloc ?? blocs.first ?? .localNewspaper
    let results = file.results.filter { $0.bloc == shown }
    return """
      <section class="section"><h2>\(t("Kết quả"))</h2>\(levels)\
      \(Tabs.html(blocs.map { bloc in
        .init(
          t(bloc.phrase), "\(MaturityPath.cycle(cycle.id))?khoi=\(bloc.rawValue)",
          count: file.results.count { $0.bloc == bloc }, isCurrent: bloc == shown)
      }, label: t("Khối")))\(ranking(results))\(seal)</section>
      """
  }

  private var levels: HTML {
    let counts = file.distribution
    let known = zip(file.scheme.levels.all, counts).map { ($0, $1) }
    let most = known.max { $0.1 < $1.1 }.flatMap { $0.1 > 0 ? $0 : nil }
    let without = counts.last ?? 0
    let title =
      most.map { level, count in
        t("Nhiều nhất là mức \(t(level: level.name)): \(count) trên \(file.results.count) cơ quan")
      } ?? t("Chưa xếp mức được cơ quan nào: ngưỡng chưa xác minh")
    var bars = known.reversed().map { level, count in
      PointBars.Bar(label: t(level: level.name), value: count, shown: String(count))
    }
    if without > 0 {
      bars.append(.init(label: t("ngưỡng chưa xác minh"), value: without, shown: String(without)))
    }
    return PointBars(title: title, bars: bars).html
  }

  private func ranking(_ results: [MaturityResult]) -> HTML {
    Table.html(
      caption: t("Xếp hạng trong khối"),
      columns: [
        .init(t("Cơ quan")), .init(t("Hạng"), .figure), .init(t("Tổng điểm"), .figure), .init(t("Mức")),
      ] + (before.isEmpty ? [] : [.init(t("So với \(cycle.year - 1)"), .figure)]),
      rows: results.map { result in
        [
          "<a href=\"\(url: MaturityPath.history(result.organisation))\">\(result.name)</a>",
          "\(result.rank)\(if: result.isTied, " <span class=\"quiet\">\(t("đồng hạng"))</span>")",
          "\(result.total.text)", MaturityDesk.level(result, t),
          "\(before[result.organisation].map { MaturityDesk.change(from: $0, to: result.total) } ?? "—")",
        ]
      }, id: "maturity-ranking")
  }

  private var seal: HTML {
    """
    <p class="quiet">\(cycle.decision.isEmpty ? "" : "\(t("Quyết định công nhận")): \(cycle.decision) · ")\
    \(t("Công bố bởi")) \(cycle.publishedByName)\(cycle.publishedAt.map { " · \(TimeText.absolute($0))" as HTML }) · \
    \(isIntact ?? true ? t("nguyên vẹn") : t("khác mã băm")) · SHA-256 <code>\(cycle.digest.prefix(16))…</code></p>
    """
  }
}
