import Contracts
import Foundation
import Kernel
import Persistence

extension Planning {
  /// What ``ItemDesk/begin(_:by:on:)`` asks for.
  private static let write: Permission = "newsroom.item.write"

  /// Begins the items of every template whose hour has come: each turn once, kept by its row in `planning_template_run`
  /// in the same transaction as the item. Turns missed while nothing ran are done late within a day; older ones are not.
  func runTemplates() async throws {
    let now = clock.now
    var failure: (any Error)?
    for template in try await database.read({ try TemplateStore.due(at: now, on: $0) }) {
      let isThere = try await people.people(in: template.organisation).contains { $0.id == template.words.person }
      do {
        try await run(template.id, isThere: isThere, at: now)
      } catch {
        failure = error
        let problem = (error as? any ProblemConvertible)?.problem
        let words = problem.map { ($0.detail ?? $0.title).vietnamese } ?? "Lỗi của hệ thống"
        try await database.write { connection in
          _ = try connection.execute("UPDATE planning_template SET problem = \(words) WHERE id = \(template.id)")
        }
      }
    }
    // The schedule tries again, with growing waits.
    if let failure { throw failure }
  }

  private func run(_ id: TemplateID, isThere: Bool, at now: Date) async throws {
    try await database.write { connection in
      guard var template = try TemplateStore.lock(id, on: connection), !template.isPaused, template.nextAt <= now else {
        return
      }
      guard isThere else { return try stop(&template, on: connection) }
      var begun: [ItemBrief] = []
      while template.nextAt <= now {
        let turn = template.nextAt
        template.nextAt = Template.next(template.words, after: turn)
        guard turn > now.addingTimeInterval(-86_400) else { continue }
        let isNew = try connection.execute(
          """
          INSERT INTO planning_template_run (template, due_at, ran_at) VALUES (\(id), \(turn), \(now))
          ON CONFLICT (template, due_at) DO NOTHING
          """)
        guard isNew == 1 else { continue }
        let brief = try begin(template, at: turn, on: connection)
        try connection.execute(
          "UPDATE planning_template_run SET item = \(brief.id) WHERE template = \(id) AND due_at = \(turn)")
        begun.append(brief)
      }
      template.problem = nil
      try TemplateStore.update(template, on: connection)
      for brief in begun {
        try notifier.notify(
          NoticeDraft(
            people: [template.words.person], kind: "planning.template",
            text: "Mẫu “\(template.words.name)” đã tạo “\(brief.title)” cho bạn", path: brief.deskPath,
            organisation: template.organisation, by: nil, key: nil), on: connection)
        try record(
          action: "planning.template.run", "planning-template/\(id)", in: template.organisation, by: nil,
          detail: ["item": brief.id.rawValue], on: connection)
      }
    }
  }

  private func begin(_ template: Template, at turn: Date, on connection: any Connection) throws -> ItemBrief {
    let words = template.words
    // In the name of the one it is for, who works for the agency: that was just looked up.
    let principal = Principal(
      id: words.person, name: template.personName, organisation: template.organisation,
      scoped: [template.organisation: [Self.write]])
    return try items.begin(
      ItemStart(
        organisation: template.organisation, kind: words.kind, title: template.title(at: turn),
        summary: words.summary, body: template.story, section: words.section, holder: words.person,
        deadline: words.dueMinutes == 0 ? nil : turn.addingTimeInterval(Double(words.dueMinutes * 60))),
      by: principal, on: connection)
  }

  /// Whoever it was for has left: it stops, and the one who made it is told.
  private func stop(_ template: inout Template, on connection: any Connection) throws {
    template.isPaused = true
    template.problem = "Người nhận không còn làm việc ở cơ quan"
    try TemplateStore.update(template, on: connection)
    try notifier.notify(
      NoticeDraft(
        people: [template.madeBy], kind: "planning.template",
        text: "Mẫu “\(template.words.name)” đã dừng: người nhận không còn làm việc ở cơ quan",
        path: PlanningPath.templates, organisation: template.organisation, by: nil, key: nil), on: connection)
    try record(
      action: "planning.template.stop", "planning-template/\(template.id)", in: template.organisation, by: nil,
      on: connection)
  }
}
