import Contracts
import Foundation
import Kernel
import Persistence
import Spelling
import Vietnamese

/// A word that a speller is to leave alone.
struct HouseWord: Sendable, RowDecodable {
  let id: String
  /// Nil: the whole house's.
  let account: AccountID?
  let word: String
  let addedName: String
  let madeAt: Date

  init(row: Row) throws {
    id = try row["id"]
    account = try row["account"]
    word = try row["word"]
    addedName = try row["added_name"]
    madeAt = try row["made_at"]
  }
}

/// All SQL about words and style.
enum WritingStore {
  /// More than any house writes down, so that no request reads without end.
  static let most = 5_000

  static func style(of organisation: OrganisationID, on connection: any Connection) throws -> HouseStyle {
    let row = try connection.rows("SELECT tone, ending FROM house_style WHERE organisation = \(organisation)").first
    guard let row else { return HouseStyle() }
    let (tone, ending): (String, String) = (try row["tone"], try row["ending"])
    return HouseStyle(
      tone: HouseStyle.Tone(rawValue: tone) ?? .free, ending: HouseStyle.Ending(rawValue: ending) ?? .free)
  }

  /// The house's words and one person's.
  static func words(
    of organisation: OrganisationID, and account: AccountID, on connection: any Connection
  ) throws -> [HouseWord] {
    try connection.all(
      """
      SELECT id, account, word, added_name, made_at FROM spelling_word
      WHERE organisation = \(organisation) AND (account IS NULL OR account = \(account))
      ORDER BY word, id LIMIT \(most)
      """)
  }

  static func add(
    _ word: String, to organisation: OrganisationID, account: AccountID?, by principal: Principal, at now: Date,
    on connection: any Connection
  ) throws -> Bool {
    let place: SQL =
      account == nil
      ? "(organisation, word) WHERE account IS NULL"
      : """
      (organisation, account, word) WHERE account IS NOT NULL
      """
    return try connection.execute(
      """
      INSERT INTO spelling_word (id, organisation, account, word, added_by, added_name, made_at)
      VALUES (\(UUIDv7.shared.next()), \(organisation), \(account), \(word), \(principal.id), \(principal.name), \(now))
      ON CONFLICT \(place) DO NOTHING
      """) > 0
  }
}

extension Newsroom {
  /// A word as the list keeps it: composed, in lower case, of letters (a hyphen or apostrophe may join some).
  static func listed(_ typed: String) throws(Failure) -> String {
    let word = VietnameseText.composed(typed.trimmingCharacters(in: .whitespacesAndNewlines)).lowercased()
    guard (2...40).contains(word.count), word.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "'" }),
      word.contains(where: \.isLetter)
    else { throw .invalid(["word": "Mỗi từ là một tiếng, chỉ gồm chữ cái, dài từ 2 đến 40 ký tự"]) }
    return word
  }

  /// Adds words to a person's own list, or to the house's, which editors do.
  func addWords(
    _ typed: [String], isHouse: Bool, in organisation: OrganisationID, by principal: Principal
  ) async throws {
    try principal.require(isHouse ? Self.approve : Self.write, in: organisation)
    guard typed.count <= 500 else { throw Failure.invalid(["word": "Mỗi lần thêm tối đa 500 từ"]) }
    var words: [String] = []
    for word in typed { words.append(try Self.listed(word)) }
    let now = clock.now
    try await database.write { [words] connection in
      let count: Int =
        try connection.value("SELECT COUNT(*) FROM spelling_word WHERE organisation = \(organisation)") ?? 0
      guard count + words.count <= WritingStore.most else {
        throw Failure.invalid(["word": "Danh sách đã đủ 5.000 từ. Hãy bỏ bớt."])
      }
      var added: [String] = []
      for word in words {
        let isNew = try WritingStore.add(
          word, to: organisation, account: isHouse ? nil : principal.id, by: principal, at: now, on: connection)
        if isNew { added.append(word) }
      }
      guard isHouse, !added.isEmpty else { return }
      try recordWriting(
        "newsroom.word.add", organisation, principal, ["words": added.joined(separator: ", ").prefixed(500)],
        on: connection)
    }
  }

  /// One's own word, or one of the house's, by whoever keeps its rules.
  func removeWord(_ id: String, by principal: Principal) async throws {
    try await database.write { connection in
      let rows = try connection.rows("SELECT organisation, account, word FROM spelling_word WHERE id = \(id)")
      guard let row = rows.first else { throw Failure.notFound }
      let organisation: OrganisationID = try row["organisation"]
      let account: AccountID? = try row["account"]
      let word: String = try row["word"]
      guard account == nil ? principal.may(Self.write, in: organisation) : account == principal.id else {
        throw Failure.notFound
      }
      if account == nil { try principal.require(Self.manageProfiles, in: organisation) }
      try connection.execute("DELETE FROM spelling_word WHERE id = \(id)")
      guard account == nil else { return }
      try recordWriting("newsroom.word.remove", organisation, principal, ["words": word], on: connection)
    }
  }

  /// How the whole house writes.
  func setStyle(_ style: HouseStyle, of organisation: OrganisationID, by principal: Principal) async throws {
    try principal.require(Self.manageProfiles, in: organisation)
    let now = clock.now
    try await database.write { connection in
      guard try WritingStore.style(of: organisation, on: connection) != style else { return }
      try connection.execute(
        """
        INSERT INTO house_style (organisation, tone, ending, changed_by, changed_at)
        VALUES (\(organisation), \(style.tone.rawValue), \(style.ending.rawValue), \(principal.id), \(now))
        ON CONFLICT (organisation) DO UPDATE SET tone = excluded.tone, ending = excluded.ending,
          changed_by = excluded.changed_by, changed_at = excluded.changed_at
        """)
      try recordWriting(
        "newsroom.style.change", organisation, principal,
        ["tone": style.tone.rawValue, "ending": style.ending.rawValue], on: connection)
    }
  }

  private func recordWriting(
    _ action: String, _ organisation: OrganisationID, _ principal: Principal, _ detail: [String: String],
    on connection: any Connection
  ) throws {
    try audit.record(
      AuditEntry(
        actor: principal.id, action: action, subject: "organisation/\(organisation)", organisation: organisation,
        detail: detail), on: connection)
  }
}

extension String {
  fileprivate func prefixed(_ limit: Int) -> String { String(prefix(limit)) }
}
