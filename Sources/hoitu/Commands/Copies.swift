import App
import ArgumentParser
import Foundation

struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the database and the media into a folder while the program serves.")

  @Argument(help: "An empty or missing folder.")
  var folder: String

  func run() async throws {
    try await Program.withHouse { house in
      try await house.backup.write(to: URL(fileURLWithPath: folder, isDirectory: true), schema: House.schema)
      print("backup written to \(folder)")
    }
  }
}

struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Put a backup back into an empty place; the program must not run.")

  @Argument(help: "A folder written by `hoitu backup`.")
  var folder: String

  func run() async throws {
    let configuration = try Program.configuration()
    try Backup.restore(from: URL(fileURLWithPath: folder, isDirectory: true), into: configuration)
    print("restored from \(folder)")
  }
}

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write everything as NDJSON and media into a folder; the same on either engine.")

  @Argument(help: "An empty or missing folder.")
  var folder: String

  func run() async throws {
    try await Program.withHouse { house in
      let target = URL(fileURLWithPath: folder, isDirectory: true)
      try await house.export.write(to: target, schema: House.schema) { print($0) }
    }
  }
}

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Read an export (a folder) into an empty database, or articles (an .ndjson file) into an agency.")

  @Argument(help: "A folder written by `hoitu export`, or a file with one article a line.")
  var path: String

  @Option(help: "The agency's short address (bao-lam-giang), for articles.")
  var agency: String?

  func run() async throws {
    try await Program.withHouse { house in
      try await house.migrate()
      let source = URL(fileURLWithPath: path)
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw ValidationError("\(path) does not exist")
      }
      if isFolder.boolValue {
        try await house.import.read(from: source, schema: House.schema) { print($0) }
        try await house.rebuildSearch()
        try await house.sealImported()
        print("search index made again; second factors must be set up anew unless the keys folder was copied too")
      } else {
        guard let agency else { throw ValidationError("--agency says whose articles these are") }
        try await house.importArticles(from: source, agency: agency)
      }
    }
  }
}
