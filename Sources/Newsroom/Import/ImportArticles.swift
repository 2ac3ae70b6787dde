import Contracts
import Crypto
package import Foundation
package import Kernel
import Messaging
import Persistence
import Search

/// Where the articles of an import go.
package struct ImportOptions: Sendable {
  /// Whose archive they go into.
  package var organisation: OrganisationID
  /// The section of articles that name none; opened where it is not there.
  package var sectionName: String
  /// Articles in one transaction.
  package var batch: Int
  /// Whether to merge the search index at the end; worth it after many thousands, while nobody waits.
  package var tidiesIndex: Bool

  /// 500 articles in one transaction, and no merging, where nothing else is said.
  package init(
    organisation: OrganisationID, sectionName: String = "Tư liệu", batch: Int = 500, tidiesIndex: Bool = false
  ) {
    self.organisation = organisation
    self.sectionName = sectionName
    self.batch = batch
    self.tidiesIndex = tidiesIndex
  }
}

/// A file that is imported, by its bytes.
struct ImportSource: Sendable {
  let url: URL
  let name: String
  let hash: String
  let bytes: Int
  /// Below the inbox folder, where it is ours to keep; nil where it lies elsewhere.
  let path: String?

  static func examine(_ url: URL, name: String, path: String? = nil) async throws -> ImportSource {
    try await Disk.run {
      let file = try FileHandle(forReadingFrom: url)
      defer { try? file.close() }
      var hash = SHA256()
      var bytes = 0
      while let part = try file.read(upToCount: 1_048_576), !part.isEmpty {
        hash.update(data: part)
        bytes += part.count
      }
      return ImportSource(
        url: url, name: name, hash: ReceivedFiles.hex(hash.finalize()), bytes: bytes, path: path)
    }
  }
}

extension Intake {
  /// Imports articles from NDJSON: each line an object with `title`, `body` (or `text`, `html`, `paragraphs`) and, where
  /// known, `id` or `url`, `summary`, `section`, `published_at`, `author`, `tags`. They are published at once, with the
  /// dates they have.
  ///
  /// A line that cannot be read is written down with its number and reason and never stops the others. Killed at any
  /// moment and started again with the same file, it goes on where it was: what is in is not taken in twice.
  ///
  /// - Parameter progress: called after each batch.
  @discardableResult
  package func importArticles(
    from file: URL, _ options: ImportOptions, by principal: Principal,
    progress: @Sendable @escaping (ImportProgress) -> Void = { _ in }
  ) async throws -> ImportProgress {
    try principal.require(Newsroom.importItems, in: options.organisation)
    let source = try await ImportSource.examine(file, name: file.lastPathComponent)
    let run = try await openRun(source, options, by: principal)
    if run.state == .done {
      progress(run.progress)
      return run.progress
    }
    return try await work(on: run, from: file, batch: options.batch, tidiesIndex: options.tidiesIndex, progress)
  }

  /// The run of this file in this organisation, as far as it has come.
  func openRun(
    _ source: ImportSource, _ options: ImportOptions, by principal: Principal
  ) async throws -> ImportRun {
    let now = newsroom.clock.now
    return try await newsroom.database.write { connection in
      if let known = try ImportStore.find(hash: source.hash, in: options.organisation, on: connection) { return known }
      let id = ImportRunID.new()
      try ImportStore.insert(id, source, options, by: principal, at: now, on: connection)
      try newsroom.audit.record(
        AuditEntry(
          actor: principal.id, action: Newsroom.importItems.rawValue, subject: "import/\(id)",
          organisation: options.organisation, detail: ["hash": source.hash, "bytes": "\(source.bytes)"]),
        on: connection)
      guard let run = try ImportStore.find(id, on: connection) else { throw Failure.notFound }
      return run
    }
  }

  /// Works through the rest of a file: while one batch is written, the next is read and looked over.
  func work(
    on run: ImportRun, from file: URL, batch size: Int, tidiesIndex: Bool = false,
    _ progress: @Sendable @escaping (ImportProgress) -> Void
  ) async throws -> ImportProgress {
    let lines = try SharedLineReader(LineReader(file, from: run.position), run: run, size: max(1, size))
    var current = try await lines.next()
    while true {
      try Task.checkCancellation()
      let batch = current
      let start = ContinuousClock.now
      async let following = batch.isLast ? batch : lines.next()
      let state = try await write(batch, of: run.id, since: start)
      current = try await following
      progress(state.progress)
      if state.state == .paused || batch.isLast {
        if batch.isLast, tidiesIndex { try await newsroom.database.write { try SearchIndex().optimise(on: $0) } }
        return state.progress
      }
    }
  }

  private func write(
    _ batch: ImportBatch, of id: ImportRunID, since start: ContinuousClock.Instant
  ) async throws -> ImportRun {
    let now = newsroom.clock.now
    return try await newsroom.database.write { connection in
      guard let run = try ImportStore.find(id, lock: true, on: connection) else { throw Failure.notFound }
      if run.state == .paused { return run }
      guard run.position == batch.start else {
        throw Failure.conflict("Tệp này đang được nhập ở nơi khác.")
      }
      let counts = try BulkArticleStore(run: run, now: now, connection: connection).put(batch)
      let took = (ContinuousClock.now - start) / .seconds(1)
      try ImportStore.advance(
        id, batch, done: counts.done, known: counts.known, seconds: took, at: now, on: connection)
      if batch.isLast {
        try ImportStore.setState(id, .done, at: now, on: connection)
        try newsroom.audit.record(
          AuditEntry(
            actor: run.account, action: "newsroom.import.done", subject: "import/\(id)", organisation: run.organisation,
            detail: ["articles": "\(run.done + counts.done)", "refused": "\(run.failed + batch.refused.count)"]),
          on: connection)
      }
      guard let after = try ImportStore.find(id, on: connection) else { throw Failure.notFound }
      return after
    }
  }
}

/// Reads batches one after the other, away from the threads that answer requests.
private actor SharedLineReader {
  private var reader: LineReader
  private let run: ImportRun
  private let size: Int
  private var last: ImportBatch?

  init(_ reader: LineReader, run: ImportRun, size: Int) {
    self.reader = reader
    self.run = run
    self.size = size
  }

  func next() async throws -> ImportBatch {
    let (batch, reader) = try await Disk.run { [reader, last, run, size] in
      var reader = reader
      return (try ImportBatch.read(&reader, after: last, run: run, size: size), reader)
    }
    self.reader = reader
    last = batch
    if batch.isLast { try reader.close() }
    return batch
  }
}
