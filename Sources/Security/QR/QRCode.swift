/// A QR code (ISO/IEC 18004) of text as bytes, correction level M, versions 1 to 10: enough for the address an
/// authenticator app reads. Our own, since the secret in it must not leave the house for somebody's image service.
struct QRCode: Sendable {
  /// Modules on a side.
  let size: Int
  /// Row by row; true is dark.
  private(set) var modules: [Bool]

  /// Nil where the text is longer than 213 bytes.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let version = QRVersion.fitting(bytes.count) else { return nil }
    let canvas = QRCanvas(version)
    let stream = QRStream.interleaved(QRStream.codewords(bytes, version), version)
    let drawn = canvas.placing(stream)
    // The standard asks for the mask whose picture is easiest to read.
    let masked = (0..<8).map { drawn.masked($0) }
    guard let best = masked.min(by: { $0.penalty < $1.penalty }) else { return nil }
    size = best.size
    modules = best.dark
  }

  subscript(row: Int, column: Int) -> Bool { modules[row * size + column] }
}

/// What depends on the version, at correction level M (ISO/IEC 18004 tables 7 and 9, annex E).
struct QRVersion: Sendable {
  let number: Int
  /// Data and correction together.
  let codewords: Int
  let blocks: Int
  let correctionPerBlock: Int
  /// Centres of the alignment patterns, in both directions.
  let alignment: [Int]

  var size: Int { number * 4 + 17 }
  var dataCodewords: Int { codewords - blocks * correctionPerBlock }
  /// How many bits tell how long the text is.
  var countBits: Int { number < 10 ? 8 : 16 }

  static func fitting(_ bytes: Int) -> QRVersion? {
    all.first { (4 + $0.countBits + bytes * 8 + 7) / 8 <= $0.dataCodewords }
  }

  private static let all: [QRVersion] = [
    QRVersion(number: 1, codewords: 26, blocks: 1, correctionPerBlock: 10, alignment: []),
    QRVersion(number: 2, codewords: 44, blocks: 1, correctionPerBlock: 16, alignment: [6, 18]),
    QRVersion(number: 3, codewords: 70, blocks: 1, correctionPerBlock: 26, alignment: [6, 22]),
    QRVersion(number: 4, codewords: 100, blocks: 2, correctionPerBlock: 18, alignment: [6, 26]),
    QRVersion(number: 5, codewords: 134, blocks: 2, correctionPerBlock: 24, alignment: [6, 30]),
    QRVersion(number: 6, codewords: 172, blocks: 4, correctionPerBlock: 16, alignment: [6, 34]),
    QRVersion(number: 7, codewords: 196, blocks: 4, correctionPerBlock: 18, alignment: [6, 22, 38]),
    QRVersion(number: 8, codewords: 242, blocks: 4, correctionPerBlock: 22, alignment: [6, 24, 42]),
    QRVersion(number: 9, codewords: 292, blocks: 5, correctionPerBlock: 22, alignment: [6, 26, 46]),
    QRVersion(number: 10, codewords: 346, blocks: 5, correctionPerBlock: 26, alignment: [6, 28, 50]),
  ]
}
