import Contracts
import Foundation
import Kernel
import Newsroom
import Persistence
import TestSupport
import Testing

struct WorkflowTests {
  private static let threeSteps = Workflow(
    stages: [
      .init(id: "bien-tap", name: "Biên tập ban", permission: Newsroom.edit, dueHours: 2),
      .init(id: "noi-dung", name: "Duyệt nội dung", permission: Newsroom.approve),
      .init(id: "tong-bien-tap", name: "Duyệt Tổng biên tập", permission: Newsroom.approveFinally),
    ], fourEyes: true)

  private func set(_ workflow: Workflow, in desk: Desk) async throws {
    try await desk.newsroom.setWorkflow(
      workflow, in: Desk.agency, from: CivilDate(Desk.start), note: "Quy chế 12/QC", by: desk.chief)
  }

  @Test("a text passes the agency's steps in order, each by who may pass it", arguments: Engine.all)
  func passesSteps(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      try await set(Self.threeSteps, in: desk)
      let item = try await desk.draft(section: try await desk.section())
      let sent = try await desk.newsroom.submit(item.id, by: desk.lan)
      #expect(sent.stage == "bien-tap" && sent.stageDueAt == Desk.start.addingTimeInterval(7_200))
      await #expect(throws: Failure.forbidden(Newsroom.edit)) {
        try await desk.newsroom.approve(item.id, revision: 1, by: desk.minh)
      }
      let second = try await desk.newsroom.approve(item.id, revision: 1, by: desk.hoa)
      #expect(second.state == .approval && second.stage == "noi-dung" && second.stageDueAt == nil)
      let third = try await desk.newsroom.approve(item.id, revision: 1, by: desk.thu)
      #expect(third.stage == "tong-bien-tap")
      await #expect(throws: Failure.forbidden(Newsroom.approveFinally)) {
        try await desk.newsroom.approve(item.id, revision: 1, by: desk.thu)
      }
      await #expect(throws: Failure.forbidden(Newsroom.approveFinally)) {
        try await desk.newsroom.publish(item.id, by: desk.thu)
      }
      let ready = try await desk.newsroom.approve(item.id, revision: 1, by: desk.chief)
      #expect(ready.state == .ready && ready.stage == nil && ready.approvedRevision == 1)
      #expect(try await desk.newsroom.publish(item.id, by: desk.thu).state == .published)
    }
  }

  @Test("it goes back to an earlier step or to its author, with a reason", arguments: Engine.all)
  func sendsBack(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      try await set(Self.threeSteps, in: desk)
      let item = try await desk.draft(section: try await desk.section())
      _ = try await desk.newsroom.submit(item.id, by: desk.lan)
      _ = try await desk.newsroom.approve(item.id, revision: 1, by: desk.hoa)
      await #expect(throws: Failure.invalid(["to": "Không trả lại được về bước này"])) {
        try await desk.newsroom.sendBack(item.id, reason: "Thiếu", to: "tong-bien-tap", by: desk.thu)
      }
      let back = try await desk.newsroom.sendBack(item.id, reason: "Thiếu số liệu", to: "bien-tap", by: desk.thu)
      #expect(back.state == .approval && back.stage == "bien-tap")
      let author = try await desk.newsroom.sendBack(item.id, reason: "Viết lại", by: desk.hoa)
      #expect(author.state == .editing && author.stage == nil && author.holder == desk.lan.id)
    }
  }

  @Test("with four eyes nobody passes what they wrote, nor publishes it unread", arguments: Engine.all)
  func fourEyes(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      try await set(
        Workflow(stages: Workflow.standard.stages, fourEyes: true), in: desk)
      let item = try await desk.draft(section: try await desk.section(), by: desk.thu)
      await #expect(throws: Failure.self) { try await desk.newsroom.publish(item.id, by: desk.thu) }
      await #expect(throws: Failure.self) { try await desk.newsroom.approve(item.id, revision: 1, by: desk.thu) }
      _ = try await desk.newsroom.approve(item.id, revision: 1, by: desk.hoa)
      #expect(try await desk.newsroom.publish(item.id, by: desk.thu).state == .published)
    }
  }

  @Test("what was touched after the last approval needs the last step again", arguments: Engine.all)
  func touchedAfterApproval(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      try await set(Workflow(stages: Self.threeSteps.stages), in: desk)
      let item = try await desk.draft(section: try await desk.section())
      for person in [desk.hoa, desk.thu, desk.chief] {
        _ = try await desk.newsroom.approve(item.id, revision: 1, by: person)
      }
      _ = try await desk.newsroom.schedule(item.id, for: Desk.start.addingTimeInterval(60), by: desk.thu)
      _ = try await desk.save("Câu thêm vào sau khi duyệt.", to: item.id, base: 1, by: desk.thu)
      await #expect(throws: Failure.forbidden(Newsroom.approveFinally)) {
        try await desk.newsroom.publish(item.id, by: desk.thu)
      }
      desk.hand.advance(by: 61)
      try await desk.newsroom.publishDue()
      let left = try await desk.newsroom.item(item.id, for: desk.thu)
      #expect(left.state == .ready && left.scheduledFor == nil)
      #expect(try await desk.newsroom.publish(item.id, by: desk.chief).state == .published)
    }
  }

  @Test("rules hold from their day on, and only those who may change them do", arguments: Engine.all)
  func dated(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let tomorrow = CivilDate(Desk.start).adding(days: 1)
      try await desk.newsroom.setWorkflow(
        Self.threeSteps, in: Desk.agency, from: tomorrow, note: "Từ mai", by: desk.chief)
      #expect(try await desk.newsroom.workflow(of: Desk.agency) == .standard)
      desk.hand.advance(by: 86_400)
      #expect(try await desk.newsroom.workflow(of: Desk.agency) == Self.threeSteps)
      #expect(try await desk.newsroom.workflow(of: Desk.other) == .standard)
      for person in [desk.lan, desk.thu, desk.stranger] {
        await #expect(throws: Failure.forbidden(Newsroom.manageProfiles)) {
          try await desk.newsroom.setWorkflow(
            .standard, in: Desk.agency, from: tomorrow, note: "Thử", by: person)
        }
      }
      await #expect(throws: Failure.invalid(["from": "Ngày áp dụng phải từ hôm nay trở đi"])) {
        try await desk.newsroom.setWorkflow(
          .standard, in: Desk.agency, from: CivilDate(Desk.start), note: "Lùi ngày", by: desk.chief)
      }
      #expect(try await desk.newsroom.workflows(of: Desk.agency, for: desk.lan).map(\.note) == ["Từ mai"])
      #expect(desk.trail.actions.last == "newsroom.workflow.change")
    }
  }
}
