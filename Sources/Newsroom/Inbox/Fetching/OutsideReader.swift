package import Contracts
import Foundation
import Kernel

/// Reads documents of other rooms' partners with the client that follows feeds: the same guards against being led into our
/// own network, and over TLS only, since nobody signs these documents.
package struct OutsideReader: OutsideDocuments {
  private let fetcher: FeedFetcher

  /// - Parameter allowsPrivateAddresses: also plain http and this machine's own network; for tests and closed networks.
  package init(allowsPrivateAddresses: Bool = false) {
    fetcher = FeedFetcher(allowsPrivateAddresses: allowsPrivateAddresses, onlyTLS: !allowsPrivateAddresses)
  }

  /// Throws ``OutsideTrouble`` for what is no address, for plain http, and for places inside a network where those
  /// are not allowed.
  package func check(_ address: String) throws(OutsideTrouble) {
    guard address.utf8.count <= 2_000, let url = URL(string: address) else {
      throw OutsideTrouble(words: "Địa chỉ không đúng dạng.")
    }
    do {
      _ = try Destination.host(
        of: url, allowsPrivate: fetcher.allowsPrivateAddresses, onlyTLS: fetcher.onlyTLS)
    } catch {
      throw OutsideTrouble(words: error.words)
    }
  }

  /// Throws ``OutsideTrouble`` where nothing came, or another type of document than those asked for.
  package func document(at address: String, _ request: OutsideRequest) async throws -> OutsideAnswer {
    var fetcher = fetcher
    fetcher.bytes = request.bytes
    fetcher.timeout = .seconds(request.seconds)
    fetcher.accept = request.types.joined(separator: ", ")
    do {
      switch try await fetcher.fetch(address, etag: request.etag, lastModified: request.lastModified) {
      case .unchanged: return .unchanged
      case .status(let status, let seconds): return .status(status, retryAfter: seconds)
      case .body(let data, let type, _, let etag, let modified, _):
        let type = type?.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased() ?? ""
        guard request.types.contains(type) else {
          throw OutsideTrouble(
            words: "Nguồn gửi loại tài liệu khác (\(String(type.prefix(60)))), không phải loại cần đọc.")
        }
        return .document(data, etag: etag, lastModified: modified)
      }
    } catch let trouble as OutsideTrouble {
      throw trouble
    } catch {
      try Task.checkCancellation()
      throw OutsideTrouble(words: FeedFetcher.Trouble(error).words)
    }
  }
}
