import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// Sửa nhiệm vụ: those who keep it change everything but the lead, who is changed by ``reassign(_:to:reason:by:)``; those
  /// who do it choose who is responsible.
  ///
  /// - Parameter known: what already does not hold, as a form found it: all of it is said at once.
  func change(
    _ id: WorkID, _ draft: WorkDraft, base: Int, known: [String: Phrase] = [:], by principal: Principal
  ) async throws {
    var faults = known
    faults.add(Self.faults(of: draft))
    let lead = try await database.read { try Self.seen(try WorkStore.find(id, on: $0), by: principal, on: $0) }.record
      .lead
    var draft = draft
    draft.lead = lead
    let people = try await people.people(in: lead, who: Self.work)
    for partner in draft.partners {
      if try await organisations.organisation(partner, on: clock.today) == nil {
        faults.add(["partners": "Đơn vị không có hoặc đã kết thúc hoạt động"])
      }
    }
    let (wanted, before) = (draft, faults)
    try await database.write { connection in
      var work = try Self.lockedWork(id, for: principal, on: connection)
      guard work.mayKeep(principal) || work.mayWork(principal) else { throw Failure.forbidden(Self.manage) }
      guard work.record.version == base else {
        throw Failure.conflict("Có người vừa sửa nhiệm vụ này. Mở lại trang rồi sửa tiếp.")
      }
      // What was confirmed or cancelled stays as it was confirmed; whoever wants to change it opens it again, with a reason.
      guard work.record.state.isOpen else { throw Failure.conflict("Nhiệm vụ đã khép lại. Mở lại trước khi sửa.") }
      guard work.record.lead == lead else { throw Failure.conflict("Đơn vị chủ trì vừa đổi. Mở lại trang.") }
      var faults = before
      if let person = wanted.responsible, person != work.record.responsible,
        !people.contains(where: { $0.id == person })
      {
        faults.add(["responsible": "Chọn một người của đơn vị chủ trì"])
      }
      guard faults.isEmpty else { throw Failure.invalid(faults) }
      work.record.responsible = wanted.responsible
      if work.mayKeep(principal) {
        work.record.title = wanted.title
        work.record.detail = wanted.detail
        work.record.funding = wanted.funding
        work.record.deliverables = wanted.deliverables
        work.record.startsOn = wanted.startsOn
        work.record.dueOn = wanted.dueOn
        try WorkStore.set(partners: wanted.partners.filter { $0 != lead }, of: id, on: connection)
      }
      work.record.updatedAt = clock.now
      try WorkStore.update(work.record, on: connection)
      let words = wanted.dueOn.map { "Hạn \($0.vietnamese)" } ?? ""
      try WorkEvent.add(.changed, work.record, words: words, by: principal, at: clock.now, on: connection)
      try record("programme.work.change", work.record, by: principal, on: connection)
    }
    try await remind(only: [id])
  }
}
