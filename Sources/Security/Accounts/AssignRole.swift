import Contracts
import Foundation
import Kernel
import Persistence

extension Administration {
  /// Gives a role from a day on, until a last day where one is known. The person's sessions end, so that what is open was
  /// opened with the rights it has.
  func assign(
    _ role: RoleID, to id: AccountID, in organisation: OrganisationID?, _ validity: Validity, by principal: Principal
  ) async throws {
    if let organisation, try await organisations.organisation(organisation, on: validity.from) == nil {
      throw Failure.invalid(["organisation": "Không có cơ quan này vào ngày bắt đầu."])
    }
    try await database.write { connection in
      let account = try managed(id, by: principal, on: connection)
      let assignment = try assignment(role, to: id, in: organisation, validity, by: principal)
      let held = try RoleStore.assignments(of: id, on: connection)
      guard
        !held.contains(where: {
          $0.role == role && $0.organisation == assignment.organisation
            && $0.validity.overlaps(validity)
        })
      else { throw Failure.invalid(["role": "Người này đã có vai trò này trong thời gian đó."]) }
      try RoleStore.insert(assignment, at: clock.now, on: connection)
      try sessions.end(allOf: id, on: connection)
      try record(
        "security.role.assign", account, by: principal,
        detail: [
          "role": role.rawValue, "organisation": assignment.organisation?.rawValue ?? "",
          "from": validity.from.rawValue, "to": validity.to?.rawValue ?? "",
        ],
        on: connection)
    }
  }

  /// Ends a role at once: yesterday was its last day.
  func endRole(_ id: RoleAssignmentID, of account: AccountID, by principal: Principal) async throws {
    try await database.write { connection in
      let account = try managed(account, by: principal, on: connection)
      guard let assignment = try RoleStore.assignment(id, on: connection), assignment.account == account.id else {
        throw Failure.notFound
      }
      try principal.require(Security.manageAccounts, in: assignment.organisation)
      // One that is over keeps the last day it had: who held what on which day is what the record is for.
      if let last = assignment.validity.to, last < clock.today {
        throw Failure.conflict("Vai trò này đã hết từ sau ngày \(last.vietnamese).")
      }
      if roles[assignment.role]?.kind == .administrator { try refuseLastAdministrator(account.id, on: connection) }
      try RoleStore.end(assignment, before: clock.today, on: connection)
      try sessions.end(allOf: account.id, on: connection)
      try record(
        "security.role.end", account, by: principal,
        detail: ["role": assignment.role.rawValue, "organisation": assignment.organisation?.rawValue ?? ""],
        on: connection)
    }
  }

  /// A role that holds everywhere is given by those who manage accounts everywhere, and only so.
  func assignment(
    _ id: RoleID, to account: AccountID, in organisation: OrganisationID?, _ validity: Validity, by principal: Principal
  ) throws -> RoleAssignment {
    guard let role = roles[id] else { throw Failure.invalid(["role": "Hãy chọn một vai trò trong danh sách."]) }
    guard validity.to.map({ $0 >= validity.from }) ?? true else {
      throw Failure.invalid(["to": "Ngày cuối phải sau ngày đầu."])
    }
    let place = role.scope == .everywhere ? nil : organisation
    guard role.scope == .everywhere || place != nil else {
      throw Failure.invalid(["organisation": "Vai trò này cần một cơ quan."])
    }
    try principal.require(Security.manageAccounts, in: place)
    return RoleAssignment(account: account, role: id, organisation: place, validity: validity)
  }
}

extension Validity {
  func overlaps(_ other: Validity) -> Bool {
    (to.map { other.from <= $0 } ?? true) && (other.to.map { from <= $0 } ?? true)
  }
}
