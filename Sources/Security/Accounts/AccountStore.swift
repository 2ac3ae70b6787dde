import Foundation
import Kernel
import Persistence

/// All SQL about accounts.
enum AccountStore {
  private static let columns: SQL = """
    id, login, name, organisation, kind, state, password, password_set_at, must_change, totp_secret,
    totp_confirmed_at, totp_step, failures, locked_until, created_at, last_seen_at
    """

  static func account(_ id: AccountID, on connection: any Connection) throws -> Account? {
    try connection.first("SELECT \(columns) FROM account WHERE id = \(id)")
  }

  /// The account, held until the transaction ends.
  static func locked(_ id: AccountID, on connection: any Connection) throws -> Account {
    guard
      let account = try connection.first(
        "SELECT \(columns) FROM account WHERE id = \(id)\(SQL.forUpdate)", as: Account.self)
    else { throw Failure.notFound }
    return account
  }

  static func account(login: String, on connection: any Connection) throws -> Account? {
    try connection.first("SELECT \(columns) FROM account WHERE login = \(login)")
  }

  static func accounts(_ ids: [AccountID], on connection: any Connection) throws -> [Account] {
    try connection.all("SELECT \(columns) FROM account WHERE id IN \(list: ids) LIMIT \(ids.count)")
  }

  static func accounts(kind: AccountKind, on connection: any Connection) throws -> [Account] {
    try connection.all("SELECT \(columns) FROM account WHERE kind = \(kind) ORDER BY created_at, id LIMIT 1000")
  }

  /// By name; those whose name or login contains `text`.
  static func page(_ query: AccountQuery, on connection: any Connection) throws -> Page<Account> {
    var conditions: [SQL] = ["1 = 1"]
    if !query.text.isEmpty {
      let pattern = "%" + Pattern.escape(AccountSearch.key(query.text)) + "%"
      conditions.append("(search_key LIKE \(pattern) ESCAPE '!' OR login LIKE \(pattern) ESCAPE '!')")
    }
    if let organisation = query.organisation { conditions.append("organisation = \(organisation)") }
    if let organisations = query.organisations { conditions.append("organisation IN \(list: organisations)") }
    switch query.state {
    case .all: break
    case .active: conditions.append("state = 'active'")
    case .disabled: conditions.append("state = 'disabled'")
    case .locked: conditions.append("locked_until > \(query.now)")
    case .dormant:
      conditions.append("kind = 'person' AND COALESCE(last_seen_at, created_at) < \(query.dormantBefore)")
    }
    if query.isOpenOnly { conditions.append("state = 'active'") }
    if let cursor = query.before.flatMap(Cursor.init) {
      conditions.append("(sort_key > \(cursor.key) OR (sort_key = \(cursor.key) AND id > \(cursor.id)))")
    }
    let fetched = try connection.all(
      """
      SELECT \(columns) FROM account
      WHERE \(SQL.joined(conditions, by: " AND "))
      ORDER BY sort_key, id
      LIMIT \(query.limit + 1)
      """, as: Account.self)
    return Page(fetched: fetched, limit: query.limit) {
      Cursor(key: AccountSearch.order($0.name), id: $0.id.rawValue).text
    }
  }

  static func insert(_ new: NewAccountRow, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO account (id, login, name, search_key, sort_key, organisation, kind, state, password,
        password_set_at, must_change, totp_step, failures, created_at)
      VALUES (\(new.id), \(new.login), \(new.name), \(AccountSearch.key(new.name)), \(AccountSearch.order(new.name)),
        \(new.organisation), \(new.kind), 'active', \(new.password), \(new.time), \(new.mustChange), 0, 0, \(new.time))
      """)
  }

  /// Sets a password and keeps the one before it for the history (PW3).
  static func setPassword(
    _ password: String, mustChange: Bool, of account: Account, at time: Date, on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO password_history (id, account, password, set_at)
      VALUES (\(UUIDv7.shared.next()), \(account.id), \(account.password), \(account.passwordSetAt))
      """)
    try connection.execute(
      """
      UPDATE account SET password = \(password), password_set_at = \(time), must_change = \(mustChange),
        failures = 0, locked_until = NULL
      WHERE id = \(account.id)
      """)
  }

  /// A demo account has no history, and starts without a second factor.
  static func replaceDemoPassword(
    _ password: String, of account: Account, at time: Date, on connection: any Connection
  ) throws {
    try connection.execute(
      """
      UPDATE account SET password = \(password), password_set_at = \(time), must_change = \(false),
        totp_secret = NULL, totp_confirmed_at = NULL, totp_step = 0, failures = 0, locked_until = NULL
      WHERE id = \(account.id) AND kind = 'demo'
      """)
    try RecoveryCodeStore.removeAll(of: account.id, on: connection)
  }

  /// The same password under today's parameters; not a change.
  static func rehash(_ password: String, of account: Account, on connection: any Connection) throws {
    try connection.execute(
      "UPDATE account SET password = \(password) WHERE id = \(account.id) AND password = \(account.password)")
  }

  static func pastPasswords(of account: AccountID, limit: Int, on connection: any Connection) throws -> [String] {
    try connection.values(
      """
      SELECT password FROM password_history WHERE account = \(account) ORDER BY set_at DESC, id DESC LIMIT \(limit)
      """)
  }

  static func setFailures(
    _ failures: Int, lockedUntil: Date?, of account: AccountID, on connection: any Connection
  ) throws {
    try connection.execute(
      "UPDATE account SET failures = \(failures), locked_until = \(lockedUntil) WHERE id = \(account)")
  }

  static func setState(_ state: AccountState, of account: AccountID, on connection: any Connection) throws {
    try connection.execute("UPDATE account SET state = \(state) WHERE id = \(account)")
  }

  /// An account that sleeps for too long is shut; waking it counts as being seen, else it would be shut again at once.
  static func reactivate(_ account: AccountID, at time: Date, on connection: any Connection) throws {
    try connection.execute("UPDATE account SET state = 'active', last_seen_at = \(time) WHERE id = \(account)")
  }

  static func seen(_ account: AccountID, at time: Date, on connection: any Connection) throws {
    try connection.execute("UPDATE account SET last_seen_at = \(time) WHERE id = \(account)")
  }

  static func setSecret(
    _ secret: Data?, confirmedAt: Date?, step: Int, of account: AccountID, on connection: any Connection
  )
    throws
  {
    try connection.execute(
      """
      UPDATE account SET totp_secret = \(secret), totp_confirmed_at = \(confirmedAt), totp_step = \(step)
      WHERE id = \(account)
      """)
  }

  /// Any second factor, to see whether the key fits.
  static func sealedSecret(on connection: any Connection) throws -> (account: AccountID, secret: Data)? {
    try connection.rows(
      "SELECT id, totp_secret FROM account WHERE totp_confirmed_at IS NOT NULL AND totp_secret IS NOT NULL LIMIT 1"
    ).first.map { (try $0["id"], try $0["totp_secret"]) }
  }

  static func setStep(_ step: Int, of account: AccountID, on connection: any Connection) throws {
    try connection.execute("UPDATE account SET totp_step = \(step) WHERE id = \(account)")
  }
}

/// What a new account is stored as.
struct NewAccountRow: Sendable {
  let id: AccountID
  let login: String
  let name: String
  let organisation: OrganisationID?
  let kind: AccountKind
  let password: String
  let mustChange: Bool
  let time: Date
}
