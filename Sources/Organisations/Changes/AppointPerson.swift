package import Kernel
import Persistence
import Vietnamese

/// Who is appointed to what.
package struct Appointment: Sendable {
  /// Chức danh, at most 120 characters.
  package var title: String
  /// Họ tên, at most 120 characters.
  package var person: String
  /// The person's account, where there is one. What it may do is decided in the room Security.
  package var account: AccountID?
  /// Whether this is the head of the organisation: there is one at a time, so the one before ends.
  package var isHead: Bool
  /// The first day.
  package var from: CivilDate
  /// The last day; nil while no end is known.
  package var to: CivilDate?
  /// The decision, as it is cited; may be empty.
  package var legalBasis: String

  /// Checked by ``Organisations/appoint(_:in:by:)``.
  package init(
    title: String, person: String, account: AccountID? = nil, isHead: Bool = false, from: CivilDate,
    to: CivilDate? = nil, legalBasis: String = ""
  ) {
    self.title = title
    self.person = person
    self.account = account
    self.isHead = isHead
    self.from = from
    self.to = to
    self.legalBasis = legalBasis
  }
}

extension Organisations {
  /// Appoints a person to a post (chức danh) from a day on. A new head ends the post of the one before, the day before.
  @discardableResult
  package func appoint(
    _ appointment: Appointment, in id: OrganisationID, by principal: Principal
  ) async throws -> String {
    try principal.require(Self.manage, in: id)
    let title = appointment.title.trimmed
    let person = appointment.person.trimmed
    var errors: [String: Phrase] = [:]
    if title.isEmpty || title.count > 120 { errors["title"] = "Cần có chức danh, không quá 120 ký tự" }
    if person.isEmpty || person.count > 120 { errors["person"] = "Cần có họ tên, không quá 120 ký tự" }
    if let to = appointment.to, to < appointment.from { errors["to"] = "Ngày cuối phải sau ngày đầu" }
    guard errors.isEmpty else { throw Failure.invalid(errors) }
    let post = UUIDv7.shared.next()
    return try await database.write { connection in
      try OrganisationStore.lock([id], on: connection)
      guard try OrganisationStore.isAlive(id, at: appointment.from, on: connection) else {
        throw Failure.invalid(["from": "Cơ quan không hoạt động vào ngày này"])
      }
      if appointment.isHead { try makeRoom(for: appointment, in: id, on: connection) }
      try connection.execute(
        """
        INSERT INTO organisation_post
          (id, organisation, title, is_head, person, account, valid_from, valid_to, legal_basis)
        VALUES (\(post), \(id), \(title), \(appointment.isHead), \(person), \(appointment.account),
          \(appointment.from), \(appointment.to), \(appointment.legalBasis))
        """)
      try finish(
        "organisations.appoint", [id], principal, ["from": appointment.from.rawValue, "title": title], connection)
      return post
    }
  }

  /// Ends a post after a day, sooner than was known; one that is over keeps its last day.
  package func endPost(_ post: String, after day: CivilDate, by principal: Principal) async throws {
    try await database.write { connection in
      guard
        let held = try connection.first(
          "SELECT * FROM organisation_post WHERE id = \(post)\(SQL.forUpdate)", as: Post.self)
      else { throw Failure.notFound }
      try principal.require(Self.manage, in: held.organisation)
      guard day >= held.validity.from else { throw Failure.invalid(["to": "Ngày cuối phải sau ngày đầu"]) }
      if let last = held.validity.to, last < day {
        throw Failure.conflict("Chức danh này đã kết thúc từ sau ngày \(last.vietnamese).")
      }
      try connection.execute("UPDATE organisation_post SET valid_to = \(day) WHERE id = \(post)")
      try finish("organisations.end-post", [held.organisation], principal, ["after": day.rawValue], connection)
    }
  }

  /// Ends the head that is there on the first day; refuses where a later one is appointed already.
  private func makeRoom(
    for appointment: Appointment, in id: OrganisationID, on connection: any Connection
  ) throws {
    for held in try OrganisationStore.posts(of: id, on: connection) where held.isHead {
      let endsBefore = held.validity.to.map { $0 < appointment.from } ?? false
      let beginsAfter = appointment.to.map { $0 < held.validity.from } ?? false
      if endsBefore || beginsAfter { continue }
      guard held.validity.from < appointment.from else {
        throw Failure.conflict(
          "Đã có người đứng đầu từ ngày \(held.validity.from.vietnamese): \(held.person). Hãy kết thúc việc đó trước."
        )
      }
      try connection.execute(
        "UPDATE organisation_post SET valid_to = \(appointment.from.adding(days: -1)) WHERE id = \(held.id)")
    }
  }
}

extension String {
  /// Composed, with single spaces and none around.
  fileprivate var trimmed: String {
    VietnameseText.composed(self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
