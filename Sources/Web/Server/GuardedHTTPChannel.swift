package import HummingbirdCore
package import Logging
package import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// HTTP/1.1 for the open internet: cached pages from the front (``FastPathHandler``), deadlines and sizes
/// (``ServerLimits``), one Host, no request that two readers could read in two ways.
package struct GuardedHTTPChannel: HTTPChannelHandler {
  /// A connection; its HTTP pipeline comes into being with the first request that is not answered from the cache.
  package struct Value: ServerChildChannelValue {
    /// The TCP connection.
    package let channel: any Channel
    let requests: EventLoopFuture<NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>?>
  }

  /// The router, for what the cache does not answer.
  package let responder: Responder
  private let limits: ServerLimits
  private let cache: PageCache?
  private let proxies: TrustedProxies
  private let counters: ServerCounters
  private let counts: ConnectionCounts
  private let tables: ConnectionTables

  init(
    limits: ServerLimits, cache: PageCache?, proxies: TrustedProxies, counters: ServerCounters,
    responder: @escaping Responder
  ) {
    self.limits = limits
    self.cache = cache
    self.proxies = proxies
    self.counters = counters
    self.responder = responder
    counts = ConnectionCounts(limits: limits, counters: counters)
    tables = ConnectionTables(limits: limits, counts: counts)
  }

  /// Closes the connection at once where there are too many of them, in all or from one address.
  package func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    let requests = channel.eventLoop.makePromise(of: NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>?.self)
    let place = proxies.trusts(channel.remoteAddress?.ipAddress) ? nil : ConnectionCounts.Place(channel.remoteAddress)
    guard counts.enter(place) else {
      // Without a word: an answer would cost what is short.
      requests.succeed(nil)
      channel.close(promise: nil)
      return channel.eventLoop.makeSucceededFuture(Value(channel: channel, requests: requests.futureResult))
    }
    return channel.eventLoop.makeCompletedFuture {
      try channel.pipeline.syncOperations.addHandler(door(place, requests, channel))
      return Value(channel: channel, requests: requests.futureResult)
    }
  }

  /// Serves one connection to its end; closes it where the task is cancelled.
  package func handle(value: Value, logger: Logger) async {
    await withTaskCancellationHandler {
      // It never fails: nil is a connection that ended without needing us.
      guard let channel = try? await value.requests.get() else { return }
      await handleHTTP(asyncChannel: channel, logger: logger)
    } onCancel: {
      value.channel.close(promise: nil)
    }
  }

  private func door(
    _ place: ConnectionCounts.Place?, _ requests: EventLoopPromise<NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>?>,
    _ channel: any Channel
  ) -> FastPathHandler {
    let table = tables.table(of: channel.eventLoop)
    var isOver = false
    var hasPipeline = false
    return FastPathHandler(
      cache: cache, limits: limits, counters: counters,
      watch: { door, context in
        let channel = context.channel
        return ConnectionWatch(
          table: table,
          bufferedBytes: { (try? channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0 },
          // Strong until the handler leaves its connection and lets the watch go: whatever is held weakly anywhere pays for
          // it with each retain and release, several in each request.
          expired: { door.expired($0) })
      },
      install: { door, context in
        hasPipeline = true
        do { requests.succeed(try installPipeline(door, context)) } catch {
          requests.succeed(nil)
          throw error
        }
      },
      ended: {
        guard !isOver else { return }
        isOver = true
        counts.leave(place)
        if !hasPipeline { requests.succeed(nil) }
      })
  }

  private func installPipeline(
    _ door: FastPathHandler, _ context: ChannelHandlerContext
  ) throws -> NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart> {
    var decoding = NIOHTTPDecoderLimitConfiguration()
    decoding.maxHeaderFieldSize = limits.headerField
    decoding.maxHeaderListSize = limits.headerBytes
    decoding.maxHeaderFieldCount = limits.headerFields
    let decoder = HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes, limitConfiguration: decoding)
    try context.pipeline.syncOperations.addHandlers([
      HTTPResponseEncoder(), ByteToMessageHandler(decoder),
      MessageGuardHandler(door: door, limits: limits, counters: counters),
    ])
    return try NIOAsyncChannel(
      wrappingChannelSynchronously: context.channel, configuration: .init(isOutboundHalfClosureEnabled: true))
  }
}

extension HTTPServerBuilder {
  /// The server of this program, for `Application(…, server: .guarded(…))`.
  ///
  /// - Parameters:
  ///   - cache: Answers from the front; nil: every request goes through the router.
  ///   - proxies: Front servers, which may have any number of connections.
  package static func guarded(
    _ limits: ServerLimits = ServerLimits(), cache: PageCache?, proxies: TrustedProxies = .none,
    counters: ServerCounters = ServerCounters()
  ) -> HTTPServerBuilder {
    HTTPServerBuilder { responder in
      GuardedHTTPChannel(
        limits: limits, cache: cache, proxies: proxies, counters: counters, responder: responder)
    }
  }
}
