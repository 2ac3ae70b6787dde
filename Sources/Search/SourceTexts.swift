import Persistence

/// The stored text of documents, for ranking and checking.
struct SourceTexts {
  struct Text {
    let title: String
    let summary: String
    let body: String
  }

  /// How much of a body is read to rank it: news says first what matters.
  private static let ranked = 1_600

  let connection: any Connection
  /// Read whole bodies.
  let whole: Bool

  func read(_ numbers: [Int64]) throws -> [Int64: Text] {
    var texts: [Int64: Text] = [:]
    for list in numbers.padded(to: 32) {
      let body: SQL = whole ? "body" : "substr(body, 1, \(raw: String(Self.ranked))) AS body"
      try connection.forEach("SELECT number, title, summary, \(body) FROM search_source WHERE number IN \(list: list)")
      {
        texts[try $0["number"]] = Text(title: try $0["title"], summary: try $0["summary"], body: try $0["body"])
      }
    }
    return texts
  }
}
