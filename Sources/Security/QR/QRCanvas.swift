/// The picture of a QR code as it is drawn.
struct QRCanvas: Sendable {
  let version: QRVersion
  let size: Int
  private(set) var dark: [Bool]
  /// Finders, timing, alignment, format: what is neither data nor masked.
  private var fixed: [Bool]

  /// Draws what does not depend on the text.
  init(_ version: QRVersion) {
    self.version = version
    size = version.size
    dark = [Bool](repeating: false, count: size * size)
    fixed = dark
    for index in 0..<size {
      set(6, index, index % 2 == 0)
      set(index, 6, index % 2 == 0)
    }
    for (row, column) in [(3, 3), (3, size - 4), (size - 4, 3)] { drawFinder(row, column) }
    let last = version.alignment.count - 1
    for (i, row) in version.alignment.enumerated() {
      for (j, column) in version.alignment.enumerated()
      where !((i == 0 && j == 0) || (i == 0 && j == last) || (i == last && j == 0)) {
        drawAlignment(row, column)
      }
    }
    drawFormat(0)
    drawVersion()
  }

  /// The bits in columns of two, from the right, up and down in turn (ISO/IEC 18004 §7.7.3).
  func placing(_ stream: [UInt8]) -> QRCanvas {
    var copy = self
    var bit = 0
    var right = size - 1
    while right >= 1 {
      if right == 6 { right = 5 }
      for step in 0..<size {
        let upwards = (right + 1) & 2 == 0
        let row = upwards ? size - 1 - step : step
        for column in [right, right - 1] where !fixed[row * size + column] && bit < stream.count * 8 {
          copy.dark[row * size + column] = stream[bit >> 3] >> UInt8(7 - bit & 7) & 1 == 1
          bit += 1
        }
      }
      right -= 2
    }
    return copy
  }

  /// Under one of the eight masks (§7.8.2), with its number written into the format.
  func masked(_ mask: Int) -> QRCanvas {
    var copy = self
    for row in 0..<size {
      for column in 0..<size where !fixed[row * size + column] && Self.inverts(mask, row, column) {
        copy.dark[row * size + column].toggle()
      }
    }
    copy.drawFormat(mask)
    return copy
  }

  private static func inverts(_ mask: Int, _ row: Int, _ column: Int) -> Bool {
    switch mask {
    case 0: (row + column) % 2 == 0
    case 1: row % 2 == 0
    case 2: column % 3 == 0
    case 3: (row + column) % 3 == 0
    case 4: (row / 2 + column / 3) % 2 == 0
    case 5: row * column % 2 + row * column % 3 == 0
    case 6: (row * column % 2 + row * column % 3) % 2 == 0
    default: ((row + column) % 2 + row * column % 3) % 2 == 0
    }
  }

  private mutating func set(_ row: Int, _ column: Int, _ isDark: Bool) {
    dark[row * size + column] = isDark
    fixed[row * size + column] = true
  }

  private mutating func drawFinder(_ row: Int, _ column: Int) {
    for y in -4...4 {
      for x in -4...4 where (0..<size).contains(row + y) && (0..<size).contains(column + x) {
        let distance = max(abs(x), abs(y))
        set(row + y, column + x, distance != 2 && distance != 4)
      }
    }
  }

  private mutating func drawAlignment(_ row: Int, _ column: Int) {
    for y in -2...2 {
      for x in -2...2 { set(row + y, column + x, max(abs(x), abs(y)) != 1) }
    }
  }

  /// Level M is 00; BCH(15,5) with its mask (§7.9).
  private mutating func drawFormat(_ mask: Int) {
    var remainder = mask
    for _ in 0..<10 { remainder = remainder << 1 ^ (remainder >> 9) * 0x537 }
    let bits = (mask << 10 | remainder) ^ 0x5412
    let bit = { (index: Int) in bits >> index & 1 == 1 }
    for index in 0...5 { set(index, 8, bit(index)) }
    set(7, 8, bit(6))
    set(8, 8, bit(7))
    set(8, 7, bit(8))
    for index in 9..<15 { set(8, 14 - index, bit(index)) }
    for index in 0..<8 { set(8, size - 1 - index, bit(index)) }
    for index in 8..<15 { set(size - 15 + index, 8, bit(index)) }
    set(size - 8, 8, true)
  }

  /// From version 7 on; BCH(18,6) (§7.10).
  private mutating func drawVersion() {
    guard version.number >= 7 else { return }
    var remainder = version.number
    for _ in 0..<12 { remainder = remainder << 1 ^ (remainder >> 11) * 0x1F25 }
    let bits = version.number << 12 | remainder
    for index in 0..<18 {
      let isDark = bits >> index & 1 == 1
      set(index / 3, size - 11 + index % 3, isDark)
      set(size - 11 + index % 3, index / 3, isDark)
    }
  }

  /// How hard it is to read (§7.8.3): long runs, blocks, what looks like a finder, too much of one colour.
  var penalty: Int {
    var result = 0
    for index in 0..<size {
      result += penalty(of: (0..<size).map { dark[index * size + $0] })
      result += penalty(of: (0..<size).map { dark[$0 * size + index] })
    }
    for row in 0..<size - 1 {
      for column in 0..<size - 1 {
        let at = row * size + column
        let first = dark[at]
        if dark[at + 1] == first, dark[at + size] == first, dark[at + size + 1] == first { result += 3 }
      }
    }
    let share = dark.count { $0 } * 20 - dark.count * 10
    return result + max(0, (abs(share) + dark.count - 1) / dark.count - 1) * 10
  }

  private func penalty(of line: [Bool]) -> Int {
    var result = 0
    var run = 1
    for index in 1...line.count {
      if index < line.count, line[index] == line[index - 1] {
        run += 1
      } else {
        if run >= 5 { result += run - 2 }
        run = 1
      }
    }
    let finder = [true, false, true, true, true, false, true]
    let light = [Bool](repeating: false, count: 4)
    for start in 0..<max(0, line.count - 10) {
      let part = Array(line[start..<start + 11])
      if part == finder + light || part == light + finder { result += 40 }
    }
    return result
  }
}
