/// Reads syllables one after the other from UTF-8, without making strings. Folding, forms and hashes are made in the same
/// pass, since indexing and ranking read hundreds of syllables for each document.
struct SyllableScanner {
  /// Longer words (addresses, base64) are cut, so that no index meets a word it cannot keep.
  private static let longest = 60
  /// Room for the exact form of the longest word: letters of one folded byte take up to three, and there is a tone.
  private static let scratch = 200
  /// FNV-1a.
  private static let hashStart: UInt64 = 0xcbf2_9ce4_8422_2325
  private static let hashFactor: UInt64 = 0x100_0000_01b3

  private let source: UnsafeBufferPointer<UInt8>
  private let low: UnsafeBufferPointer<Letter>
  private let high: UnsafeBufferPointer<Letter>
  /// Where forms are written.
  private let forms: UnsafeMutableBufferPointer<UInt8>
  private(set) var written = 0
  private let exact: UnsafeMutableBufferPointer<UInt8>
  private var at = 0

  /// How many bytes the forms of a text take at most: folded and exact are no longer than the source, and a tone mark of
  /// two bytes comes only from two bytes.
  static func room(for source: UnsafeBufferPointer<UInt8>) -> Int { source.count * 3 + 16 }

  /// Reads a whole text, at most `limit` syllables. `forms` has ``room(for:)``. Returns how much of it was written.
  static func read(
    _ source: UnsafeBufferPointer<UInt8>, into forms: UnsafeMutableBufferPointer<UInt8>, limit: Int,
    _ visit: (Syllable) -> Void
  ) -> Int {
    let table = LetterTable.shared
    return table.low.withUnsafeBufferPointer { low in
      table.high.withUnsafeBufferPointer { high in
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: scratch) { exact in
          var scanner = SyllableScanner(source: source, low: low, high: high, forms: forms, exact: exact)
          var left = limit
          while left > 0, let syllable = scanner.next() {
            visit(syllable)
            left -= 1
          }
          return scanner.written
        }
      }
    }
  }

  private init(
    source: UnsafeBufferPointer<UInt8>, low: UnsafeBufferPointer<Letter>, high: UnsafeBufferPointer<Letter>,
    forms: UnsafeMutableBufferPointer<UInt8>, exact: UnsafeMutableBufferPointer<UInt8>
  ) {
    self.source = source
    self.low = low
    self.high = high
    self.forms = forms
    self.exact = exact
  }

  /// What has been read of the syllable at hand.
  private struct Reading {
    let formStart: Int
    var start = 0
    var end = 0
    var exactLength = 0
    var tone = Tone.level
    var hasQuality = false
    /// The last letter, for a mark that follows it.
    var last: UInt16 = 0
  }

  private mutating func next() -> Syllable? {
    var reading = Reading(formStart: written)
    while at < source.count {
      let (scalar, length) = UTF8Bytes.scalar(source, at)
      if let letter = letter(scalar) {
        if letter.isWord {
          if written == reading.formStart { reading.start = at }
          take(letter, &reading)
          at += length
          reading.end = at
          continue
        }
      } else if LetterTable.marks.contains(scalar) {
        if written > reading.formStart {
          take(mark: UInt16(scalar), &reading)
          reading.end = at + length
        }
        at += length
        continue
      } else if let isAlone = Self.unlisted(scalar) {
        if isAlone, written > reading.formStart { break }
        if written == reading.formStart { reading.start = at }
        take(length, &reading)
        at += length
        reading.end = at
        if isAlone { break }
        continue
      }
      // A gap.
      if written > reading.formStart { break }
      at += length
    }
    return written > reading.formStart ? finished(&reading) : nil
  }

  /// The letter of the tables; nil for marks and for what is beyond the tables.
  @inline(__always)
  private func letter(_ scalar: Int) -> Letter? {
    if scalar < LetterTable.marks.lowerBound { return low[scalar] }
    if scalar < LetterTable.marks.upperBound { return nil }
    if scalar < LetterTable.lowEnd { return low[scalar] }
    guard scalar >= LetterTable.highStart, scalar < LetterTable.highEnd else { return nil }
    return high[scalar - LetterTable.highStart]
  }

  @inline(__always)
  private mutating func take(_ letter: Letter, _ reading: inout Reading) {
    guard written - reading.formStart < Self.longest else { return }
    UTF8Bytes.append(letter.folded, to: forms, &written)
    UTF8Bytes.append(letter.plain, to: exact, &reading.exactLength)
    reading.last = letter.plain
    if letter.tone != .level { reading.tone = letter.tone }
    if letter.plain != letter.folded { reading.hasQuality = true }
  }

  private mutating func take(mark: UInt16, _ reading: inout Reading) {
    if let better = LetterTable.quality(reading.last, mark) {
      reading.exactLength -= 1
      UTF8Bytes.append(better, to: exact, &reading.exactLength)
      reading.last = better
      reading.hasQuality = true
    } else if let tone = Tone(mark: mark), LetterTable.carriesTone(reading.last) {
      reading.tone = tone
    }
  }

  /// A character beyond the tables, as it is.
  private mutating func take(_ length: Int, _ reading: inout Reading) {
    reading.last = 0
    guard written - reading.formStart < Self.longest else { return }
    for offset in 0..<length {
      forms[written] = source[at + offset]
      exact[reading.exactLength] = source[at + offset]
      written += 1
      reading.exactLength += 1
    }
  }

  private mutating func finished(_ reading: inout Reading) -> Syllable {
    let folded = reading.formStart..<written
    if hasLoneY(folded) {
      forms[written - 1] = UInt8(ascii: "i")
      exact[reading.exactLength - 1] = UInt8(ascii: "i")
    }
    let foldedHash = hash(folded)
    guard reading.hasQuality || reading.tone != .level else {
      return Syllable(
        start: reading.start, end: reading.end, folded: folded, exact: folded, foldedHash: foldedHash,
        exactHash: foldedHash)
    }
    if let mark = reading.tone.mark { UTF8Bytes.append(mark, to: exact, &reading.exactLength) }
    for place in 0..<reading.exactLength { forms[written + place] = exact[place] }
    written += reading.exactLength
    let place = folded.upperBound..<written
    return Syllable(
      start: reading.start, end: reading.end, folded: folded, exact: place, foldedHash: foldedHash,
      exactHash: hash(place))
  }

  /// Whether a character beyond the tables is part of words: true for what is a word of its own (ideographs), nil for no.
  private static func unlisted(_ scalar: Int) -> Bool? {
    switch scalar {
    case 0x2000...0x2E7F, 0x2FF0...0x3004, 0x3008...0x3020, 0x3030, 0xE000...0xF8FF, 0xFE00...0xFE6F, 0xFEFF,
      0xFF00...0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF65, 0xFFE0...0x1FFFF, 0x40000...:
      nil
    case 0x2E80...0xD7FF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
    default: false
    }
  }

  /// Whether the rime is `y` alone after h, k, l, m, s, t, v or qu, where schools and papers differ between y and i.
  @inline(__always)
  private func hasLoneY(_ folded: Range<Int>) -> Bool {
    guard forms[folded.upperBound - 1] == UInt8(ascii: "y") else { return false }
    let first = forms[folded.lowerBound]
    if folded.count == 2 {
      return switch first {
      case UInt8(ascii: "h"), UInt8(ascii: "k"), UInt8(ascii: "l"), UInt8(ascii: "m"), UInt8(ascii: "s"),
        UInt8(ascii: "t"), UInt8(ascii: "v"):
        true
      default: false
      }
    }
    return folded.count == 3 && first == UInt8(ascii: "q") && forms[folded.lowerBound + 1] == UInt8(ascii: "u")
  }

  @inline(__always)
  private func hash(_ place: Range<Int>) -> UInt64 {
    var hash = Self.hashStart
    for index in place { hash = (hash ^ UInt64(forms[index])) &* Self.hashFactor }
    return hash
  }
}
