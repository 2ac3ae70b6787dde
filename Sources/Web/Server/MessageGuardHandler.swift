import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Stands between the HTTP decoder and the handlers: lets in only requests that ``RequestRules`` allow, keeps the order of
/// answers and refusals, says when the connection ends, and tells ``FastPathHandler`` when nothing is under way.
final class MessageGuardHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// A request that was let in and is not answered.
  private struct Exchange {
    let isHead: Bool
    /// HTTP/1.0: no chunks, and a connection that stays open must be told.
    let isOld: Bool
    var closes: Bool
    /// The client sends its body when it is told to go on (RFC 9110 §10.1.1).
    var expects: Bool
    var hasBegun = false
  }

  private let limits: ServerLimits
  private let counters: ServerCounters
  private let door: FastPathHandler
  private var exchanges = CircularBuffer<Exchange>(initialCapacity: 2)
  /// The last request's head was read, its end was not.
  private var isReading = false
  private var bodySize = 0
  private var ignoresInput = false
  /// Waits until earlier answers are written.
  private var refusal: Refusal?

  init(door: FastPathHandler, limits: ServerLimits, counters: ServerCounters) {
    self.door = door
    self.limits = limits
    self.counters = counters
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !ignoresInput else { return }
    switch unwrapInboundIn(data) {
    case .head(let head): begin(head, context)
    case .body(let bytes):
      bodySize += bytes.readableBytes
      door.watch?.read(bodyBytes: bytes.readableBytes)
      guard bodySize <= limits.bodySize else { return refuse(.tooLarge) }
      context.fireChannelRead(wrapInboundOut(.body(bytes)))
    case .end(let trailers):
      isReading = false
      door.watch?.enter(.answering)
      if exchanges.last?.closes == true { ignoresInput = true }
      context.fireChannelRead(wrapInboundOut(.end(trailers.map { HTTPFields($0) })))
      finishIfDone()
    }
  }

  private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    counters.add(.requests)
    let request: HTTPRequest
    do { request = try RequestRules.request(head, limits) } catch { return refuse(error) }
    door.watch?.requests += 1
    let isLast = (door.watch?.requests ?? 0) >= limits.requestsPerConnection
    exchanges.append(
      Exchange(
        isHead: head.method == .HEAD, isOld: head.version.minor < 1, closes: isLast || RequestRules.closes(head),
        expects: RequestRules.expectsToBeTold(head)))
    isReading = true
    bodySize = 0
    door.watch?.enter(.body)
    updateWatch()
    tellToGoOn(context)
    context.fireChannelRead(wrapInboundOut(.head(request)))
  }

  /// Says 100 once the request that is being read is the one to be answered next.
  private func tellToGoOn(_ context: ChannelHandlerContext) {
    guard exchanges.count == 1, isReading, bodySize == 0, exchanges[exchanges.startIndex].expects else { return }
    exchanges[exchanges.startIndex].expects = false
    context.writeAndFlush(wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard !exchanges.isEmpty else {
      // An answer to nothing: the request was refused here already.
      promise?.fail(ChannelError.ioOnClosedChannel)
      return
    }
    switch unwrapOutboundIn(data) {
    case .head(let response) where response.status.code < 200:
      context.write(wrapOutboundOut(.head(head(response, .http1_1))), promise: promise)
    case .head(let response):
      context.write(wrapOutboundOut(.head(answerHead(response))), promise: promise)
    case .body(let bytes):
      // A body that follows the head of an answer to HEAD would be read as the next answer.
      if exchanges[exchanges.startIndex].isHead { return promise?.succeed(()) ?? () }
      context.write(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: promise)
    case .end(let trailers):
      // Nor may the encoder end a chunked body that was never begun.
      if exchanges[exchanges.startIndex].isHead {
        promise?.succeed(())
      } else {
        context.write(wrapOutboundOut(.end(trailers.map { HTTPHeaders($0) })), promise: promise)
      }
      endExchange(context)
    }
  }

  private func answerHead(_ response: HTTPResponse) -> HTTPResponseHead {
    let first = exchanges.startIndex
    exchanges[first].hasBegun = true
    updateWatch()
    let isOld = exchanges[first].isOld
    var head = head(response, isOld ? .http1_0 : .http1_1)
    // Without chunks and without a length, the end of the connection is the end of the body.
    if isOld, !head.headers.contains(name: "content-length") { exchanges[first].closes = true }
    if door.watch?.isQuiescing == true { exchanges[first].closes = true }
    if exchanges[first].closes {
      head.headers.replaceOrAdd(name: "Connection", value: "close")
    } else if isOld {
      head.headers.replaceOrAdd(name: "Connection", value: "keep-alive")
    }
    return head
  }

  private func head(_ response: HTTPResponse, _ version: HTTPVersion) -> HTTPResponseHead {
    let status = HTTPResponseStatus(statusCode: response.status.code, reasonPhrase: response.status.reasonPhrase)
    var headers = HTTPHeaders()
    headers.reserveCapacity(response.headerFields.count + 1)
    for field in response.headerFields { headers.add(name: field.name.rawName, value: field.value) }
    return HTTPResponseHead(version: version, status: status, headers: headers)
  }

  private func endExchange(_ context: ChannelHandlerContext) {
    let exchange = exchanges.removeFirst()
    updateWatch()
    // Answered before the request was read: what still comes is of no use.
    let isUnread = isReading && exchanges.isEmpty && refusal == nil
    if exchange.closes || isUnread {
      ignoresInput = true
      door.finish(lingers: isReading)
    } else if refusal != nil {
      refuseIfDue()
    } else {
      tellToGoOn(context)
      finishIfDone()
    }
  }

  private func finishIfDone() {
    if exchanges.isEmpty, !isReading, !ignoresInput { door.requestFinished() }
  }

  /// Takes no more input, and refuses when earlier requests have been answered.
  private func refuse(_ refusal: Refusal) {
    ignoresInput = true
    self.refusal = refusal
    refuseIfDue()
  }

  private func refuseIfDue() {
    guard let refusal, exchanges.count <= (isReading ? 1 : 0) else { return }
    if exchanges.first?.hasBegun == true { door.finish(lingers: true) } else { door.refuse(refusal) }
  }

  private func updateWatch() {
    door.watch?.mustNotRefuse = exchanges.count > 1 || exchanges.first?.hasBegun == true
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? HTTPParserError else { return context.fireErrorCaught(error) }
    guard !ignoresInput else { return }
    refuse(Refusal(error))
  }

  func read(context: ChannelHandlerContext) {
    door.watch?.isReading = true
    context.read()
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    door.watch?.isReading = false
    context.fireChannelReadComplete()
  }
}

extension HTTPFields {
  /// Trailers as they came; those with names that cannot be are left out.
  fileprivate init(_ headers: HTTPHeaders) {
    self.init()
    for (name, value) in headers {
      if let name = HTTPField.Name(name) { append(HTTPField(name: name, value: value)) }
    }
  }
}

extension HTTPHeaders {
  fileprivate init(_ fields: HTTPFields) {
    self.init(fields.map { ($0.name.rawName, $0.value) })
  }
}
