import Foundation
package import Kernel
import Persistence

extension Programme {
  /// Everything that comes with the program as data: plans, laws, deadlines, versions of the maturity index. Where no byte of
  /// the files has changed since, nothing is even read as YAML: a start must not wait for it.
  package func loadFacts(by principal: Principal) async throws {
    try principal.require(Self.manage, in: nil)
    let seal = try Self.seal(of: ["programmes", "maturity"].map { facts.appendingPathComponent($0) })
    let known = try await database.read { connection -> String? in
      try connection.value("SELECT digest FROM plan_load WHERE code = \(Self.wholeLoad)")
    }
    guard known != seal else { return }
    try await loadPlans(by: principal)
    try await loadIndexVersions(by: principal)
    let now = clock.now
    _ = try await database.write { connection in
      try connection.execute(
        """
        INSERT INTO plan_load (code, digest, loaded_at) VALUES (\(Self.wholeLoad), \(seal), \(now))
        ON CONFLICT (code) DO UPDATE SET digest = excluded.digest, loaded_at = excluded.loaded_at
        """)
    }
  }

  /// No plan has this code.
  private static let wholeLoad = "*"

  private static func seal(of folders: [URL]) throws -> String {
    var bytes = Data()
    for folder in folders {
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      where name.hasSuffix(".yaml") {
        bytes += Data(name.utf8) + (try Data(contentsOf: folder.appendingPathComponent(name)))
      }
    }
    return ProgrammeFiles.digest(of: bytes)
  }
}
