import Glibc

/// The front servers whose word about the client is taken (`X-Forwarded-For`, `X-Forwarded-Proto`).
package struct TrustedProxies: Sendable {
  private let ranges: [AddressRange]

  /// Nobody's word is taken.
  package static let none = TrustedProxies([])

  init(_ ranges: [AddressRange]) {
    self.ranges = ranges
  }

  /// Reads addresses and ranges divided by commas: `127.0.0.1, 10.0.0.0/8, ::1`. Throws at the first it cannot read.
  package init(_ text: String) throws {
    ranges = try text.split(separator: ",").map { part in
      guard let range = AddressRange(String(part.trimmed)) else { throw Unreadable(text: String(part)) }
      return range
    }
  }

  /// What is neither an address nor a range.
  package struct Unreadable: Error, Equatable {
    /// As it stood between the commas.
    package let text: String
  }

  /// Whether a peer is one of them.
  package func trusts(_ address: String?) -> Bool {
    guard let address, !ranges.isEmpty, let bytes = AddressRange.bytes(address) else { return false }
    return ranges.contains { $0.contains(bytes) }
  }

  /// The client's address: the peer, or, where the peer is a trusted proxy, the rightmost address of
  /// `X-Forwarded-For` that is not one itself. What stands further left was written by the client and may be a lie.
  package func client(peer: String?, forwarded: [String]) -> String? {
    guard trusts(peer) else { return peer }
    var client = peer
    for hop in forwarded.flatMap({ $0.split(separator: ",") }).reversed() {
      let address = Self.bare(hop.trimmed)
      guard AddressRange.bytes(address) != nil else { return client }
      client = address
      if !trusts(address) { return client }
    }
    return client
  }

  /// Without the brackets and port that some proxies add.
  private static func bare(_ hop: Substring) -> String {
    if hop.hasPrefix("["), let end = hop.firstIndex(of: "]") {
      return String(hop[hop.index(after: hop.startIndex)..<end])
    }
    let colons = hop.utf8.count { $0 == UInt8(ascii: ":") }
    return String(colons == 1 ? hop[..<(hop.firstIndex(of: ":") ?? hop.endIndex)] : hop)
  }
}

/// Addresses that begin with the same bits (RFC 4632).
struct AddressRange: Sendable {
  private let prefix: [UInt8]
  private let bits: Int

  init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1)
    guard let first = parts.first, let bytes = Self.bytes(String(first)) else { return nil }
    let bits = parts.count == 2 ? Int(parts[1]) : bytes.count * 8
    guard let bits, (0...bytes.count * 8).contains(bits) else { return nil }
    self.prefix = bytes
    self.bits = bits
  }

  func contains(_ address: [UInt8]) -> Bool {
    guard address.count == prefix.count else { return false }
    for index in 0..<(bits / 8) where address[index] != prefix[index] { return false }
    let rest = bits % 8
    return rest == 0 || (address[bits / 8] ^ prefix[bits / 8]) >> UInt8(8 - rest) == 0
  }

  /// The 4 or 16 bytes of an address; IPv4 written as IPv6 (`::ffff:10.0.0.1`) counts as IPv4.
  static func bytes(_ text: String) -> [UInt8]? {
    var v4 = [UInt8](repeating: 0, count: 4)
    if inet_pton(AF_INET, text, &v4) == 1 { return v4 }
    var v6 = [UInt8](repeating: 0, count: 16)
    guard inet_pton(AF_INET6, text, &v6) == 1 else { return nil }
    let isMapped = v6[..<10].allSatisfy { $0 == 0 } && v6[10] == 0xFF && v6[11] == 0xFF
    return isMapped ? Array(v6[12...]) : v6
  }
}
