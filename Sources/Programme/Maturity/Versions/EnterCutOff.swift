import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// Enters from how many points a level begins, copied from the decision that `source` names. What a public source
  /// confirmed is not changed here.
  func enterCutOff(
    version: String, level rank: Int, floor text: String, source: String, by principal: Principal
  ) async throws {
    guard principal.mayAnywhere(Self.appraise) else { throw Failure.forbidden(Self.appraise) }
    let field = "floor-\(rank)"
    guard let floor = Points(text: text) else {
      throw Failure.invalid([field: "Cần số điểm, nhiều nhất hai chữ số thập phân: 60,00"])
    }
    guard !source.isEmpty, source.count <= 300 else {
      throw Failure.invalid(["source-\(rank)": "Ghi số quyết định, điều, trang đã chép ngưỡng này"])
    }
    let now = clock.now
    try await database.write { connection in
      try IndexStore.lock(version, on: connection)
      guard let scheme = try IndexStore.scheme(version, on: connection),
        let level = scheme.levels.all.first(where: { $0.rank == rank })
      else { throw Failure.notFound }
      guard level.floor == nil || level.enteredAt != nil else {
        throw Failure.conflict("Ngưỡng này đã có nguồn xác nhận.")
      }
      guard try !IndexStore.isPublished(version, on: connection) else {
        throw Failure.conflict("Đã công bố kết quả theo bộ chỉ số này nên không đổi ngưỡng được nữa.")
      }
      let below = scheme.levels.all.last { $0.rank < rank && $0.floor != nil }?.floor ?? .zero
      let above = scheme.levels.all.first { $0.rank > rank && $0.floor != nil }?.floor ?? scheme.version.maximum
      guard below < floor, floor < above else {
        throw Failure.invalid([field: "Phải lớn hơn \(below.text) và nhỏ hơn \(above.text)"])
      }
      try connection.execute(
        """
        UPDATE index_level SET floor = \(floor), mark = '', sources = \(source), entered_by = \(principal.id),
          entered_by_name = \(principal.name), entered_at = \(now)
        WHERE version = \(version) AND rank = \(rank)
        """)
      try audit.record(
        AuditEntry(
          actor: principal.id, action: "programme.maturity.enter-cut-off", subject: "index-version/\(version)",
          organisation: principal.organisation,
          detail: ["level": level.name, "floor": floor.text, "source": source]), on: connection)
    }
  }
}
