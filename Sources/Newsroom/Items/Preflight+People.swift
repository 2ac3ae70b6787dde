import Contracts
import Kernel
import Vietnamese

/// What of people does not belong in public: numbers of papers and accounts, ways to reach somebody, children who could be
/// recognised (Law 91/2025; Law on Children).
extension Preflight {
  mutating func checkPeople(_ text: ItemText) {
    checkPeople(text.title, "title")
    checkPeople(text.summary, "summary")
    for block in text.body.blocks {
      checkPeople(StoryBody(blocks: [block]).plainText, "block:\(block.id)")
    }
  }

  private mutating func checkPeople(_ text: String, _ place: String) {
    guard !text.isEmpty else { return }
    for find in PersonalTraces(text).found {
      switch find {
      case .identity(let number):
        self.find(.personalData, place, "Có số giấy tờ tùy thân: \(Self.hidden(number))", unless: false)
      case .account(let number):
        self.find(.personalData, place, "Có số tài khoản ngân hàng: \(Self.hidden(number))", unless: false)
      case .phone(let number):
        self.find(.contact, place, "Có số điện thoại: \(Self.hidden(number))", unless: false)
      case .mail(let address):
        self.find(.contact, place, "Có địa chỉ email: \(address)", unless: false)
      case .minor(let name):
        self.find(.minors, place, "Có thể lộ danh tính trẻ em: \(name)", unless: false)
      }
    }
  }

  /// The last four digits: enough to find it, too few to spread it.
  private static func hidden(_ number: String) -> String { "…\(number.suffix(4))" }
}

/// What in a piece of text looks like data about one person. Read digit by digit, once through: no pattern can be made to
/// run for ever by a hostile text.
struct PersonalTraces {
  enum Trace: Equatable {
    case identity(String), account(String), phone(String), mail(String), minor(String)
  }

  private(set) var found: [Trace] = []

  init(_ text: String) {
    readNumbers(text)
    readMails(text)
    readMinors(text)
  }

  /// Runs of digits with single spaces, dots or dashes between.
  private mutating func readNumbers(_ text: String) {
    let letters = Array(text)
    var at = 0
    while at < letters.count {
      guard letters[at].isASCIIDigit else {
        at += 1
        continue
      }
      let start = at
      var digits = ""
      var groups = 1
      while at < letters.count {
        if letters[at].isASCIIDigit {
          digits.append(letters[at])
        } else if " .-".contains(letters[at]), at + 1 < letters.count, letters[at + 1].isASCIIDigit, digits.count < 20 {
          groups += 1
        } else {
          break
        }
        at += 1
      }
      // Digits within a word are a code or a sum, not a number that people have.
      if start > 0 && letters[start - 1].isLetter || at < letters.count && letters[at].isLetter { continue }
      let before = VietnameseText.fold(String(letters[max(0, start - 40)..<start]))
      let hasPlus = start > 0 && letters[start - 1] == "+"
      if let trace = Self.trace(digits, groups: groups, before: before, hasPlus: hasPlus) { found.append(trace) }
    }
  }

  private static func trace(_ digits: String, groups: Int, before: String, hasPlus: Bool) -> Trace? {
    func follows(_ words: String...) -> Bool { words.contains { before.contains($0) } }
    if follows("tai khoan", "stk", "so tk"), (6...19).contains(digits.count) { return .account(digits) }
    if follows("cccd", "can cuoc", "cmnd", "dinh danh ca nhan", "ho chieu"), [9, 12].contains(digits.count) {
      return .identity(digits)
    }
    // The number of a citizen begins with the code of a province, 001 to 096.
    if digits.count == 12, groups <= 4, digits.hasPrefix("0"), let code = Int(digits.prefix(3)), (1...96).contains(code)
    {
      return .identity(digits)
    }
    if hasPlus, digits.hasPrefix("84"), (11...12).contains(digits.count) { return .phone(digits) }
    if digits.count == 10, digits.hasPrefix("0"), "35789".contains(digits[digits.index(after: digits.startIndex)]) {
      return .phone(digits)
    }
    return nil
  }

  private mutating func readMails(_ text: String) {
    for word in text.split(whereSeparator: { $0.isWhitespace || "<>()\"“”,;:".contains($0) }) {
      guard let at = word.firstIndex(of: "@"), at != word.startIndex else { continue }
      let domain = word[word.index(after: at)...].drop { $0 == "." }
      guard domain.contains("."), !domain.contains("@"), domain.first?.isLetter == true else { continue }
      found.append(.mail(String(word).trimmingEnd(".")))
    }
  }

  /// "cháu Nguyễn Thị Bình … 12 tuổi" near words of harm: a child with its full name.
  private mutating func readMinors(_ text: String) {
    let folded = VietnameseText.fold(text)
    let harm = [
      "xam hai", "hiep dam", "dam o", "giao cau", "bao hanh", "bat coc", "buon ban", "nan nhan", "tu tu", "bi danh",
      "bi hai", "pham toi", "cuop", "trom cap", "ma tuy", "nhiem hiv", "tai nan", "duoi nuoc",
    ]
    guard folded.contains("tuoi"), harm.contains(where: folded.contains) else { return }
    let words = text.split { $0.isWhitespace || ",;:.()\"“”".contains($0) }.map(String.init)
    let plain = words.map { VietnameseText.fold($0) }
    let ages = plain.indices.dropLast().filter { index in
      plain[index + 1] == "tuoi" && Int(plain[index]).map { (1..<18).contains($0) } == true
    }
    for (index, word) in plain.enumerated() where ["chau", "em", "be"].contains(word) {
      let name = words[(index + 1)...].prefix { $0.first?.isUppercase == true }.prefix(5)
      // Initials (N.T.B.) fall apart into single letters, and hide who it is.
      guard name.count >= 2, name.allSatisfy({ $0.count > 1 }), ages.contains(where: { abs($0 - index) < 30 }) else {
        continue
      }
      found.append(.minor(name.joined(separator: " ")))
    }
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}

extension String {
  fileprivate func trimmingEnd(_ sign: Character) -> String {
    var text = self
    while text.last == sign { text.removeLast() }
    return text
  }
}
