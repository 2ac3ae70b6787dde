import Contracts
import Foundation
import Kernel
import Messaging
import Synchronization
import Web

/// Who is at which item in this process and in others, and the open pages that are told of it.
///
/// Kept in memory only: whoever is there says so again every few seconds, and who does not is forgotten.
final class ItemLive: Sendable {
  /// Somebody at an item, and where in it.
  struct Person: Sendable, Equatable, Codable {
    /// Of the open page: one person may have several.
    let client: String
    let account: String
    let name: String
    /// The block with the cursor, or `title`, `summary`; nil: reading.
    var block: String?
    /// Letters before the cursor in that block.
    var offset: Int?
  }

  private struct Known {
    var person: Person
    var heard: ContinuousClock.Instant
  }
  private struct Room {
    var people: [String: Known] = [:]
    var pages: [UInt64: EventHub] = [:]
  }
  private struct State {
    var rooms: [ItemID: Room] = [:]
    var next: UInt64 = 0
  }

  /// Who has not been heard of for so long is gone.
  static let patience: Duration = .seconds(15)
  /// More pages at one item than an agency has people, several times over.
  static let most = 200
  /// More than one person opens of one item: nobody fills the room alone.
  static let mostOfOne = 20
  /// With so many items at once, those that nobody is at any more are looked for when another comes.
  static let mostRooms = 500

  /// Sets what this process told apart from what others told.
  let node = UUIDv7.shared.next()
  private let state = Mutex(State())

  /// A page is open: `hub` is told from now on. Nil where too many are.
  func open(_ item: ItemID, _ hub: EventHub) -> UInt64? {
    state.withLock { state in
      guard state.rooms[item, default: Room()].pages.count < Self.most else { return nil }
      state.next += 1
      state.rooms[item, default: Room()].pages[state.next] = hub
      return state.next
    }
  }

  func close(_ page: UInt64, _ item: ItemID) {
    state.withLock { state in
      state.rooms[item]?.pages[page] = nil
      Self.tidy(item, &state)
    }
  }

  /// Tells everybody who has the item open in this process.
  func tell(_ event: ServerEvent, _ item: ItemID) {
    let hubs = state.withLock { $0.rooms[item].map { Array($0.pages.values) } ?? [] }
    for hub in hubs { hub.publish(event, to: Self.topic) }
  }

  /// Somebody is there, or moved; tells the others where that is new. False where too many are.
  @discardableResult
  func hear(_ person: Person, at item: ItemID, now: ContinuousClock.Instant = .now) -> Bool {
    let isNew: Bool? = state.withLock { state in
      if state.rooms[item] == nil, state.rooms.count >= Self.mostRooms { Self.sweep(&state, now) }
      var room = state.rooms[item] ?? Room()
      let before = room.people[person.client]
      // A name of a page is its account's: nobody moves another's cursor.
      guard before == nil || before?.person.account == person.account, room.people.count < Self.most else { return nil }
      let own = room.people.values.count { $0.person.account == person.account }
      guard before != nil || own < Self.mostOfOne else { return nil }
      room.people[person.client] = Known(person: person, heard: now)
      state.rooms[item] = room
      return before?.person != person
    }
    guard let isNew else { return false }
    if isNew { tell(LiveEvent.presence(person), item) }
    return true
  }

  func forget(_ client: String, of account: String, at item: ItemID) {
    let wasThere = state.withLock { state in
      guard state.rooms[item]?.people[client]?.person.account == account else { return false }
      state.rooms[item]?.people[client] = nil
      Self.tidy(item, &state)
      return true
    }
    if wasThere { tell(LiveEvent.gone(client), item) }
  }

  /// Forgets those who were not heard of for too long.
  func expire(_ item: ItemID, now: ContinuousClock.Instant = .now) {
    let gone: [String] = state.withLock { state in
      let late = state.rooms[item]?.people.filter { now - $0.value.heard > Self.patience }.map(\.key) ?? []
      for client in late { state.rooms[item]?.people[client] = nil }
      Self.tidy(item, &state)
      return late.sorted()
    }
    for client in gone { tell(LiveEvent.gone(client), item) }
  }

  /// Who is there, in a fixed order.
  func people(at item: ItemID) -> [Person] {
    state.withLock { $0.rooms[item]?.people.values.map(\.person) ?? [] }.sorted { $0.client < $1.client }
  }

  static let topic = "item"

  /// Where no page is open nobody asks who is late; such rooms would stay for good.
  private static func sweep(_ state: inout State, _ now: ContinuousClock.Instant) {
    state.rooms = state.rooms.filter { _, room in
      !room.pages.isEmpty || room.people.values.contains { now - $0.heard <= patience }
    }
  }

  /// How many items are kept in mind.
  var roomCount: Int { state.withLock { $0.rooms.count } }

  private static func tidy(_ item: ItemID, _ state: inout State) {
    if let room = state.rooms[item], room.people.isEmpty, room.pages.isEmpty { state.rooms[item] = nil }
  }
}

/// What a page that has an item open is told.
enum LiveEvent {
  private struct Hello: Encodable {
    let revision: Int
    let people: [ItemLive.Person]
  }
  private struct Gone: Encodable { let client: String }
  /// A new revision of the line, and who made it on which page.
  struct News: Codable {
    let number: Int
    let account: String
    let name: String
    let client: String?
  }

  /// The first thing said: where things stand.
  static func hello(_ revision: Int, _ people: [ItemLive.Person]) -> ServerEvent {
    event("hello", Hello(revision: revision, people: people))
  }
  static func presence(_ person: ItemLive.Person) -> ServerEvent { event("presence", person) }
  static func gone(_ client: String) -> ServerEvent { event("gone", Gone(client: client)) }
  static func revision(_ news: News) -> ServerEvent { event("revision", news) }
  static let comments = ServerEvent(name: "comments", data: "{}")

  private static func event(_ name: String, _ value: some Encodable) -> ServerEvent {
    ServerEvent(
      name: name, data: (try? JSONEncoder.house.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "{}")
  }
}
