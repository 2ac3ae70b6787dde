import Contracts
import Foundation
import Kernel
import Messaging
import Persistence
package import ServiceLifecycle
import Web

/// What processes tell each other of open items. It goes with the transaction that it tells of, where there is one.
struct LiveMessage: Codable {
  let node: String
  let item: String
  var revision: LiveEvent.News?
  var person: ItemLive.Person?
  var gone: ItemLive.Person?
  var comments: Bool?

  static let channel = "hoitu_live"

  var text: String { (try? JSONEncoder.house.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "" }
}

extension Newsroom {
  /// Tells every page that has this item open, here and elsewhere, once the transaction is committed.
  func tellOfRevision(
    _ number: Int, of item: ItemID, from client: String?, by principal: Principal, on connection: any Connection
  ) {
    let news = LiveEvent.News(
      number: number, account: principal.id.rawValue, name: principal.name, client: client)
    let live = live
    connection.afterCommit { live.tell(LiveEvent.revision(news), item) }
    try? connection.notify(
      LiveMessage.channel, LiveMessage(node: live.node, item: item.rawValue, revision: news).text)
  }

  func tellOfComments(_ item: ItemID, on connection: any Connection) {
    let live = live
    connection.afterCommit { live.tell(LiveEvent.comments, item) }
    try? connection.notify(
      LiveMessage.channel, LiveMessage(node: live.node, item: item.rawValue, comments: true).text)
  }

  /// Tells the other processes who is where; on SQLite there are none.
  func passOn(_ person: ItemLive.Person, isGone: Bool, at item: ItemID) async {
    guard database.dialect == .postgres else { return }
    let message = LiveMessage(
      node: live.node, item: item.rawValue, person: isGone ? nil : person, gone: isGone ? person : nil)
    try? await database.write { try $0.notify(LiveMessage.channel, message.text) }
  }

  /// Listens to what other processes tell of open items; App runs it.
  package var liveLine: any Service { LiveLine(newsroom: self) }
}

/// Passes on what other processes tell, until shutdown.
struct LiveLine: Service {
  let newsroom: Newsroom

  func run() async throws {
    let live = newsroom.live
    for await payload in newsroom.database.notifications(on: LiveMessage.channel).cancelOnGracefulShutdown() {
      guard let message = try? JSONDecoder.house.decode(LiveMessage.self, from: Data(payload.utf8)),
        message.node != live.node
      else { continue }
      let item = ItemID(message.item)
      if let news = message.revision { live.tell(LiveEvent.revision(news), item) }
      if let person = message.person { live.hear(person, at: item) }
      if let person = message.gone { live.forget(person.client, of: person.account, at: item) }
      if message.comments == true { live.tell(LiveEvent.comments, item) }
    }
  }
}
