import Foundation
import Hummingbird

/// The query of an address, written so that any text comes through.
enum QueryText {
  private static let plain = CharacterSet(
    charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")

  static func of(_ parts: [(String, String)]) -> String {
    guard !parts.isEmpty else { return "" }
    return "?"
      + parts.map { "\($0.0)=\($0.1.addingPercentEncoding(withAllowedCharacters: plain) ?? "")" }
      .joined(separator: "&")
  }
}

extension Request {
  /// The query as forms send it (a space is `+`); the first of several of one name, empty ones left out.
  var query: [String: String] {
    var values: [String: String] = [:]
    for part in (uri.query ?? "").split(separator: "&").prefix(64) {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2, let name = pair[0].removingPercentEncoding,
        let value = pair[1].replacing("+", with: " ").removingPercentEncoding, !value.isEmpty
      else { continue }
      values[name] = values[name] ?? value
    }
    return values
  }
}
