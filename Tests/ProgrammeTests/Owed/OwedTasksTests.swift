import Contracts
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Programme

/// What the first page of the day shows of tasks: to whom, and how it presses. Monday 23/11/2026.
struct OwedTasksTests {
  private func owed(_ bench: TaskBench, _ person: Principal) async throws -> [String: OwedDuty] {
    Dictionary(
      try await bench.programme.owed(by: person).filter { $0.kind == "Nhiệm vụ" }.map { ($0.title, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  @Test(
    "late, near and waiting; to the lead and to whoever laid it down, to no other organisation", arguments: Engine.all)
  func groups(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let (plan, _, _) = try await bench.plan()
      let late = try await bench.work(due: "2026-11-20", plan: plan, title: "Trễ")
      _ = try await bench.work(due: "2026-11-27", plan: plan, title: "Sắp tới")
      _ = try await bench.work(due: "2026-12-15", plan: plan, title: "Còn xa")
      _ = try await bench.work(due: "2026-11-20", lead: TaskBench.paper, title: "Việc riêng của báo")
      let done = try await bench.work(due: "2026-11-27", plan: plan, title: "Báo xong")
      try await bench.prove(done)
      try await bench.programme.move(done, .submit, words: "", by: bench.worker)

      let own = try await owed(bench, bench.worker)
      #expect(Set(own.keys) == ["Trễ", "Sắp tới", "Việc riêng của báo"])
      #expect(own["Trễ"]?.urgency == .late && own["Sắp tới"]?.urgency == .soon)
      #expect(own["Trễ"]?.path == "/lam-viec/nhiem-vu/\(late)" && own["Trễ"]?.detail == "")
      #expect(own["Trễ"]?.words == "chậm \("1") ngày làm việc")

      let kept = try await owed(bench, bench.keeper)
      #expect(Set(kept.keys) == ["Trễ", "Sắp tới", "Báo xong"])
      #expect(kept["Báo xong"]?.urgency == .waiting && kept["Trễ"]?.detail == "Báo Lam Giang")

      for stranger in [bench.other, bench.reader] { #expect(try await owed(bench, stranger).isEmpty) }
      #expect(!bench.programme.mayOwe(bench.reader) && bench.programme.mayOwe(bench.worker))
      let everywhere = Principal(
        id: .new(), name: "Quản trị", organisation: nil, everywhere: Set(Programme.permissions.keys))
      #expect(try await owed(bench, everywhere).isEmpty && !bench.programme.mayOwe(everywhere))
    }
  }

  @Test("who reported a task as finished is not asked to confirm it", arguments: Engine.all)
  func ownReport(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let both = Principal(
        id: bench.worker.id, name: "Lan", organisation: TaskBench.paper,
        scoped: [TaskBench.paper: [Programme.read, Programme.work, Programme.manage]])
      let id = try await bench.work(title: "Việc của báo")
      try await bench.prove(id)
      try await bench.programme.move(id, .submit, words: "", by: both)
      #expect(try await owed(bench, both).isEmpty)
      #expect(try await owed(bench, bench.chief)["Việc của báo"]?.urgency == .waiting)
    }
  }

  @Test("what names a person is in their hand however far its day, and in nobody else's", arguments: Engine.all)
  func inHand(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      let worker = bench.worker
      _ = try await bench.work(due: "2027-06-30", title: "Đích danh") { $0.responsible = worker.id }
      _ = try await bench.work(due: nil, title: "Không hạn") { $0.responsible = worker.id }
      _ = try await bench.work(title: "Của cả báo")
      let own = try await bench.programme.inHand(of: worker)
      #expect(own.map(\.title) == ["Đích danh", "Không hạn"])
      #expect(own.allSatisfy { $0.isOwn && $0.urgency == .later })
      #expect(try await bench.programme.inHand(of: bench.other).isEmpty)
      // Somebody who no longer works there keeps nothing of it.
      let gone = Principal(
        id: worker.id, name: "Lan", organisation: TaskBench.station, scoped: [TaskBench.station: [Programme.work]])
      #expect(try await bench.programme.inHand(of: gone).isEmpty)
    }
  }

  @Test("the palette finds tasks and plans without marks, and no other organisation's", arguments: Engine.all)
  func palette(engine: Engine) async throws {
    try await withTaskBench(engine) { bench in
      func found(_ words: String, _ person: Principal) async throws -> [String] {
        try await bench.programme.hits(words, limit: 5, for: person).map(\.title)
      }
      let id = try await bench.work(title: "Mở kênh số của báo")
      #expect(try await found("kenh so", bench.worker) == ["Mở kênh số của báo"])
      #expect(try await found("Kênh", bench.other).isEmpty)
      #expect(try await found("ênh", bench.worker).isEmpty, "words are begun, not cut")

      _ = try await bench.plan()
      #expect(try await found("chuyen doi so lam giang", bench.other) == ["Lam Giang 2026"])
      bench.hand.advance(by: 60)
      _ = try await bench.database.write { [now = bench.hand.now] connection in
        try connection.execute("UPDATE work_task SET title = 'Trang mới', updated_at = \(now) WHERE id = \(id)")
      }
      #expect(try await found("kenh so", bench.worker).isEmpty, "by its name of now")
      #expect(try await found("trang moi", bench.worker) == ["Trang mới"])
      let nobody = Principal(id: .new(), name: "X", organisation: TaskBench.paper, scoped: [:])
      #expect(try await found("trang moi", nobody).isEmpty)
    }
  }
}
