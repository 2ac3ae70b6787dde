import Contracts
import Foundation
import Kernel
import Persistence

/// The day of a newsroom: what is in hand, what is late, who has it, what was published today.
struct Board: Sendable {
  /// One line of the board.
  struct Line: Sendable {
    let item: Item
    let holder: String?
    /// Why it came back, where it did.
    let reason: String?
    var flags: [ItemFlag] = []

    func isLate(at now: Date) -> Bool { item.deadline.map { $0 < now } ?? false }
  }

  let now: Date
  /// Drafts and what is being worked on.
  let writing: [Line]
  let approval: [Line]
  let ready: [Line]
  let published: [Line]

  var working: [Line] { writing + approval + ready }
  var late: Int { working.count { $0.isLate(at: now) } }
  var isEmpty: Bool { working.isEmpty && published.isEmpty }

  init(
    _ items: [Item], published: [Item], holders: [AccountID: String], reasons: [ItemID: String],
    flags: [ItemID: [ItemFlag]] = [:], now: Date
  ) {
    func lines(_ items: [Item]) -> [Line] {
      items.map { item in
        Line(
          item: item, holder: item.holder.flatMap { holders[$0] }, reason: reasons[item.id],
          flags: flags[item.id] ?? [])
      }
    }
    func sorted(_ items: [Item]) -> [Line] {
      lines(
        items.sorted { left, right in
          let ends = (left.scheduledFor ?? left.deadline, right.scheduledFor ?? right.deadline)
          return switch ends {
          case (let left?, let right?): left < right
          case (_?, nil): true
          case (nil, _?): false
          case (nil, nil): left.updatedAt > right.updatedAt
          }
        })
    }
    self.now = now
    writing = sorted(items.filter { $0.state == .draft || $0.state == .editing })
    approval = sorted(items.filter { $0.state == .approval })
    ready = sorted(items.filter { $0.state == .ready })
    self.published = lines(published)
  }
}

extension Newsroom {
  /// The board of an agency, or of what is one person's.
  func board(
    of organisation: OrganisationID, onlyOf person: AccountID? = nil, for principal: Principal
  ) async throws -> Board {
    try principal.require(Self.write, in: organisation)
    let now = clock.now
    let start = CivilDate(now).start
    let (items, published, reasons) = try await database.read { connection in
      let items: [Item] = try connection.all(DeskQuery.working(organisation))
      let published: [Item] = try connection.all(DeskQuery.published(organisation, since: start))
      let returned = items.filter { $0.state == .editing || $0.state == .ready }.map(\.id)
      return (items, published, try Self.reasons(of: returned, on: connection))
    }
    func isWanted(_ item: Item) -> Bool { person == nil || item.author == person || item.holder == person }
    return Board(
      items.filter(isWanted), published: published.filter(isWanted),
      holders: try await holders(of: items + published), reasons: reasons,
      flags: try await flags(of: (items + published).map(\.id)), now: now)
  }

  private static func reasons(of items: [ItemID], on connection: any Connection) throws -> [ItemID: String] {
    guard !items.isEmpty else { return [:] }
    var reasons: [ItemID: String] = [:]
    try connection.forEach(DeskQuery.reasons(items)) { row in
      let id: ItemID = try row["item_id"]
      let name: String = try row["account_name"]
      let reason: String? = try row["reason"]
      if reasons[id] == nil, let reason { reasons[id] = "\(name): \(reason)" }
    }
    return reasons
  }
}
