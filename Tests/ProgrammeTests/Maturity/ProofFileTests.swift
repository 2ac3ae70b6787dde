import Foundation
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Programme

@Suite("Files that prove scores")
struct ProofFileTests {
  /// How many files with this ending are kept; no other test of this room keeps such.
  private static func kept(_ ending: String, _ bench: MaturityBench) -> Int {
    let place = bench.programme.folder.appendingPathComponent("evidence").path
    let all = (try? FileManager.default.subpathsOfDirectory(atPath: place)) ?? []
    return all.count { $0.hasSuffix(".\(ending)") }
  }

  private static func send(
    _ name: String, _ bench: MaturityBench, _ id: MaturityEntryID, token: String = AskedSite.token
  ) async throws -> AskedSite.Reply {
    let criterion = try #require(try await bench.scheme().criteria.first)
    let site = AskedSite(people: [bench.writer]) { bench.programme.addRoutes(to: $0) }
    return try await site.upload(
      MaturityPath.act(id, "minh-chung/\(criterion.id)"), [("file", name, Data("nội dung".utf8))], fields: [:],
      as: bench.writer, token: token)
  }

  @Test("what is refused after the file came leaves none, and a form sent twice leaves one", arguments: Engine.all)
  func none(engine: Engine) async throws {
    // Endings of their own, so that both engines may run at once.
    let (once, never) = engine == .sqlite ? ("odt", "p7m") : ("ods", "p7s")
    try await withMaturity(engine) { bench in
      try await bench.prepare()
      let id = try await bench.begun(try await bench.openCycle())
      let (before, token) = (Self.kept(once, bench), CSRFToken.mask(AskedSite.token))
      for _ in 0..<3 { #expect(try await Self.send("to-trinh.\(once)", bench, id, token: token).status == 303) }
      #expect(Self.kept(once, bench) == before + 1)
      #expect(try await bench.programme.entryFile(id, for: bench.writer).criteria[0].evidence.count == 1)
      let other = Self.kept(never, bench)
      // The last thing written of a proof is who gave it: here that fails.
      try await bench.database.write {
        _ = try $0.execute("ALTER TABLE maturity_scorer RENAME TO maturity_scorer_away")
      }
      let failed = try? await Self.send("ky-so.\(never)", bench, id)
      #expect(failed?.status != 303)
      try await bench.database.write {
        _ = try $0.execute("ALTER TABLE maturity_scorer_away RENAME TO maturity_scorer")
      }
      #expect(Self.kept(never, bench) == other)
      #expect(try await bench.programme.entryFile(id, for: bench.writer).criteria[0].evidence.count == 1)
    }
  }
}
