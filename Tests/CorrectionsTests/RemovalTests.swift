import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Corrections

@Suite("Removed text")
struct RemovalTests {
  @Test("the text is put by when the case opens and when it is withdrawn, once each, and stays", arguments: Engine.all)
  func kept(engine: Engine) async throws {
    try await withBench(engine, now: "2026-11-30T02:00:00Z") { bench in
      let item = try bench.item(published: "2026-11-20T03:00:00Z", "Cầu sập hôm qua.")
      let record = try await bench.correction(item)
      try await bench.corrections.remove(record.id, .withdraw, reason: "Sai", by: bench.secretary)
      #expect(!bench.shelf.isPublic(item))
      let file = try await bench.corrections.file(record.id, for: bench.secretary)
      #expect(file.snapshots.count == 1)
      let snapshot = try #require(file.snapshots.first)
      #expect(snapshot.isIntact && snapshot.digest.count == 64)
      #expect(snapshot.content?.body.contains("Cầu sập hôm qua.") == true)
      #expect(snapshot.keepUntil == day("2028-11-30"))
      #expect(file.steps.map(\.kind) == [.opened, .snapshot, .removed])
      #expect(file.clocks.first { $0.rule.does == .remove }?.state == .inTime)
      for statement in [
        "DELETE FROM correction_snapshot" as SQL, "UPDATE correction_snapshot SET content = '{}'",
      ] {
        await #expect(throws: DatabaseError.self) {
          try await bench.database.write { _ = try $0.execute(statement) }
        }
      }
      #expect(try await bench.corrections.file(record.id, for: bench.secretary).snapshots.count == 1)
    }
  }

  @Test("publishing anew is refused until the text was changed; then both texts are known", arguments: Engine.all)
  func republish(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let item = try bench.item(published: "2026-11-20T03:00:00Z", "Cầu sập.")
      let record = try await bench.correction(item)
      await #expect(throws: Failure.self) {
        try await bench.corrections.remove(record.id, .republish, reason: "Sai", by: bench.secretary)
      }
      #expect(bench.shelf.acts.isEmpty)
      let refused = try await bench.corrections.file(record.id, for: bench.secretary)
      #expect(!refused.steps.contains { $0.kind == .removed })
      bench.shelf.edit(item, to: "Cầu vẫn đi lại được.")
      try await bench.corrections.remove(record.id, .republish, reason: "Sai", by: bench.secretary)
      #expect(bench.shelf.isPublic(item) && bench.shelf.acts == ["republish"])
      let file = try await bench.corrections.file(record.id, for: bench.secretary)
      #expect(file.snapshots.count == 1 && file.snapshots[0].text.contains("Cầu sập."))
    }
  }

  @Test("a withdrawal outside of the case stops its clock at that time, once", arguments: Engine.all)
  func outside(engine: Engine) async throws {
    try await withBench(engine) { bench in
      let item = try bench.item(published: "2026-11-20T03:00:00Z")
      let record = try await bench.correction(item)
      let at = time("2026-11-21T01:00:00Z")
      for _ in 0..<2 {
        try await bench.corrections.hear(ItemWithdrawn(item: item, organisation: Bench.paper, time: at))
      }
      let clock = try #require(try await bench.clock(record.id, .remove))
      #expect(clock.doneAt == at && clock.state == .inTime)
      let steps = try await bench.corrections.file(record.id, for: bench.secretary).steps
      #expect(steps.count { $0.kind == .removed } == 1)
    }
  }

  @Test("months are counted by the calendar")
  func months() {
    #expect(day("2026-11-30").adding(months: 3) == day("2027-02-28"))
    #expect(day("2026-01-31").adding(months: 24) == day("2028-01-31"))
    #expect(day("2024-02-29").adding(months: 12) == day("2025-02-28"))
  }
}
