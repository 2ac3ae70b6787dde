package import Contracts
import Foundation
package import Kernel
import Persistence

extension Newsroom {
  /// An item and its newest text, as its editor opens it.
  package struct Opened: Sendable {
    /// The item, read in one snapshot with its text.
    package let item: Item
    /// Its current text.
    package let revision: Revision
  }

  /// The item without its text. ``Failure/notFound`` where it is another agency's.
  package func item(_ id: ItemID, for principal: Principal) async throws -> Item {
    try Self.visible(try await database.read { try ItemStore.find(id, on: $0) }, to: principal)
  }

  /// Throws ``Failure/notFound`` where it is not there, or not this person's to see.
  package func open(_ id: ItemID, for principal: Principal) async throws -> Opened {
    try await database.read { connection in
      let item = try Self.visible(try ItemStore.find(id, on: connection), to: principal)
      guard let revision = try RevisionStore.find(item.currentRevision, of: id, on: connection) else {
        throw Failure.notFound
      }
      return Opened(item: item, revision: revision)
    }
  }

  /// One text of an item's history.
  package func revision(_ number: Int, of id: ItemID, for principal: Principal) async throws -> Revision {
    try await database.read { connection in
      _ = try Self.visible(try ItemStore.find(id, on: connection), to: principal)
      guard let revision = try RevisionStore.find(number, of: id, on: connection) else { throw Failure.notFound }
      return revision
    }
  }

  /// The history of an item's texts, newest first, below `before`.
  package func revisions(
    of id: ItemID, before: Int? = nil, limit: Int = 200, for principal: Principal
  ) async throws -> [RevisionHead] {
    try await database.read { connection in
      _ = try Self.visible(try ItemStore.find(id, on: connection), to: principal)
      return try RevisionStore.heads(of: id, before: before, limit: limit, on: connection)
    }
  }

  /// What people did with it, newest first.
  func events(of id: ItemID, limit: Int = 200, for principal: Principal) async throws -> [ItemEvent] {
    try await database.read { connection in
      _ = try Self.visible(try ItemStore.find(id, on: connection), to: principal)
      return try ItemEvent.all(of: id, limit: limit, on: connection)
    }
  }
}
