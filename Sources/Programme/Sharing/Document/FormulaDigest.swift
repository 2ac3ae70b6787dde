import Crypto
import Foundation
import Kernel
import Vietnamese

/// By which formula a figure is: the same for the same indicator, words, unit and direction, wherever it is published. An
/// indicator that starts to count otherwise gets another name, so its name stands for its version.
enum FormulaDigest {
  /// SHA-256 in hexadecimal over five lines: indicator, numerator, denominator, unit, direction.
  static func of(_ figure: SharedFigure) -> String {
    let lines = [
      figure.indicator ?? "", plain(figure.numeratorOf), plain(figure.denominatorOf), figure.unit, figure.direction,
    ]
    return hexadecimal(SHA256.hash(data: Data(lines.joined(separator: "\n").utf8)))
  }

  /// Whoever typed one space more, a capital or an accent in another way means the same.
  static func plain(_ words: String) -> String {
    VietnameseText.fold(words).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}

extension SharedFigure {
  /// As its publisher says it; documents from before that was said are read by their words.
  var formulaDigest: String { formula ?? FormulaDigest.of(self) }
}
