import NIOCore

/// One message of an event stream (HTML Standard §9.2).
package struct ServerEvent: Sendable, Equatable {
  /// What the client says it has seen when it comes back; made by ``EventHub``.
  package var id: String?
  /// The kind, which scripts listen for: `board`, `presence`.
  package var name: String?
  /// Any text; line ends are kept.
  package var data: String

  /// Without a name scripts get it as `message`.
  package init(name: String? = nil, data: String, id: String? = nil) {
    self.id = id
    self.name = name
    self.data = data
  }

  /// The bytes on the wire. What would end a line in `id` or `name` is left out: nothing may begin a field of its own.
  var bytes: ByteBuffer {
    var text = ""
    if let id { text += "id: \(Self.line(id))\n" }
    if let name { text += "event: \(Self.line(name))\n" }
    for line in data.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) { text += "data: \(line)\n" }
    return ByteBuffer(string: text + "\n")
  }

  /// A line that clients leave out; keeps proxies from closing a quiet connection.
  static let heartbeat = ByteBuffer(string: ": \n\n")

  private static func line(_ text: String) -> String {
    String(text.unicodeScalars.filter { $0 != "\n" && $0 != "\r" && $0 != "\0" })
  }
}
