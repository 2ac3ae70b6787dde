import Contracts
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Kernel
import NIOCore
import Web

/// `/api/v1/items/:id/live`: what happens to an item while it is open (events `hello`, `presence`, `gone`, `revision`,
/// `comments`); `/api/v1/items/:id/presence`: where somebody is in it.
struct LiveController {
  let newsroom: Newsroom
  let seats = StreamSeats()
  /// How often it is looked whether who listens still may, and who has gone silently.
  var pause: Duration = .seconds(5)

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let api = routes.group(context: StaffContext.self)
    api.get("api/v1/items/:id/live", use: live)
    api.post("api/v1/items/:id/presence", use: presence)
    api.get("api/v1/items/:id/text", use: text)
  }

  @Sendable func live(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.itemID
    let item = try await newsroom.item(id, for: context.principal)
    let (live, seats) = (newsroom.live, seats)
    // One hub for each page that is open: it is closed when this page is to be told no more.
    let hub = EventHub(replay: 1, buffer: 256, capacity: 1)
    var response = ServerSentEvents(hub).answer(request, topics: [ItemLive.topic])
    let stream = response.body
    let (principal, session) = (context.principal, context.currentSession)
    response.body = ResponseBody { writer in
      guard seats.take(principal.id), let page = live.open(item.id, hub) else {
        try await writer.write(ByteBuffer(string: "retry: 60000\n\n"))
        return try await writer.finish(nil)
      }
      defer {
        seats.leave(principal.id)
        live.close(page, item.id)
      }
      async let _ = watch(hub, item.id, principal, session)
      do {
        try await stream.write(writer)
      } catch {
        hub.close()
        throw error
      }
      hub.close()
    }
    return response
  }

  /// Says where things stand once somebody listens, then makes sure from time to time that they still may.
  private func watch(
    _ hub: EventHub, _ item: ItemID, _ principal: Principal, _ session: @Sendable () async -> Session?
  ) async {
    defer { hub.close() }
    while hub.listenerCount == 0 {
      guard (try? await Task.sleep(for: .milliseconds(2))) != nil else { return }
    }
    guard let now = try? await newsroom.item(item, for: principal) else { return }
    hub.publish(LiveEvent.hello(now.currentRevision, newsroom.live.people(at: item)), to: ItemLive.topic)
    while !Task.isCancelled {
      guard (try? await Task.sleep(for: pause)) != nil else { return }
      newsroom.live.expire(item)
      guard let there = await session(), (try? await newsroom.item(item, for: there.principal)) != nil else { return }
    }
  }

  /// `{"client": …, "block": …, "offset": …}`, or `{"client": …, "gone": true}`. At most four times a second.
  @Sendable func presence(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.itemID
    let body = try await APIBody.read(request)
    guard let origin = SaveOrigin(client: body.string("client") ?? "", counter: 0) else {
      throw Failure.invalid(["client": "Cần tên của trang đang mở"])
    }
    let item = try await newsroom.item(id, for: context.principal)
    let person = ItemLive.Person(
      client: origin.client, account: context.principal.id.rawValue, name: context.principal.name,
      block: body.string("block").map { String($0.prefix(36)) }, offset: body.int("offset"))
    if body.bool("gone") == true {
      newsroom.live.forget(person.client, of: person.account, at: item.id)
      await newsroom.passOn(person, isGone: true, at: item.id)
    } else if newsroom.live.hear(person, at: item.id) {
      await newsroom.passOn(person, isGone: false, at: item.id)
    }
    return Answer.noContent()
  }

  /// The newest text, as a page takes it in while it is open.
  @Sendable func text(_ request: Request, context: StaffContext) async throws -> Response {
    let opened = try await newsroom.open(try context.itemID, for: context.principal)
    return try Answer.json(LiveText(opened.revision))
  }
}
