import Foundation
import Kernel
import Messaging
import Persistence

/// How a person gets mail.
struct MailPerson: Sendable, RowDecodable {
  let account: AccountID
  let name: String
  let language: Language
  /// Where the links of a mail lead: `https://baolamgiang.example`, as the person last had it in the browser.
  let origin: String
  /// The hour of the day's mail, in Vietnam.
  let digestHour: Int
  let digestDay: CivilDate?
  /// Confirmed by a code; nil while there is none.
  let address: String?
  /// Waits for its code.
  let newAddress: String?
  let codeHash: String?
  let codeMadeAt: Date?
  let codeTries: Int

  static let columns: SQL = """
    account, name, language, origin, digest_hour, digest_day, address, new_address, code_hash, code_made_at, code_tries
    """

  init(row: Row) throws {
    account = try row["account"]
    name = try row["name"]
    language = try row["language"]
    origin = try row["origin"]
    digestHour = try row["digest_hour"]
    digestDay = try row["digest_day"]
    address = try row["address"]
    newAddress = try row["new_address"]
    codeHash = try row["code_hash"]
    codeMadeAt = try row["code_made_at"]
    codeTries = try row["code_tries"]
  }
}

/// A mail that goes out, or went.
struct OutgoingMail: Sendable, RowDecodable {
  let id: String
  let address: String
  let subject: String
  let text: String
  let html: String
  let state: String
  let madeAt: Date

  init(row: Row) throws {
    id = try row["id"]
    address = try row["address"]
    subject = try row["subject"]
    text = try row["body_text"]
    html = try row["body_html"]
    state = try row["state"]
    madeAt = try row["made_at"]
  }
}

/// All SQL about mail.
enum MailStore {
  /// The usual hour of the day's mail.
  static let usualHour = 7

  static func person(_ account: AccountID, on connection: any Connection) throws -> MailPerson? {
    try connection.first(
      "SELECT \(MailPerson.columns) FROM mail_person WHERE account = \(account)\(SQL.forUpdate)")
  }

  /// Which of these people have an address that was confirmed.
  static func confirmed(_ people: [AccountID], on connection: any Connection) throws -> Set<AccountID> {
    Set(
      try connection.values(
        """
        SELECT account FROM mail_person WHERE account IN \(list: people) AND confirmed_at IS NOT NULL
          AND address IS NOT NULL LIMIT \(people.count)
        """, as: AccountID.self))
  }

  /// Makes sure that there is a row, with what is known of the person now.
  static func touch(
    _ account: AccountID, name: String, language: Language, origin: String, on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO mail_person (account, name, language, origin, digest_hour, code_tries)
      VALUES (\(account), \(name), \(language), \(origin), \(usualHour), 0)
      ON CONFLICT (account) DO UPDATE SET name = excluded.name, language = excluded.language, origin = excluded.origin
      """)
  }

  /// Those whose day's mail is due: an hour that has come, on a day that has had none.
  static func due(day: CivilDate, hour: Int, limit: Int, on connection: any Connection) throws -> [AccountID] {
    try connection.values(
      """
      SELECT account FROM mail_person
      WHERE confirmed_at IS NOT NULL AND address IS NOT NULL AND digest_hour <= \(hour)
        AND (digest_day IS NULL OR digest_day < \(day))
      ORDER BY account LIMIT \(limit)
      """)
  }

  static func put(
    _ id: String, for account: AccountID, to address: String, _ words: MailWords, at now: Date,
    on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO mail_out (id, account, address, subject, body_text, body_html, state, made_at)
      VALUES (\(id), \(account), \(address), \(words.subject), \(words.text), \(words.html), 'waiting', \(now))
      """)
    try connection.enqueue(SendMail(mail: id), runAt: now, key: id)
  }

  /// Takes a mail in hand; nil where it needs no sending any more. One found half sent by a program that was cut off is
  /// not sent again: it may have arrived.
  static func begin(_ id: String, at now: Date, on connection: any Connection) throws -> OutgoingMail? {
    let mail: OutgoingMail? = try connection.first(
      """
      SELECT id, address, subject, body_text, body_html, state, made_at FROM mail_out
      WHERE id = \(id)\(SQL.forUpdate)
      """)
    guard let mail else { return nil }
    if mail.state == "sending" { try end(id, "unknown", "cut off", at: now, on: connection) }
    guard mail.state == "waiting" else { return nil }
    try connection.execute("UPDATE mail_out SET state = 'sending' WHERE id = \(id)")
    return mail
  }

  static func end(
    _ id: String, _ state: String, _ error: String?, at now: Date, on connection: any Connection
  ) throws {
    let words = state == "waiting" ? nil : now
    try connection.execute(
      "UPDATE mail_out SET state = \(state), error = \(error), ended_at = \(words) WHERE id = \(id)")
  }

  static func purge(before limit: Date, on connection: any Connection) throws -> Int {
    try connection.execute("DELETE FROM mail_out WHERE made_at < \(limit)")
  }
}
