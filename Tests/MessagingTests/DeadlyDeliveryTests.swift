import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Messaging

extension RelayTests {
  @Test(
    "a delivery that takes the program with it each time dies in the end, and the lane goes on", arguments: Engine.all)
  func deadly(engine: Engine) async throws {
    try await withDatabase(engine, Messaging.migrations) { database in
      let hand = ClockHand(noon)
      let notebook = Notebook()
      let stuck = Counter()
      var policy = RelayPolicy()
      policy.attempts = 3
      let relay = relay(
        database, hand,
        EventHandler("t.note", on: Said.self) { said, _ in
          if said.word == "bad" {
            stuck.add(1)
            try await Task.sleep(for: .seconds(60))
          }
          notebook.write(said.word)
        },
        policy: policy)
      try await say("good", "bad", "later", on: database)
      _ = try await relay.fanOut()
      var nodes: [Task<Void, Never>] = []
      // The first time the one before it is blamed; from then on what is done is written down one by one.
      for time in 1...4 {
        let claim = try #require(try await relay.claim())
        nodes.append(Task { await relay.serve(claim) })
        while stuck.now < time { try await Task.sleep(for: .milliseconds(5)) }
        hand.advance(by: 61)
      }
      #expect(try await relay.drain() == 1)
      #expect(notebook.all == ["good", "good", "later"])
      let lane = try #require(try await MessagingState(database: database).lanes().first)
      #expect(lane.dead == 1 && lane.waiting == 0)
      for node in nodes {
        node.cancel()
        await node.value
      }
      #expect(try await MessagingState(database: database).lanes().first?.dead == 1)
    }
  }
}
