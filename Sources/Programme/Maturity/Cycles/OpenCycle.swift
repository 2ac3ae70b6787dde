import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// Opens a year's cycle, run by the appraiser's own organisation.
  func openCycle(_ start: CycleStart, by principal: Principal) async throws -> MaturityCycle {
    let holder = principal.organisation
    try principal.require(Self.appraise, in: holder)
    try Self.check(start)
    let cycle = MaturityCycle(start, holder: holder, by: principal, at: clock.now)
    try await database.write { connection in
      guard let scheme = try IndexStore.scheme(start.version, on: connection) else {
        throw Failure.invalid(["version": "Không có bộ chỉ số này"])
      }
      // Two who open the same year at once take turns here.
      try IndexStore.lock(start.version, on: connection)
      guard !scheme.criteria.isEmpty else {
        throw Failure.invalid(["version": "Bộ chỉ số này chưa có tiêu chí; hãy nhập tiêu chí trước khi mở đợt"])
      }
      let same = try CycleStore.all(on: connection).contains { $0.year == start.year && $0.holder == holder }
      guard !same else { throw Failure.invalid(["year": "Đã có đợt đánh giá của năm này"]) }
      try CycleStore.insert(cycle, on: connection)
      try audit.record(
        AuditEntry(
          actor: principal.id, action: "programme.maturity.open-cycle", subject: "maturity-cycle/\(cycle.id)",
          organisation: holder, detail: ["year": String(start.year), "version": start.version]), on: connection)
    }
    return cycle
  }

  private static func check(_ start: CycleStart) throws(Failure) {
    var errors: [String: Phrase] = [:]
    if start.title.isEmpty || start.title.count > 300 { errors["title"] = "Cần tên đợt, không quá 300 chữ" }
    if !(2020...2100).contains(start.year) { errors["year"] = "Năm không đúng" }
    // A year's cycle looks back on it or the one before, and is over within the two after it.
    let years = (start.year - 2)...(start.year + 2)
    for (field, day) in [
      ("data-from", start.dataFrom), ("data-to", start.dataTo), ("register-until", start.registerUntil),
      ("score-until", start.scoreUntil), ("appraise-until", start.appraiseUntil), ("appeal-until", start.appealUntil),
    ] where !years.contains(day.year) {
      errors[field] = "Năm từ \(years.lowerBound) đến \(years.upperBound)"
    }
    if start.dataFrom >= start.dataTo { errors["data-to"] = "Phải sau ngày đầu của kỳ số liệu" }
    if start.registerUntil > start.scoreUntil { errors["score-until"] = "Không được trước hạn đăng ký" }
    if start.scoreUntil > start.appraiseUntil { errors["appraise-until"] = "Không được trước hạn tự chấm" }
    if start.appraiseUntil > start.appealUntil { errors["appeal-until"] = "Không được trước hạn thẩm định" }
    guard errors.isEmpty else { throw .invalid(errors) }
  }
}
