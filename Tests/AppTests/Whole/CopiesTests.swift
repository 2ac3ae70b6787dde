import App
import Foundation
import Kernel
import Persistence
import Security
import TestSupport
import Testing

/// Export, import, backup and restore of a lived-in house.
struct CopiesTests {
  private func bytes(of folder: URL) throws -> [String: Data] {
    var result: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let url = folder.appendingPathComponent(path)
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
      if !isFolder.boolValue { result[path] = try Data(contentsOf: url) }
    }
    return result
  }

  private func temporary() -> URL {
    FileManager.default.temporaryDirectory.appendingPathComponent("hoitu-tests/copy-\(UUIDv7.shared.next())")
  }

  @Test("an export read into any engine and exported again is the same, byte for byte", arguments: Engine.all)
  func roundTrip(target: Engine) async throws {
    let (first, second) = (temporary(), temporary())
    defer {
      try? FileManager.default.removeItem(at: first)
      try? FileManager.default.removeItem(at: second)
    }
    try await withHouse(.sqlite) { house in
      try await house.loadDemo(stories: 4) { _ in }
      try await house.export.write(to: first, schema: House.schema) { _ in }
    }
    try await withHouse(target) { house in
      try await house.import.read(from: first, schema: House.schema) { _ in }
      try await house.rebuildSearch()
      try await house.export.write(to: second, schema: House.schema) { _ in }
      let verdict = try await house.verifyAudit { _ in }
      #expect(verdict.entries > 50)
    }
    let (before, after) = (try bytes(of: first), try bytes(of: second))
    #expect(before.count > 40)
    #expect(before.keys.sorted() == after.keys.sorted())
    for (path, data) in before where after[path] != data { Issue.record("\(path) differs") }
  }

  @Test("a damaged export changes nothing")
  func damaged() async throws {
    let folder = temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    try await withHouse(.sqlite) { house in
      try await house.export.write(to: folder, schema: House.schema) { _ in }
    }
    let file = folder.appendingPathComponent("data/account.ndjson")
    try Data("{}\n".utf8).write(to: file)
    try await withHouse(.sqlite) { house in
      await #expect(throws: ExportError.self) {
        try await house.import.read(from: folder, schema: House.schema) { _ in }
      }
      let isEmpty = try await house.isEmpty
      #expect(isEmpty)
    }
  }

  @Test("an import whose files cannot be put in place leaves nothing, and can be tried again", arguments: Engine.all)
  func obstructed(target: Engine) async throws {
    let folder = temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    try await withHouse(.sqlite) { house in
      try await house.loadDemo(stories: 4) { _ in }
      try await house.export.write(to: folder, schema: House.schema) { _ in }
    }
    let files = try bytes(of: folder).keys.filter { $0.hasPrefix("media/") }.sorted()
    #expect(!files.isEmpty)
    try await withPlace(target) { configuration in
      let house = try House(configuration: configuration, logger: quiet)
      try await house.migrate()
      // Where one of them should lie, there is a folder.
      let obstacle = configuration.dataFolder.appendingPathComponent(try #require(files.last))
      try FileManager.default.createDirectory(at: obstacle, withIntermediateDirectories: true)
      await #expect(throws: (any Error).self) {
        try await house.import.read(from: folder, schema: House.schema) { _ in }
      }
      let isEmpty = try await house.isEmpty
      #expect(isEmpty)
      let media = configuration.dataFolder.appendingPathComponent("media")
      #expect(try bytes(of: media).isEmpty)
      try FileManager.default.removeItem(at: obstacle)
      try await house.import.read(from: folder, schema: House.schema) { _ in }
      #expect(try bytes(of: media).count == files.count)
      await house.close()
    }
  }

  @Test("a backup taken while the house is open restores to the same export", arguments: Engine.all)
  func backup(engine: Engine) async throws {
    let (copy, before, after) = (temporary(), temporary(), temporary())
    defer { for folder in [copy, before, after] { try? FileManager.default.removeItem(at: folder) } }
    try await withHouse(engine) { house in
      try await house.loadFacts()
      _ = try await house.openAccount(login: "an.nguyen", name: "Nguyễn Văn An", role: "administrator", agency: nil)
      try await house.backup.write(to: copy, schema: House.schema)
      try await house.export.write(to: before, schema: House.schema) { _ in }
    }
    try await withPlace(engine) { configuration in
      try Backup.restore(from: copy, into: configuration)
      let house = try House(configuration: configuration, logger: quiet)
      try await house.export.write(to: after, schema: House.schema) { _ in }
      let verdict = try await house.verifyAudit { _ in }
      #expect(verdict.isWhole)
      await house.close()
    }
    #expect(try bytes(of: before) == bytes(of: after))
  }
}
