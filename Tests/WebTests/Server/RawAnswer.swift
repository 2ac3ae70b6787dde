import Foundation

/// An answer as it stood in the bytes, in a form in which two servers can be compared.
struct RawAnswer: Equatable, CustomStringConvertible {
  var line: String
  /// Names in lower case, sorted, without the date.
  var fields: [String]
  var body: String

  var description: String { "\(line) \(fields) \(body.count) \(body.prefix(40).debugDescription)" }

  /// All answers of a connection. One without a body where the head promises one (HEAD) is known by what follows.
  static func read(_ bytes: [UInt8]) -> [RawAnswer] {
    var answers: [RawAnswer] = []
    var rest = bytes[...]
    let emptyLine = Array("\r\n\r\n".utf8)
    while !rest.isEmpty {
      guard let end = rest.firstRange(of: emptyLine) else {
        answers.append(RawAnswer(line: "rest", fields: [], body: String(decoding: rest, as: UTF8.self)))
        break
      }
      let lines = String(decoding: rest[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
      rest = rest[end.upperBound...]
      var answer = RawAnswer(line: lines[0], fields: [], body: "")
      var length = 0
      for line in lines.dropFirst() {
        let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        let name = parts[0].lowercased()
        if name == "content-length" { length = parts.count > 1 ? Int(parts[1]) ?? 0 : 0 }
        if name != "date" { answer.fields.append("\(name): \(parts.count > 1 ? parts[1] : "")") }
      }
      answer.fields.sort()
      let isBodyless = rest.starts(with: "HTTP/1.".utf8) || rest.isEmpty || lines[0].contains(" 304 ")
      if !isBodyless {
        answer.body = String(decoding: rest.prefix(length), as: UTF8.self)
        rest = rest.dropFirst(length)
      }
      answers.append(answer)
    }
    // Whether a client is told to go on depends on how much of its body had come by then.
    return answers.filter { !$0.line.hasPrefix("HTTP/1.1 100 ") }
  }
}
