package import Contracts
package import Foundation
package import Kernel
import Persistence

/// What the room of corrections may do with items, as the law asks when something false was published.
extension Newsroom: EditorialActs {
  /// By the text that readers see or saw last; nil where they never saw one.
  package func published(
    _ item: ItemID, for principal: Principal
  ) async throws -> (title: String, section: String, at: Date)? {
    let known = try await self.item(item, for: principal)
    guard let at = known.firstPublishedAt, let revision = known.publishedRevision else { return nil }
    let text = try await self.revision(revision, of: item, for: principal).text
    let section = try await database.read { connection in
      try text.metadata.section.flatMap { try SectionStore.find($0, on: connection)?.name }
    }
    return (text.title, section ?? "", at)
  }

  /// Headline, sapo and text of the current version beside those of the published one; false where none is.
  package func isReworded(_ item: ItemID, for principal: Principal) async throws -> Bool {
    let known = try await self.item(item, for: principal)
    guard let number = known.publishedRevision, number != known.currentRevision else { return false }
    let shown = try await revision(number, of: item, for: principal).text
    let current = try await revision(known.currentRevision, of: item, for: principal).text
    // By what is read: blocks are given new names when a body is written anew.
    return (shown.title, shown.summary) != (current.title, current.summary)
      || shown.body.plainForm != current.body.plainForm
  }

  /// Withdraws, then notes the correction for the figures: two transactions.
  package func takeDown(_ item: ItemID, reason: String, by principal: Principal) async throws {
    try await withdraw(item, reason: reason, by: principal)
    try await noteCorrection(of: item, by: principal)
  }

  /// Publishes the current text, then notes the correction for the figures: two transactions.
  package func republish(_ item: ItemID, by principal: Principal) async throws {
    try await updatePublished(item, by: principal)
    try await noteCorrection(of: item, by: principal)
  }
}
