import Contracts
import Crypto
import Foundation
import Kernel
import Persistence
import Web

extension Planning {
  /// The agency's calendar for other programs: everything that is not over, and what was within the last 90 days.
  func calendar(of organisation: OrganisationID, for principal: Principal) async throws -> String {
    try principal.require(Self.read, in: organisation)
    return try await calendar(of: organisation, person: nil)
  }

  private func calendar(of organisation: OrganisationID, person: AccountID?) async throws -> String {
    let today = clock.today
    let agency = try await organisations.organisation(organisation, on: today)?.shortName ?? "Hội Tụ"
    return try await database.read { connection in
      var writer = ICalWriter(name: agency)
      let (from, to) = (today.adding(days: -90).start, today.adding(days: 730).start)
      let events = try EventStore.between(from, to, in: organisation, on: connection)
      let exceptions = Dictionary(
        grouping: try EventStore.exceptions(of: events.map(\.id), on: connection), by: \.event)
      for event in events {
        writer.add(event, exceptions[event.id] ?? [], horizon: today.adding(days: 3653))
      }
      if let person {
        for line in try AssignmentStore.open(of: person, in: organisation, on: connection) {
          guard let deadline = line.coverage.deadline else { continue }
          writer.addDeadline(
            id: line.assignment.id.rawValue,
            title: "\(line.coverage.kind.phrase.vietnamese): \(line.plan.title)", description: line.coverage.note,
            due: deadline, link: "", stamp: line.assignment.updatedAt)
        }
      }
      return writer.finish()
    }
  }

  /// Makes this person's own address of the calendar, with what is assigned to them; an earlier one stops working. Only
  /// its hash is kept: the address is shown once.
  func makeFeed(of organisation: OrganisationID, by principal: Principal) async throws -> String {
    try principal.require(Self.read, in: organisation)
    let token = Base64URL.encode(RandomBytes.make(24))
    let now = clock.now
    try await database.write { connection in
      try connection.execute(
        """
        INSERT INTO planning_feed (token_hash, organisation, person, person_name, made_at)
        VALUES (\(Self.hash(token)), \(organisation), \(principal.id), \(principal.name), \(now))
        ON CONFLICT (organisation, person) DO UPDATE
        SET token_hash = excluded.token_hash, made_at = excluded.made_at, read_at = NULL
        """)
      try record(
        action: "planning.feed.make", "planning-feed/\(principal.id)", in: organisation, by: principal.id,
        on: connection)
    }
    return token
  }

  /// Makes the address stop working.
  func revokeFeed(of organisation: OrganisationID, by principal: Principal) async throws {
    try principal.require(Self.read, in: organisation)
    try await database.write { connection in
      try connection.execute(
        "DELETE FROM planning_feed WHERE organisation = \(organisation) AND person = \(principal.id)")
      try record(
        action: "planning.feed.revoke", "planning-feed/\(principal.id)", in: organisation, by: principal.id,
        on: connection)
    }
  }

  /// When this person's address was made and last read; nil where there is none.
  func feed(
    of organisation: OrganisationID, for principal: Principal
  ) async throws -> (madeAt: Date, readAt: Date?)? {
    try principal.require(Self.read, in: organisation)
    return try await database.read { connection in
      let row = try connection.rows(
        "SELECT made_at, read_at FROM planning_feed WHERE organisation = \(organisation) AND person = \(principal.id)"
      ).first
      return try row.map { (try $0["made_at"], try $0["read_at"]) }
    }
  }

  /// The calendar behind an address, for whoever knows it; nobody once the person no longer works for the agency.
  func calendar(token: String) async throws -> String {
    let hash = Self.hash(token)
    let row = try await database.read { connection in
      try connection.rows("SELECT organisation, person FROM planning_feed WHERE token_hash = \(hash)").first
    }
    guard let row else { throw Failure.notFound }
    let (organisation, person): (OrganisationID, AccountID) = (try row["organisation"], try row["person"])
    guard try await people.people(in: organisation).contains(where: { $0.id == person }) else {
      throw Failure.notFound
    }
    let now = clock.now
    try await database.write { connection in
      _ = try connection.execute("UPDATE planning_feed SET read_at = \(now) WHERE token_hash = \(hash)")
    }
    return try await calendar(of: organisation, person: person)
  }

  private static func hash(_ token: String) -> String {
    SHA256.hash(data: Data(token.utf8)).map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0" + text : text
    }.joined()
  }
}
