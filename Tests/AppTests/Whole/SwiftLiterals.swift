/// Finds the string literals of a Swift source file, nested ones in interpolations too, each as the key it would be as a
/// phrase: `Còn {0} phút`. Comments are passed over.
struct SwiftLiterals {
  struct Literal {
    let key: String
    let line: Int
  }

  private let source: [Character]
  private var at = 0
  private var line = 1
  private(set) var found: [Literal] = []

  static func all(in text: String) -> [Literal] {
    var scanner = SwiftLiterals(source: Array(text))
    scanner.code(until: nil)
    return scanner.found
  }

  private init(source: [Character]) {
    self.source = source
  }

  private func isAt(_ text: String) -> Bool {
    let characters = Array(text)
    guard at + characters.count <= source.count else { return false }
    return Array(source[at..<at + characters.count]) == characters
  }

  private mutating func advance(_ count: Int = 1) {
    for _ in 0..<count where at < source.count {
      if source[at] == "\n" { line += 1 }
      at += 1
    }
  }

  /// Passes over code up to the end, or to the parenthesis that closes an interpolation.
  private mutating func code(until close: Character?) {
    var depth = 0
    while at < source.count {
      if isAt("//") {
        while at < source.count, source[at] != "\n" { advance() }
      } else if isAt("/*") {
        while at < source.count, !isAt("*/") { advance() }
        advance(2)
      } else if isAt("#\"") || isAt("#/") {
        raw()
      } else if source[at] == "\"" {
        literal()
      } else {
        if source[at] == "(" { depth += 1 }
        if source[at] == ")" {
          if depth == 0, close != nil { return }
          depth -= 1
        }
        advance()
      }
    }
  }

  /// A raw string or extended regular expression holds no phrase.
  private mutating func raw() {
    let end = source[at + 1] == "\"" ? "\"#" : "/#"
    advance(2)
    while at < source.count, !isAt(end) { advance() }
    advance(2)
  }

  private mutating func literal() {
    let began = line
    let isLong = isAt("\"\"\"")
    let quote = isLong ? "\"\"\"" : "\""
    advance(quote.count)
    var key = ""
    var values = 0
    while at < source.count, !isAt(quote) {
      if isAt("\\(") {
        advance(2)
        code(until: ")")
        advance()
        key += "{\(values)}"
        values += 1
      } else if source[at] == "\\" {
        advance()
        if at < source.count { key.append(Self.escaped(source[at])) }
        advance()
      } else {
        key.append(source[at])
        advance()
      }
    }
    advance(quote.count)
    found.append(Literal(key: key, line: began))
  }

  private static func escaped(_ character: Character) -> Character {
    switch character {
    case "n": "\n"
    case "t": "\t"
    default: character
    }
  }
}
