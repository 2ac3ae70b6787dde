import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Programme

@Suite("Figures of other provinces")
struct PeerTests {
  @Test("added, read by a job, looked at, and only then compared; each act is on record", arguments: Engine.all)
  func way(engine: Engine) async throws {
    try await withSharing(engine) { bench in
      try await bench.own(2, 3)
      let programme = bench.programme
      try bench.place.says(.sample(), etag: "\"a\"")
      let id = try await programme.addPeer(" ban.example ", to: bench.figures.department, by: bench.keeper)
      let queued: Int? = try await bench.figures.database.read {
        try $0.value("SELECT count(*) FROM job WHERE name = 'programme.fetch-peer'")
      }
      #expect(queued == 1)
      var view = try await programme.peer(id, for: bench.keeper)
      #expect(view.peer.state == .reading && view.peer.address == "https://ban.example\(SharingPath.document)")
      try await programme.fetchPeer(id)
      view = try await programme.peer(id, for: bench.keeper)
      #expect(view.peer.state == .waiting && view.figures.count == 1 && view.peer.name == "tỉnh Quảng Trị")
      #expect(try await programme.provinceComparison(.init(), for: bench.keeper).entries.map(\.isOwn) == [true])
      await #expect(throws: Failure.self) { try await programme.acceptPeer(id, seen: "khac", by: bench.keeper) }
      try await programme.acceptPeer(id, seen: view.peer.digest, by: bench.keeper)
      let found = try await programme.provinceComparison(.init(), for: bench.keeper)
      #expect(found.entries.map(\.figure.province.name) == ["tỉnh Hưng Yên", "tỉnh Quảng Trị"] && found.year == 2025)
      try await programme.suspendPeer(id, by: bench.keeper)
      #expect(try await programme.provinceComparison(.init(), for: bench.keeper).entries.count == 1)
      try await programme.resumePeer(id, by: bench.keeper)
      try await programme.askPeer(id, by: bench.keeper)
      try await programme.removePeer(id, by: bench.keeper)
      #expect(try await programme.peers(for: bench.keeper).isEmpty)
      let left: Int? = try await bench.figures.database.read { try $0.value("SELECT count(*) FROM sharing_figure") }
      #expect(left == 0)
      let acts = bench.figures.witness.actions.filter { $0.hasPrefix("programme.peer.") }.map { $0.dropFirst(15) }
      #expect(acts == ["add", "take", "accept", "suspend", "resume", "ask", "remove"])
    }
  }

