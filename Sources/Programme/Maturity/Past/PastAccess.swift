import Contracts
import Kernel
import Persistence

/// Of which agencies somebody may confirm results of earlier years.
struct PastReach: Sendable {
  let isEverywhere: Bool
  let organisations: Set<OrganisationID>

  func covers(_ organisation: OrganisationID) -> Bool { isEverywhere || organisations.contains(organisation) }
}

/// Who enters and confirms results from before the platform: an agency its own, the body above the press everybody's.
extension Programme {
  /// Whether this person works for a body that looks after the press of the province, not for an agency of it.
  func oversees(_ principal: Principal) async throws -> Bool {
    if principal.mayAnywhere(Self.appraise) { return true }
    guard principal.mayAnywhere(Self.manage), let own = principal.organisation else { return false }
    let profile = try await organisations.organisation(own, on: clock.today)
    return profile.map { $0.kind != .pressAgency } ?? false
  }

  /// The second person: of the agency or of the one it went into, or of the body that appraises.
  func confirmReach(of principal: Principal) async throws -> PastReach {
    guard !principal.mayAnywhere(Self.appraise), let own = principal.organisations(for: Self.confirm) else {
      return PastReach(isEverywhere: true, organisations: [])
    }
    var all = Set(own)
    for one in own { all.formUnion(try await registers.predecessors(of: one, on: clock.today)) }
    return PastReach(isEverywhere: false, organisations: all)
  }

  /// Press agencies that somebody may enter results of: those of today and those that were before them, with the last
  /// year they were there; by name.
  func pastAgencies(for principal: Principal) async throws -> [(id: OrganisationID, name: String, until: Int?)] {
    let today = clock.today
    let isOverseer = try await oversees(principal)
    var found: [OrganisationID: (name: String, until: Int?)] = [:]
    for year in (today.year - 6)..<today.year {
      guard let day = CivilDate(year, 12, 31) else { continue }
      for one in try await organisations.organisations(kind: .pressAgency, on: day) { found[one.id] = (one.name, year) }
    }
    for one in try await organisations.organisations(kind: .pressAgency, on: today) { found[one.id] = (one.name, nil) }
    var own: Set<OrganisationID>?
    if !isOverseer {
      let ids = principal.organisations(for: Self.work) ?? []
      own = Set(ids)
      for id in ids { own?.formUnion(try await registers.predecessors(of: id, on: today)) }
    }
    return found.filter { own?.contains($0.key) ?? true }.map { ($0.key, $0.value.name, $0.value.until) }
      .sorted { $0.name < $1.name }
  }

  /// One result, for whoever may see it.
  func pastResult(_ id: PastResultID, for principal: Principal) async throws -> PastResult {
    guard principal.mayAnywhere(Self.read), let one = try await database.read({ try PastStore.find(id, on: $0) }) else {
      throw Failure.notFound
    }
    let agency = one.draft.organisation
    if one.state == .confirmed { return one }
    if try await confirmReach(of: principal).covers(agency) { return one }
    guard try await pastAgencies(for: principal).contains(where: { $0.id == agency }) else { throw Failure.notFound }
    return one
  }

  /// What counts, for everybody who may enter the room; what does not count yet or any more, for those who have a part in it.
  func pastResults(for principal: Principal) async throws -> [PastResult] {
    guard principal.mayAnywhere(Self.read) else { throw Failure.forbidden(Self.read) }
    let own = Set(try await pastAgencies(for: principal).map(\.id))
    let reach = try await confirmReach(of: principal)
    return try await database.read { try PastStore.all(on: $0) }.filter { one in
      one.state == .confirmed || own.contains(one.draft.organisation)
        || reach.covers(one.draft.organisation)
    }
  }
}
