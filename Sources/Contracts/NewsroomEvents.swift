package import Foundation
package import Kernel
package import Messaging

/// A story has become public, for the first time or again.
package struct ItemPublished: Event {
  /// Kept with the events already told: never changed.
  package static let topic = "newsroom.item-published"
  /// The story; what it says now is read by its ID.
  package let item: ItemID
  /// The agency whose site shows it.
  package let organisation: OrganisationID
  /// The revision of the item that readers see.
  package let revision: Int
  /// When it became public; by the house's clock.
  package let time: Date

  /// Emitted by room Newsroom in the transaction that publishes.
  package init(item: ItemID, organisation: OrganisationID, revision: Int, time: Date) {
    self.item = item
    self.organisation = organisation
    self.revision = revision
    self.time = time
  }
}

/// A public story has changed.
package struct ItemUpdated: Event {
  /// Kept with the events already told: never changed.
  package static let topic = "newsroom.item-updated"
  /// The story; what it says now is read by its ID.
  package let item: ItemID
  /// The agency whose site shows it.
  package let organisation: OrganisationID
  /// The revision that readers see now.
  package let revision: Int
  /// When the change became public.
  package let time: Date

  /// Emitted by room Newsroom in the transaction that publishes the change.
  package init(item: ItemID, organisation: OrganisationID, revision: Int, time: Date) {
    self.item = item
    self.organisation = organisation
    self.revision = revision
    self.time = time
  }
}

/// A public story was taken away.
package struct ItemWithdrawn: Event {
  /// Kept with the events already told: never changed.
  package static let topic = "newsroom.item-withdrawn"
  /// The story; its text stays on the server.
  package let item: ItemID
  /// The agency whose site showed it.
  package let organisation: OrganisationID
  /// When readers stopped seeing it.
  package let time: Date

  /// Emitted by room Newsroom in the transaction that withdraws.
  package init(item: ItemID, organisation: OrganisationID, time: Date) {
    self.item = item
    self.organisation = organisation
    self.time = time
  }
}
