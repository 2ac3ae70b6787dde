import Contracts
package import Foundation
package import Kernel
import Persistence

/// What came of loading a list of agencies.
package struct AgencyLoad: Sendable, Equatable {
  /// Organisations founded.
  package var founded = 0
  /// Mergers, transfers and distributions carried out.
  package var steps = 0
  /// Licences entered, to say which kinds of press they practise.
  package var licences = 0
}

extension Organisations {
  /// Founds, merges and hands on the organisations of a list (`data/programmes/agencies.yaml`), and enters the kinds of press
  /// they practise. What is there already is left as it is, so it may be called again.
  @discardableResult
  package func loadAgencies(from file: URL, by principal: Principal) async throws -> AgencyLoad {
    try principal.require(Self.manage, in: nil)
    try principal.require(Self.manageRegisters, in: nil)
    let list = try AgencyFile(contentsOf: file)
    guard let since = CivilDate(rawValue: list.since) else { throw Failure.invalid(["since": "Cần có ngày"]) }
    var load = AgencyLoad()
    for entry in list.organisations where try await !isKnown(AgencyFile.id(entry.id)) {
      try await found(
        try await details(entry, on: since), from: since,
        legalBasis: list.basis(entry.source, entry.mark, list.sinceNote, entry.note), id: AgencyFile.id(entry.id),
        by: principal)
      load.founded += 1
      load.licences += try await practise(entry, list, since, by: principal)
    }
    for step in list.steps {
      guard let day = CivilDate(rawValue: step.day) else { throw Failure.invalid(["day": "Cần có ngày"]) }
      if try await take(step, list, on: day, by: principal) { load.steps += 1 }
    }
    let done = load
    if done != AgencyLoad() {
      try await database.write { connection in
        try audit.record(
          AuditEntry(
            actor: principal.id, action: "organisations.load-agencies", subject: "agencies/\(file.lastPathComponent)",
            detail: ["founded": String(done.founded), "steps": String(done.steps)]),
          on: connection)
      }
    }
    return load
  }

  private func isKnown(_ id: OrganisationID) async throws -> Bool {
    try await database.read { try $0.exists("SELECT 1 FROM organisation WHERE id = \(id)") }
  }

  private func details(_ entry: AgencyFile.Entry, on day: CivilDate) async throws -> OrganisationDetails {
    guard let province = try await registers.province(named: entry.province, on: day) else {
      throw Failure.invalid(["province": "Không có tỉnh “\(entry.province)” vào ngày \(day.vietnamese)"])
    }
    return OrganisationDetails(
      kind: entry.kind, name: entry.name, shortName: "", slug: entry.id,
      governingBody: entry.body.map(AgencyFile.id), province: province.id)
  }

  /// The kinds of press as a licence whose number nobody has entered yet.
  private func practise(
    _ entry: AgencyFile.Entry, _ list: AgencyFile, _ day: CivilDate, by principal: Principal
  ) async throws -> Int {
    guard let types = entry.types, !types.isEmpty else { return 0 }
    let raw = RawRow(
      organisation: AgencyFile.id(entry.id).rawValue,
      values: [
        "kind": "press", "name": entry.name, "press_types": types.map(\.rawValue).joined(separator: " "),
        "valid_from": day.rawValue, "source": String((entry.source.flatMap { list.sources[$0] } ?? "").prefix(300)),
      ])
    _ = try await enter(.licences, [raw], mark: entry.typesMark ?? entry.mark ?? "unverified", by: principal) {
      Failure.invalid($1.byField(.licences))
    }
    return 1
  }

  /// Whether there was anything to do.
  private func take(
    _ step: AgencyFile.Step, _ list: AgencyFile, on day: CivilDate, by principal: Principal
  ) async throws -> Bool {
    let sources = step.from.map(AgencyFile.id)
    guard let first = sources.first, try await !isTaken(step, first, on: day) else { return false }
    let basis = list.basis(step.source, step.mark, step.dayNote)
    switch step.kind {
    case .distribute:
      try await distribute(first, among: step.to.map(AgencyFile.id), on: day, legalBasis: basis, by: principal)
    case .transfer:
      guard let name = step.province, let province = try await registers.province(named: name, on: day) else {
        return false
      }
      try await transfer(first, toProvince: province.id, from: day, legalBasis: basis, by: principal)
    case .merge:
      if let new = step.new {
        try await merge(
          sources, into: .new(try await details(new, on: day)), on: day, legalBasis: basis, id: AgencyFile.id(new.id),
          by: principal)
      } else if let existing = step.existing.map(AgencyFile.id) {
        var details = try await database.read { try OrganisationStore.version(of: existing, at: day, on: $0)?.details }
        if let name = step.province, let province = try await registers.province(named: name, on: day) {
          details?.province = province.id
        }
        try await merge(sources, into: .existing(existing, details), on: day, legalBasis: basis, by: principal)
      }
    }
    return true
  }

  /// A step that was taken, here or by somebody before: its first source has ended, or has changed on that day.
  private func isTaken(_ step: AgencyFile.Step, _ id: OrganisationID, on day: CivilDate) async throws -> Bool {
    try await database.read { connection in
      if step.kind == .transfer {
        return try connection.exists(
          """
          SELECT 1 FROM organisation_succession WHERE from_organisation = \(id) AND kind = 'transfer' AND day = \(day)
          """)
      }
      return try !OrganisationStore.isAlive(id, at: day, on: connection)
    }
  }
}
