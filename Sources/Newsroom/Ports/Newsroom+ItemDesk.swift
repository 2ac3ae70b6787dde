package import Contracts
package import Kernel
package import Persistence

/// What the other rooms of the desk see of items.
extension Newsroom: ItemDesk {
  /// In parts of 200; those that this person may not see, and those thrown away, are not there.
  package func briefs(_ ids: [ItemID], for principal: Principal) async throws -> [ItemID: ItemBrief] {
    let asked = Array(Set(ids)).sorted()
    guard !asked.isEmpty else { return [:] }
    return try await database.read { connection in
      var found: [ItemID: ItemBrief] = [:]
      // In parts: SQLite takes no list without end.
      for start in stride(from: 0, to: asked.count, by: 200) {
        let part = Array(asked[start..<min(start + 200, asked.count)])
        let items: [Item] = try connection.all(
          """
          SELECT \(Item.columns) FROM item i WHERE i.id IN \(list: part) AND i.deleted_at IS NULL LIMIT \(part.count)
          """)
        for item in items where (try? Self.visible(item, to: principal)) != nil { found[item.id] = item.brief }
      }
      return found
    }
  }

  /// Throws ``Failure/notFound`` where it is not there, or not this person's to see.
  package func brief(
    _ id: ItemID, for principal: Principal, on connection: any Connection
  ) throws -> ItemBrief {
    try Self.visible(try ItemStore.find(id, on: connection), to: principal).brief
  }

  /// As ``create(_:by:on:)``: throws ``Failure/forbidden(_:)`` where this person may not write there.
  package func begin(
    _ start: ItemStart, by principal: Principal, on connection: any Connection
  ) throws -> ItemBrief {
    var metadata = ItemMetadata()
    metadata.section = start.section
    let text = ItemText(title: start.title, summary: start.summary, body: start.body, metadata: metadata)
    var new = NewItem(organisation: start.organisation, text: text, deadline: start.deadline)
    new.kind = start.kind
    new.holder = start.holder
    return try create(new, by: principal, on: connection).brief
  }

  /// At most 50; with nothing typed, what the person has in hand.
  package func find(
    _ text: String, in organisation: OrganisationID, for principal: Principal, limit: Int
  ) async throws -> [ItemBrief] {
    guard principal.may(Self.write, in: organisation) || principal.may(Self.edit, in: organisation) else { return [] }
    let finder = ItemFinder(words: text, limit: min(max(limit, 1), 50), person: principal.id)
    return try await database.read { connection in
      finder.best(of: try finder.items(of: organisation, on: connection)).map(\.item.brief)
    }
  }

  /// In the order of the menu.
  package func sections(of organisation: OrganisationID) async throws -> [SectionProfile] {
    let today = clock.today
    return try await database.read { try SectionStore.all(of: organisation, on: today, from: $0).map(\.profile) }
  }
}

extension Item {
  /// As other rooms show it.
  var brief: ItemBrief {
    ItemBrief(
      id: id, organisation: organisation, kind: kind, title: title, state: state.rawValue, statePhrase: state.phrase,
      author: author, authorName: authorName, holder: holder, deadline: deadline, firstPublishedAt: firstPublishedAt,
      updatedAt: updatedAt, deskPath: "/lam-viec/bai/\(id)", publicPath: state == .published ? path : nil)
  }
}
