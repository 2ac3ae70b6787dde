import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import NIOPosix
import ServiceLifecycle
import Testing

@testable import Web

struct StreamTests {
  @Test("an event is written line by line, and nothing in it can begin a field of its own")
  func bytes() {
    let event = ServerEvent(name: "board\ndata: x", data: "một\nhai\r\nba", id: "7\r\nevent: y")
    #expect(String(buffer: event.bytes) == "id: 7event: y\nevent: boarddata: x\ndata: một\ndata: hai\ndata: ba\n\n")
    #expect(String(buffer: ServerEvent(data: "").bytes) == "data: \n\n")
  }

  /// What a listener has got so far, without waiting.
  static func got(_ listening: EventHub.Listening) async -> [String] {
    listening.end()
    var all: [String] = []
    for await line in listening.lines {
      if case .event(let event) = line { all.append(event.name ?? event.data) }
    }
    return all
  }

  @Test("who listens gets the events of the topics asked for, and is forgotten when it goes")
  func topics() async {
    let hub = EventHub()
    let board = hub.listen(to: ["board"])
    let both = hub.listen(to: ["board", "inbox"])
    hub.publish(ServerEvent(data: "1"), to: "board")
    hub.publish(ServerEvent(data: "2"), to: "inbox")
    hub.publish(ServerEvent(data: "3"), to: "other")
    #expect(hub.listenerCount == 2)
    #expect(await Self.got(board) == ["1"])
    #expect(await Self.got(both) == ["1", "2"])
    #expect(hub.listenerCount == 0)
  }

  @Test("who comes back gets what it missed, or is told to start anew where that is not known")
  func replay() async throws {
    let hub = EventHub(replay: 3)
    let first = hub.listen(to: ["a"])
    for number in 1...2 { hub.publish(ServerEvent(data: "\(number)"), to: "a") }
    var ids: [String] = []
    first.end()
    for await line in first.lines { if case .event(let event) = line { ids.append(try #require(event.id)) } }
    hub.publish(ServerEvent(data: "other"), to: "b")
    hub.publish(ServerEvent(data: "3"), to: "a")
    #expect(await Self.got(hub.listen(to: ["a"], after: ids[0])) == ["2", "3"])
    #expect(await Self.got(hub.listen(to: ["a"], after: ids[1])) == ["3"])
    #expect(await Self.got(hub.listen(to: ["a"])) == [])
    hub.publish(ServerEvent(data: "4"), to: "a")
    #expect(await Self.got(hub.listen(to: ["a"], after: ids[0])) == ["reset"])
    for unknown in ["x-1", "1", "-", "zz", EventHub().listenerCount.description] {
      #expect(await Self.got(hub.listen(to: ["a"], after: unknown)) == ["reset"])
    }
  }

  @Test("who reads too slowly is let go, and holds up nobody")
  func slow() async {
    let hub = EventHub(replay: 2, buffer: 5)
    let slow = hub.listen(to: ["a"])
    for number in 1...100 { hub.publish(ServerEvent(data: "\(number)"), to: "a") }
    #expect(hub.listenerCount == 0)
    #expect(await Self.got(slow) == (1...8).map(String.init))
  }

  @Test("no more may listen than there is room for, and none once it is closed")
  func capacity() async {
    let hub = EventHub(capacity: 1)
    let first = hub.listen(to: ["a"])
    #expect(await Self.got(hub.listen(to: ["a"])) == [])
    hub.close()
    hub.publish(ServerEvent(data: "1"), to: "a")
    #expect(await Self.got(first) == [])
    #expect(hub.listenerCount == 0)
  }

  @Test("a stream opens, beats while it is quiet, tells what happens, and ends when the hub closes")
  func live() async throws {
    let hub = EventHub()
    let site = Site { routes in
      routes.get("/dong") { request, _ in
        ServerSentEvents(hub, pulse: .milliseconds(5)).answer(request, topics: ["a"])
      }
    }
    hub.publish(ServerEvent(data: "0"), to: "a")
    try await site.live { client in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          while hub.listenerCount == 0 { await Task.yield() }
          hub.publish(ServerEvent(name: "tin", data: "1"), to: "a")
          hub.publish(ServerEvent(data: "2"), to: "a")
          hub.close()
        }
        let reply = try await client.execute(uri: "/dong", method: .get, headers: [.acceptEncoding: "gzip"]) { $0 }
        #expect(reply.headers[.contentType] == "text/event-stream")
        #expect(reply.headers[.contentEncoding] == nil)
        #expect(reply.headers[.cacheControl] == "no-store")
        let text = String(buffer: reply.body).split(separator: "\n").filter {
          !$0.hasPrefix("id: ") && !$0.hasPrefix(":")
        }
        #expect(text == ["retry: 3000", "event: tin", "data: 1", "data: 2"])
        try await group.waitForAll()
      }
    }
  }

  @Test("a stream ends at once when the program is told to stop")
  func shutdown() async throws {
    let hub = EventHub()
    let (ports, tell) = AsyncStream<Int>.makeStream()
    let site = Site { routes in
      routes.get("/dong") { request, _ in ServerSentEvents(hub, pulse: .seconds(600)).answer(request, topics: ["a"]) }
    }
    let app = Application(
      responder: site.responder, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { tell.yield($0.localAddress?.port ?? 0) }, logger: .silent)
    let group = ServiceGroup(configuration: .init(services: [app], logger: .silent))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      let port = try #require(await ports.first { _ in true })
      tasks.addTask {
        let reply = try await TestClient.withClient(host: "127.0.0.1", port: port) {
          try await $0.get("/dong", headers: [.hostField: "localhost"])
        }
        #expect(reply.status.code == 200)
        #expect(reply.body.map(String.init(buffer:)) == "retry: 3000\n\n")
      }
      while hub.listenerCount == 0 { await Task.yield() }
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
    #expect(hub.listenerCount == 0)
  }

  @Test("a stream ends when the client leaves")
  func leaving() async throws {
    let hub = EventHub()
    let site = Site { routes in
      routes.get("/dong") { request, _ in ServerSentEvents(hub, pulse: .seconds(600)).answer(request, topics: ["a"]) }
    }
    try await site.live { client in
      let port = try #require(client.port)
      let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connect(
        host: "127.0.0.1", port: port
      ).get()
      try await channel.writeAndFlush(ByteBuffer(string: "GET /dong HTTP/1.1\r\nHost: localhost\r\n\r\n"))
      while hub.listenerCount == 0 { await Task.yield() }
      try await channel.close()
      while hub.listenerCount > 0 { await Task.yield() }
    }
  }
}
