import Foundation
import Kernel
import Persistence

/// A place where the work ran, and where its correction must run too (CO3b, CO3c, CO7).
struct Follow: RowDecodable, Sendable {
  enum Kind: String, Sendable, CaseIterable, SQLCodable {
    case site
    case print
    case radio
    case tv
    case social
    /// Whoever ran it again: a partner, an aggregator.
    case republisher

    var phrase: Phrase {
      switch self {
      case .site: "Trang của tòa soạn"
      case .print: "Báo in, tạp chí"
      case .radio: "Phát thanh"
      case .tv: "Truyền hình"
      case .social: "Kênh mạng xã hội"
      case .republisher: "Nơi đăng lại, đối tác"
      }
    }
  }

  let id: ID<Follow>
  let kind: Kind
  let name: String
  /// Section, time slot, page: where exactly it ran.
  let place: String
  /// The address of what ran there, or the e-mail of a republisher.
  let address: String
  /// How often it ran, so how often the correction must run.
  let needed: Int
  let done: Int
  /// When a republisher was written to.
  let toldAt: Date?
  let doneAt: Date?
  let evidence: String
  let accountName: String

  var isDone: Bool { done >= needed }
  /// An address letters can be sent to.
  var email: String? {
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), !address.contains(where: \.isWhitespace),
      address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") })
    else { return nil }
    return address
  }

  init(row: Row) throws {
    id = try row["id"]
    kind = try row["kind"]
    name = try row["name"]
    place = try row["place"]
    address = try row["address"]
    needed = try row["needed"]
    done = try row["done"]
    toldAt = try row["told_at"]
    doneAt = try row["done_at"]
    evidence = try row["evidence"]
    accountName = try row["account_name"]
  }
}

/// All SQL about places to follow up.
enum FollowStore {
  private static let columns: SQL =
    "id, kind, name, place, address, needed, done, told_at, done_at, evidence, account_name"

  static func all(of id: CaseID, on connection: any Connection) throws -> [Follow] {
    try connection.all("SELECT \(columns) FROM correction_follow WHERE of_case = \(id) ORDER BY id LIMIT 300")
  }

  static func find(_ id: ID<Follow>, of record: CaseID, on connection: any Connection) throws -> Follow? {
    try connection.first(
      "SELECT \(columns) FROM correction_follow WHERE id = \(id) AND of_case = \(record)\(SQL.forUpdate)")
  }

  static func insert(
    _ kind: Follow.Kind, name: String, place: String, address: String, needed: Int, of id: CaseID,
    on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO correction_follow
        (id, of_case, kind, name, place, address, needed, done, told_at, done_at, evidence, account_name)
      VALUES (\(ID<Follow>.new()), \(id), \(kind), \(name), \(place), \(address), \(needed), 0, NULL, NULL, '', '')
      """)
  }

  static func tell(_ id: ID<Follow>, at now: Date, by name: String, on connection: any Connection) throws {
    try connection.execute(
      "UPDATE correction_follow SET told_at = \(now), account_name = \(name) WHERE id = \(id)")
  }

  static func done(
    _ follow: Follow, times: Int, at now: Date, evidence: String, by name: String, on connection: any Connection
  ) throws {
    let count = min(follow.needed, follow.done + times)
    let doneAt: Date? = count >= follow.needed ? now : nil
    let all = [follow.evidence, evidence].filter { !$0.isEmpty }.joined(separator: "\n")
    try connection.execute(
      """
      UPDATE correction_follow
      SET done = \(count), done_at = \(doneAt), evidence = \(all), account_name = \(name)
      WHERE id = \(follow.id)
      """)
  }

  /// Where the work itself ran.
  static func begin(_ record: CaseRecord, on connection: any Connection) throws {
    guard record.kind.hasNotice || record.kind == .removal, let work = record.work else { return }
    let kind: Follow.Kind =
      switch work.medium {
      case .online: .site
      case .social: .social
      case .daily, .weekly, .magazine: .print
      case .radio: .radio
      case .tv: .tv
      }
    let slot = work.medium.isAired ? "\(work.programme) · \(work.hour)" : work.issue
    let place = [work.section, slot].filter { !$0.isEmpty }.joined(separator: " · ")
    try insert(
      kind, name: work.title, place: place, address: work.address,
      needed: work.medium.isAired ? max(1, work.airings) : 1, of: record.id, on: connection)
  }

  /// Republishers and channels of the agency's earlier cases, to be offered again.
  static func known(
    of organisation: String, on connection: any Connection
  ) throws -> [(kind: Follow.Kind, name: String, address: String)] {
    try connection.rows(
      """
      SELECT f.kind AS kind, f.name AS name, MAX(f.address) AS address
      FROM correction_follow f JOIN correction_case c ON c.id = f.of_case
      WHERE c.organisation = \(organisation) AND f.kind IN ('social', 'republisher')
      GROUP BY f.kind, f.name
      ORDER BY f.name
      LIMIT 50
      """
    ).map { (try $0["kind"], try $0["name"], try $0["address"]) }
  }
}
