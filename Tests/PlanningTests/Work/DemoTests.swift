import Foundation
import Kernel
import TestSupport
import Testing

@testable import Planning

/// The demo week is made by the same use cases, at any hour of any day.
struct DemoTests {
  static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("data/demo/planning.json")

  @Test("the demo fills the week, whatever day and hour it is", arguments: Engine.all)
  func fills(engine: Engine) async throws {
    for (day, hour) in [(16, 0), (20, 23), (21, 8), (22, 18)] {
      try await withRoom(engine) { room in
        room.hand.move(to: Room.time(2026, 11, day, hour, 30))
        try await room.planning.fillDemo(
          from: Self.file, of: Room.agency, people: [.reporter: room.lan, .editor: room.minh, .secretary: room.thu])
        let today = Room.day(2026, 11, day)
        let board = try await room.planning.board(
          of: Room.agency, days: today.adding(days: -7)...today.adding(days: 7), for: room.lan)
        #expect(board.plans.count == 4)
        #expect(board.waiting.count == 1)
        #expect(board.occurrences.count >= 5)
        #expect(!board.closings.isEmpty)
        #expect(room.notices.all.isEmpty)
        #expect(try await room.planning.myWork(in: Room.agency, for: room.lan).open.count == 2)
      }
    }
  }
}
