package import Contracts
import Foundation
package import Kernel
package import Persistence

extension Newsroom {
  /// The profile of a kind at an agency on a day: its own, else what is shipped.
  func profile(
    of kind: ItemKind, in organisation: OrganisationID, on connection: any Connection
  ) throws -> ContentProfile {
    try RuleStore.profile(of: kind, in: organisation, on: clock.today, from: connection) ?? defaults.profile(of: kind)
  }

  /// The workflow of an agency today.
  package func workflow(of organisation: OrganisationID, on connection: any Connection) throws -> Workflow {
    try RuleStore.workflow(of: organisation, on: clock.today, from: connection) ?? .standard
  }

  /// The same for somebody of the agency; for showing which step waits for what.
  package func workflow(of organisation: OrganisationID) async throws -> Workflow {
    try await database.read { try workflow(of: organisation, on: $0) }
  }

  /// Whether this person may look at the rules of an agency: its newsroom, and whoever may change them.
  static func requireReading(_ organisation: OrganisationID, _ principal: Principal) throws(Failure) {
    guard principal.may(write, in: organisation) || principal.may(manageProfiles, in: organisation) else {
      throw .forbidden(manageProfiles)
    }
  }

  /// Every version of a kind's profile, the newest first.
  package func profiles(
    of kind: ItemKind, in organisation: OrganisationID, for principal: Principal
  ) async throws -> [RuleVersion<ContentProfile>] {
    try Self.requireReading(organisation, principal)
    return try await database.read { try RuleStore.profiles(of: kind, in: organisation, on: $0) }
  }

  /// Newest first, at most 50; throws ``Failure/forbidden(_:)`` for whoever may not read the agency's rules.
  package func workflows(
    of organisation: OrganisationID, for principal: Principal
  ) async throws -> [RuleVersion<Workflow>] {
    try Self.requireReading(organisation, principal)
    return try await database.read { try RuleStore.workflows(of: organisation, on: $0) }
  }

  /// Gives a kind another profile from a day on. Days that are over stay as they were.
  package func setProfile(
    _ profile: ContentProfile, of kind: ItemKind, in organisation: OrganisationID, from day: CivilDate, note: String,
    by principal: Principal
  ) async throws {
    try principal.require(Self.manageProfiles, in: organisation)
    let note = try checkedRule(from: day, note: note)
    let profile = try profile.checked()
    try await database.write { connection in
      try RuleStore.insert(
        .init(
          organisation: organisation, validity: Validity(from: day), rules: profile, note: note, by: principal,
          at: clock.now), of: kind, on: connection)
      try recordRule(
        "newsroom.profile.change", "profile/\(kind.rawValue)", from: day, note, organisation, principal, connection)
    }
  }

  /// Gives an agency another workflow from a day on. What waits at a step that is gone begins at the first.
  package func setWorkflow(
    _ workflow: Workflow, in organisation: OrganisationID, from day: CivilDate, note: String, by principal: Principal
  ) async throws {
    try principal.require(Self.manageProfiles, in: organisation)
    let note = try checkedRule(from: day, note: note)
    let workflow = try workflow.checked()
    try await database.write { connection in
      try RuleStore.insert(
        .init(
          organisation: organisation, validity: Validity(from: day), rules: workflow, note: note, by: principal,
          at: clock.now), on: connection)
      try recordRule("newsroom.workflow.change", "workflow", from: day, note, organisation, principal, connection)
    }
  }

  private func checkedRule(from day: CivilDate, note: String) throws(Failure) -> String {
    guard day >= clock.today else { throw .invalid(["from": "Ngày áp dụng phải từ hôm nay trở đi"]) }
    let note = ItemWords.tidy(note, limit: 500)
    guard !note.isEmpty else { throw .invalid(["note": "Cần ghi căn cứ hoặc lý do"]) }
    return note
  }

  private func recordRule(
    _ action: String, _ subject: String, from day: CivilDate, _ note: String, _ organisation: OrganisationID,
    _ principal: Principal, _ connection: any Connection
  ) throws {
    try audit.record(
      AuditEntry(
        actor: principal.id, action: action, subject: subject, organisation: organisation,
        detail: ["from": day.rawValue, "note": note]), on: connection)
  }
}

extension ContentProfile {
  /// Throws where a limit makes no sense.
  func checked() throws(Failure) -> ContentProfile {
    var errors: [String: Phrase] = [:]
    if !(20...ItemWords.titleLimit).contains(titleLength) {
      errors["title-length"] = "Độ dài tiêu đề từ 20 đến \(ItemWords.titleLimit) ký tự"
    }
    if !(20...ItemWords.summaryLimit).contains(summaryLength) {
      errors["summary-length"] = "Độ dài sapo từ 20 đến \(ItemWords.summaryLimit) ký tự"
    }
    if leastWords < 0 || mostWords < 0 || (mostWords > 0 && mostWords < leastWords) {
      errors["most-words"] = "Số chữ nhiều nhất phải lớn hơn số chữ ít nhất"
    }
    guard errors.isEmpty else { throw .invalid(errors) }
    return self
  }
}

extension Workflow {
  /// Throws where there is no step, too many, one without a name, or two of one name.
  func checked() throws(Failure) -> Workflow {
    var copy = self
    copy.stages = stages.map { stage in
      var stage = stage
      stage.name = ItemWords.tidy(stage.name, limit: 60)
      return stage
    }
    guard !copy.stages.isEmpty else { throw .invalid(["stages": "Cần ít nhất một bước duyệt"]) }
    guard copy.stages.count <= Self.mostStages else {
      throw .invalid(["stages": "Nhiều nhất \(Self.mostStages) bước duyệt"])
    }
    for (index, stage) in copy.stages.enumerated() {
      let others = copy.stages[..<index]
      guard !stage.name.isEmpty, !stage.id.isEmpty, Self.permissions.contains(stage.permission),
        stage.dueHours.map({ (1...720).contains($0) }) ?? true
      else {
        throw .invalid(["stage-\(index + 1)": "Bước \(index + 1) chưa đủ: tên, người duyệt, số giờ từ 1 đến 720"])
      }
      guard !others.contains(where: { $0.id == stage.id || $0.name == stage.name }) else {
        throw .invalid(["stage-\(index + 1)": "Có hai bước trùng tên"])
      }
    }
    return copy
  }
}
