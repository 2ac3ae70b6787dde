import NIOCore
import Synchronization

/// A conversation line by line.
struct SMTPLine {
  private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
  private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
  private var buffer = ByteBuffer()

  /// No server says so much in one answer.
  private static let limit = 65_536

  init(
    inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
    outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
  ) {
    self.inbound = inbound
    self.outbound = outbound
  }

  /// Whether everything that came has been read.
  var isEmpty: Bool { buffer.readableBytes == 0 }

  mutating func ask(_ command: String) async throws -> SMTPReply {
    try await say(command)
    return try await reply()
  }

  func say(_ text: String) async throws {
    try await outbound.write(ByteBuffer(string: text + "\r\n"))
  }

  mutating func reply() async throws -> SMTPReply {
    var lines: [String] = []
    while true {
      let line = try await next()
      guard line.utf8.count >= 3, let code = Int(line.prefix(3)), (200..<600).contains(code), lines.count < 200 else {
        throw SMTPFailure.notNow("not SMTP: \(line.prefix(80))")
      }
      let rest = line.dropFirst(3)
      lines.append(String(rest.dropFirst()))
      if rest.first != "-" { return SMTPReply(code: code, lines: lines) }
    }
  }

  private mutating func next() async throws -> String {
    while true {
      if let end = buffer.readableBytesView.firstIndex(of: 0x0A) {
        let length = end - buffer.readerIndex
        let line = buffer.readString(length: length) ?? ""
        buffer.moveReaderIndex(forwardBy: 1)
        return line.hasSuffix("\r") ? String(line.dropLast()) : line
      }
      guard buffer.readableBytes < Self.limit else { throw SMTPFailure.notNow("a line without end") }
      guard var more = try await inbound.next() else { throw SMTPFailure.notNow("the server hung up") }
      buffer.discardReadBytes()
      buffer.writeBuffer(&more)
    }
  }
}

/// Whether the whole mail has been said without an answer yet: from then on it may have been taken.
final class SMTPProgress: Sendable {
  private let state = Mutex(false)

  func say() { state.withLock { $0 = true } }
  func answer() { state.withLock { $0 = false } }
  var wasSaid: Bool { state.withLock { $0 } }
}
