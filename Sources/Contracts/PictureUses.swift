package import Kernel

/// A story in which a picture stands.
package struct PictureUse: Sendable, Equatable {
  package let item: ItemID
  package let title: String
  /// Where the story is worked on: `/lam-viec/bai/<id>`.
  package let path: String

  package init(item: ItemID, title: String, path: String) {
    self.item = item
    self.title = title
    self.path = path
  }
}

/// Says where pictures are used. Room Newsroom implements it.
package protocol PictureUses: Sendable {
  /// Newest first, at most `limit`; only stories of this organisation.
  func uses(of picture: PictureID, in organisation: OrganisationID, limit: Int) async throws -> [PictureUse]
}
