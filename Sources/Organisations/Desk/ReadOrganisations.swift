import Contracts
import Foundation
import Kernel
import Persistence

/// Everything the page of one organisation tells.
struct OrganisationLife: Sendable {
  /// As it is on the day asked for; nil where it does not live then.
  let today: OrganisationProfile?
  /// Oldest first.
  let versions: [OrganisationVersion]
  /// New names and transfers of its own, by day.
  let steps: [Succession]
  /// Begun last first.
  let posts: [Post]
  let before: [LineageNode]
  let after: [LineageNode]
  /// Names of governing bodies and provinces as on the first day of each version that names them.
  let bodies: [CivilDate: String]
  let provinces: [CivilDate: String]

  /// The version to speak of: that of the day, else the last before it, else the first of all.
  func version(on day: CivilDate) -> OrganisationVersion? {
    versions.first { $0.validity.contains(day) } ?? versions.last { $0.validity.from <= day } ?? versions.first
  }
}

/// An organisation in the drawing of where another came from, or what became of it.
struct LineageNode: Sendable {
  let id: OrganisationID
  /// Its name when it happened.
  let name: String
  let kind: SuccessionKind
  let day: CivilDate
  let legalBasis: String
  let further: [LineageNode]
}

extension Organisations {
  /// Whoever may read anywhere may read the whole register: who a press agency is and was is public.
  func requireRead(_ principal: Principal) throws {
    guard principal.mayAnywhere(Self.read) || principal.mayAnywhere(Self.manage) else {
      throw Failure.forbidden(Self.read)
    }
  }

  func list(
    kind: OrganisationKind?, on day: CivilDate, by principal: Principal
  ) async throws -> [OrganisationProfile] {
    try requireRead(principal)
    return try await register.organisations(kind: kind, on: day)
  }

  func life(of id: OrganisationID, on day: CivilDate, by principal: Principal) async throws -> OrganisationLife {
    try requireRead(principal)
    let today = try await register.organisation(id, on: day)
    return try await database.read { connection in
      let versions = try OrganisationStore.versions(of: id, on: connection)
      guard !versions.isEmpty else { throw Failure.notFound }
      let all = try OrganisationStore.successions(on: connection)
      var bodies: [CivilDate: String] = [:]
      var provinces: [CivilDate: String] = [:]
      for version in versions {
        let from = version.validity.from
        bodies[from] = try version.details.governingBody.flatMap { try Self.name(of: $0, on: from, connection) }
        provinces[from] = try version.details.province.flatMap { try UnitStore.unit($0, on: from, connection)?.name }
      }
      let drawing = LineageDrawing(lineage: Lineage(all), connection: connection)
      return OrganisationLife(
        today: today, versions: versions, steps: all.filter { $0.from == id && $0.to == id },
        posts: try OrganisationStore.posts(of: id, on: connection), before: try drawing.before(id),
        after: try drawing.after(id), bodies: bodies, provinces: provinces)
    }
  }

  static func name(of id: OrganisationID, on day: CivilDate, _ connection: any Connection) throws -> String? {
    try OrganisationStore.version(of: id, at: day, on: connection)?.details.name
  }
}

/// Makes the drawing: each organisation once, at most ten steps away.
private struct LineageDrawing {
  let lineage: Lineage
  let connection: any Connection

  func before(_ id: OrganisationID) throws -> [LineageNode] {
    try nodes(id, [id], { lineage.neighbours(of: $0).before }, other: \.from) { $0.day.adding(days: -1) }
  }

  func after(_ id: OrganisationID) throws -> [LineageNode] {
    try nodes(id, [id], { lineage.neighbours(of: $0).after }, other: \.to) { $0.day }
  }

  private func nodes(
    _ id: OrganisationID, _ path: [OrganisationID], _ steps: (OrganisationID) -> [Succession],
    other: KeyPath<Succession, OrganisationID>, named day: (Succession) -> CivilDate
  ) throws -> [LineageNode] {
    guard path.count <= 10 else { return [] }
    return try steps(id).filter { !path.contains($0[keyPath: other]) }.map { step in
      let next = step[keyPath: other]
      return LineageNode(
        id: next, name: try Organisations.name(of: next, on: day(step), connection) ?? next.rawValue, kind: step.kind,
        day: step.day, legalBasis: step.legalBasis,
        further: try nodes(next, path + [next], steps, other: other, named: day))
    }
  }
}
