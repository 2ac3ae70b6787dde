import Foundation
import Kernel
import TestSupport
import Testing

@testable import Planning

/// The two machines, exhaustively: every act in every state.
struct StateTests {
  @Test("an assignment: what may be done in each state, and nothing else")
  func assignments() {
    let allowed: [AssignmentState: [AssignmentState.Act: AssignmentState]] = [
      .offered: [.accept: .accepted, .decline: .declined, .start: .inProgress, .finish: .done, .cancel: .cancelled],
      .accepted: [.decline: .declined, .start: .inProgress, .finish: .done, .cancel: .cancelled],
      .inProgress: [.finish: .done, .cancel: .cancelled],
      .done: [.reopen: .inProgress], .declined: [:], .cancelled: [:],
    ]
    for state in AssignmentState.allCases {
      for act in AssignmentState.Act.allCases { #expect(state.after(act) == allowed[state]?[act], "\(state) \(act)") }
    }
  }

  @Test("a plan: what may be done in each state, and nothing else")
  func plans() {
    let allowed: [PlanState: [PlanState.Act: PlanState]] = [
      .proposed: [.accept: .accepted, .decline: .declined], .accepted: [.decline: .declined, .finish: .done],
      .declined: [.reopen: .proposed], .done: [.reopen: .accepted],
    ]
    for state in PlanState.allCases {
      for act in PlanState.Act.allCases { #expect(state.after(act) == allowed[state]?[act], "\(state) \(act)") }
    }
  }

  @Test("the use case refuses what the machine refuses, in every state, and changes nothing", arguments: Engine.all)
  func refused(engine: Engine) async throws {
    try await withRoom(engine) { room in
      // The ways into each state.
      let ways: [(AssignmentState, [AssignmentState.Act])] = [
        (.offered, []), (.accepted, [.accept]), (.inProgress, [.start]), (.done, [.finish]), (.declined, [.decline]),
        (.cancelled, [.cancel]),
      ]
      for (state, way) in ways {
        for act in AssignmentState.Act.allCases {
          let (plan, coverage) = try await room.plan("\(state) \(act)")
          // A second coverage keeps the plan open when the first is done.
          try await room.planning.addCoverage(CoverageWords(kind: .photo), to: plan.id, by: room.thu)
          let id = try await room.planning.assign(coverage.id, to: room.lan.id, desk: nil, by: room.thu).id
          for step in way { try await room.planning.act(step, on: id, reason: "bận", by: room.thu) }
          let next = state.after(act)
          if let next {
            #expect(try await room.planning.act(act, on: id, reason: "bận", by: room.thu).state == next)
          } else {
            await #expect(throws: Failure.self) {
              try await room.planning.act(act, on: id, reason: "bận", by: room.thu)
            }
            #expect(try await room.planning.assignment(id, for: room.thu).0.state == state)
          }
        }
      }
    }
  }
}
