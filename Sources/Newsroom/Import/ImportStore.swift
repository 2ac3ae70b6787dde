import Contracts
import Foundation
import Kernel
import Persistence

/// All SQL of imports, but for the articles themselves.
enum ImportStore {
  static func find(_ id: ImportRunID, lock: Bool = false, on connection: any Connection) throws -> ImportRun? {
    try connection.first("SELECT * FROM import_run WHERE id = \(id)\(lock ? SQL.forUpdate : "")")
  }

  static func find(
    hash: String, in organisation: OrganisationID, on connection: any Connection
  ) throws -> ImportRun? {
    try connection.first(
      "SELECT * FROM import_run WHERE organisation_id = \(organisation) AND source_hash = \(hash)")
  }

  static func newest(of organisation: OrganisationID, limit: Int, on connection: any Connection) throws -> [ImportRun] {
    try connection.all(
      "SELECT * FROM import_run WHERE organisation_id = \(organisation) ORDER BY id DESC LIMIT \(limit)")
  }

  /// Those the program itself goes on with that have stood still since a time.
  static func stalled(since time: Date, limit: Int, on connection: any Connection) throws -> [ImportRunID] {
    try connection.values(
      """
      SELECT id FROM import_run
      WHERE state IN ('waiting', 'running') AND path IS NOT NULL AND changed_at < \(time)
      ORDER BY changed_at LIMIT \(limit)
      """)
  }

  static func insert(
    _ id: ImportRunID, _ source: ImportSource, _ options: ImportOptions, by principal: Principal, at now: Date,
    on connection: any Connection
  ) throws {
    try connection.execute(
      """
      INSERT INTO import_run (
        id, organisation_id, source_hash, file_name, path, section_name, bytes, state, position, lines, done, known,
        failed, account_id, account_name, created_at, worked_seconds, changed_at)
      VALUES (
        \(id), \(options.organisation), \(source.hash), \(source.name), \(source.path), \(options.sectionName),
        \(source.bytes), \(ImportRun.State.waiting), 0, 0, 0, 0, 0, \(principal.id), \(principal.name), \(now), 0.0,
        \(now))
      """)
  }

  static func setState(
    _ id: ImportRunID, _ state: ImportRun.State, at now: Date, on connection: any Connection
  ) throws {
    try connection.execute("UPDATE import_run SET state = \(state), changed_at = \(now) WHERE id = \(id)")
  }

  /// The checkpoint, in the same transaction as the articles it speaks of.
  static func advance(
    _ id: ImportRunID, _ batch: ImportBatch, done: Int, known: Int, seconds: Double, at now: Date,
    on connection: any Connection
  ) throws {
    try connection.execute(
      """
      UPDATE import_run SET
        position = \(batch.end), lines = \(batch.lastLine), done = done + \(done), known = known + \(known),
        failed = failed + \(batch.refused.count), worked_seconds = worked_seconds + \(seconds), changed_at = \(now),
        state = \(ImportRun.State.running)
      WHERE id = \(id)
      """)
    for refused in batch.refused {
      try connection.execute(
        """
        INSERT INTO import_error (run_id, line, reason, excerpt)
        VALUES (\(id), \(refused.line), \(refused.reason), \(refused.excerpt)) ON CONFLICT DO NOTHING
        """)
    }
  }

  static func errors(
    of id: ImportRunID, after line: Int, limit: Int, on connection: any Connection
  ) throws -> [RefusedLine] {
    try connection.rows(
      """
      SELECT line, reason, excerpt FROM import_error WHERE run_id = \(id) AND line > \(line)
      ORDER BY line LIMIT \(limit)
      """
    ).map { RefusedLine(line: try $0["line"], reason: try $0["reason"], excerpt: try $0["excerpt"]) }
  }
}

/// A line that could not be taken in.
struct RefusedLine: Sendable, Equatable {
  let line: Int
  /// In Vietnamese.
  let reason: String
  let excerpt: String
}

/// Some lines of the file, read and looked over before any transaction.
struct ImportBatch: Sendable {
  var articles: [(line: Int, article: ImportLine)] = []
  var refused: [RefusedLine] = []
  var start: Int
  var end: Int
  var lastLine: Int
  var isLast = false

  /// Reads the next lines.
  static func read(_ reader: inout LineReader, after last: ImportBatch?, run: ImportRun, size: Int) throws
    -> ImportBatch
  {
    let start = last?.end ?? run.position
    var batch = ImportBatch(start: start, end: start, lastLine: last?.lastLine ?? run.lines)
    while batch.articles.count + batch.refused.count < size {
      guard let line = try reader.next() else {
        batch.isLast = true
        break
      }
      batch.lastLine += 1
      batch.end = line.end
      batch.take(line)
    }
    return batch
  }

  private mutating func take(_ line: LineReader.Line) {
    if line.isTooLong {
      let limit = LineReader.longest / 1_048_576
      refuse("Dòng dài hơn \(limit) MB.", line.bytes)
      return
    }
    guard line.bytes.contains(where: { $0 > 0x20 }) else { return }
    do {
      articles.append((lastLine, try ImportLine(line.bytes)))
    } catch {
      refuse(error.reason, line.bytes)
    }
  }

  private mutating func refuse(_ reason: Phrase, _ bytes: ArraySlice<UInt8>) {
    let text = String(decoding: bytes.prefix(300), as: UTF8.self).filter { $0 != "\0" }
    refused.append(
      RefusedLine(line: lastLine, reason: reason.vietnamese, excerpt: String(text.prefix(120))))
  }
}