  @Test("only who keeps plans there may; another department's are not there", arguments: Engine.all)
  func rights(engine: Engine) async throws {
    try await withSharing(engine) { bench in
      let id = try await bench.accepted(.sample())
      let programme = bench.programme
      let address = "https://khac.example"
      for person in [bench.figures.lan, bench.other] {
        await #expect(throws: Failure.forbidden(Programme.manage)) {
          _ = try await programme.addPeer(address, to: bench.figures.department, by: person)
        }
        await #expect(throws: Failure.notFound) { _ = try await programme.peer(id, for: person) }
        await #expect(throws: Failure.notFound) { try await programme.suspendPeer(id, by: person) }
        await #expect(throws: Failure.notFound) { try await programme.askPeer(id, by: person) }
        await #expect(throws: Failure.notFound) { try await programme.removePeer(id, by: person) }
      }
      #expect(try await programme.peers(for: bench.other).isEmpty)
      #expect(try await programme.provinceComparison(.init(), for: bench.other).entries.isEmpty)
      await #expect(throws: Failure.forbidden(Programme.manage)) {
        _ = try await programme.provinceComparison(.init(), for: bench.figures.lan)
      }
      for bad in ["http://ban.example", "ftp://x", ""] {
        await #expect(throws: Failure.self, "\(bad)") {
          _ = try await programme.addPeer(bad, to: bench.figures.department, by: bench.keeper)
        }
      }
      await #expect(throws: Failure.invalid(["address": "Địa chỉ này đã có trong danh sách"])) {
        _ = try await programme.addPeer("https://ban.example/", to: bench.figures.department, by: bench.keeper)
      }
    }
  }

  @Test("what fails keeps what was known, says why, and is tried again ever more rarely", arguments: Engine.all)
  func failures(engine: Engine) async throws {
    try await withSharing(engine) { bench in
      let id = try await bench.accepted(.sample(), etag: "\"a\"")
      let now = bench.figures.hand.now
      var peer = try await bench.programme.peer(id, for: bench.keeper).peer
      #expect(peer.nextFetchAt == now.addingTimeInterval(86_400))
      bench.place.says(.unchanged)
      try await bench.programme.fetchPeer(id)
      #expect(bench.place.asked.last?.etag == "\"a\"" && bench.place.asked.last?.types == ["application/json"])
      bench.place.fails("Nguồn không trả lời kịp.")
      bench.place.says(.document(Data("{".utf8), etag: nil, lastModified: nil))
      bench.place.says(.status(503, retryAfter: 50_000))
      for (words, hours) in [("không trả lời kịp", 1.0), ("không phải JSON", 2), ("mã 503", 50_000 / 3_600)] {
        try await bench.programme.fetchPeer(id)
        let view = try await bench.programme.peer(id, for: bench.keeper)
        peer = view.peer
        #expect(peer.lastError?.contains(words) ?? false, "\(peer.lastError ?? "")")
        #expect(peer.nextFetchAt == now.addingTimeInterval(hours * 3_600), "\(words)")
        #expect(view.figures.count == 1 && peer.state == .active && peer.failures > 0)
      }
      bench.place.says(.status(410, retryAfter: nil))
      try await bench.programme.fetchPeer(id)
      peer = try await bench.programme.peer(id, for: bench.keeper).peer
      #expect(peer.state == .suspended && peer.nextFetchAt == nil)
      let asked = bench.place.asked.count
      try await bench.programme.fetchPeer(id)
      #expect(bench.place.asked.count == asked, "who is suspended is not asked")
    }
  }

  @Test("those whose turn has come are queued once", arguments: Engine.all)
  func turns(engine: Engine) async throws {
    try await withSharing(engine) { bench in
      let id = try await bench.accepted(.sample())
      func queued() async throws -> Int? {
        try await bench.figures.database.read {
          try $0.value("SELECT count(*) FROM job WHERE name = 'programme.fetch-peer'")
        }
      }
      try await bench.figures.database.write { _ = try $0.execute("DELETE FROM job") }
      try await bench.programme.queueDuePeers()
      #expect(try await queued() == 0)
      bench.figures.hand.advance(by: 86_400)
      try await bench.programme.queueDuePeers()
      try await bench.programme.queueDuePeers()
      #expect(try await queued() == 1)
      #expect(try await bench.programme.peer(id, for: bench.keeper).peer.state == .active)
    }
  }

  @Test("a frozen figure that changed stands beside what it was, and says whether that was told", arguments: Engine.all)
  func changes(engine: Engine) async throws {
    try await withSharing(engine) { bench in
      try await bench.own(2, 3)
      let id = try await bench.accepted(.sample([.sample(1, 2)]))
      func kinds() async throws -> [PeerChange.Kind] {
        try await bench.programme.peer(id, for: bench.keeper).changes.map(\.kind).reversed()
      }
      try await bench.next(id, .sample([.sample(1, 2)]))
      #expect(try await kinds() == [])
      try await bench.next(id, .sample([.sample(2, 2)]))
      #expect(try await kinds() == [.undeclared])
      let entry = try await bench.programme.provinceComparison(.init(), for: bench.keeper).entries.first { !$0.isOwn }
      #expect(entry?.figure.numerator == 2 && entry?.change?.was.numerator == 1)
      let told = SharedFigure.sample(1, 1) {
        $0.restated = .init(numerator: 2, denominator: 2, on: "2026-11-20", reason: "Đếm trùng")
      }
      try await bench.next(id, .sample([told]))
      let lie = SharedFigure.sample(0, 1) {
        $0.restated = .init(numerator: 9, denominator: 9, on: "2026-11-21", reason: "Nói khác")
      }
      try await bench.next(id, .sample([lie]))
      try await bench.next(id, .sample([.sample(1, 1) { $0.digest = String(repeating: "cd", count: 32) }]))
      try await bench.next(id, .sample([.sample(year: 2024)]))
      try await bench.next(id, .sample([.sample(year: 2024), .sample(5, 6)]))
      let all = try await kinds()
      #expect(all == [.undeclared, .restated, .undeclared, .refrozen, .withdrawn, .refrozen])
    }
  }

  @Test("neither an older document nor another's takes the place of what is known", arguments: Engine.all)
  func replay(engine: Engine) async throws {
    try await withSharing(engine) { bench in
      let id = try await bench.accepted(.sample([.sample(1, 2)]))
      try bench.place.says(.sample([.sample(2, 2)], generated: "2026-11-26T01:00:00.000Z"))
      try await bench.programme.fetchPeer(id)
      var view = try await bench.programme.peer(id, for: bench.keeper)
      #expect(view.peer.lastError?.contains("cũ hơn") ?? false)
      #expect(view.figures.first?.figure.numerator == 1)
      try await bench.next(id, .sample([.sample(2, 2)], code: "ke-hoach-khac"))
      view = try await bench.programme.peer(id, for: bench.keeper)
      #expect(view.peer.lastError?.contains("kế hoạch khác hẳn") ?? false)
      #expect(view.figures.first?.figure.numerator == 1 && view.changes.isEmpty)
    }
  }
}
