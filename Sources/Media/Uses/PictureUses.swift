package import Contracts
import Foundation
import Kernel
package import Messaging
import Persistence

/// A published story in which a picture stands.
struct PictureUse: Sendable, RowDecodable {
  let item: ItemID
  let title: String

  init(row: Row) throws {
    item = try row["item_id"]
    title = try row["title"]
  }

  /// Where the story is worked on.
  var path: String { "/lam-viec/bai/\(item)" }
}

extension Media {
  /// Keeps the list of stories in which each picture stands, from what the newsroom tells and what the public may read.
  package func eventHandlers(reading stories: any PublishedStories) -> [EventHandler] {
    [
      EventHandler("media.uses-published", on: ItemPublished.self) { event, _ in
        try await keepUses(of: event.item, in: event.organisation, stories)
      },
      EventHandler("media.uses-updated", on: ItemUpdated.self) { event, _ in
        try await keepUses(of: event.item, in: event.organisation, stories)
      },
      EventHandler("media.uses-withdrawn", on: ItemWithdrawn.self) { event, _ in
        try await keepUses(of: event.item, in: event.organisation, stories)
      },
    ]
  }

  /// Looks the story up as it is now, so that events that come late or twice do no harm.
  private func keepUses(
    of item: ItemID, in organisation: OrganisationID, _ stories: any PublishedStories
  ) async throws {
    var pictures: Set<PictureID> = []
    var title = ""
    if let summary = try await stories.summaries([item]).first,
      let last = summary.path.split(separator: "/").last,
      case .found(let story) = try await stories.story(of: organisation, slugAndCode: String(last))
    {
      pictures = Set(story.body.pictures + [summary.lead].compactMap(\.self))
      title = summary.title
    }
    let (found, name) = (pictures.sorted(), title)
    try await database.write { connection in
      try connection.execute("DELETE FROM picture_use WHERE item_id = \(item)")
      for id in found {
        try connection.execute(
          """
          INSERT INTO picture_use (picture, item_id, title)
          SELECT id, CAST(\(item) AS TEXT), CAST(\(name) AS TEXT) FROM picture
          WHERE id = \(id) AND organisation = \(organisation)
          """)
      }
    }
  }

  /// Newest first.
  static func uses(of picture: PictureID, limit: Int, on connection: any Connection) throws -> [PictureUse] {
    try connection.all(
      """
      SELECT item_id, title FROM picture_use WHERE picture = \(picture) ORDER BY item_id DESC LIMIT \(limit)
      """)
  }
}
