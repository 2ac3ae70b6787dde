import Contracts
import Kernel
import Persistence

/// What the first page of the registers tells.
struct RegisterSummary: Sendable {
  /// How many rows of each register hold on the day, of those this person may see.
  let counts: [RegisterID: Int]
  /// Licences that end within the first threshold or ended lately, of organisations whose registers this person keeps.
  let ends: [LicenceEnd]
  /// Notices that are owed by them.
  let duties: [NoticeDuty]
  /// Whether this person keeps any.
  let keeps: Bool
}

extension Organisations {
  func summary(on day: CivilDate, for principal: Principal) async throws -> RegisterSummary {
    try requireRead(principal)
    let (today, rules) = (clock.today, rules)
    return try await database.read { connection in
      let seeing = try RegisterReach.seeing(principal, on: today, connection)
      let keeping = try RegisterReach.keeping(principal, on: today, connection)
      var counts: [RegisterID: Int] = [:]
      for register in Register.all {
        let sight: SQL = register.isPublic ? "TRUE" : seeing.condition("r.organisation")
        counts[register.id] = try connection.value(
          "SELECT COUNT(*) FROM \(raw: register.table) r WHERE \(Self.ofDay(register, day)) AND \(sight)")
      }
      guard keeping.only?.isEmpty != true else {
        return RegisterSummary(counts: counts, ends: [], duties: [], keeps: false)
      }
      let ends = try LicenceEnds(rules: rules, today: today, connection: connection).all().filter { end in
        rules.stage(of: end.day, on: today) != nil && end.holders.contains { keeping.contains($0) }
      }
      let duties = try NoticeDuty.open(rules, today, connection, where: keeping.condition("r.organisation"))
      return RegisterSummary(counts: counts, ends: ends, duties: duties, keeps: true)
    }
  }

  /// When licences end for whoever works by them; who may read organisations may know.
  func licenceEnds(of organisation: OrganisationID? = nil) async throws -> [LicenceEnd] {
    let (today, rules) = (clock.today, rules)
    return try await database.read { connection in
      let all = try LicenceEnds(rules: rules, today: today, connection: connection).all()
      guard let organisation else { return all }
      return all.filter { $0.licence.organisation == organisation || $0.holders.contains(organisation) }
    }
  }

  /// The province of the organisation somebody works for, as it is on a day; nil where none is on record.
  func home(of principal: Principal, on day: CivilDate) async throws -> UnitID? {
    guard let own = principal.organisation else { return nil }
    return try await database.read { connection in
      let province = try OrganisationStore.version(of: own, at: day, on: connection)?.details.province
      return try province.flatMap { try Registers.successor(ofProvince: $0, on: day, connection) }
    }
  }

  /// Whether this person keeps registers at all; for showing a door.
  func keepsRegisters(_ principal: Principal) async throws -> Bool {
    let today = clock.today
    return try await database.read { connection in
      try RegisterReach.keeping(principal, on: today, connection).only?.isEmpty != true
    }
  }

  /// The organisations whose rows this person may keep, as they are or last were, by name.
  func keepable(by principal: Principal) async throws -> [(id: OrganisationID, name: String)] {
    let today = clock.today
    return try await database.read { connection in
      let keeping = try RegisterReach.keeping(principal, on: today, connection)
      return try connection.rows(
        """
        SELECT v.organisation, v.name FROM organisation_version v
        WHERE v.valid_from = (SELECT MAX(w.valid_from) FROM organisation_version w WHERE w.organisation = v.organisation)
        AND \(keeping.condition("v.organisation")) ORDER BY v.sort_key, v.organisation LIMIT 5000
        """
      ).map { (try $0["organisation"], try $0["name"]) }
    }
  }
}
