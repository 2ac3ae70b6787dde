import Contracts
import Foundation
import Kernel
import Persistence

extension Organisations {
  /// Tells whoever keeps the registers of an organisation what is about to end or is owed: licences 90, 30 and 7 days before
  /// their end and when they have ended, notices to the authority when three working days are left and when they are late.
  /// Each once.
  func watchRegisters() async throws {
    let today = clock.today
    let rules = rules
    let (ends, duties) = try await database.read { connection in
      (
        try LicenceEnds(rules: rules, today: today, connection: connection).all(),
        try NoticeDuty.open(rules, today, connection)
      )
    }
    for end in ends {
      guard let stage = rules.stage(of: end.day, on: today) else { continue }
      try await tell(
        end.holders, subject: "licence/\(end.licence.id)", what: "\(end.day.rawValue):\(stage)",
        Self.text(end, stage, today), path: "\(OrganisationListPage.path)/\(end.licence.organisation)/giay-phep")
    }
    for duty in duties {
      let state = duty.state(on: today, rules.calendar)
      guard state == .soon || state == .late else { continue }
      try await tell(
        [duty.organisation], subject: "duty/\(duty.row)", what: "\(duty.rule):\(duty.due.rawValue):\(state)",
        Self.text(duty, state),
        path: "\(OrganisationListPage.path)/\(duty.organisation)/\(Register.of(duty.register).slug)")
    }
  }

  private func tell(
    _ holders: [OrganisationID], subject: String, what: String, _ text: Phrase, path: String
  ) async throws {
    let told = try await database.read {
      try $0.exists("SELECT 1 FROM register_told WHERE subject = \(subject) AND what = \(what)")
    }
    guard !told else { return }
    var people: [(OrganisationID, [AccountID])] = []
    for holder in holders { people.append((holder, try await keepers(of: holder))) }
    // Where nobody is there to be told it stays untold, until there is somebody.
    guard people.contains(where: { !$0.1.isEmpty }) else { return }
    let (now, notifier, all) = (clock.now, notifier, people)
    try await database.write { connection in
      let isNew = try connection.execute(
        """
        INSERT INTO register_told (subject, what, told_at) VALUES (\(subject), \(what), \(now))
        ON CONFLICT (subject, what) DO NOTHING
        """)
      guard isNew > 0 else { return }
      for (organisation, accounts) in all where !accounts.isEmpty {
        try notifier.notify(
          NoticeDraft(
            people: accounts, kind: "registers.due", text: text, path: path, organisation: organisation,
            by: nil, key: "registers:\(subject)"),
          on: connection)
      }
    }
  }

  /// Who keeps an organisation's registers; where nobody there does, who oversees those of its province.
  private func keepers(of id: OrganisationID) async throws -> [AccountID] {
    let own = try await rights.holders(of: Self.manageRegisters, in: id)
    guard own.isEmpty else { return own }
    let today = clock.today
    let departments: [OrganisationID] = try await database.read { connection in
      guard let province = try OrganisationStore.version(of: id, at: today, on: connection)?.details.province,
        let now = try Registers.successor(ofProvince: province, on: today, connection)
      else { return [] }
      let same = try Registers.sameProvince(now, on: today, connection)
      return try connection.values(
        """
        SELECT v.organisation FROM organisation_version v
        WHERE v.kind = 'department' AND v.province IN \(list: same) AND \(SQL.holds("v", on: today))
        ORDER BY v.organisation LIMIT 200
        """)
    }
    var found: Set<AccountID> = []
    for department in departments {
      found.formUnion(try await rights.holders(of: Self.overseeRegisters, in: department))
    }
    return found.sorted()
  }

  private static func text(_ end: LicenceEnd, _ stage: String, _ today: CivilDate) -> Phrase {
    let name = end.licence.values["name"] ?? ""
    let whose = end.licence.organisationName
    let day = end.day.vietnamese
    guard stage != "ended" else { return "Giấy phép “\(name)” của \(whose) đã hết hạn ngày \(day)" }
    let left = end.day.daysSince1970 - today.daysSince1970
    return "Giấy phép “\(name)” của \(whose) còn \(left) ngày, hết hạn ngày \(day)"
  }

  private static func text(_ duty: NoticeDuty, _ state: NoticeDuty.State) -> Phrase {
    let day = duty.due.vietnamese
    return state == .late
      ? "Đã quá hạn \(day): \(duty.text.vietnamese) (“\(duty.name)”)"
      : "Sắp đến hạn \(day): \(duty.text.vietnamese) (“\(duty.name)”)"
  }
}

extension RegisterRules {
  /// The nearest threshold that is reached; `ended` after the last day; nil while the end is far.
  func stage(of end: CivilDate, on today: CivilDate) -> String? {
    let left = end.daysSince1970 - today.daysSince1970
    guard left >= 0 else { return "ended" }
    return alerts.last { left <= $0 }.map(String.init)
  }
}

extension NoticeDuty {
  /// What is owed and not done, of all organisations or of those for which a condition on the rows holds.
  static func open(
    _ rules: RegisterRules, _ today: CivilDate, _ connection: any Connection, where condition: SQL = "TRUE"
  ) throws -> [NoticeDuty] {
    let first = rules.duties.map(\.from).min() ?? today
    let channels = try RegisterStore.rows(
      .channels,
      """
      \(condition) AND ((r.valid_from >= \(first) AND r.opening_notified_on IS NULL)
        OR (r.valid_to >= \(first) AND r.closing_notified_on IS NULL))
      """, limit: 50_000, on: today, connection)
    // Of an organisation that has come to an end before the day, its heirs answer, by licences of their own.
    let ending: SQL = """
      r.stop_notified_on IS NULL AND COALESCE(r.stopped_on, r.valid_to) >= \(first) AND EXISTS (
        SELECT 1 FROM organisation_version v WHERE v.organisation = r.organisation
        AND v.valid_from <= COALESCE(r.stopped_on, r.valid_to)
        AND (v.valid_to IS NULL OR v.valid_to >= COALESCE(r.stopped_on, r.valid_to)))
      """
    let owing: SQL = "(r.changed_on >= \(first) AND r.change_notified_on IS NULL) OR (\(ending))"
    // With every other licence of whoever owes: which follows which decides.
    let licences = try RegisterStore.rows(
      .licences,
      "\(condition) AND r.organisation IN (SELECT r.organisation FROM register_licence r WHERE \(owing))",
      limit: 50_000, on: today, connection)
    let meant = Set(
      try connection.values(
        "SELECT r.id FROM register_licence r WHERE \(condition) AND (\(owing)) LIMIT 50000", as: String.self))
    return
      (rules.duties(.channels, channels, on: today)
      + rules.duties(.licences, licences, on: today).filter { meant.contains($0.row) })
      .filter { $0.done == nil }
      .sorted { ($0.due, $0.row) < ($1.due, $1.row) }
  }
}
