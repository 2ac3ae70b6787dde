import Contracts
import Foundation
import Kernel
import Persistence

/// Whom the steps of a report concern, read before the step is written.
struct ReportAudience: Sendable {
  /// Who may approve and send reports of the organisation.
  var approvers: [PersonProfile] = []
  /// Who works there and may read them: writers who left are not told.
  var readers: [PersonProfile] = []
  /// Who keeps the plan elsewhere, and receives what is sent.
  var keepers: [PersonProfile] = []
}

extension Programme {
  func audience(of id: ReportID, by principal: Principal) async throws -> ReportAudience {
    let (record, plan) = try await database.read { connection in
      try Self.worked(id, by: principal, isKept: false, on: connection)
    }
    var audience = ReportAudience()
    audience.approvers = try await people.people(in: record.organisation, who: Self.report)
    audience.readers = try await people.people(in: record.organisation, who: Self.read)
    if let owner = plan?.owner, owner != record.organisation {
      audience.keepers = try await people.people(in: owner, who: Self.manage)
    }
    return audience
  }

  /// Tells those whom a step concerns: who may approve that it waits for them, its writers what became of it, and the keeper
  /// of the plan that it was sent. Never the one who did it.
  ///
  /// - Returns: the names of those who were told.
  @discardableResult
  func tell(
    _ move: ReportMove, of record: ReportRecord, words: String = "", to audience: ReportAudience,
    by principal: Principal, on connection: any Connection
  ) throws -> [String] {
    let subject = String(record.head.subject.prefix(160))
    let writers = try ReportStore.writers(of: record, on: connection)
    let told: [PersonProfile]
    let (kind, text): (String, Phrase)
    switch move {
    case .submit:
      told = audience.approvers.filter { !writers.contains($0.id) }
      (kind, text) = ("programme.report-review", "\(principal.name) gửi duyệt báo cáo “\(subject)”")
    case .approve:
      told = audience.readers.filter { writers.contains($0.id) }
      (kind, text) = ("programme.report-approved", "\(principal.name) đã duyệt báo cáo “\(subject)”")
    case .sendBack:
      told = audience.readers.filter { writers.contains($0.id) }
      let why = String(words.prefix(160))
      (kind, text) = ("programme.report-returned", "\(principal.name) trả lại báo cáo “\(subject)”: \(why)")
    case .sign: return []
    case .send:
      told = audience.readers.filter { writers.contains($0.id) }
      let day = record.sentOn?.vietnamese ?? ""
      (kind, text) = ("programme.report-sent", "\(principal.name) ghi báo cáo “\(subject)” đã gửi ngày \(day)")
      try notify(
        audience.keepers, "programme.report-received",
        "\(record.organisationName) gửi báo cáo “\(subject)” ngày \(day)", of: record, by: principal, on: connection)
    }
    return try notify(told, kind, text, of: record, by: principal, on: connection)
  }

  /// That a draft is gone, to the others who wrote in it.
  func tellDeleted(
    _ record: ReportRecord, to audience: ReportAudience, by principal: Principal, on connection: any Connection
  ) throws {
    let writers = try ReportStore.writers(of: record, on: connection)
    try notify(
      audience.readers.filter { writers.contains($0.id) }, "programme.report-deleted",
      "\(principal.name) xóa bản nháp báo cáo “\(String(record.head.subject.prefix(160)))”", of: record, by: principal,
      path: "\(ReportPath.calendar)?nam=\(record.dueOn?.year ?? record.year)", on: connection)
  }

  @discardableResult
  private func notify(
    _ people: [PersonProfile], _ kind: String, _ text: Phrase, of record: ReportRecord, by principal: Principal,
    path: String? = nil, on connection: any Connection
  ) throws -> [String] {
    let people = people.filter { $0.id != principal.id }
    guard !people.isEmpty else { return [] }
    try notifier.notify(
      NoticeDraft(
        people: people.map(\.id), kind: kind, text: text, path: path ?? ReportPath.show(record.id),
        organisation: record.organisation, by: principal.id, key: "report-step:\(record.id)"), on: connection)
    return people.map(\.name)
  }
}
