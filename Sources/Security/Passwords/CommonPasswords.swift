import Foundation

/// What is guessed first, in Vietnam and elsewhere. A password is refused where one of these is all it is, give or take
/// case, digits and signs at its ends, and letters written as digits (`P@ssw0rd2026!`).
enum CommonPasswords {
  static func contains(_ password: String) -> Bool {
    let plain = AccountSearch.key(password)
    let letters = plain.filter { $0.isLetter || $0.isNumber }
    return [plain, letters, core(plain), core(undisguised(plain))].contains { words.contains($0) }
      || isRun(letters) || isRepeated(plain)
  }

  private static func core(_ text: String) -> String {
    let isEdge: (Character) -> Bool = { !$0.isLetter }
    let head = text.drop(while: isEdge)
    return String(head.reversed().drop(while: isEdge).reversed()).filter(\.isLetter)
  }

  private static func undisguised(_ text: String) -> String {
    let disguises: [Character: Character] = [
      "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s",
    ]
    // Digits at the end are a year or a counter, not letters in disguise.
    let end = text.lastIndex { $0.isLetter }.map { text.index(after: $0) } ?? text.endIndex
    return String(text[..<end].map { disguises[$0] ?? $0 })
  }

  /// `12345678`, `abcdefgh`, `98765432`.
  private static func isRun(_ text: String) -> Bool {
    let codes = text.unicodeScalars.map { Int($0.value) }
    guard codes.count >= 4 else { return false }
    let steps = zip(codes, codes.dropFirst()).map { $1 - $0 }
    return steps.allSatisfy { $0 == 1 || $0 == -9 } || steps.allSatisfy { $0 == -1 || $0 == 9 }
  }

  /// One short piece over and over: `aaaaaaaa`, `abcabcabcabc`.
  private static func isRepeated(_ text: String) -> Bool {
    let characters = Array(text)
    guard characters.count >= 6 else { return Set(characters).count == 1 }
    return (1...4).contains { width in
      characters.indices.allSatisfy { characters[$0] == characters[$0 % width] }
    }
  }

  private static let words: Set<String> = [
    "password", "passwd", "matkhau", "matkhaumoi", "admin", "administrator", "quantri", "quantrivien", "root",
    "qwerty", "qwertyuiop", "qwertyui", "asdfghjkl", "asdfgh", "zxcvbnm", "qazwsx", "qazwsxedc", "iloveyou",
    "anhyeuem", "emyeuanh", "yeuem", "yeuanh", "vietnam", "vietnamvodich", "hanoi", "saigon", "letmein", "welcome",
    "monkey", "dragon", "sunshine", "princess", "football", "bongda", "superman", "batman", "master", "secret",
    "bimat", "changeme", "doimatkhau", "default", "macdinh", "guest", "khach", "user", "nguoidung", "test", "thu",
    "temp", "login", "dangnhap", "abcd", "abcdef", "abcxyz", "khongco", "khongbiet", "khongnho", "quenmatkhau",
    "toasoan", "phongvien", "bientapvien", "tongbientap", "baochi", "tinhuy", "ubnd", "hoitu", "gmail", "facebook",
    "zalo", "samsung", "iphone", "thuongem", "thuonganh", "conyeu", "bome", "giadinh", "hanhphuc", "maiyeu",
    "nguyen", "computer", "internet", "trustno", "whatever", "starwars", "passwordpassword", "adminadmin",
    "1q2w3e4r", "1q2w3e4r5t", "1qaz2wsx", "q1w2e3r4", "zaq12wsx", "aa123456", "a123456", "abc123", "123abc",
  ]
}
