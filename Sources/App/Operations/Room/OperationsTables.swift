import Foundation
import Kernel
import Messaging
import Web

/// The lists of work outside requests.
struct OperationsTables {
  let state: OperationsState
  let rhythms: [Schedule]
  let mayRetry: Bool
  let context: StaffContext

  private var t: Translator { context.translator }

  func jobs(_ jobs: [JobStatus]) -> HTML {
    guard !jobs.isEmpty else { return "<p>\(t("Không có việc nào đang chờ, đang chạy hay hỏng."))</p>" }
    return list(
      t("Việc nền"), jobs,
      [
        (.init(t("Loại việc")), { "\(WorkNames.name(of: $0.name, t))" }),
        (.init(t("Tình trạng"), .fit), jobState),
        (.init(t("Chờ"), .figure), { "\(Figure.text($0.waiting))" }),
        (.init(t("Chạy"), .figure), { "\(Figure.text($0.running))" }),
        (.init(t("Hỏng"), .figure), { "\(Figure.text($0.dead))" }),
        (.init(t("Đến lượt"), .fit), { $0.oldest.map(time) }),
        (.init(t("Lỗi gần nhất")), { $0.lastError.map(error) }),
        (.init(t("Làm"), .fit), { retry("job", $0.name, $0.dead) }),
      ])
  }

  func lanes(_ lanes: [LaneStatus]) -> HTML {
    guard !lanes.isEmpty else {
      return "<p>\(t("Chưa có tin nào được chuyển. Luồng đầu tiên hiện khi có bài xuất bản."))</p>"
    }
    return list(
      t("Chuyển tin giữa các phòng"), lanes,
      [
        (.init(t("Luồng")), { "\(WorkNames.name(of: $0.name, t))" }),
        (.init(t("Tình trạng"), .fit), laneState),
        (.init(t("Chờ"), .figure), { "\(Figure.text($0.waiting))" }),
        (.init(t("Hỏng"), .figure), { "\(Figure.text($0.dead))" }),
        (.init(t("Chờ lâu nhất từ"), .fit), { $0.oldest.map(time) }),
        (.init(t("Xong gần nhất"), .fit), { $0.lastDoneAt.map(time) }),
        (.init(t("Lỗi gần nhất")), { $0.failingSince == nil && $0.dead == 0 ? nil : $0.lastError.map(error) }),
        (.init(t("Làm"), .fit), { retry("lane", $0.name, $0.dead) }),
      ])
  }

  func schedules(_ schedules: [ScheduleStatus]) -> HTML {
    guard !schedules.isEmpty else {
      return "<p>\(t("Chưa có lịch nào. Lịch hiện sau khi việc nền chạy lần đầu."))</p>"
    }
    return list(
      t("Việc theo lịch"), schedules,
      [
        (.init(t("Loại việc")), { "\(WorkNames.name(of: $0.name, t))" }),
        (.init(t("Tình trạng"), .fit), scheduleState),
        (.init(t("Nhịp"), .fit), { "\(rhythm($0.name))" }),
        (.init(t("Chạy gần nhất"), .fit), { $0.lastRunAt.map(time) }),
        (.init(t("Chạy tiếp"), .fit), { time($0.nextAt) }),
        (.init(t("Lỗi gần nhất")), { $0.lastError.map(error) }),
      ])
  }

  /// A table without the columns in which nothing stands: no errors, no column of errors.
  private func list<Row>(
    _ caption: String, _ rows: [Row], _ columns: [(column: Web.Table.Column, cell: (Row) -> HTML?)]
  ) -> HTML {
    let cells = columns.map { column in (column: column.column, cells: rows.map(column.cell)) }
      .filter { $0.cells.contains { $0 != nil } }
    return Web.Table.html(
      caption: caption, columns: cells.map(\.column),
      rows: rows.indices.map { row in cells.map { $0.cells[row] ?? .empty } })
  }

  private func jobState(_ job: JobStatus) -> HTML {
    if job.dead > 0 { return StateWord.html(t("Có việc hỏng"), .bad) }
    return job.running > 0 ? StateWord.html(t("Đang chạy"), .live) : StateWord.html(t("Đang chờ"), .waiting)
  }

  private func laneState(_ lane: LaneStatus) -> HTML {
    if let since = lane.failingSince, lane.waiting > 0 {
      return StateWord.html(t("Đang hỏng"), .bad, more: TimeText.html(since, now: state.at, t))
    }
    if lane.dead > 0 { return StateWord.html(t("Có tin hỏng"), .bad) }
    return lane.waiting > 0 ? StateWord.html(t("Đang chuyển"), .live) : StateWord.html(t("Tốt"), .done)
  }

  private func scheduleState(_ schedule: ScheduleStatus) -> HTML {
    if let until = schedule.heldUntil, until > state.at { return StateWord.html(t("Đang chạy"), .live) }
    if schedule.lastError != nil { return StateWord.html(t("Lỗi, sẽ thử lại"), .bad) }
    if state.at.timeIntervalSince(schedule.nextAt) > Concern.patience { return StateWord.html(t("Quá giờ"), .bad) }
    return schedule.lastRunAt == nil ? StateWord.html(t("Chưa chạy"), .off) : StateWord.html(t("Tốt"), .done)
  }

  private func rhythm(_ name: String) -> String {
    switch rhythms.first(where: { $0.name == name })?.rhythm {
    case .every(let seconds) where seconds % 60 == 0: t("mỗi \(seconds / 60) phút")
    case .every(let seconds): t("mỗi \(seconds) giây")
    case .daily(let hour, let minute): t("hằng ngày \(Self.clock(hour, minute))")
    case nil: ""
    }
  }

  private static func clock(_ hour: Int, _ minute: Int) -> String {
    "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }

  private func time(_ date: Date) -> HTML { TimeText.html(date, now: state.at, t) }

  /// Errors are the program's own words, for whoever asks somebody about them.
  private func error(_ text: String) -> HTML { "<code lang=\"en\">\(text)</code>" }

  private func retry(_ kind: String, _ name: String, _ dead: Int) -> HTML? {
    guard mayRetry, dead > 0 else { return nil }
    return Button.post(
      t("Chạy lại \(dead) việc"), to: "\(Operations.path)/chay-lai", context, icon: "rotate-cw",
      fields: ["kind": kind, "name": name])
  }
}
