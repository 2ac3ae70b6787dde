import HTTPTypes
import Hummingbird

/// Which names this site answers to. Links, the origin check and the cache rely on the Host header, so it is never
/// taken as it comes.
package enum HostPolicy: Sendable {
  /// Every name that is well formed: for trying out, and behind a front server that checks names itself.
  case any
  /// Only these names, in lower case and without port.
  case only(Set<String>)
  /// This machine's own names (`localhost`, `*.localhost`, loopback addresses), and these.
  case local(and: Set<String>)

  func allows(_ host: String) -> Bool {
    switch self {
    case .any: true
    case .only(let names): names.contains(String(HostName.withoutPort(host)))
    case .local(let names):
      Self.isLocal(HostName.withoutPort(host)) || names.contains(String(HostName.withoutPort(host)))
    }
  }

  private static func isLocal(_ name: Substring) -> Bool {
    name == "localhost" || name.hasSuffix(".localhost") || name == "[::1]"
      || (name.hasPrefix("127.") && name.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E })
  }
}

/// The `Host` header field (RFC 9110 §7.2, RFC 3986 §3.2.2).
enum HostName {
  /// The one host of a request in lower case with its port, or "" where it has none, several, or nonsense.
  static func of(_ request: Request) -> String {
    var hosts = request.headers[values: .hostField]
    if let authority = request.head.authority { hosts.append(authority) }
    guard let first = hosts.first?.lowercased(), hosts.allSatisfy({ $0.lowercased() == first }), isWellFormed(first)
    else { return "" }
    return first
  }

  static func isWellFormed(_ host: String) -> Bool {
    guard (1...255).contains(host.utf8.count) else { return false }
    let name = withoutPort(host)
    let port = host.utf8.dropFirst(name.utf8.count)
    guard port.isEmpty || (port.count <= 6 && port.dropFirst().allSatisfy(isDigit)) else { return false }
    if name.hasPrefix("[") {
      return name.hasSuffix("]") && name.utf8.count >= 4
        && name.utf8.dropFirst().dropLast().allSatisfy { URLEncodedFields.hex($0) != nil || $0 == 0x3A || $0 == 0x2E }
    }
    guard let first = name.utf8.first, first != UInt8(ascii: "."), first != UInt8(ascii: "-") else { return false }
    return !name.contains("..")
      && name.utf8.allSatisfy { isLetterOrDigit($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }
  }

  static func withoutPort(_ host: String) -> Substring {
    if host.hasPrefix("["), let end = host.firstIndex(of: "]") { return host[...end] }
    return host.firstIndex(of: ":").map { host[..<$0] } ?? host[...]
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
  }
}
