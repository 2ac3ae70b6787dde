import Contracts
import Foundation
import Kernel
import Messaging
import Persistence

/// All SQL about notices.
enum NoticeStore {
  /// What these people chose for a topic; those who chose nothing are left out.
  static func choices(
    _ topic: NoticeTopic, of people: [AccountID], on connection: any Connection
  ) throws -> [AccountID: NoticeTopic.Delivery] {
    var chosen: [AccountID: NoticeTopic.Delivery] = [:]
    let rows = try connection.rows(
      """
      SELECT account, delivery FROM notice_choice WHERE topic = \(topic) AND account IN \(list: people)
      LIMIT \(people.count)
      """)
    for row in rows { chosen[try row["account"]] = try row["delivery"] as NoticeTopic.Delivery }
    return chosen
  }

  static func choices(of account: AccountID, on connection: any Connection) throws
    -> [NoticeTopic: NoticeTopic.Delivery]
  {
    var chosen: [NoticeTopic: NoticeTopic.Delivery] = [:]
    let rows = try connection.rows(
      "SELECT topic, delivery FROM notice_choice WHERE account = \(account) LIMIT 100")
    for row in rows {
      guard let topic: NoticeTopic = try? row["topic"] else { continue }
      chosen[topic] = try row["delivery"] as NoticeTopic.Delivery
    }
    return chosen
  }

  static func choose(
    _ delivery: NoticeTopic.Delivery, for topic: NoticeTopic, of account: AccountID, on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO notice_choice (account, topic, delivery) VALUES (\(account), \(topic), \(delivery))
      ON CONFLICT (account, topic) DO UPDATE SET delivery = excluded.delivery
      """)
  }

  /// One that is unread under the same key gives its place to the newer one.
  static func put(
    _ notice: NoticeDraft, for person: AccountID, mail: String, at now: Date, on connection: any Connection
  ) throws {
    let values = String(decoding: try JSONEncoder.house.encode(notice.text.values), as: UTF8.self)
    try connection.execute(
      """
      INSERT INTO notice (id, account, organisation, kind, unique_key, phrase, phrase_values, path, by_account, made_at,
        mail)
      VALUES (\(NoticeID.new()), \(person), \(notice.organisation), \(notice.kind), \(notice.key), \(notice.text.key),
        \(values), \(notice.path), \(notice.by), \(now), \(mail))
      ON CONFLICT (account, unique_key) WHERE read_at IS NULL AND unique_key IS NOT NULL
      DO UPDATE SET id = excluded.id, organisation = excluded.organisation, kind = excluded.kind,
        phrase = excluded.phrase, phrase_values = excluded.phrase_values, path = excluded.path,
        by_account = excluded.by_account, made_at = excluded.made_at, mail = excluded.mail, mailed_at = NULL
      """)
  }

  static func unread(of account: AccountID, on connection: any Connection) throws -> Int {
    try connection.value("SELECT COUNT(*) FROM notice WHERE account = \(account) AND read_at IS NULL") ?? 0
  }

  /// Newest first.
  static func page(
    of account: AccountID, unreadOnly: Bool, before: String?, limit: Int, on connection: any Connection
  ) throws -> Page<StaffNotice> {
    var conditions: [SQL] = ["account = \(account)"]
    if unreadOnly { conditions.append("read_at IS NULL") }
    if let before { conditions.append("id < \(before)") }
    let fetched: [StaffNotice] = try connection.all(
      """
      SELECT \(StaffNotice.columns) FROM notice WHERE \(SQL.joined(conditions, by: " AND "))
      ORDER BY id DESC LIMIT \(limit + 1)
      """)
    return Page(fetched: fetched, limit: limit) { $0.id.rawValue }
  }

  static func find(_ id: NoticeID, of account: AccountID, on connection: any Connection) throws -> StaffNotice? {
    try connection.first("SELECT \(StaffNotice.columns) FROM notice WHERE id = \(id) AND account = \(account)")
  }

  /// Marks some as read, or all where `ids` is nil. What is read is not mailed any more. Returns how many were unread.
  @discardableResult
  static func read(
    _ ids: [NoticeID]?, of account: AccountID, at now: Date, on connection: any Connection
  ) throws -> Int {
    let which: SQL = ids.map { "AND id IN \(list: $0)" } ?? ""
    return try connection.execute(
      """
      UPDATE notice SET read_at = \(now), mail = CASE WHEN mail IN ('now', 'digest') THEN 'no' ELSE mail END
      WHERE account = \(account) AND read_at IS NULL \(which)
      """)
  }

  static func unread(_ id: NoticeID, of account: AccountID, on connection: any Connection) throws {
    // Where a newer one of its key is unread already, that one says it.
    try connection.execute(
      """
      UPDATE notice SET read_at = NULL WHERE id = \(id) AND account = \(account) AND (unique_key IS NULL OR NOT EXISTS (
        SELECT 1 FROM notice other WHERE other.account = notice.account AND other.unique_key = notice.unique_key
          AND other.read_at IS NULL))
      """)
  }

  /// Takes away those made before; returns how many.
  static func purge(before limit: Date, on connection: any Connection) throws -> Int {
    try connection.execute("DELETE FROM notice WHERE made_at < \(limit)")
  }
}
