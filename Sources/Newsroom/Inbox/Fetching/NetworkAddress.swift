import Foundation
import Glibc

/// An address on the network by its bytes: 4 of IPv4 or 16 of IPv6.
struct NetworkAddress: Equatable, Sendable {
  let bytes: [UInt8]
  let text: String

  /// Every address of a host by its name, as the system resolves it. Waits for name servers: call it on ``Disk``.
  static func resolve(_ host: String) -> [NetworkAddress] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var first: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, nil, &hints, &first) == 0, let first else { return [] }
    defer { freeaddrinfo(first) }
    return sequence(first: first, next: { $0.pointee.ai_next }).compactMap { NetworkAddress($0.pointee) }
  }

  init?(_ info: addrinfo) {
    guard let address = info.ai_addr else { return nil }
    // `sockaddr_in` holds its address after family and port, `sockaddr_in6` after the flow too (RFC 3493 §3.3).
    let raw = UnsafeRawBufferPointer(start: address, count: Int(info.ai_addrlen))
    switch (info.ai_family, raw.count) {
    case (AF_INET, 8...): bytes = Array(raw[4..<8])
    case (AF_INET6, 24...): bytes = Array(raw[8..<24])
    default: return nil
    }
    text = Self.text(bytes)
  }

  init(bytes: [UInt8]) {
    self.bytes = bytes
    self.text = Self.text(bytes)
  }

  private static func text(_ bytes: [UInt8]) -> String {
    if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
    return stride(from: 0, to: 16, by: 2)
      .map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }.joined(separator: ":")
  }

  /// Whether it leads out into the open network, by IANA's registries of special addresses (RFC 6890): not to this machine,
  /// its neighbours, or a cloud's own services.
  var isPublic: Bool {
    if bytes.count == 4 { return Self.isPublic4(bytes) }
    guard bytes.count == 16 else { return false }
    if let inner = embedded4 { return Self.isPublic4(inner) }
    // Only 2000::/3 is given out; of it, not documentation (2001:db8::/32) nor IETF protocols (2001::/23).
    guard bytes[0] & 0xE0 == 0x20 else { return false }
    if bytes[0] == 0x20, bytes[1] == 0x01 {
      if bytes[2] == 0x0D, bytes[3] == 0xB8 { return false }
      if bytes[2] < 0x02 { return false }
    }
    return true
  }

  /// The IPv4 address inside ::ffff:0:0/96, 64:ff9b::/96 and 2002::/16.
  private var embedded4: [UInt8]? {
    if bytes[0..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF { return Array(bytes[12...]) }
    if bytes[0..<12].elementsEqual([0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]) { return Array(bytes[12...]) }
    if bytes[0] == 0x20, bytes[1] == 0x02 { return Array(bytes[2..<6]) }
    return nil
  }

  private static func isPublic4(_ bytes: [UInt8]) -> Bool {
    switch (bytes[0], bytes[1], bytes[2]) {
    case (0, _, _), (10, _, _), (127, _, _), (224..., _, _): false
    case (100, 64...127, _), (169, 254, _), (172, 16...31, _), (192, 168, _), (198, 18...19, _): false
    case (192, 0, 0), (192, 0, 2), (192, 88, 99), (198, 51, 100), (203, 0, 113): false
    default: true
    }
  }
}
