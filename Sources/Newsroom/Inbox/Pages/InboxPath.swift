import Kernel

/// Addresses of the inbox on the desk.
enum InboxPath {
  static let inbox = "/lam-viec/tin-nguon"
  static let sources = "/lam-viec/tin-nguon/nguon"
  static let rules = "/lam-viec/tin-nguon/quy-tac"
  static let imports = "/lam-viec/nhap-lieu"

  static func item(_ id: InboxItemID, _ act: String) -> String { "\(inbox)/\(id)/\(act)" }
  static func source(_ id: InboxSourceID, _ act: String = "") -> String {
    act.isEmpty ? "\(sources)/\(id)" : "\(sources)/\(id)/\(act)"
  }
  static func rule(_ id: InboxRuleID, _ act: String) -> String { "\(rules)/\(id)/\(act)" }
  static func importRun(_ id: ImportRunID, _ act: String = "") -> String {
    act.isEmpty ? "\(imports)/\(id)" : "\(imports)/\(id)/\(act)"
  }
}

extension Intake {
  /// Whose inbox is meant: the one asked for, else one's own, else the first one may enter. ``AgencyUnchosen`` for somebody
  /// who may enter all.
  static func organisation(
    _ permission: Permission, of principal: Principal, asked: String?
  ) throws -> OrganisationID {
    if let asked { return OrganisationID(asked) }
    if let own = principal.organisation, principal.may(permission, in: own) { return own }
    if let own = principal.organisation, permission == Newsroom.readInbox, mayRead(own, principal) { return own }
    if let first = principal.organisations(for: permission)?.first { return first }
    if principal.mayAnywhere(permission) { throw AgencyUnchosen(permission: permission) }
    throw Failure.forbidden(permission)
  }
}
