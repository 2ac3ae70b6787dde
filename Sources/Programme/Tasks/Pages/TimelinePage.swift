import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// Tasks along the time, with the table behind it.
struct TimelinePage: Sendable {
  let filter: WorkFilter
  let lines: [WorkLine]
  let needs: [WorkID: [WorkID]]
  let plans: [PlanRecord]
  let today: CivilDate

  static let most = 200

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let dated = ordered
    let without = lines.count - lines.count { $0.record.dueOn != nil || $0.record.startsOn != nil }
    let timeline = timeline(dated, t)
    return DeskPage(
      title: t("Dòng thời gian"), room: Programme.tasksRoom,
      body: """
        <div class="stack">\(TaskParts.tabs(.timeline, query: TaskQuery.text(filter), t))\
        \(TaskFilterForm(filter: filter, plans: plans, leads: leads, path: TaskParts.View.timeline.path).html(t))\
        \(if: dated.isEmpty, EmptyState.html(
          t("Chưa có nhiệm vụ nào có ngày bắt đầu hoặc hạn."),
          act: Button.link(t("Về danh sách"), to: ProgrammePath.tasks, icon: "list"), icon: "chart-no-axes-column"))\
        \(timeline.html)\(if: !dated.isEmpty, key(t))\
        \(if: without > 0, "<p class=\"quiet\">\(t("\(without) nhiệm vụ chưa có ngày nên không vẽ được."))</p>")\
        \(if: dated.count == Self.most, Notice.info(t("Chỉ vẽ \(Self.most) nhiệm vụ đầu. Lọc theo kế hoạch hoặc đơn vị.")))\
        \(if: !dated.isEmpty, TaskParts.unfold(t("Bảng số liệu"), icon: "table", table(dated, t)))</div>
        """,
      scripts: ["tasks.js"],
      lead: "\(t("Năm và quý; vạch đứng là hôm nay; đường nối là việc phải chờ"))", isWide: true,
      styles: ["tasks.css", "tasks-timeline.css"]
    ).answer(context)
  }

  private var leads: [(id: OrganisationID, name: String)] {
    var seen: Set<OrganisationID> = []
    return lines.compactMap { seen.insert($0.record.lead).inserted ? ($0.record.lead, $0.leadName) : nil }
  }

  /// By their beginning, each with its parts below it.
  private var ordered: [WorkLine] {
    let dated = lines.filter { $0.record.dueOn != nil || $0.record.startsOn != nil }
      .sorted { (start($0), $0.record.id) < (start($1), $1.record.id) }
    let known = Set(dated.map(\.record.id))
    let parts = Dictionary(grouping: dated, by: \.record.parent)
    var result: [WorkLine] = []
    func add(_ line: WorkLine) {
      guard result.count < Self.most else { return }
      result.append(line)
      for part in parts[line.record.id] ?? [] { add(part) }
    }
    for line in dated where line.record.parent.map({ !known.contains($0) }) ?? true { add(line) }
    return result
  }

  private func start(_ line: WorkLine) -> CivilDate { line.record.startsOn ?? line.record.dueOn ?? today }

  private func timeline(_ dated: [WorkLine], _ t: Translator) -> Timeline {
    let places = Dictionary(dated.enumerated().map { ($1.record.id, $0) }, uniquingKeysWith: { first, _ in first })
    let bars = dated.map { line -> Timeline.Bar in
      let record = line.record
      let end = max(start(line), record.dueOn ?? start(line))
      let words = [
        TaskParts.title(record, t), line.leadName, "\(start(line).vietnamese)–\(end.vietnamese)",
        t(record.state.phrase),
        "\(record.percent)%", line.deadline.words(t),
      ].filter { !$0.isEmpty }.joined(separator: " · ")
      return Timeline.Bar(
        id: record.id, title: TaskParts.title(record, t), words: words, start: start(line), end: end,
        percent: record.percent, state: record.state, isLate: line.deadline.isLate, depth: record.parent == nil ? 0 : 1)
    }
    let joints = dated.enumerated().flatMap { place, line in
      (needs[line.record.id] ?? []).compactMap { places[$0] }.map { (waits: place, needs: $0) }
    }
    return Timeline(
      bars: bars, joints: joints, today: today, label: t("Dòng thời gian của \(bars.count) nhiệm vụ"),
      todayLabel: t("Hôm nay"), yearLabel: t("Năm"),
      quarterLabels: [t("Quý I"), t("Quý II"), t("Quý III"), t("Quý IV")])
  }

  private func key(_ t: Translator) -> HTML {
    let states = ["not-started", "doing", "awaiting", "done", "paused"].compactMap { WorkState(rawValue: $0) }
    let items = states.map { state -> HTML in
      "<li><span class=\"timeline-key timeline-key--\(state.rawValue)\" aria-hidden=\"true\"></span>\(t(state.phrase))</li>"
    }
    return """
      <ul class="timeline-keys">\(items)<li><span class="timeline-key timeline-key--late" aria-hidden="true"></span>\(t("Chậm hạn"))</li></ul>
      """
  }

  private func table(_ dated: [WorkLine], _ t: Translator) -> HTML {
    let titles = Dictionary(dated.map { ($0.record.id, $0.record.title) }, uniquingKeysWith: { first, _ in first })
    return Table.html(
      caption: t("Nhiệm vụ theo ngày bắt đầu"),
      columns: [
        .init(t("Nhiệm vụ")), .init(t("Bắt đầu"), .fit), .init(t("Hạn"), .fit), .init(t("Trạng thái"), .fit),
        .init(t("Tiến độ"), .figure), .init(t("Chờ")),
      ],
      rows: dated.map { line in
        [
          TaskParts.link(line.record, t), TaskParts.day(line.record.startsOn), TaskParts.day(line.record.dueOn),
          TaskParts.state(line.record.state, t), "\(line.record.percent)%",
          "\((needs[line.record.id] ?? []).compactMap { titles[$0] }.joined(separator: "; "))",
        ]
      })
  }
}
