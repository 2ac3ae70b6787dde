import Contracts
import Kernel
import Persistence

/// Who may do what with an item. Another agency's item is not there.
extension Newsroom {
  /// The item for somebody who may see it, or ``Failure/notFound``.
  static func visible(_ item: Item?, to principal: Principal) throws(Failure) -> Item {
    guard let item, principal.may(write, in: item.organisation) || principal.may(edit, in: item.organisation) else {
      throw .notFound
    }
    return item
  }

  /// The same, kept from others until the transaction ends, for whoever decides on it.
  static func locked(_ id: ItemID, for principal: Principal, on connection: any Connection) throws -> Item {
    try visible(try ItemStore.lock(id, on: connection), to: principal)
  }

  /// Whether this person may change its text: one's own, or anybody's with the permission; after approval only those
  /// who may approve, so that nothing is published that nobody has read.
  static func mayWrite(_ item: Item, _ principal: Principal) -> Bool {
    switch item.state {
    case .withdrawn: false
    case .ready: principal.may(approve, in: item.organisation)
    case .draft, .editing, .approval, .published: mayHandle(item, principal)
    }
  }

  /// Whether it is this person's to work with: the author's, the holder's, or an editor's.
  static func mayHandle(_ item: Item, _ principal: Principal) -> Bool {
    principal.may(edit, in: item.organisation)
      || (principal.may(write, in: item.organisation) && (item.author == principal.id || item.holder == principal.id))
  }

  static func requireHandling(_ item: Item, _ principal: Principal) throws(Failure) {
    guard mayHandle(item, principal) else { throw .forbidden(edit) }
  }

  /// Which agency's newsroom this person works in: one's own first, else the first one may write in.
  static func desk(of principal: Principal, asked: String? = nil) throws(Failure) -> OrganisationID {
    if let asked, principal.may(write, in: OrganisationID(asked)) { return OrganisationID(asked) }
    if let own = principal.organisation, principal.may(write, in: own) { return own }
    guard let first = principal.organisations(for: write)?.first else { throw .forbidden(write) }
    return first
  }

  func record(
    _ permission: Permission, _ item: Item, by principal: Principal, detail: [String: String] = [:],
    on connection: any Connection
  ) throws {
    try record(permission.rawValue, item, by: principal, detail: detail, on: connection)
  }

  func record(
    _ action: String, _ item: Item, by principal: Principal, detail: [String: String] = [:],
    on connection: any Connection
  ) throws {
    try audit.record(
      AuditEntry(
        actor: principal.id, action: action, subject: "item/\(item.id)", organisation: item.organisation,
        detail: detail.merging(["revision": "\(item.currentRevision)"]) { given, _ in given }),
      on: connection)
  }
}
