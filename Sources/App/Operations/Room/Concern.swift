import Foundation
import Kernel
import Messaging
import Vietnamese

/// Something about the installation that somebody should look at.
package enum Concern: Sendable, Equatable {
  case databaseAway
  case workerSilent
  case diskLow(free: Int)
  case laneFailing(String)
  case laneDead(String, count: Int)
  case jobDead(String, count: Int)
  case scheduleFailing(String)
  case pagesFailing(count: Int)

  /// Seconds by which a schedule may be late before nobody seems to be working.
  static let patience = 120.0

  static func all(
    at now: Date, hasDatabase: Bool, disk: DiskSpace?, pages: OperationsState.Pages, work: OperationsState.Work?
  ) -> [Concern] {
    var found: [Concern] = hasDatabase ? [] : [.databaseAway]
    if let work, isSilent(work.schedules, at: now) { found.append(.workerSilent) }
    if let disk, disk.isLow { found.append(.diskLow(free: disk.freeBytes)) }
    for lane in work?.lanes ?? [] {
      if lane.dead > 0 { found.append(.laneDead(lane.name, count: lane.dead)) }
      if lane.failingSince != nil, lane.waiting > 0 { found.append(.laneFailing(lane.name)) }
    }
    for job in work?.jobs ?? [] where job.dead > 0 { found.append(.jobDead(job.name, count: job.dead)) }
    for schedule in work?.schedules ?? [] where schedule.lastError != nil {
      found.append(.scheduleFailing(schedule.name))
    }
    if pages.failing > 0 { found.append(.pagesFailing(count: pages.failing)) }
    return found
  }

  /// Every installation has schedules that come round by the second: where one is late and none has been run lately, no
  /// worker runs. One that only takes long does not count.
  private static func isSilent(_ schedules: [ScheduleStatus], at now: Date) -> Bool {
    let isLate = schedules.contains { now.timeIntervalSince($0.nextAt) > patience }
    let isActive = schedules.contains { schedule in
      [schedule.lastRunAt, schedule.heldUntil].contains { $0.map { now.timeIntervalSince($0) <= patience } ?? false }
    }
    return isLate && !isActive
  }

  /// Whether the work of the house stands still until somebody acts.
  var isGrave: Bool {
    switch self {
    case .databaseAway, .workerSilent, .diskLow: true
    default: false
    }
  }

  func text(_ t: Translator) -> String {
    func name(_ code: String) -> String { WorkNames.name(of: code, t) }
    return switch self {
    case .databaseAway: t("Cơ sở dữ liệu không trả lời. Bạn đọc vẫn xem được các trang đã có sẵn.")
    case .workerSilent: t("Không máy nào đang chạy việc nền. Hãy khởi động lại chương trình hoặc chạy hoitu worker.")
    case .diskLow(let free): t("Đĩa chỉ còn \(VietnameseNumber.size(free)). Hãy dọn bớt hoặc thêm đĩa.")
    case .laneFailing(let lane): t("Chưa chuyển được: \(name(lane)). Chương trình tự thử lại.")
    case .laneDead(let lane, let count): t("\(count) lần chuyển đã bỏ cuộc: \(name(lane)).")
    case .jobDead(let job, let count): t("\(count) việc đã bỏ cuộc: \(name(job)).")
    case .scheduleFailing(let schedule): t("Lần chạy gần nhất bị lỗi: \(name(schedule)).")
    case .pagesFailing(let count): t("\(count) trang không làm mới được, bạn đọc đang xem bản cũ.")
    }
  }
}

extension Concern: Encodable {
  private enum Key: String, CodingKey {
    case kind, subject, count, bytes
  }

  /// For `/health` and the room's programs: `kind` in words that stay, with what it is about.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    func write(_ kind: String, subject: String? = nil, count: Int? = nil, bytes: Int? = nil) throws {
      try container.encode(kind, forKey: .kind)
      try container.encodeIfPresent(subject, forKey: .subject)
      try container.encodeIfPresent(count, forKey: .count)
      try container.encodeIfPresent(bytes, forKey: .bytes)
    }
    switch self {
    case .databaseAway: try write("database-away")
    case .workerSilent: try write("worker-silent")
    case .diskLow(let free): try write("disk-low", bytes: free)
    case .laneFailing(let lane): try write("lane-failing", subject: lane)
    case .laneDead(let lane, let count): try write("lane-dead", subject: lane, count: count)
    case .jobDead(let job, let count): try write("job-dead", subject: job, count: count)
    case .scheduleFailing(let schedule): try write("schedule-failing", subject: schedule)
    case .pagesFailing(let count): try write("pages-failing", count: count)
    }
  }
}
