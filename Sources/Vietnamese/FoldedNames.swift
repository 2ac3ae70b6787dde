import Glibc

/// Names kept folded in one run of bytes, to be found by the beginnings of their words: `thai b` finds "Kế hoạch Thái
/// Bình". Tens of thousands are looked through in about a millisecond.
package struct FoldedNames: Sendable {
  /// How well a name fits.
  package enum Fit: Int, Sendable, Comparable {
    case beginning
    case inside
    case words

    /// The better is the smaller.
    package static func < (left: Fit, right: Fit) -> Bool { left.rawValue < right.rawValue }
  }

  /// Each name as ` word word` after a line feed; a nought at the very end, where the C library stops.
  private var bytes: [UInt8] = [0]
  private var starts: [Int] = []

  /// No names.
  package init() {}

  /// Each is found under the place in which it came, counted from 0.
  package init(_ names: some Sequence<String>) {
    for name in names { append(name) }
  }

  /// How many names there are.
  package var count: Int { starts.count }

  /// Adds a name; it is found under the place in which it came.
  package mutating func append(_ name: String) {
    bytes.removeLast()
    starts.append(bytes.count)
    bytes.append(UInt8(ascii: "\n"))
    for word in Self.words(name) {
      bytes.append(UInt8(ascii: " "))
      bytes += word
    }
    bytes.append(0)
  }

  /// The places of names that hold the beginnings of all these words, best first, then in the order they came.
  package func find(_ words: String, limit: Int) -> [(place: Int, fit: Fit)] {
    let needles = Self.words(words).map { [UInt8(ascii: " ")] + $0 }
    guard let longest = needles.max(by: { $0.count < $1.count }), limit > 0 else { return [] }
    let whole = needles.flatMap(\.self)
    var found: [Fit: [Int]] = [:]
    bytes.withUnsafeBytes { all in
      var at = 0
      while let hit = Self.next(longest, in: all, from: at) {
        let place = place(of: hit)
        let end = place + 1 < starts.count ? starts[place + 1] : all.count - 1
        let start = starts[place] + 1
        if needles.allSatisfy({ Self.first($0, in: all, from: start, to: end) != nil }) {
          let inside = Self.first(whole, in: all, from: start, to: end)
          found[inside == start ? .beginning : inside == nil ? .words : .inside, default: []].append(place)
        }
        at = end
      }
    }
    let ranked = [Fit.beginning, .inside, .words].flatMap { fit in (found[fit] ?? []).map { (place: $0, fit: fit) } }
    return Array(ranked.prefix(limit))
  }

  /// How one name fits these words; nil where it does not.
  package static func fit(_ words: String, in name: String) -> Fit? {
    FoldedNames([name]).find(words, limit: 1).first?.fit
  }

  private func place(of byte: Int) -> Int {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= byte { low = middle } else { high = middle }
    }
    return low
  }

  /// Through everything, with the speed of the C library.
  private static func next(_ pattern: [UInt8], in all: UnsafeRawBufferPointer, from: Int) -> Int? {
    guard let base = all.baseAddress?.assumingMemoryBound(to: CChar.self) else { return nil }
    return (pattern + [0]).withUnsafeBytes { needle in
      guard let needle = needle.baseAddress?.assumingMemoryBound(to: CChar.self),
        let hit = strstr(base + from, needle)
      else { return nil }
      return UnsafePointer(hit) - base
    }
  }

  /// Within one name.
  private static func first(_ pattern: [UInt8], in all: UnsafeRawBufferPointer, from: Int, to: Int) -> Int? {
    guard let base = all.baseAddress, from + pattern.count <= to else { return nil }
    return (from...to - pattern.count).first { memcmp(base + $0, pattern, pattern.count) == 0 }
  }

  /// Letters and digits in runs; everything else parts words. What is not of these letters stays as it is.
  private static func words(_ text: String) -> [[UInt8]] {
    VietnameseText.fold(text).utf8.split { byte in
      !(byte >= 0x80 || byte >= 0x30 && byte <= 0x39 || byte >= 0x61 && byte <= 0x7A)
    }.map(Array.init)
  }
}
