import Contracts
import Foundation
import Kernel
import Persistence

extension Corrections {
  /// Thôi đặt ở trang chủ, by hand: only where the law's days are over, or where nobody knows them and a person answers
  /// for it with a reason.
  func endHome(_ id: CaseID, notice number: String, reason: String, by principal: Principal) async throws {
    guard !reason.isEmpty else { throw Failure.invalid(["reason": "Cần lý do"]) }
    let reason = try Self.checked(reason, "reason", limit: 2_000)
    try await database.write { connection in
      let record = try Self.visible(try CaseStore.lock(id, on: connection), to: principal)
      try principal.require(Self.publish, in: record.organisation)
      guard let notice = try NoticeStore.find(number, of: record.organisation, on: connection), notice.caseID == id
      else { throw Failure.notFound }
      let now = clock.now
      if let until = notice.homeUntil, until > now {
        throw Failure.conflict("Tin phải ở trang chủ đến hết ngày \(CivilDate(until).adding(days: -1).vietnamese).")
      }
      guard try NoticeStore.endHome(notice.id, at: now, on: connection) else {
        throw Failure.conflict("Tin này đã thôi đặt ở trang chủ.")
      }
      try StepStore.insert(
        .homeEnded, of: id, by: principal, at: now, note: reason, evidence: notice.path, on: connection)
      try connection.purge(Self.keys(record.organisation, nil))
      try self.record(
        "corrections.notice.end-home", record, by: principal, detail: ["notice": number], on: connection)
    }
  }

  /// Takes off the home page what has stood there for its days, and tells caches and whoever keeps the case.
  func endHomeSections() async throws {
    try await database.write { connection in
      let now = clock.now
      for notice in try NoticeStore.homeOver(at: now, on: connection) {
        guard try NoticeStore.endHome(notice.id, at: now, on: connection),
          let record = try CaseStore.find(notice.caseID, on: connection)
        else { continue }
        try StepStore.insert(
          .homeEnded, of: notice.caseID, by: .system([]), at: now, evidence: notice.path, on: connection)
        try connection.purge(Self.keys(notice.organisation, nil))
        try notifier.notify(
          NoticeDraft(
            people: [record.responsible], kind: "corrections.home-ended",
            text: "Tin số \(notice.number) đã đủ ngày và thôi đặt ở trang chủ", path: CasePath.show(record.id),
            organisation: record.organisation, by: nil), on: connection)
      }
    }
  }
}
