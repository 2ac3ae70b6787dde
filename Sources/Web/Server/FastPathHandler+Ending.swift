import NIOCore

extension FastPathHandler {
  /// Ends the connection with an answer of its own. What was answered before has been written.
  func refuse(_ refusal: Refusal) {
    guard let context, !isClosed else { return }
    counters.add(.refusedRequests)
    context.write(wrapOutboundOut(.byteBuffer(refusal.bytes)), promise: nil)
    linger(context)
  }

  /// Ends the connection after the answer that was just written.
  func finish(lingers: Bool) {
    guard let context, !isClosed else { return }
    if lingers { linger(context) } else { closeAfter(ByteBuffer(), context) }
  }

  /// Half-closes, and goes on reading for a while: closing on a client that still sends would take the answer from it.
  private func linger(_ context: ChannelHandlerContext) {
    mode = .closed
    held = nil
    watch?.enter(.lingering)
    context.flush()
    context.close(mode: .output, promise: nil)
    context.read()
  }

  func close(_ context: ChannelHandlerContext) {
    mode = .closed
    held = nil
    context.close(promise: nil)
  }

  func expired(_ expiry: ConnectionWatch.Expiry) {
    guard let context else { return }
    switch expiry {
    case .head, .body:
      counters.add(expiry == .head ? .headTimeouts : .bodyTimeouts)
      // An answer that has begun cannot be taken back.
      if watch?.mustNotRefuse == true { close(context) } else { refuse(.timeout) }
    case .idle:
      counters.add(.idleTimeouts)
      close(context)
    case .write:
      counters.add(.writeTimeouts)
      close(context)
    case .linger: context.close(promise: nil)
    }
  }

  var isClosed: Bool {
    if case .closed = mode { true } else { false }
  }

  // What handlers write after the connection was ended here goes nowhere.
  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if isClosed { promise?.fail(ChannelError.ioOnClosedChannel) } else { context.write(data, promise: promise) }
  }

  func flush(context: ChannelHandlerContext) {
    needsFlush = false
    context.flush()
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    // While it lingers the deadline closes it, not the handler that has given up.
    guard isClosed, watch?.phase == .lingering else { return context.close(mode: mode, promise: promise) }
    promise?.succeed(())
  }
}
