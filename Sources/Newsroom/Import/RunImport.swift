import Contracts
import Foundation
import Kernel
import Messaging
import Persistence

/// The job that goes on with a file that was sent up.
struct RunImport: Job {
  static let name = "newsroom.import"
  let run: ImportRunID

  static func key(_ id: ImportRunID) -> String { "newsroom.import:\(id)" }
}

extension Intake {
  /// Takes in a file that somebody sent up: kept first, then worked through in the background.
  func startImport(
    _ file: URL, named name: String, _ options: ImportOptions, by principal: Principal
  ) async throws -> ImportRunID {
    try principal.require(Newsroom.importItems, in: options.organisation)
    let received = try await ImportSource.examine(file, name: name)
    guard received.bytes > 0 else { throw Failure.invalid(["file": "Tệp rỗng, không có gì để nhập"]) }
    let path = "import/\(received.hash).ndjson"
    let target = files.folder.appendingPathComponent(path)
    try await Disk.run {
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try ReceivedFiles.settle(file, at: target)
    }
    let source = ImportSource(url: target, name: name, hash: received.hash, bytes: received.bytes, path: path)
    let run = try await openRun(source, options, by: principal)
    if run.state != .done { try await queue(run.id) }
    return run.id
  }

  /// Works through a file as far as it goes. A run that stopped for any reason goes on where it was.
  func runImport(_ id: ImportRunID) async throws {
    guard let run = try await newsroom.database.read({ try ImportStore.find(id, on: $0) }), let path = run.path,
      run.state == .waiting || run.state == .running
    else { return }
    _ = try await work(on: run, from: files.folder.appendingPathComponent(path), batch: 200) { _ in }
  }

  /// Stops a run after the batch in hand, or lets it go on.
  func setImport(_ id: ImportRunID, isPaused: Bool, by principal: Principal) async throws {
    let now = newsroom.clock.now
    let goesOn = try await newsroom.database.write { connection in
      let run = try Self.visible(try ImportStore.find(id, lock: true, on: connection), to: principal)
      guard run.state != .done else { return false }
      try ImportStore.setState(id, isPaused ? .paused : .waiting, at: now, on: connection)
      return !isPaused
    }
    if goesOn { try await queue(id) }
  }

  /// Queues runs that stand still: the program was ended, or killed, while it worked on them.
  func queueUnfinishedImports() async throws {
    let now = newsroom.clock.now
    try await newsroom.database.write { connection in
      for id in try ImportStore.stalled(since: now.addingTimeInterval(-120), limit: 10, on: connection) {
        try connection.enqueue(RunImport(run: id), runAt: now, key: RunImport.key(id))
      }
    }
  }

  func imports(of organisation: OrganisationID, for principal: Principal) async throws -> [ImportRun] {
    try principal.require(Newsroom.importItems, in: organisation)
    return try await newsroom.database.read { try ImportStore.newest(of: organisation, limit: 50, on: $0) }
  }

  func importRun(
    _ id: ImportRunID, errorsAfter line: Int = 0, for principal: Principal
  ) async throws -> (run: ImportRun, errors: [RefusedLine]) {
    try await newsroom.database.read { connection in
      let run = try Self.visible(try ImportStore.find(id, on: connection), to: principal)
      return (run, try ImportStore.errors(of: id, after: line, limit: 200, on: connection))
    }
  }

  private func queue(_ id: ImportRunID) async throws {
    let now = newsroom.clock.now
    try await newsroom.database.write {
      try $0.enqueue(RunImport(run: id), runAt: now, key: RunImport.key(id))
    }
  }

  private static func visible(_ run: ImportRun?, to principal: Principal) throws(Failure) -> ImportRun {
    guard let run, principal.may(Newsroom.importItems, in: run.organisation) else { throw .notFound }
    return run
  }
}
