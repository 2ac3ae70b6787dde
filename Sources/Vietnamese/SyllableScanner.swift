/// Reads syllables one after the other from UTF-8, without making strings.
struct SyllableScanner {
  /// Longer words (addresses, base64) are cut, so that no index meets a word it cannot keep.
  private static let longest = 60

  private let source: UnsafeBufferPointer<UInt8>
  private var at = 0
  /// The exact form of the syllable being read.
  private var exact: [UInt8] = []

  init(source: UnsafeBufferPointer<UInt8>) {
    self.source = source
    exact.reserveCapacity(Self.longest + 8)
  }

  private enum Kind {
    case word(Letter)
    case mark(UInt16)
    /// An ideograph: a word of its own.
    case single
    /// A letter of a script that has no table.
    case other
    case gap
  }

  mutating func next(_ forms: inout [UInt8]) -> Syllable? {
    let table = LetterTable.shared
    return table.low.withUnsafeBufferPointer { low in
      table.high.withUnsafeBufferPointer { high in read(&forms, low, high) }
    }
  }

  private mutating func read(
    _ forms: inout [UInt8], _ low: UnsafeBufferPointer<Letter>, _ high: UnsafeBufferPointer<Letter>
  ) -> Syllable? {
    let foldedStart = forms.count
    var start = at
    var end = at
    var tone = Tone.level
    var hasQuality = false
    var last: UInt16 = 0
    exact.removeAll(keepingCapacity: true)
    reading: while at < source.count {
      let (scalar, length) = UTF8Bytes.scalar(source, at)
      switch Self.kind(scalar, low, high) {
      case .word(let letter):
        if end == start { start = at }
        if forms.count - foldedStart < Self.longest {
          Self.append(letter.folded, to: &forms)
          Self.append(letter.plain, to: &exact)
          last = letter.plain
          if letter.tone != .level { tone = letter.tone }
          if letter.plain != letter.folded { hasQuality = true }
        }
      case .mark(let mark):
        if end == start { break }  // A mark on nothing.
        if let better = LetterTable.quality(last, mark) {
          exact.removeLast()
          Self.append(better, to: &exact)
          last = better
          hasQuality = true
        } else if let found = Tone(mark: mark), Self.carriesTone(last) {
          tone = found
        }
      case .single:
        if end > start { break reading }
        start = at
        append(length, to: &forms)
        at += length
        end = at
        break reading
      case .other:
        if end == start { start = at }
        if forms.count - foldedStart < Self.longest { append(length, to: &forms) }
        last = 0
      case .gap:
        if end > start { break reading }
        start = at + length
        end = start
        at += length
        continue
      }
      at += length
      if end > start || forms.count > foldedStart { end = at }
    }
    guard forms.count > foldedStart else { return nil }
    return finished(&forms, foldedStart, start..<end, tone, hasQuality)
  }

  private mutating func finished(
    _ forms: inout [UInt8], _ foldedStart: Int, _ place: Range<Int>, _ tone: Tone, _ hasQuality: Bool
  ) -> Syllable {
    if Self.hasLoneY(forms[foldedStart...]) {
      forms[forms.count - 1] = UInt8(ascii: "i")
      exact[exact.count - 1] = UInt8(ascii: "i")
    }
    let folded = foldedStart..<forms.count
    let foldedHash = Self.hash(forms[folded])
    guard let mark = tone.mark ?? (hasQuality ? 0 : nil) else {
      return Syllable(
        start: place.lowerBound, end: place.upperBound, folded: folded, exact: folded, foldedHash: foldedHash,
        exactHash: foldedHash)
    }
    if mark != 0 { Self.append(mark, to: &exact) }
    forms.append(contentsOf: exact)
    let exactPlace = folded.upperBound..<forms.count
    return Syllable(
      start: place.lowerBound, end: place.upperBound, folded: folded, exact: exactPlace, foldedHash: foldedHash,
      exactHash: Self.hash(forms[exactPlace]))
  }

  private mutating func append(_ length: Int, to forms: inout [UInt8]) {
    for offset in 0..<length {
      forms.append(source[at + offset])
      exact.append(source[at + offset])
    }
  }

  @inline(__always)
  private static func append(_ scalar: UInt16, to bytes: inout [UInt8]) {
    if scalar < 0x80 {
      bytes.append(UInt8(scalar))
    } else if scalar < 0x800 {
      bytes.append(0xC0 | UInt8(scalar >> 6))
      bytes.append(0x80 | UInt8(scalar & 0x3F))
    } else {
      bytes.append(0xE0 | UInt8(scalar >> 12))
      bytes.append(0x80 | UInt8(scalar >> 6 & 0x3F))
      bytes.append(0x80 | UInt8(scalar & 0x3F))
    }
  }

  private static func kind(
    _ scalar: Int, _ low: UnsafeBufferPointer<Letter>, _ high: UnsafeBufferPointer<Letter>
  ) -> Kind {
    if scalar < LetterTable.lowEnd {
      if LetterTable.marks.contains(scalar) { return .mark(UInt16(scalar)) }
      let letter = low[scalar]
      return letter.isWord ? .word(letter) : .gap
    }
    if scalar >= LetterTable.highStart, scalar < LetterTable.highEnd {
      let letter = high[scalar - LetterTable.highStart]
      return letter.isWord ? .word(letter) : .gap
    }
    switch scalar {
    case 0x2000...0x2E7F, 0x2FF0...0x3004, 0x3008...0x3020, 0x3030, 0xE000...0xF8FF, 0xFE00...0xFE6F, 0xFEFF,
      0xFF00...0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF65, 0xFFE0...0x1FFFF, 0x40000...:
      return .gap
    case 0x2E80...0xD7FF, 0xF900...0xFAFF, 0x20000...0x3FFFF: return .single
    default: return .other
    }
  }

  private static func carriesTone(_ letter: UInt16) -> Bool {
    if LetterTable.isVowel(letter) { return true }
    switch letter {
    case 0xE2, 0x103, 0xEA, 0xF4, 0x1A1, 0x1B0: return true
    default: return false
    }
  }

  /// Whether the rime is `y` alone after h, k, l, m, s, t, v or qu, where schools and papers differ between y and i.
  private static func hasLoneY(_ folded: ArraySlice<UInt8>) -> Bool {
    guard folded.last == UInt8(ascii: "y"), let first = folded.first else { return false }
    if folded.count == 2 {
      switch first {
      case UInt8(ascii: "h"), UInt8(ascii: "k"), UInt8(ascii: "l"), UInt8(ascii: "m"), UInt8(ascii: "s"),
        UInt8(ascii: "t"), UInt8(ascii: "v"):
        return true
      default: return false
      }
    }
    return folded.count == 3 && first == UInt8(ascii: "q") && folded.dropFirst().first == UInt8(ascii: "u")
  }

  /// FNV-1a.
  @inline(__always)
  private static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
  }
}
