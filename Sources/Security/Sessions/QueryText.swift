import Foundation

extension String {
  /// As it may stand in the query of an address (RFC 3986 §3.4): everything but letters, digits and `-._~/` in percents.
  var queryEncoded: String {
    addingPercentEncoding(withAllowedCharacters: Self.queryCharacters) ?? ""
  }

  private static let queryCharacters = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
}
