import Foundation
import Kernel
import Logging
import Media
import Persistence
import Security

/// Something `hoitu doctor` looked at.
package struct Finding: Sendable {
  /// Whether there is nothing to do about it.
  package let isWell: Bool
  /// Whether the program cannot do its work without it.
  package let isNeeded: Bool
  /// In English, with what to do where it is not well.
  package let text: String
}

extension Program {
  /// Looks at everything an installation stands on and says what is well and what to do about what is not.
  package static func examine() async -> [Finding] {
    var findings: [Finding] = []
    func note(_ isWell: Bool, _ text: String, _ needed: Bool = true) {
      findings.append(Finding(isWell: isWell, isNeeded: needed, text: text))
    }
    let configuration: AppConfiguration
    do {
      configuration = try Self.configuration()
      note(true, "settings can be read")
    } catch {
      note(false, "settings: \(error)")
      return findings
    }
    await examineDatabase(configuration, note)
    examineFolders(configuration, note)
    for tool in Media.missingTools { note(false, "\(tool.program) is missing: apt install \(tool.package)", false) }
    if Media.missingTools.isEmpty { note(true, "picture tools are installed") }
    return findings
  }

  private static func examineDatabase(_ configuration: AppConfiguration, _ note: (Bool, String, Bool) -> Void) async {
    do {
      let database = try Database.open(configuration.engine, logger: Logger(label: "doctor"))
      try await database.check()
      note(true, "the database answers (\(database.dialect.rawValue))", true)
      let pending = try await database.pending(House.migrations)
      note(
        pending.isEmpty, pending.isEmpty ? "the schema is up to date" : "hoitu migrate: \(pending.count) steps to do",
        true)
      await database.close()
      if pending.isEmpty { try await examineKey(configuration, note) }
    } catch {
      note(false, "the database: \(error)", true)
    }
  }

  private static func examineKey(
    _ configuration: AppConfiguration, _ note: (Bool, String, Bool) -> Void
  ) async throws {
    let house = try House(configuration: configuration, logger: Logger(label: "doctor"))
    let fits = try await house.security.keyFits()
    await house.close()
    note(
      fits,
      fits ? "the installation key fits the database" : "keys/installation.key is of another installation: restore it",
      true)
  }

  private static func examineFolders(_ configuration: AppConfiguration, _ note: (Bool, String, Bool) -> Void) {
    let data = configuration.dataFolder
    note(FileManager.default.isWritableFile(atPath: data.path), "the data folder can be written: \(data.path)", true)
    let disk = DiskSpace(of: data)
    note(disk.map { !$0.isLow } ?? false, "free space: \((disk?.freeBytes ?? 0) / (1 << 20)) MB", false)
    let fonts = configuration.root.appendingPathComponent("Public/vendor")
    note(
      FileManager.default.fileExists(atPath: fonts.path), "browser libraries and fonts (scripts/install-web.py)", true)
  }
}
