import Foundation
import Kernel
import Persistence

/// Marks the IDs of imports.
enum ImportRunMark {}
typealias ImportRunID = ID<ImportRunMark>

/// One file on its way into the archive, and how far it has come.
struct ImportRun: Sendable, RowDecodable {
  enum State: String, Sendable, SQLCodable {
    case waiting
    case running
    case paused
    case done
  }

  let id: ImportRunID
  let organisation: OrganisationID
  let hash: String
  let fileName: String
  /// Below the inbox folder, where the program itself goes on with it; nil where a command reads a file in its own place.
  let path: String?
  /// Where articles go that name no section.
  let sectionName: String
  let bytes: Int
  let state: State
  /// Bytes and lines that are done with.
  let position: Int
  let lines: Int
  let done: Int
  /// Articles that were there already.
  let known: Int
  let failed: Int
  let account: AccountID
  let accountName: String
  let createdAt: Date
  let workedSeconds: Double
  let changedAt: Date

  init(row: Row) throws {
    id = try row["id"]
    organisation = try row["organisation_id"]
    hash = try row["source_hash"]
    fileName = try row["file_name"]
    path = try row["path"]
    sectionName = try row["section_name"]
    bytes = try row["bytes"]
    state = try row["state"]
    position = try row["position"]
    lines = try row["lines"]
    done = try row["done"]
    known = try row["known"]
    failed = try row["failed"]
    account = try row["account_id"]
    accountName = try row["account_name"]
    createdAt = try row["created_at"]
    workedSeconds = try row["worked_seconds"]
    changedAt = try row["changed_at"]
  }

  var progress: ImportProgress {
    ImportProgress(
      done: done, known: known, failed: failed, lines: lines, position: position, bytes: bytes,
      seconds: workedSeconds, isFinished: state == .done)
  }
}

/// How far an import is.
package struct ImportProgress: Sendable, Equatable {
  /// Articles taken in, ones that were there already, and lines that could not be read.
  package let done: Int
  /// Articles that were there already.
  package let known: Int
  /// Lines that could not be read.
  package let failed: Int
  /// Lines read so far.
  package let lines: Int
  /// Bytes read so far.
  package let position: Int
  /// Of the whole file.
  package let bytes: Int
  /// Seconds of work so far, stops not counted.
  package let seconds: Double
  /// Whether there is nothing left to read.
  package let isFinished: Bool

  /// Articles a second.
  package var rate: Double { seconds > 0 ? Double(done + known) / seconds : 0 }

  /// Seconds still to go, by the bytes; nil while nothing can be said.
  package var remaining: Double? {
    guard position > 0, seconds > 0.2 else { return nil }
    return seconds * Double(bytes - position) / Double(position)
  }
}
