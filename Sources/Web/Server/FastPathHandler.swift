import NIOCore

/// The front of every connection: answers cached pages from their bytes before the HTTP decoder sees the request, and lets
/// everything else through untouched.
///
/// It knows where messages begin and end, or it keeps out. A request is answered here only where no other is under way on
/// the connection, the decoder is between two messages, and the bytes hold one whole head that is plain (``RequestHead``).
/// A request that is let through is let through alone; what the client sends after it waits here until its answer was
/// written. Where the end of a message cannot be told (chunked bodies, anything odd) the connection belongs to the decoder
/// from then on. Decoder, guard and handlers are only put into the pipeline when the first request needs them.
final class FastPathHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = IOData
  typealias OutboundOut = IOData

  enum Mode {
    /// Between two messages.
    case boundary
    /// A head was let through; so many bytes of its body are to follow it.
    case body(Int)
    /// A request was let through; its answer is not complete.
    case slow
    /// Messages cannot be told apart; everything is let through.
    case out
    /// No more requests.
    case closed
  }

  private let cache: PageCache?
  let limits: ServerLimits
  let counters: ServerCounters
  private let makeWatch: (FastPathHandler, ChannelHandlerContext) -> ConnectionWatch
  private let install: (FastPathHandler, ChannelHandlerContext) throws -> Void
  private let ended: () -> Void
  var watch: ConnectionWatch?
  var context: ChannelHandlerContext?
  var mode: Mode
  var held: ByteBuffer?
  private var partialReads = 0
  private var isDraining = false
  /// As the channel last told: asking it costs more than the answer is worth.
  private var isWritable = true
  var needsFlush = false
  private var isInstalled = false
  private var owesRead = false
  private var inputEnded = false

  /// More than this waits in the client's socket.
  private static let mostHeld = 65_536

  init(
    cache: PageCache?, limits: ServerLimits, counters: ServerCounters,
    watch: @escaping (FastPathHandler, ChannelHandlerContext) -> ConnectionWatch,
    install: @escaping (FastPathHandler, ChannelHandlerContext) throws -> Void, ended: @escaping () -> Void
  ) {
    self.cache = cache
    self.limits = limits
    self.counters = counters
    self.makeWatch = watch
    self.install = install
    self.ended = ended
    mode = cache == nil ? .out : .boundary
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    watch = makeWatch(self, context)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
    watch?.end()
    watch = nil
    mode = .closed
    ended()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .closed = mode { return }
    var bytes = unwrapInboundIn(data)
    if held == nil, case .boundary = mode, !isDraining {
      answerCached(&bytes, context)
      if bytes.readableBytes == 0 { return }
    }
    if held == nil { held = bytes } else { held?.writeBuffer(&bytes) }
    if case .out = mode, watch?.phase == .idle { watch?.enter(.head) }
    drain(context)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    flushIfNeeded(context)
    context.fireChannelReadComplete()
    if watch?.phase == .lingering { context.read() }
  }

  /// The common case without detours: whole requests for pages that are kept. Leaves what is anything else.
  private func answerCached(_ bytes: inout ByteBuffer, _ context: ChannelHandlerContext) {
    guard let cache else { return }
    isDraining = true
    defer { isDraining = false }
    while isWritable, bytes.readableBytes > 0, case .boundary = mode,
      case .hit(let hit, let head) = bytes.withUnsafeReadableBytes({ Self.choose($0, cache) })
    {
      bytes.moveReaderIndex(forwardBy: head.length)
      partialReads = 0
      answer(hit, head, context)
    }
    // The last answer of the connection was given: what else was sent is not read.
    if case .closed = mode { bytes.clear() }
  }

  /// Does what can be done with the bytes at hand.
  private func drain(_ context: ChannelHandlerContext) {
    guard !isDraining else { return }
    isDraining = true
    defer { isDraining = false }
    while let bytes = held, bytes.readableBytes > 0 {
      switch mode {
      case .boundary:
        guard isWritable, answerOrForward(context) else { return }
      case .body(let left):
        let count = min(left, bytes.readableBytes)
        mode = count == left ? .slow : .body(left - count)
        forward(held?.readSlice(length: count), context)
      case .slow: return
      case .out:
        held = nil
        forward(bytes, context)
      case .closed: held = nil
      }
    }
    held = nil
  }

  private func forward(_ bytes: ByteBuffer?, _ context: ChannelHandlerContext) {
    guard let bytes else { return }
    if !isInstalled {
      isInstalled = true
      do { try install(self, context) } catch {
        mode = .closed
        return context.close(promise: nil)
      }
    }
    context.fireChannelRead(wrapInboundOut(bytes))
  }

  /// One step at a boundary; false where more bytes are needed.
  private func answerOrForward(_ context: ChannelHandlerContext) -> Bool {
    guard let cache, let choice = held?.withUnsafeReadableBytes({ Self.choose($0, cache) }) else { return false }
    switch choice {
    case .hit(let hit, let head):
      held?.moveReaderIndex(forwardBy: head.length)
      partialReads = 0
      answer(hit, head, context)
    case .forward(let head):
      partialReads = 0
      mode = head.contentLength > 0 ? .body(head.contentLength) : .slow
      forward(held?.readSlice(length: head.length), context)
    case .odd: mode = .out
    case .wait:
      partialReads += 1
      if partialReads > 8 || (held?.readableBytes ?? 0) > 8192 {
        mode = .out
        if watch?.phase == .idle { watch?.enter(.head) }
        return true
      }
      if watch?.phase == .idle { watch?.enter(.head) }
      return false
    }
    return true
  }

  private func answer(_ hit: CacheHit, _ head: RequestHead, _ context: ChannelHandlerContext) {
    guard let watch else { return }
    watch.enter(.idle)
    watch.requests += 1
    let bytes = head.isHead ? hit.bytes.getSlice(at: 0, length: hit.headLength) ?? hit.bytes : hit.bytes
    needsFlush = true
    guard head.closes || watch.isQuiescing || watch.requests >= limits.requestsPerConnection else {
      return context.write(wrapOutboundOut(.byteBuffer(bytes)), promise: nil)
    }
    var line = bytes.getSlice(at: 0, length: hit.statusLength) ?? ByteBuffer()
    line.writeStaticString("Connection: close\r\n")
    context.write(wrapOutboundOut(.byteBuffer(line)), promise: nil)
    let rest = bytes.getSlice(at: hit.statusLength, length: bytes.readableBytes - hit.statusLength) ?? ByteBuffer()
    closeAfter(rest, context)
  }

  /// Writes the last bytes of the connection, and closes it when they were taken.
  func closeAfter(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
    mode = .closed
    needsFlush = false
    let promise = context.eventLoop.makePromise(of: Void.self)
    promise.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
    context.writeAndFlush(wrapOutboundOut(.byteBuffer(bytes)), promise: promise)
  }

  private func flushIfNeeded(_ context: ChannelHandlerContext) {
    guard needsFlush else { return }
    needsFlush = false
    context.flush()
  }
}

