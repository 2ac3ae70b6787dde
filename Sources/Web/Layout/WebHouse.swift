package import Kernel

/// What every page shares: the translations, the fingerprinted assets, the rooms of the desk. Made once, in App.
package struct WebHouse: Sendable {
  package let catalogue: Catalogue
  package let assets: Assets
  package let rooms: [DeskRoom]
  /// Where a person sees to password, second factor and sessions; no link to it where nil.
  package let accountPath: String?
  /// Answers `GET ?q=` with what the Ctrl+K palette offers while one types: JSON `[{"title","path","detail"}]`.
  package let searchPath: String?
  /// Where a person reads what they should know; no bell where nil. `<path>` is the page, `/api/v1/notices/count` the
  /// count beside the bell.
  package let noticesPath: String?
  /// What the first page of the desk says to somebody who is new: a card, empty for all others.
  package let welcome: @Sendable (StaffContext) async -> HTML

  package init(
    catalogue: Catalogue = .source, assets: Assets = Assets(), rooms: [DeskRoom] = [], accountPath: String? = nil,
    searchPath: String? = nil, noticesPath: String? = nil,
    welcome: @escaping @Sendable (StaffContext) async -> HTML = { _ in .empty }
  ) {
    self.catalogue = catalogue
    self.assets = assets
    self.rooms = rooms
    self.accountPath = accountPath
    self.searchPath = searchPath
    self.noticesPath = noticesPath
    self.welcome = welcome
  }
}

/// A door in the desk's rail. It is shown to whoever has the permission anywhere.
package struct DeskRoom: Sendable {
  package let id: String
  package let title: Phrase
  /// A Lucide icon by name.
  package let icon: String
  package let path: String
  /// Nil: everybody who is signed in.
  package let permission: Permission?
  /// Rooms of different groups stand a little apart.
  package var group = 0

  package init(id: String, title: Phrase, icon: String, path: String, permission: Permission?) {
    self.id = id
    self.title = title
    self.icon = icon
    self.path = path
    self.permission = permission
  }
}
