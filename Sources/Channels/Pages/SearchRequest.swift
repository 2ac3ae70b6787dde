import Hummingbird
import Search

/// What a reader asks the search page for: `/tim-kiem?q=&sap-xep=&trang=`.
struct SearchRequest: Sendable {
  static let path = "/tim-kiem"
  /// Longer texts are cut.
  private static let longest = 300

  let text: String
  let order: SearchOrder
  let before: String?

  init(_ request: Request) {
    let query = request.uri.query
    text = String((URLText.value(of: "q", in: query) ?? "").prefix(Self.longest)).trimmed
    order = URLText.value(of: "sap-xep", in: query) == "moi" ? .newest : .best
    before = URLText.value(of: "trang", in: query)
  }

  /// The search for a subject: a link of an article.
  static func path(forTag tag: String) -> String {
    "\(path)?q=\(URLText.parameter("\"\(tag)\""))"
  }

  func path(order: SearchOrder, before: String? = nil) -> String {
    var path = "\(Self.path)?q=\(URLText.parameter(text))"
    if order == .newest { path += "&sap-xep=moi" }
    if let before { path += "&trang=\(URLText.parameter(before))" }
    return path
  }
}

extension String {
  fileprivate var trimmed: String {
    guard let start = firstIndex(where: { !$0.isWhitespace }), let end = lastIndex(where: { !$0.isWhitespace }) else {
      return ""
    }
    return String(self[start...end])
  }
}