extension FastPathHandler {
  /// Every request that was let through has been read and answered.
  func requestFinished() {
    watch?.enter(.idle)
    switch mode {
    case .slow: mode = .boundary
    // The decoder ended a message before we did: we do not understand each other.
    case .body: mode = .out
    case .boundary, .out, .closed: return
    }
    guard held != nil || inputEnded || owesRead, let context, !isDraining else { return }
    // Not now: the answer is just being written.
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.eventLoop.execute {
      let (handler, context) = bound.value
      handler.resume(context)
    }
  }

  private func resume(_ context: ChannelHandlerContext) {
    drain(context)
    flushIfNeeded(context)
    // Handlers take what they were given when a burst of reading is over; this was one.
    if isInstalled { context.fireChannelReadComplete() }
    if owesRead, !isHoldingBack(context) {
      owesRead = false
      context.read()
    }
    if inputEnded { endInput(context) }
  }

  private func isHoldingBack(_ context: ChannelHandlerContext) -> Bool {
    guard let held else { return false }
    switch mode {
    case .slow: return held.readableBytes >= Self.mostHeld
    case .boundary: return !isWritable
    case .body, .out, .closed: return false
    }
  }

  func read(context: ChannelHandlerContext) {
    if isHoldingBack(context) { owesRead = true } else { context.read() }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    isWritable = context.channel.isWritable
    watch?.setWritable(isWritable)
    if isWritable { resume(context) }
    context.fireChannelWritabilityChanged()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case ChannelEvent.inputClosed:
      inputEnded = true
      endInput(context)
    case is ChannelShouldQuiesceEvent:
      watch?.isQuiescing = true
      if watch?.phase == .idle || watch?.phase == .head { close(context) }
    default: context.fireUserInboundEventTriggered(event)
    }
  }

  /// The client has sent its last byte, and still reads.
  private func endInput(_ context: ChannelHandlerContext) {
    switch mode {
    case .boundary where held == nil || isWritable:
      if held != nil {
        // Half a head: the decoder says what is wrong with it.
        mode = .out
        drain(context)
      }
    case .closed, .out: break
    // What waits here comes first.
    default: if held != nil { return }
    }
    inputEnded = false
    if case .closed = mode { return watch?.phase == .lingering ? context.close(promise: nil) : () }
    guard isInstalled else { return closeAfter(ByteBuffer(), context) }
    context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
  }
}
