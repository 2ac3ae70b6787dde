package import Kernel

/// What every page shares: the translations, the fingerprinted assets, the rooms of the desk. Made once, in App.
package struct WebHouse: Sendable {
  /// The translations of all rooms.
  package let catalogue: Catalogue
  /// Files of `Public` by their fingerprinted names.
  package let assets: Assets
  /// In the order of the rail.
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
  /// What this person owes and what waits for them, for a page of another room; see ``DutyPart``.
  package let duties: @Sendable (StaffContext, DutyPart.Place) async -> DutyPart

  /// With nothing given: Vietnamese, no rooms, no bell; for tests of single pages.
  package init(
    catalogue: Catalogue = .source, assets: Assets = Assets(), rooms: [DeskRoom] = [], accountPath: String? = nil,
    searchPath: String? = nil, noticesPath: String? = nil,
    welcome: @escaping @Sendable (StaffContext) async -> HTML = { _ in .empty },
    duties: @escaping @Sendable (StaffContext, DutyPart.Place) async -> DutyPart = { _, _ in .none }
  ) {
    self.catalogue = catalogue
    self.assets = assets
    self.rooms = rooms
    self.accountPath = accountPath
    self.searchPath = searchPath
    self.noticesPath = noticesPath
    self.welcome = welcome
    self.duties = duties
  }
}

/// A person's duties as a part of a page, with how many there are.
package struct DutyPart: Sendable {
  /// Where it stands.
  package enum Place: Sendable {
    /// The page of the day: everything, with an honest word where there is nothing.
    case morning
    /// Beside other work: short, and nothing where there is nothing.
    case beside
    /// Only what was given to this person by name and what waits for them.
    case own
  }

  /// What the page shows.
  package let html: HTML
  /// How many duties there are.
  package let count: Int
  /// How many of them are late.
  package let late: Int
  /// They could not be read; the HTML says so.
  package let isUnread: Bool

  /// - Parameter isUnread: whether the HTML only says that they could not be read.
  package init(html: HTML, count: Int, late: Int, isUnread: Bool = false) {
    self.html = html
    self.count = count
    self.late = late
    self.isUnread = isUnread
  }

  /// Whether it has anything to say on a page of other work.
  package var isShown: Bool { count > 0 || isUnread }

  /// Nothing of this is for the person.
  package static let none = DutyPart(html: .empty, count: 0, late: 0)
}

/// A door in the desk's rail. It is shown to whoever has the permission anywhere.
package struct DeskRoom: Sendable {
  /// Stable: pages name it to be lit in the rail.
  package let id: String
  /// In the rail.
  package let title: Phrase
  /// What the bar on a phone calls it, where the title would take three lines there.
  package let short: Phrase?
  /// A Lucide icon by name.
  package let icon: String
  /// Where it leads.
  package let path: String
  /// Nil: everybody who is signed in.
  package let permission: Permission?
  /// Rooms of different groups stand a little apart.
  package var group = 0

  /// In group 0; see ``group``.
  package init(
    id: String, title: Phrase, short: Phrase? = nil, icon: String, path: String, permission: Permission?
  ) {
    self.id = id
    self.title = title
    self.short = short
    self.icon = icon
    self.path = path
    self.permission = permission
  }
}
