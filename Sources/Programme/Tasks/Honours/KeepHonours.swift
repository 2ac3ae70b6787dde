import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// Ghi tổ chức, cá nhân tiêu biểu, beside the task they served where there is one.
  @discardableResult
  func add(
    _ honour: Honour, work: WorkID?, plan: PlanID?, known: [String: Phrase] = [:], once: FormNumber? = nil,
    by principal: Principal
  ) async throws -> HonourID {
    try principal.require(Self.manage, in: honour.keeper)
    var errors = known
    if honour.name.isEmpty { errors["name"] = "Cần tên tổ chức, cá nhân" }
    if honour.form.isEmpty { errors["form"] = "Cần hình thức khen thưởng, biểu dương" }
    if honour.number.isEmpty { errors["number"] = "Cần số quyết định" }
    if honour.issuedOn > clock.today { errors.add(["issued-on": "Ngày này chưa đến"]) }
    let texts = [honour.name, honour.form, honour.reason, honour.issuer, honour.number]
    if texts.contains(where: { $0.count > 2000 }) { errors[""] = "Một ô dài quá 2000 chữ" }
    let faults = errors
    return try await database.write(once: once, at: clock.now) { connection in
      var (one, errors) = (honour, faults)
      if let work {
        do {
          one.work = work
          one.plan = try seenOrInvalid(work, principal, on: connection).plan
        } catch Failure.invalid(let found) { errors.add(found) }
      }
      guard errors.isEmpty else { throw Failure.invalid(errors) }
      if work == nil, let plan {
        one.plan = try Self.visible(try PlanStore.find(plan, on: connection), to: principal).id
      }
      try HonourStore.insert(one, on: connection)
      try audit.record(
        AuditEntry(
          actor: principal.id, action: "programme.honour.add", subject: "honour/\(one.id)", organisation: one.keeper,
          detail: ["number": one.number]), on: connection)
      return one.id
    }
  }

  /// Taken away from the list; the row stays.
  func removeHonour(_ id: HonourID, by principal: Principal) async throws {
    try await database.write { connection in
      guard let one = try HonourStore.find(id, on: connection), principal.may(Self.read, in: one.keeper) else {
        throw Failure.notFound
      }
      try principal.require(Self.manage, in: one.keeper)
      try HonourStore.remove(id, at: clock.now, on: connection)
      try audit.record(
        AuditEntry(
          actor: principal.id, action: "programme.honour.remove", subject: "honour/\(id)", organisation: one.keeper,
          detail: ["number": one.number]), on: connection)
    }
  }

  func honours(for principal: Principal) async throws -> [Honour] {
    guard principal.mayAnywhere(Self.read) else { throw Failure.forbidden(Self.read) }
    let keepers = principal.organisations(for: Self.read)
    return try await database.read { try HonourStore.of(keepers: keepers, on: $0) }
  }

  func seenOrInvalid(
    _ id: WorkID, _ principal: Principal, on connection: any Connection
  ) throws -> WorkRecord {
    do {
      return try Self.seen(try WorkStore.find(id, on: connection), by: principal, on: connection).record
    } catch Failure.notFound { throw Failure.invalid(["work": "Không có nhiệm vụ này"]) }
  }
}
