import Web

/// The doors of the desk in the order of a day's work, in groups: today, what we make, what we answer for, what we keep,
/// the house itself. The first four are at hand on a phone.
enum DeskOrder {
  private static let groups: [[String]] = [
    ["board", "today", "my-work", "items", "planning", "inbox", "home", "highlights"],
    ["corrections"],
    ["programme", "tasks", "maturity", "reports", "registers"],
    ["archive", "media", "clips", "figures", "own"],
    ["rules", "import", "organisations", "accounts", "audit", "operations", "handbook"],
  ]

  /// The rooms in that order; a room that is not named comes last, so that none is lost.
  static func arrange(_ rooms: [DeskRoom]) -> [DeskRoom] {
    let places = Dictionary(
      groups.enumerated().flatMap { group, ids in ids.enumerated().map { ($1, (group, $0)) } },
      uniquingKeysWith: { first, _ in first })
    let last = (groups.count, 0)
    return rooms.enumerated()
      .sorted { left, right in
        let (a, b) = (places[left.element.id] ?? last, places[right.element.id] ?? last)
        return (a.0, a.1, left.offset) < (b.0, b.1, right.offset)
      }
      .map { _, room in
        var room = room
        room.group = places[room.id]?.0 ?? groups.count
        return room
      }
  }
}
