package import Foundation
package import Kernel
package import Messaging

/// A story has become public, for the first time or again.
package struct ItemPublished: Event {
  package static let topic = "newsroom.item-published"
  package let item: ItemID
  package let organisation: OrganisationID
  package let revision: Int
  package let time: Date

  package init(item: ItemID, organisation: OrganisationID, revision: Int, time: Date) {
    self.item = item
    self.organisation = organisation
    self.revision = revision
    self.time = time
  }
}

/// A public story has changed.
package struct ItemUpdated: Event {
  package static let topic = "newsroom.item-updated"
  package let item: ItemID
  package let organisation: OrganisationID
  package let revision: Int
  package let time: Date

  package init(item: ItemID, organisation: OrganisationID, revision: Int, time: Date) {
    self.item = item
    self.organisation = organisation
    self.revision = revision
    self.time = time
  }
}

/// A public story was taken away.
package struct ItemWithdrawn: Event {
  package static let topic = "newsroom.item-withdrawn"
  package let item: ItemID
  package let organisation: OrganisationID
  package let time: Date

  package init(item: ItemID, organisation: OrganisationID, time: Date) {
    self.item = item
    self.organisation = organisation
    self.time = time
  }
}
