import Foundation
import Hummingbird
import Kernel
import Web

/// Addresses of notices.
enum NoticePath {
  static let page = "/lam-viec/thong-bao"
  static let settings = "/lam-viec/thong-bao/cai-dat"

  static func open(_ id: NoticeID) -> String { "\(page)/\(id)" }
}

extension Request {
  /// A value of the query; nil where it is missing or empty.
  func asked(_ name: String) -> String? {
    uri.queryParameters[Substring(name)].flatMap { $0.isEmpty ? nil : String($0) }
  }
}
