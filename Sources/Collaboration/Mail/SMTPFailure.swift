import Kernel

/// Why a mail did not go out.
enum SMTPFailure: Error, Equatable, CustomStringConvertible {
  /// Nothing was taken; later it may be (the server is away, busy, or says 4xx).
  case notNow(String)
  /// The server will never take it (5xx).
  case refused(String)
  /// The connection broke after everything had been said and before the answer: it may be on its way or not. Not sent
  /// again, since nobody wants the same mail twice.
  case uncertain

  var description: String {
    switch self {
    case .notNow(let why): "not now: \(why)"
    case .refused(let why): "refused: \(why)"
    case .uncertain: "no answer after the last line"
    }
  }
}

/// One answer of a server: `250-SIZE`, …, `250 HELP`.
struct SMTPReply: Sendable, Equatable {
  let code: Int
  let lines: [String]

  var text: String { "\(code) \(lines.joined(separator: " ").prefix(200))" }

  /// Throws unless it is one of these.
  func expect(_ codes: Int...) throws(SMTPFailure) {
    if codes.contains(code) { return }
    throw code >= 500 ? .refused(text) : .notNow(text)
  }

  /// Whether the answer to EHLO names this extension, and its parameters.
  func parameters(of keyword: String) -> [String]? {
    for line in lines.dropFirst() {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "=" }).map { $0.uppercased() }
      if words.first == keyword { return Array(words.dropFirst()) }
    }
    return nil
  }
}
