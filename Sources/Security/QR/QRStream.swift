/// The bytes of a QR code: text, padding and correction, in the order in which they are drawn.
enum QRStream {
  /// Mode, length, text, then padding (ISO/IEC 18004 §7.4).
  static func codewords(_ bytes: [UInt8], _ version: QRVersion) -> [UInt8] {
    var bits: [Bool] = []
    append(0b0100, 4, to: &bits)
    append(bytes.count, version.countBits, to: &bits)
    for byte in bytes { append(Int(byte), 8, to: &bits) }
    let capacity = version.dataCodewords * 8
    append(0, min(4, capacity - bits.count), to: &bits)
    append(0, (8 - bits.count % 8) % 8, to: &bits)
    var codewords = stride(from: 0, to: bits.count, by: 8).map { start in
      bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
    }
    var padding: UInt8 = 0xEC
    while codewords.count < version.dataCodewords {
      codewords.append(padding)
      padding ^= 0xEC ^ 0x11
    }
    return codewords
  }

  /// Cut into blocks, each with its correction, and dealt out one byte of each in turn (§7.6).
  static func interleaved(_ data: [UInt8], _ version: QRVersion) -> [UInt8] {
    let short = data.count / version.blocks
    let longFrom = version.blocks - data.count % version.blocks
    var rest = data[...]
    let blocks = (0..<version.blocks).map { index -> [UInt8] in
      let block = Array(rest.prefix(short + (index >= longFrom ? 1 : 0)))
      rest = rest.dropFirst(block.count)
      return block
    }
    let generator = ReedSolomon.generator(version.correctionPerBlock)
    let corrections = blocks.map { ReedSolomon.remainder($0, generator) }
    var result: [UInt8] = []
    for index in 0...short {
      for block in blocks where index < block.count { result.append(block[index]) }
    }
    for index in 0..<version.correctionPerBlock {
      for correction in corrections { result.append(correction[index]) }
    }
    return result
  }

  private static func append(_ value: Int, _ count: Int, to bits: inout [Bool]) {
    for bit in stride(from: count - 1, through: 0, by: -1) { bits.append(value >> bit & 1 == 1) }
  }
}

/// Error correction over GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1.
enum ReedSolomon {
  static func generator(_ degree: Int) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: degree - 1) + [1]
    var root: UInt8 = 1
    for _ in 0..<degree {
      for index in result.indices {
        result[index] = multiply(result[index], root)
        if index + 1 < result.count { result[index] ^= result[index + 1] }
      }
      root = multiply(root, 2)
    }
    return result
  }

  static func remainder(_ data: [UInt8], _ generator: [UInt8]) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: generator.count)
    for byte in data {
      let factor = byte ^ result.removeFirst()
      result.append(0)
      for index in result.indices { result[index] ^= multiply(generator[index], factor) }
    }
    return result
  }

  static func multiply(_ left: UInt8, _ right: UInt8) -> UInt8 {
    var product = 0
    for bit in stride(from: 7, through: 0, by: -1) {
      product = product << 1 ^ (product >> 7) * 0x11D
      product ^= Int(right >> UInt8(bit) & 1) * Int(left)
    }
    return UInt8(truncatingIfNeeded: product)
  }
}
