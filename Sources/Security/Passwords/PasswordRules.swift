import Foundation
import Kernel

/// What a new password must be, by the policy of the day and whether a second factor stands beside it (PW1).
struct PasswordRules: Sendable {
  let policy: SecurityPolicy
  let hasSecondFactor: Bool
  /// Words an attacker tries first: the login, the name, the organisation, the program.
  let context: [String]

  /// Throws ``Failure/invalid(_:)`` under `field`, with what is wrong.
  func check(_ password: String, field: String = "password") throws(Failure) {
    let length = password.precomposedStringWithCompatibilityMapping.unicodeScalars.count
    let least = policy[hasSecondFactor ? .lengthWithSecondFactor : .lengthAlone]
    guard length >= least else {
      throw .invalid([field: "Mật khẩu cần ít nhất \(least) ký tự."])
    }
    guard length <= policy[.lengthMaximum] else {
      throw .invalid([field: "Mật khẩu dài quá \(policy[.lengthMaximum]) ký tự."])
    }
    if !hasSecondFactor, Self.classes(of: password) < policy[.classesAlone] {
      throw .invalid([field: "Mật khẩu cần có chữ hoa, chữ thường, chữ số và ký tự khác."])
    }
    if CommonPasswords.contains(password) {
      throw .invalid([field: "Mật khẩu này quá phổ biến nên dễ bị đoán. Hãy chọn mật khẩu khác."])
    }
    if isMadeOfContext(password) {
      throw .invalid([field: "Đừng dùng tên, tên đăng nhập hoặc tên cơ quan làm mật khẩu."])
    }
  }

  /// Upper case, lower case, digits, everything else.
  static func classes(of password: String) -> Int {
    var found: Set<Int> = []
    for character in password {
      if character.isNumber {
        found.insert(2)
      } else if character.isUppercase {
        found.insert(0)
      } else if character.isLowercase {
        found.insert(1)
      } else {
        found.insert(3)
      }
    }
    return found.count
  }

  /// Little is left of it once the words are taken away.
  private func isMadeOfContext(_ password: String) -> Bool {
    var rest = AccountSearch.key(password).filter { !$0.isWhitespace }
    let before = rest.count
    let words = context.flatMap { word in
      let key = AccountSearch.key(word)
      return [key.filter { !$0.isWhitespace }] + key.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
    for word in words.sorted(by: { $0.count > $1.count }) where word.count >= 3 {
      rest = rest.replacing(word, with: "")
    }
    return rest.count < before && rest.filter(\.isLetter).count < 3 && rest.count < 8
  }
}
