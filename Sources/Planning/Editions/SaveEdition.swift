import Contracts
import Foundation
import Kernel
import Persistence

extension Planning {
  /// The editions of an agency that have not ended.
  func editions(of organisation: OrganisationID, for principal: Principal) async throws -> [Edition] {
    try principal.require(Self.read, in: organisation)
    let today = clock.today
    return try await database.read { try EditionStore.all(of: organisation, on: today, $0) }
  }

  func edition(_ id: EditionID, for principal: Principal) async throws -> Edition {
    try await database.read { try Self.seen(try EditionStore.find(id, on: $0), \.organisation, by: principal) }
  }

  @discardableResult
  func addEdition(
    _ words: EditionWords, to organisation: OrganisationID, by principal: Principal
  ) async throws -> Edition {
    try principal.require(Self.manage, in: organisation)
    let words = try Self.checked(words)
    let today = clock.today
    return try await database.write { connection in
      guard try EditionStore.all(of: organisation, on: today, connection).count < 100 else {
        throw Failure.invalid(["name": "Đã có quá nhiều số và bản tin"])
      }
      let edition = Edition(words, organisation: organisation, from: today)
      try EditionStore.insert(edition, on: connection)
      try record(
        action: "planning.edition.add", "planning-edition/\(edition.id)", in: organisation, by: principal.id,
        on: connection)
      return edition
    }
  }

  func changeEdition(
    _ id: EditionID, _ words: EditionWords, version: Int, by principal: Principal
  ) async throws {
    let words = try Self.checked(words)
    try await database.write { connection in
      let old = try Self.seen(try EditionStore.lock(id, on: connection), \.organisation, by: principal)
      try principal.require(Self.manage, in: old.organisation)
      guard old.version == version else {
        throw Failure.conflict("Người khác vừa sửa số này. Hãy xem bản mới rồi sửa tiếp.")
      }
      var edition = Edition(
        words, id: id, organisation: old.organisation, from: old.validity.from, version: version + 1)
      edition.validity = old.validity
      try EditionStore.update(edition, on: connection)
      try record(
        action: "planning.edition.change", "planning-edition/\(id)", in: old.organisation, by: principal.id,
        on: connection)
    }
  }

  /// Ends an edition: today's is its last. What it was stays.
  func endEdition(_ id: EditionID, by principal: Principal) async throws {
    let today = clock.today
    try await database.write { connection in
      var edition = try Self.seen(try EditionStore.lock(id, on: connection), \.organisation, by: principal)
      try principal.require(Self.manage, in: edition.organisation)
      edition.validity = Validity(from: edition.validity.from, to: max(today, edition.validity.from))
      edition.version += 1
      try EditionStore.update(edition, on: connection)
      try record(
        action: "planning.edition.end", "planning-edition/\(id)", in: edition.organisation, by: principal.id,
        on: connection)
    }
  }

  private static func checked(_ words: EditionWords) throws(Failure) -> EditionWords {
    var words = words
    words.name = Words.line(words.name, 100)
    guard !words.name.isEmpty else { throw .invalid(["name": "Cần có tên số báo hay bản tin"]) }
    guard (0..<1440).contains(words.closesMinute) else { throw .invalid(["closes": "Cần có giờ đóng"]) }
    words.daysBefore = min(max(words.daysBefore, 0), 7)
    words.warnsMinutes = min(max(words.warnsMinutes, 0), 1440)
    return words
  }
}
