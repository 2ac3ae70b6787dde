/// A password the program makes: said once, kept only as a hash.
enum OneTimePassword {
  /// `Kx7m-Pq3v-Tz9h-Ws4n`: sixteen signs nobody takes for another, about 80 bits, all four classes, so that it holds
  /// under the strictest rule of PW1.
  static func make() -> String {
    var random = SystemRandomNumberGenerator()
    let groups = (0..<4).map { _ in
      [pick(upper, &random), pick(lower, &random), pick(digits, &random), pick(lower, &random)]
    }
    return groups.map { String($0.shuffled(using: &random)) }.joined(separator: "-")
  }

  private static func pick(_ signs: [Character], _ random: inout SystemRandomNumberGenerator) -> Character {
    signs[Int.random(in: 0..<signs.count, using: &random)]
  }

  private static let upper = Array("ABCDEFGHJKLMNPQRSTUVWXYZ")
  private static let lower = Array("abcdefghijkmnpqrstuvwxyz")
  private static let digits = Array("23456789")
}
