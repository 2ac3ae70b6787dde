import Contracts
import Foundation
import Kernel
import Persistence

extension Corrections {
  /// Tells whoever keeps a case of its clocks, once before the last day, once on it and once after it.
  func watchClocks() async throws {
    var cursor: CaseID?
    repeat {
      let after = cursor
      cursor = try await database.write { connection -> CaseID? in
        let records = try CaseStore.allOpen(after: after, limit: 200, on: connection)
        let steps = try StepStore.steps(of: records.map(\.id), on: connection)
        let rounds = try RoundStore.rounds(of: records.map(\.id), on: connection)
        for record in records {
          for one in clocks(record, steps[record.id] ?? [], rounds[record.id] ?? []) {
            try tell(record, one, on: connection)
          }
        }
        return records.count == 200 ? records.last?.id : nil
      }
    } while cursor != nil
  }

  private func tell(_ record: CaseRecord, _ one: CaseClock, on connection: any Connection) throws {
    guard let due = one.dueOn, let stage = stage(one, due) else { return }
    let told = try connection.execute(
      """
      INSERT INTO correction_told (of_case, what, told_at) VALUES (\(record.id), \("\(one.key):\(stage)"), \(clock.now))
      ON CONFLICT (of_case, what) DO NOTHING
      """)
    guard told > 0 else { return }
    let day = due.vietnamese
    let label = record.label
    let duty = one.name.vietnamese
    let text: Phrase =
      switch stage {
      case "late": "Hồ sơ \(label) đã trễ hạn ngày \(day): \(duty) (\(one.rule.id))"
      case "today": "Hồ sơ \(label) đến hạn hôm nay: \(duty) (\(one.rule.id))"
      default: "Hồ sơ \(label) sắp đến hạn ngày \(day): \(duty) (\(one.rule.id))"
      }
    try notifier.notify(
      NoticeDraft(
        people: Array(Set([record.responsible, record.openedBy])).sorted(), kind: "corrections.deadline", text: text,
        path: CasePath.show(record.id), organisation: record.organisation, by: nil,
        key: "corrections:\(record.id):\(one.key)"), on: connection)
  }

  private func stage(_ one: CaseClock, _ due: CivilDate) -> String? {
    switch one.state {
    case .late: "late"
    case .soon: due == clock.today ? "today" : "soon"
    default: nil
    }
  }
}
