package import NIOCore

/// What one client may take of the server (times and sizes), and how many there may be.
package struct ServerLimits: Sendable {
  /// A connection on which nothing is asked is closed after this.
  package var idle: TimeAmount
  /// From the first byte of a request to the end of its head; then 408.
  package var head: TimeAmount
  /// A body must bring ``bodyBytes`` in each such stretch of time; then 408.
  package var body: TimeAmount
  /// At most so slow may a body come: bytes for each ``body``.
  package var bodyBytes: Int
  /// A client that takes nothing of its answer for so long is let go.
  package var write: TimeAmount
  /// After a refusal, how long what the client still sends is read and thrown away, so that it gets to read the answer.
  package var linger: TimeAmount
  /// How often the deadlines are looked at.
  package var tick: TimeAmount
  /// Bytes of one header field, of all of them, and their number; then 431.
  package var headerField: Int
  /// Of all header fields together; then 431.
  package var headerBytes: Int
  /// How many header fields there may be; then 431.
  package var headerFields: Int
  /// Bytes of the address; then 414.
  package var target: Int
  /// Bytes of a body, whatever the route; then 413. Routes have limits of their own below.
  package var bodySize: Int
  /// After so many a connection is closed, and the client opens another.
  package var requestsPerConnection: Int
  /// At once, of all clients; what comes beyond is closed without a word.
  package var connections: Int
  /// From one address (IPv6: from one /64). Generous: behind one address there may be a commune. Trusted proxies are free.
  package var connectionsPerAddress: Int

  /// What suits a server on the open internet.
  package init(
    idle: TimeAmount = .seconds(30), head: TimeAmount = .seconds(10), body: TimeAmount = .seconds(15),
    bodyBytes: Int = 4096, write: TimeAmount = .seconds(60), linger: TimeAmount = .seconds(2),
    tick: TimeAmount = .seconds(1), headerField: Int = 16_384, headerBytes: Int = 32_768, headerFields: Int = 100,
    target: Int = 8192, bodySize: Int = 2 << 30, requestsPerConnection: Int = 100_000, connections: Int = 10_000,
    connectionsPerAddress: Int = 1000
  ) {
    self.idle = idle
    self.head = head
    self.body = body
    self.bodyBytes = bodyBytes
    self.write = write
    self.linger = linger
    self.tick = tick
    self.headerField = headerField
    self.headerBytes = headerBytes
    self.headerFields = headerFields
    self.target = target
    self.bodySize = bodySize
    self.requestsPerConnection = requestsPerConnection
    self.connections = connections
    self.connectionsPerAddress = connectionsPerAddress
  }
}
