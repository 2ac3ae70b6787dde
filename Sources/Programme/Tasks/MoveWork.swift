import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// Chuyển trạng thái, as ``WorkMove`` allows it, and tells the other side.
  func move(_ id: WorkID, _ move: WorkMove, words: String, by principal: Principal) async throws {
    guard words.count <= 5000 else { throw Failure.invalid(["words": "Dài quá 5000 chữ"]) }
    let lead = try await database.read { try Self.seen(try WorkStore.find(id, on: $0), by: principal, on: $0) }
    let audience = try await audience(of: lead, for: move)
    try await database.write { connection in
      var work = try Self.lockedWork(id, for: principal, on: connection)
      guard work.may(move.side, principal) else {
        throw Failure.forbidden(move.side == .worker ? Self.work : Self.manage)
      }
      guard let next = move.state(from: work.record.state) else {
        throw Failure.conflict("Nhiệm vụ đang ở trạng thái khác. Mở lại trang để xem.")
      }
      if move.needsWords, words.isEmpty { throw Failure.invalid(["words": "Cần nêu lý do"]) }
      try check(move, work, principal, on: connection)
      let today = clock.today
      work.record.state = next
      switch move {
      case .submit:
        (work.record.submittedBy, work.record.submittedOn, work.record.percent) = (principal.id, today, 100)
      case .takeBack, .sendBack: (work.record.submittedBy, work.record.submittedOn) = (nil, nil)
      case .confirm: work.record.doneOn = today
      case .reopen: (work.record.submittedBy, work.record.submittedOn, work.record.doneOn) = (nil, nil, nil)
      case .start, .pause, .resume, .cancel: break
      }
      work.record.updatedAt = clock.now
      try WorkStore.update(work.record, on: connection)
      let said = words.isEmpty ? move.phrase.vietnamese : "\(move.phrase.vietnamese): \(words)"
      try WorkEvent.add(.moved, work.record, words: said, by: principal, at: clock.now, on: connection)
      try tell(move, work.record, words, audience, by: principal, on: connection)
      try record("programme.work.move", work.record, by: principal, detail: ["move": move.rawValue], on: connection)
    }
  }

  private func check(
    _ move: WorkMove, _ work: SeenWork, _ principal: Principal, on connection: any Connection
  ) throws {
    switch move {
    case .submit:
      let open = try WorkStore.children(of: work.record.id, on: connection).count { $0.state.isOpen }
      guard open == 0 else { throw Failure.conflict("Còn \(open) việc con chưa xong.") }
      let id = work.record.id.rawValue
      guard try EvidenceStore.of("task", [id], on: connection)[id]?.isEmpty == false else {
        throw Failure.invalid(["evidence": "Cần ít nhất một minh chứng trước khi báo xong"])
      }
    case .confirm:
      guard work.record.submittedBy != principal.id else {
        throw Failure.conflict("Người báo xong không tự xác nhận. Nhờ một người khác.")
      }
      let id = work.record.id.rawValue
      let proofs = try EvidenceStore.of("task", [id], on: connection)[id] ?? []
      guard WorkFile.mayConfirm(principal, work.record, proofs) else {
        throw Failure.conflict("Người thêm minh chứng không tự xác nhận. Nhờ một người khác.")
      }
    case .start, .takeBack, .sendBack, .pause, .resume, .cancel, .reopen: break
    }
  }

  /// Whom a move concerns: a report goes to those who keep the work, an answer to those who do it.
  private func audience(of work: SeenWork, for move: WorkMove) async throws -> [AccountID] {
    switch move {
    case .start, .takeBack: []
    case .submit: try await keepers(of: work.record, work.plan).map(\.id)
    default: try await owners(of: work.record).map(\.id)
    }
  }

  private func tell(
    _ move: WorkMove, _ record: WorkRecord, _ words: String, _ people: [AccountID], by principal: Principal,
    on connection: any Connection
  ) throws {
    let others = people.filter { $0 != principal.id }
    guard !others.isEmpty else { return }
    let title = String(record.title.prefix(120))
    let text: Phrase =
      switch move {
      case .submit: "\(principal.name) báo đã xong “\(title)”, chờ xác nhận"
      case .confirm: "\(principal.name) đã xác nhận xong “\(title)”"
      case .sendBack: "\(principal.name) trả lại “\(title)”: \(String(words.prefix(200)))"
      case .pause: "\(principal.name) tạm dừng “\(title)”: \(String(words.prefix(200)))"
      case .cancel: "\(principal.name) hủy “\(title)”: \(String(words.prefix(200)))"
      case .reopen: "\(principal.name) mở lại “\(title)”: \(String(words.prefix(200)))"
      default: "\(principal.name) cho làm tiếp “\(title)”"
      }
    try notifier.notify(
      NoticeDraft(
        people: others, kind: "tasks.moved", text: text, path: ProgrammePath.work(record.id),
        organisation: record.lead, by: principal.id), on: connection)
  }
}
