package import Contracts
package import Kernel
import Persistence

extension Organisations {
  /// Gives an organisation other details from a day on: a new version, or the same one corrected where it began that
  /// very day. What was before stays as it was. A new name, and another governing body or province, are kept as steps
  /// of its life.
  package func change(
    _ id: OrganisationID, to details: OrganisationDetails, from day: CivilDate, legalBasis: String = "",
    by principal: Principal
  ) async throws {
    try principal.require(Self.manage, in: id)
    try await database.write { connection in
      try OrganisationStore.lock([id], on: connection)
      // As they are kept: another space in a name is no other name.
      let (before, now) = try alter(id, from: day, legalBasis, on: connection) { $0 = details }
      if before.name != now.name {
        try OrganisationStore.record(
          .rename, from: id, to: id, on: day, legalBasis: legalBasis, connection: connection)
      }
      if before.governingBody != now.governingBody || before.province != now.province {
        try OrganisationStore.record(
          .transfer, from: id, to: id, on: day, legalBasis: legalBasis, connection: connection)
      }
      try finish("organisations.change", [id], principal, ["from": day.rawValue], connection)
    }
  }

  /// Gives an organisation another governing body, another province, or both, from a day on. Nil leaves it as it is.
  package func transfer(
    _ id: OrganisationID, toBody body: OrganisationID? = nil, toProvince province: UnitID? = nil, from day: CivilDate,
    legalBasis: String = "", by principal: Principal
  ) async throws {
    try principal.require(Self.manage, in: nil)
    guard body != nil || province != nil else {
      throw Failure.invalid(["governing-body": "Chọn cơ quan chủ quản hoặc tỉnh mới"])
    }
    try await database.write { connection in
      try OrganisationStore.lock([id], on: connection)
      try alter(id, from: day, legalBasis, on: connection) { details in
        details.governingBody = body ?? details.governingBody
        details.province = province ?? details.province
      }
      try OrganisationStore.record(
        .transfer, from: id, to: id, on: day, legalBasis: legalBasis, connection: connection)
      try finish("organisations.transfer", [id], principal, ["from": day.rawValue], connection)
    }
  }

  /// Writes a version from a day on, up to where the one before it ended; returns what was before and what is kept now.
  @discardableResult
  func alter(
    _ id: OrganisationID, from day: CivilDate, _ legalBasis: String, on connection: any Connection,
    _ change: (inout OrganisationDetails) -> Void
  ) throws -> (before: OrganisationDetails, now: OrganisationDetails) {
    guard let current = try OrganisationStore.version(of: id, at: day, on: connection) else {
      throw Failure.conflict("Cơ quan không hoạt động vào ngày \(day.vietnamese), nên không thể thay đổi từ ngày đó.")
    }
    var details = current.details
    change(&details)
    details = try details.checked(for: id, from: day, to: current.validity.to, on: connection)
    if current.validity.from == day {
      try OrganisationStore.replace(current, with: details, legalBasis: legalBasis, on: connection)
    } else {
      try OrganisationStore.end(current, after: day.adding(days: -1), on: connection)
      try OrganisationStore.insert(
        details, of: id, Validity(from: day, to: current.validity.to), legalBasis: legalBasis, on: connection)
    }
    return (current.details, details)
  }
}
