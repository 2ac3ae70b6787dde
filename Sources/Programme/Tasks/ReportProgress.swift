import Contracts
import Foundation
import Kernel
import Persistence
import Web

extension Programme {
  /// Báo tiến độ: by those who do it, in percent and words. The first report begins the work.
  ///
  /// - Parameter percent: nil where what was written is no whole number.
  func report(
    _ id: WorkID, percent: Int?, words: String, once: FormNumber? = nil, by principal: Principal
  ) async throws {
    var faults: [String: Phrase] = [:]
    if words.isEmpty { faults["words"] = "Cần ghi đã làm được gì" }
    if words.count > 5000 { faults["words"] = "Dài quá 5000 chữ" }
    guard let percent, (0...100).contains(percent), faults.isEmpty else {
      if percent.map({ !(0...100).contains($0) }) ?? true { faults["percent"] = "Tiến độ là số nguyên từ 0 đến 100" }
      throw Failure.invalid(faults)
    }
    try await database.write(once: once, at: clock.now) { connection in
      var work = try Self.lockedWork(id, for: principal, on: connection)
      guard work.mayWork(principal) else { throw Failure.forbidden(Self.work) }
      guard work.record.state.isOwed else {
        throw Failure.conflict("Chỉ báo tiến độ khi nhiệm vụ chưa bắt đầu hoặc đang làm.")
      }
      if work.record.state == .notStarted, percent > 0 { work.record.state = .doing }
      work.record.percent = percent
      work.record.updatedAt = clock.now
      try WorkStore.update(work.record, on: connection)
      try WorkEvent.add(.progress, work.record, words: words, by: principal, at: clock.now, on: connection)
      try record(
        "programme.work.progress", work.record, by: principal, detail: ["percent": "\(percent)"], on: connection)
    }
  }

  /// Thêm minh chứng: a file, or an address, a path of ours, a paper's number and date.
  func prove(
    _ id: WorkID, file: UploadedFile?, text: String, name: String, once: FormNumber? = nil, by principal: Principal
  ) async throws {
    let work = try await database.read { try Self.seen(try WorkStore.find(id, on: $0), by: principal, on: $0) }
    guard work.mayWork(principal) || work.mayKeep(principal) else { throw Failure.forbidden(Self.work) }
    guard work.record.state.isOpen else { throw Failure.conflict("Nhiệm vụ đã khép lại.") }
    let subject = EvidenceSubject.task(id.rawValue)
    let (plan, lead) = (work.record.plan, work.record.lead)
    let typed = try evidence(
      typed: text, name: name, subject: subject, plan: plan, organisation: lead, by: principal)
    guard file != nil || typed != nil else {
      throw Failure.invalid(["evidence": "Chọn một tệp, hoặc ghi địa chỉ, số văn bản"])
    }
    let kept = try file.map { try keep($0, subject: subject, plan: plan, organisation: lead, by: principal) }
    let all = [kept, typed].compactMap(\.self)
    try await discarding(all) {
      try await database.write(once: once, at: clock.now) { connection in
        let work = try Self.lockedWork(id, for: principal, on: connection)
        guard work.record.state.isOpen, work.record.lead == lead else { throw Failure.conflict("Nhiệm vụ vừa đổi.") }
        for one in all { try EvidenceStore.insert(one, on: connection) }
        let names = all.map(\.name).joined(separator: "; ")
        try WorkEvent.add(.proved, work.record, words: names, by: principal, at: clock.now, on: connection)
        try record("programme.work.prove", work.record, by: principal, on: connection)
      }
    }
    if once != nil { try await discardRepeated(all) }
  }

  /// Bỏ minh chứng: while the work is still in the hands of those who do it.
  func unprove(_ id: WorkID, _ evidence: EvidenceID, by principal: Principal) async throws {
    try await database.write { connection in
      let work = try Self.lockedWork(id, for: principal, on: connection)
      guard work.mayWork(principal) else { throw Failure.forbidden(Self.work) }
      guard work.record.state.isOwed else { throw Failure.conflict("Đã báo xong: lấy lại trước khi bỏ minh chứng.") }
      guard let one = try EvidenceStore.find(evidence, on: connection), one.subjectKind == "task",
        one.subject == id.rawValue
      else { throw Failure.notFound }
      try EvidenceStore.remove(evidence, at: clock.now, on: connection)
      try WorkEvent.add(.unproved, work.record, words: one.name, by: principal, at: clock.now, on: connection)
      try record("programme.work.unprove", work.record, by: principal, on: connection)
    }
  }
}
