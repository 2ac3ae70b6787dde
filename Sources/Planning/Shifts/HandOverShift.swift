import Contracts
import Foundation
import Kernel
import Persistence

extension Planning {
  func shifts(of organisation: OrganisationID, for principal: Principal) async throws -> [Shift] {
    try principal.require(Self.read, in: organisation)
    return try await database.read { try ShiftStore.all(of: organisation, on: $0) }
  }

  /// Makes a shift, or sets the hours of the one of that name.
  func setShift(
    _ name: String, from: Int, to: Int, in organisation: OrganisationID, by principal: Principal
  ) async throws {
    try principal.require(Self.manage, in: organisation)
    let name = Words.line(name, 100)
    guard !name.isEmpty else { throw Failure.invalid(["name": "Cần có tên ca"]) }
    guard (0..<1440).contains(from), (0..<1440).contains(to), from != to else {
      throw Failure.invalid(["from": "Cần có giờ bắt đầu và kết thúc khác nhau"])
    }
    try await database.write { connection in
      guard try ShiftStore.all(of: organisation, on: connection).count < 50 else {
        throw Failure.invalid(["name": "Đã có quá nhiều ca"])
      }
      try connection.execute(
        """
        INSERT INTO planning_shift (id, organisation, name, from_minute, to_minute, closed)
        VALUES (\(ShiftID.new()), \(organisation), \(name), \(from), \(to), \(false))
        ON CONFLICT (organisation, name) DO UPDATE
        SET from_minute = excluded.from_minute, to_minute = excluded.to_minute, closed = excluded.closed
        """)
      try record(
        action: "planning.shift.set", "planning-shift/\(name)", in: organisation, by: principal.id, on: connection)
    }
  }

  func closeShift(_ id: ShiftID, by principal: Principal) async throws {
    try await database.write { connection in
      let shift = try Self.seen(try ShiftStore.lock(id, on: connection), \.organisation, by: principal)
      try principal.require(Self.manage, in: shift.organisation)
      try connection.execute("UPDATE planning_shift SET closed = \(true) WHERE id = \(id)")
      try record(
        action: "planning.shift.close", "planning-shift/\(shift.name)", in: shift.organisation, by: principal.id,
        on: connection)
    }
  }

  /// Writes what the next shift must know; those on the shift that follows are told.
  @discardableResult
  func writeHandover(
    _ body: String, shift: ShiftID, day: CivilDate, in organisation: OrganisationID, by principal: Principal
  ) async throws -> HandoverID {
    try principal.require(Self.pitch, in: organisation)
    try Self.checkDay(day)
    let body = try Self.note(body)
    let now = clock.now
    return try await database.write { connection in
      guard let found = try ShiftStore.lock(shift, on: connection), found.organisation == organisation else {
        throw Failure.invalid(["shift": "Cần chọn ca trực"])
      }
      let id = HandoverID.new()
      try connection.execute(
        """
        INSERT INTO planning_handover
          (id, organisation, day, shift, body, author, author_name, version, updated_at)
        VALUES (\(id), \(organisation), \(day), \(shift), \(body), \(principal.id), \(principal.name), 1, \(now))
        """)
      try tellNext(found, day, by: principal, on: connection)
      try record(
        action: "planning.handover.write", "planning-handover/\(id)", in: organisation, by: principal.id,
        on: connection)
      return id
    }
  }

  /// Changes one's own note until somebody has taken the shift over.
  func changeHandover(_ id: HandoverID, _ body: String, version: Int, by principal: Principal) async throws {
    let body = try Self.note(body)
    let now = clock.now
    try await database.write { connection in
      let note = try Self.seen(try ShiftStore.lockNote(id, on: connection), \.organisation, by: principal)
      guard note.author == principal.id else { throw Failure.forbidden(Self.manage) }
      guard note.receivedAt == nil else { throw Failure.conflict("Ca đã được nhận. Hãy viết thêm một bàn giao.") }
      guard note.version == version else {
        throw Failure.conflict("Bàn giao này đã sửa ở nơi khác. Hãy tải lại trang.")
      }
      try connection.execute(
        """
        UPDATE planning_handover SET body = \(body), version = \(version + 1), updated_at = \(now) WHERE id = \(id)
        """)
      try record(
        action: "planning.handover.change", "planning-handover/\(id)", in: note.organisation, by: principal.id,
        on: connection)
    }
  }

  /// Nhận ca: somebody else has read it and answers for the desk from now on.
  func receiveHandover(_ id: HandoverID, by principal: Principal) async throws {
    let now = clock.now
    try await database.write { connection in
      let note = try Self.seen(try ShiftStore.lockNote(id, on: connection), \.organisation, by: principal)
      try principal.require(Self.pitch, in: note.organisation)
      guard note.author != principal.id else { throw Failure.invalid(["": "Người nhận ca phải là người khác"]) }
      guard note.receivedAt == nil else { throw Failure.conflict("Ca đã được nhận.") }
      try connection.execute(
        """
        UPDATE planning_handover
        SET receiver = \(principal.id), receiver_name = \(principal.name), received_at = \(now)
        WHERE id = \(id)
        """)
      try record(
        action: "planning.handover.receive", "planning-handover/\(id)", in: note.organisation, by: principal.id,
        on: connection)
    }
  }

  func handovers(
    of organisation: OrganisationID, before: String? = nil, for principal: Principal
  ) async throws -> Page<Handover> {
    try principal.require(Self.read, in: organisation)
    let rows = try await database.read {
      try ShiftStore.notes(of: organisation, before: before.map { HandoverID($0) }, limit: 31, on: $0)
    }
    return Page(fetched: rows, limit: 30) { $0.id.rawValue }
  }

  private static func note(_ body: String) throws(Failure) -> String {
    let body = Words.text(body, 20_000)
    guard !body.isEmpty else { throw .invalid(["body": "Cần viết điều ca sau phải biết"]) }
    return body
  }

  private func tellNext(
    _ shift: Shift, _ day: CivilDate, by principal: Principal, on connection: any Connection
  ) throws {
    let all = try ShiftStore.all(of: shift.organisation, on: connection).filter { !$0.isClosed }
    guard let next = all.first(where: { $0.fromMinute >= shift.toMinute && $0.id != shift.id }) ?? all.first,
      next.id != shift.id
    else { return }
    let nextDay = next.fromMinute >= shift.fromMinute && shift.toMinute > shift.fromMinute ? day : day.adding(days: 1)
    let people = try AvailabilityStore.between(nextDay...nextDay, in: shift.organisation, connection)
      .filter { $0.kind == .shift && $0.shift == next.id }.map(\.person).filter { $0 != principal.id }
    guard !people.isEmpty else { return }
    try notifier.notify(
      NoticeDraft(
        people: people, kind: "planning.handover",
        text: "\(principal.name) đã viết bàn giao “\(shift.name)” ngày \(day.vietnamese)",
        path: PlanningPath.handovers, organisation: shift.organisation, by: principal.id, key: nil), on: connection)
  }
}
