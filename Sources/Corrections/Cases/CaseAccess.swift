import Contracts
import Foundation
import Kernel
import Persistence

/// Who may see and do what with a case. Another agency's case is not there.
extension Corrections {
  /// How much of a case somebody sees.
  enum Sight: Sendable {
    /// The author of the item: without who complained, how to reach them, and the removed text.
    case author
    case full
  }

  static func sight(_ record: CaseRecord, _ principal: Principal) -> Sight? {
    if principal.may(read, in: record.organisation) || principal.may(manage, in: record.organisation) { return .full }
    guard record.itemAuthor == principal.id, principal.organisation == record.organisation else { return nil }
    return .author
  }

  static func visible(_ record: CaseRecord?, to principal: Principal) throws(Failure) -> CaseRecord {
    guard let record, sight(record, principal) != nil else { throw .notFound }
    return record
  }

  /// An open case for somebody who may act on it, kept from others until the transaction ends.
  static func locked(
    _ id: CaseID, for principal: Principal, to permission: Permission, on connection: any Connection
  ) throws -> CaseRecord {
    let record = try visible(try CaseStore.lock(id, on: connection), to: principal)
    try principal.require(permission, in: record.organisation)
    guard record.state == .open else { throw Failure.conflict("Hồ sơ đã đóng. Mở lại trước khi làm tiếp.") }
    return record
  }

  /// Which agency's cases this person works with: the one asked for, else one's own, else the first.
  static func agency(of principal: Principal, asked: String? = nil) throws(Failure) -> OrganisationID {
    if let asked, principal.may(read, in: OrganisationID(asked)) { return OrganisationID(asked) }
    if let own = principal.organisation, principal.may(read, in: own) { return own }
    guard let first = principal.organisations(for: read)?.first else { throw .forbidden(read) }
    return first
  }

  func record(
    _ action: String, _ record: CaseRecord, by principal: Principal, detail: [String: String] = [:],
    on connection: any Connection
  ) throws {
    try audit.record(
      AuditEntry(
        actor: principal.id, action: action, subject: "correction-case/\(record.id)",
        organisation: record.organisation,
        detail: detail.merging(["number": record.label, "kind": record.kind.rawValue]) { given, _ in given }),
      on: connection)
  }

  /// A text of a form, cut to what a record may hold.
  static func checked(_ text: String, _ field: String, limit: Int = 20_000) throws(Failure) -> String {
    guard text.count <= limit else { throw .invalid([field: "Dài quá \(limit) chữ"]) }
    return text
  }
}
