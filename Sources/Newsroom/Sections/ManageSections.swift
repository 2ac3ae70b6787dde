package import Contracts
import Foundation
package import Kernel
import Persistence

extension Newsroom {
  /// An agency's sections as the desk sees them, closed ones too.
  package func sections(of organisation: OrganisationID, for principal: Principal) async throws -> [Section] {
    try principal.require(Self.write, in: organisation)
    return try await database.read { try SectionStore.all(of: organisation, from: $0) }
  }

  /// Opens a section at the end of the row, from today. Its address is made from its name.
  @discardableResult
  package func openSection(
    named name: String, slug: String? = nil, in organisation: OrganisationID, by principal: Principal
  ) async throws -> Section {
    try principal.require(Self.arrangeHome, in: organisation)
    let name = try Self.checked(sectionName: name)
    let slug = Slug.make(slug ?? name, limit: 60)
    let today = clock.today
    return try await database.write { connection in
      let others = try SectionStore.all(of: organisation, from: connection)
      guard !others.contains(where: { $0.slug == slug }) else {
        throw Failure.invalid(["name": "Đã có chuyên mục với địa chỉ \(slug)"])
      }
      let id = SectionID.new()
      try connection.execute(
        """
        INSERT INTO section (id, organisation_id, name, slug, position, valid_from, valid_to)
        VALUES (\(id), \(organisation), \(name), \(slug), \((others.map(\.position).max() ?? 0) + 1), \(today), NULL)
        """)
      return try finish("newsroom.section.open", id, organisation, principal, connection)
    }
  }

  /// Gives a section another name; its address stays, stories keep theirs.
  @discardableResult
  package func renameSection(_ id: SectionID, to name: String, by principal: Principal) async throws -> Section {
    let name = try Self.checked(sectionName: name)
    return try await changeSection(id, "newsroom.section.rename", by: principal) { section, connection in
      try connection.execute("UPDATE section SET name = \(name) WHERE id = \(section.id)")
      try connection.execute("UPDATE published_item SET section_name = \(name) WHERE section_id = \(section.id)")
      try connection.purge([PageKey.section(section.id)])
    }
  }

  /// Moves a section one place to the front or to the end.
  @discardableResult
  package func moveSection(_ id: SectionID, up: Bool, by principal: Principal) async throws -> Section {
    try await changeSection(id, "newsroom.section.move", by: principal) { section, connection in
      var all = try SectionStore.all(of: section.organisation, from: connection)
      guard let place = all.firstIndex(where: { $0.id == section.id }) else { return }
      let other = up ? place - 1 : place + 1
      guard all.indices.contains(other) else { return }
      all.swapAt(place, other)
      for (position, section) in all.enumerated() {
        try connection.execute("UPDATE section SET position = \(position + 1) WHERE id = \(section.id)")
      }
    }
  }

  /// Closes a section after today, or opens it again. Its stories stay where they are.
  @discardableResult
  package func closeSection(_ id: SectionID, _ isClosed: Bool, by principal: Principal) async throws -> Section {
    let end = isClosed ? clock.today.adding(days: -1) : nil
    return try await changeSection(id, "newsroom.section.close", by: principal) { section, connection in
      try connection.execute("UPDATE section SET valid_to = \(end) WHERE id = \(section.id)")
    }
  }

  private func changeSection(
    _ id: SectionID, _ action: String, by principal: Principal,
    _ change: @Sendable @escaping (Section, any Connection) throws -> Void
  ) async throws -> Section {
    try await database.write { connection in
      guard let section = try SectionStore.lock(id, on: connection),
        principal.may(Self.write, in: section.organisation)
      else { throw Failure.notFound }
      try principal.require(Self.arrangeHome, in: section.organisation)
      try change(section, connection)
      return try finish(action, id, section.organisation, principal, connection)
    }
  }

  private func finish(
    _ action: String, _ id: SectionID, _ organisation: OrganisationID, _ principal: Principal,
    _ connection: any Connection
  ) throws -> Section {
    guard let section = try SectionStore.find(id, on: connection) else { throw Failure.notFound }
    try connection.purge([PageKey.site(organisation), PageKey.lists(organisation)])
    try audit.record(
      AuditEntry(
        actor: principal.id, action: action, subject: "section/\(id)", organisation: organisation,
        detail: ["name": section.name]),
      on: connection)
    return section
  }

  private static func checked(sectionName name: String) throws(Failure) -> String {
    let name = ItemWords.tidy(name, limit: 61)
    guard !name.isEmpty else { throw .invalid(["name": "Cần có tên chuyên mục"]) }
    guard name.count <= 60 else { throw .invalid(["name": "Tên chuyên mục dài quá 60 ký tự"]) }
    return name
  }
}
