import Foundation
import Kernel
import Persistence

/// Marks the IDs of role assignments.
enum RoleAssignmentMark {}
typealias RoleAssignmentID = ID<RoleAssignmentMark>

/// A role somebody has, somewhere, from one day to another.
struct RoleAssignment: RowDecodable, Sendable {
  let id: RoleAssignmentID
  let account: AccountID
  let role: RoleID
  /// Nil: everywhere.
  let organisation: OrganisationID?
  let validity: Validity

  init(
    id: RoleAssignmentID = .new(), account: AccountID, role: RoleID, organisation: OrganisationID?, validity: Validity
  ) {
    self.id = id
    self.account = account
    self.role = role
    self.organisation = organisation
    self.validity = validity
  }

  init(row: Row) throws {
    self.init(
      id: try row["id"], account: try row["account"], role: try row["role"], organisation: try row["organisation"],
      validity: Validity(from: try row["valid_from"], to: try row["valid_to"]))
  }
}

extension RoleID: SQLCodable {}

/// All SQL about who has which role.
enum RoleStore {
  static func assignments(of account: AccountID, on connection: any Connection) throws -> [RoleAssignment] {
    try connection.all(
      """
      SELECT id, account, role, organisation, valid_from, valid_to
      FROM role_assignment
      WHERE account = \(account)
      ORDER BY valid_from DESC, id DESC
      LIMIT 200
      """)
  }

  /// Those that hold on a day: of people who have had many, the old ones would crowd out what still holds.
  static func assignments(
    of accounts: [AccountID], on day: CivilDate, _ connection: any Connection
  ) throws -> [RoleAssignment] {
    try connection.all(
      """
      SELECT id, account, role, organisation, valid_from, valid_to
      FROM role_assignment
      WHERE account IN \(list: accounts) AND valid_from <= \(day) AND (valid_to IS NULL OR valid_to >= \(day))
      ORDER BY valid_from DESC, id DESC
      LIMIT \(accounts.count * 200)
      """)
  }

  static func assignment(_ id: RoleAssignmentID, on connection: any Connection) throws -> RoleAssignment? {
    try connection.first(
      """
      SELECT id, account, role, organisation, valid_from, valid_to
      FROM role_assignment
      WHERE id = \(id)\(SQL.forUpdate)
      """)
  }

  static func insert(_ assignment: RoleAssignment, at time: Date, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO role_assignment (id, account, role, organisation, valid_from, valid_to, made_at)
      VALUES (\(assignment.id), \(assignment.account), \(assignment.role), \(assignment.organisation),
        \(assignment.validity.from), \(assignment.validity.to), \(time))
      """)
  }

  /// Ends a role so that the day before `day` is its last; one that had not begun, or began that day, is taken back.
  static func end(_ assignment: RoleAssignment, before day: CivilDate, on connection: any Connection) throws {
    let last = day.adding(days: -1)
    if assignment.validity.from > last {
      try connection.execute("DELETE FROM role_assignment WHERE id = \(assignment.id)")
    } else {
      try connection.execute("UPDATE role_assignment SET valid_to = \(last) WHERE id = \(assignment.id)")
    }
  }

  /// Accounts that hold one of these roles on a day, in this organisation or everywhere.
  static func accounts(
    with roles: [RoleID], on day: CivilDate, _ connection: any Connection
  ) throws -> Set<AccountID> {
    Set(
      try connection.values(
        """
        SELECT DISTINCT account
        FROM role_assignment
        WHERE role IN \(list: roles) AND valid_from <= \(day) AND (valid_to IS NULL OR valid_to >= \(day))
        LIMIT 10000
        """, as: AccountID.self))
  }

  /// Accounts that hold any role of an organisation on a day.
  static func accounts(
    in organisation: OrganisationID, on day: CivilDate, _ connection: any Connection
  ) throws -> [AccountID] {
    try connection.values(
      """
      SELECT DISTINCT account
      FROM role_assignment
      WHERE organisation = \(organisation) AND valid_from <= \(day) AND (valid_to IS NULL OR valid_to >= \(day))
      LIMIT 2000
      """)
  }
}
