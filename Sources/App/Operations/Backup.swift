package import Foundation
package import Persistence

/// Copies of a running installation: the database in one moment, the media, and checksums of both.
package struct Backup: Sendable {
  private let database: Database
  private let configuration: AppConfiguration

  /// Asks nothing until ``write(to:schema:)``.
  package init(database: Database, configuration: AppConfiguration) {
    self.database = database
    self.configuration = configuration
  }

  /// Writes a backup into a folder that must be empty or missing, while the program serves. The database is copied
  /// first: media are only ever added, so every picture it knows is there when they are copied after it.
  package func write(to folder: URL, schema: [String]) async throws {
    guard try Files.all(below: folder).isEmpty else { throw ExportError.notEmpty(folder.path) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    switch configuration.engine {
    case .sqlite: try await database.copy(to: folder.appendingPathComponent("hoitu.db").path)
    case .postgres(let url):
      let dump = folder.appendingPathComponent("hoitu.dump")
      try Self.run("pg_dump", on: url) { ["--format=custom", "--file", dump.path, $0] }
    }
    for name in Export.folders {
      try Files.copy(
        configuration.dataFolder.appendingPathComponent(name), to: folder.appendingPathComponent(name), linking: true)
    }
    // Keys open what is encrypted in the database; without them a restore could not check a second factor.
    try Files.copy(
      configuration.dataFolder.appendingPathComponent("keys"), to: folder.appendingPathComponent("keys"), linking: false
    )
    try Manifest(kind: "backup", schema: schema, folder: folder).write(to: folder)
  }

  /// Puts a backup back into an empty place; checks every checksum before it changes anything. The program must not run.
  package static func restore(from folder: URL, into configuration: AppConfiguration) throws {
    let manifest = try Manifest.read(folder)
    guard manifest.kind == "backup" else { throw ExportError.unreadable("this is not a backup") }
    try manifest.check(folder)
    let data = configuration.dataFolder
    for name in Export.folders + ["keys"] where try !Files.all(below: data.appendingPathComponent(name)).isEmpty {
      throw ExportError.notEmpty(data.appendingPathComponent(name).path)
    }
    switch configuration.engine {
    case .sqlite(let path):
      guard !FileManager.default.fileExists(atPath: path) else { throw ExportError.notEmpty(path) }
      let source = folder.appendingPathComponent("hoitu.db")
      guard FileManager.default.fileExists(atPath: source.path) else {
        throw ExportError.unreadable("a backup of PostgreSQL; set HOITU_DATABASE to a PostgreSQL database")
      }
      let target = URL(fileURLWithPath: path)
      try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: source, to: target)
    case .postgres(let url):
      let dump = folder.appendingPathComponent("hoitu.dump")
      guard FileManager.default.fileExists(atPath: dump.path) else {
        throw ExportError.unreadable("a backup of SQLite; set HOITU_DATABASE to sqlite:…")
      }
      try run("pg_restore", on: url) {
        ["--no-owner", "--exit-on-error", "--single-transaction", "--dbname", $0, dump.path]
      }
    }
    for name in Export.folders + ["keys"] {
      try Files.copy(folder.appendingPathComponent(name), to: data.appendingPathComponent(name), linking: false)
    }
  }

  /// - Parameter arguments: Made from the address without its password, which goes another way.
  private static func run(_ tool: String, on url: String, _ arguments: (String) -> [String]) throws {
    let address = PostgresAddress(url)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [tool] + arguments(address.url)
    process.environment = address.environment
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw ExportError.tool("\(tool): \(String(decoding: said, as: UTF8.self).suffix(500))")
    }
  }
}
