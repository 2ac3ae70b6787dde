import AsyncHTTPClient
import Foundation
import Kernel
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NewsFormats

/// Asks a source for its feed: with its ETag and Last-Modified, within limits of time and size, and never inside the
/// server's own network.
struct FeedFetcher: Sendable {
  let allowsPrivateAddresses: Bool
  /// Refuses plain http, also where a redirect leads to it.
  var onlyTLS = false
  var accept =
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.8, application/json;q=0.8, */*;q=0.1"
  var bytes = FormatLimits.bytes
  var timeout: Duration = .seconds(60)
  private static let redirects = 5

  /// What a source answered.
  enum Answer: Sendable {
    /// `type` is its Content-Type as it was sent.
    case body(Data, type: String?, charset: String?, etag: String?, lastModified: String?, movedTo: URL?)
    case unchanged
    /// An answer that is none of these: its status, and the seconds it asks us to stay away.
    case status(Int, retryAfter: Int?)
  }

  /// Why nothing came.
  struct Trouble: Error, Equatable {
    let words: Phrase
  }

  func fetch(_ address: String, etag: String? = nil, lastModified: String? = nil) async throws -> Answer {
    guard var url = URL(string: address) else { throw Trouble(words: "Địa chỉ không đúng dạng.") }
    var movedTo: URL?
    for _ in 0...Self.redirects {
      let step = try await deadline { [url] in try await ask(url, etag, lastModified) }
      switch step {
      case .answer(.body(let data, let type, let charset, let etag, let modified, _)):
        return .body(data, type: type, charset: charset, etag: etag, lastModified: modified, movedTo: movedTo)
      case .answer(let answer): return answer
      case .redirect(let location, let isPermanent):
        guard let next = URL(string: location, relativeTo: url)?.absoluteURL else {
          throw Trouble(words: "Nguồn chuyển hướng tới một địa chỉ không đúng dạng.")
        }
        if isPermanent { movedTo = next }
        url = next
      }
    }
    throw Trouble(words: "Nguồn chuyển hướng quá \(Self.redirects) lần.")
  }

  private enum Step: Sendable {
    case answer(Answer)
    case redirect(String, isPermanent: Bool)
  }

  private func ask(_ url: URL, _ etag: String?, _ lastModified: String?) async throws -> Step {
    let (host, place) = try await Destination.check(
      url, allowsPrivate: allowsPrivateAddresses, onlyTLS: onlyTLS)
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow,
      timeout: .init(connect: .seconds(10), read: .seconds(20)),
      decompression: .enabled(limit: .size(bytes)))
    // The connection goes to the very address that was checked, whatever the name server says a moment later.
    configuration.dnsOverride = [host: place]
    configuration.httpVersion = .http1Only
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    do {
      let step = try await ask(client, url, etag, lastModified)
      try await client.shutdown()
      return step
    } catch {
      try? await client.shutdown()  // The error that ended the request is the one to tell.
      throw error
    }
  }

  private func ask(_ client: HTTPClient, _ url: URL, _ etag: String?, _ lastModified: String?) async throws -> Step {
    var request = HTTPClientRequest(url: url.absoluteString)
    request.headers.add(name: "User-Agent", value: "HoiTu/1 (+feed reader)")
    request.headers.add(name: "Accept", value: accept)
    request.headers.add(name: "Accept-Encoding", value: "gzip, deflate")
    if let etag { request.headers.add(name: "If-None-Match", value: etag) }
    if let lastModified { request.headers.add(name: "If-Modified-Since", value: lastModified) }
    let response = try await client.execute(request, timeout: .seconds(30))
    let code = Int(response.status.code)
    switch code {
    case 200:
      if let length = response.headers.first(name: "Content-Length").flatMap(Int.init), length > bytes {
        throw tooLarge
      }
      let body: ByteBuffer
      do {
        body = try await response.body.collect(upTo: bytes)
      } catch is NIOTooManyBytesError {
        throw tooLarge
      }
      let type = response.headers.first(name: "Content-Type")
      return .answer(
        .body(
          Data(body.readableBytesView), type: type, charset: Self.charset(type),
          etag: response.headers.first(name: "ETag"), lastModified: response.headers.first(name: "Last-Modified"),
          movedTo: nil))
    case 304: return .answer(.unchanged)
    case 301, 302, 303, 307, 308:
      guard let location = response.headers.first(name: "Location") else {
        throw Trouble(words: "Nguồn chuyển hướng mà không nói tới đâu.")
      }
      return .redirect(location, isPermanent: code == 301 || code == 308)
    default:
      return .answer(.status(code, retryAfter: response.headers.first(name: "Retry-After").flatMap(Int.init)))
    }
  }

  private var tooLarge: Trouble { Trouble(words: "Nguồn gửi hơn \(bytes / 1_048_576) MB nên bị dừng.") }

  /// A source that sends a byte a second must not hold a worker for ever.
  private func deadline<Value: Sendable>(_ body: @Sendable @escaping () async throws -> Value) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask { try await body() }
      group.addTask { [timeout] in
        try await Task.sleep(for: timeout)
        return nil
      }
      defer { group.cancelAll() }
      guard let first = try await group.next(), let value = first else {
        throw Trouble(words: "Nguồn trả lời quá chậm nên bị dừng.")
      }
      return value
    }
  }

  static func charset(_ type: String?) -> String? {
    for part in (type ?? "").split(separator: ";").dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, pair[0].trimmingCharacters(in: .whitespaces).lowercased() == "charset" else { continue }
      return pair[1].trimmingCharacters(in: CharacterSet(charactersIn: " \"'")).lowercased()
    }
    return nil
  }
}

extension FeedFetcher.Trouble {
  /// What went wrong on the way, in words.
  init(_ error: any Error) {
    switch error {
    case let trouble as FeedFetcher.Trouble: self = trouble
    case let error as HTTPClientError:
      switch error {
      case .connectTimeout, .readTimeout, .deadlineExceeded, .requestStreamCancelled, .cancelled:
        words = "Nguồn không trả lời kịp."
      case .remoteConnectionClosed: words = "Nguồn đóng kết nối giữa chừng."
      default: words = "Không kết nối được tới nguồn (\(error.shortDescription))."
      }
    default: words = "Không kết nối được tới nguồn."
    }
  }
}
