import Foundation
import Kernel

/// Decides whether an address may be asked at all, so that nobody uses the server to reach what only the server can reach.
enum Destination {
  /// The host of an address and the network address to connect to. Throws ``FeedFetcher/Trouble``.
  static func check(
    _ url: URL, allowsPrivate: Bool, onlyTLS: Bool = false
  ) async throws -> (host: String, place: String) {
    let host = try host(of: url, allowsPrivate: allowsPrivate, onlyTLS: onlyTLS)
    let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    let found = try await Disk.run { NetworkAddress.resolve(bare) }
    guard !found.isEmpty else { throw FeedFetcher.Trouble(words: "Không tìm thấy máy chủ \(host).") }
    guard allowsPrivate || found.allSatisfy(\.isPublic), let place = found.first else {
      throw FeedFetcher.Trouble(words: "Địa chỉ này dẫn vào mạng nội bộ nên không được phép.")
    }
    return (host, place.text)
  }

  /// The host, where the address itself may be asked.
  static func host(
    of url: URL, allowsPrivate: Bool, onlyTLS: Bool = false
  ) throws(FeedFetcher.Trouble) -> String {
    guard let scheme = url.scheme?.lowercased(), scheme == "http" || scheme == "https" else {
      throw FeedFetcher.Trouble(words: "Chỉ nhận địa chỉ http hoặc https.")
    }
    guard scheme == "https" || !onlyTLS else { throw FeedFetcher.Trouble(words: "Chỉ nhận địa chỉ https.") }
    guard url.user == nil, url.password == nil else {
      throw FeedFetcher.Trouble(words: "Địa chỉ không được chứa tên và mật khẩu.")
    }
    guard let host = url.host(percentEncoded: false), !host.isEmpty else {
      throw FeedFetcher.Trouble(words: "Địa chỉ không có tên máy chủ.")
    }
    // Below 1024 other services listen that a request could be smuggled to.
    if let port = url.port, port < 1024, port != 80, port != 443, !allowsPrivate {
      throw FeedFetcher.Trouble(words: "Cổng \(port) không được phép.")
    }
    return host
  }
}
