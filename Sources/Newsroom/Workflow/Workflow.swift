import Foundation
package import Kernel

/// The way of a text through one agency's hands, between "sent for approval" and "approved": named steps, who may pass
/// each, and how long it may take. The states of ``ItemState`` stay what they are; the steps are inside `approval`.
package struct Workflow: Codable, Equatable, Sendable {
  /// One step, in the agency's own words: `Biên tập ban`, `Duyệt nội dung`, `Duyệt Tổng biên tập`.
  package struct Stage: Codable, Equatable, Sendable {
    /// Stays when the name changes: items remember where they are by it.
    package let id: String
    /// In the agency's own words.
    package var name: String
    /// What one must be allowed to pass a text on from here.
    package var permission: Permission
    /// Hours until it should be done; nil: none set.
    package var dueHours: Int?

    /// Checked when the agency decides on its workflow.
    package init(id: String, name: String, permission: Permission, dueHours: Int? = nil) {
      self.id = id
      self.name = name
      self.permission = permission
      self.dueHours = dueHours
    }
  }

  /// Never empty.
  package var stages: [Stage]
  /// Nobody passes a text that they have written themselves (bốn mắt).
  package var fourEyes: Bool

  /// Checked when the agency decides on it; ``stages`` must not be empty.
  package init(stages: [Stage], fourEyes: Bool = false) {
    self.stages = stages
    self.fourEyes = fourEyes
  }

  /// One approval, by whoever may approve.
  package static let standard = Workflow(
    stages: [Stage(id: "approval", name: "Chờ duyệt", permission: Newsroom.approve)])

  /// Most steps an agency may have: more is a queue, not a check.
  package static let mostStages = 6

  /// What may pass a step on.
  package static let permissions: [Permission] = [Newsroom.edit, Newsroom.approve, Newsroom.approveFinally]

  /// Where the item waits; before it was sent in, the first step. One whose step is gone begins anew.
  package func place(of item: Item) -> Int {
    guard item.state == .approval, let stage = item.stage else { return 0 }
    return stages.firstIndex { $0.id == stage } ?? 0
  }

  /// The step it waits at; nil unless it waits for approval.
  package func stage(of item: Item) -> Stage? {
    item.state == .approval ? stages[place(of: item)] : nil
  }

  /// The steps that it has not passed yet; none once it is approved.
  func remaining(_ item: Item) -> ArraySlice<Stage> {
    switch item.state {
    case .ready, .published, .withdrawn: []
    case .draft, .editing, .approval: stages[place(of: item)...]
    }
  }

  /// Throws unless this person may pass these steps of this item.
  func require(_ stages: some Sequence<Stage>, of item: Item, by principal: Principal) throws(Failure) {
    for stage in stages { try principal.require(stage.permission, in: item.organisation) }
    if fourEyes, item.author == principal.id, stages.contains(where: { _ in true }) {
      throw .conflict("Quy trình của cơ quan không cho tự duyệt bài mình viết. Hãy nhờ người khác duyệt.")
    }
  }

  /// The same as an answer, for showing acts.
  func allows(_ stages: some Sequence<Stage>, of item: Item, by principal: Principal) -> Bool {
    (try? require(stages, of: item, by: principal)) != nil
  }

  /// Throws unless what is to be published was read: the last step is passed with this text, or whoever publishes may pass
  /// it, as for text that was touched after its approval.
  func requireApproved(_ item: Item, or principal: Principal) throws(Failure) {
    switch item.state {
    case .published: throw .conflict("Bài đã được xuất bản.")
    case .withdrawn: throw .conflict("Bài đã gỡ, không xuất bản lại được.")
    case .draft, .editing, .approval: try require(remaining(item), of: item, by: principal)
    case .ready:
      guard item.approvedRevision != nil, item.approvedRevision != item.currentRevision else { return }
      try principal.require(stages[stages.count - 1].permission, in: item.organisation)
    }
  }

  /// Puts an item before a step, with the time it has there.
  func enter(_ place: Int, _ item: inout Item, at now: Date) {
    item.state = .approval
    item.stage = stages[place].id
    item.stageDueAt = stages[place].dueHours.map { now.addingTimeInterval(Double($0) * 3_600).wholeMilliseconds }
  }
}

extension Item {
  /// It waits before no step any more.
  mutating func leaveStages() {
    stage = nil
    stageDueAt = nil
  }
}
