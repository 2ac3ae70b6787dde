import Vietnamese

/// What a text is made of, small enough to be compared with thousands: a MinHash of its runs of three syllables, folded
/// (case, tone marks and punctuation make no difference).
///
/// Two texts share a share of their runs; ``similarity(to:)`` estimates it (± 0.07), and texts that share half of them
/// nearly always have at least one of their ``bands`` in common, by which they are found in an index.
/// A. Broder, "On the resemblance and containment of documents", 1997.
package struct TextFingerprint: Sendable, Equatable {
  /// The smallest hash of each of 48 orderings of the runs.
  package let minima: [UInt32]

  /// From this likeness on, two texts are said to be nearly the same.
  package static let near = 0.45
  private static let orderings = 48
  private static let rowsPerBand = 3
  /// Fewer runs than this say nothing about a text.
  private static let leastRuns = 12
  /// As much as is looked at, in bytes: a likeness shows in the first pages.
  private static let mostBytes = 200_000

  /// Nil where the text is too short to be told from others.
  package init?(_ text: String) {
    let runs = Self.runs(text)
    guard runs.count >= Self.leastRuns else { return nil }
    var smallest = [UInt32](repeating: .max, count: Self.orderings)
    for run in runs {
      var state = run
      for index in 0..<Self.orderings {
        smallest[index] = min(smallest[index], UInt32(truncatingIfNeeded: Self.next(&state) >> 32))
      }
    }
    minima = smallest
  }

  /// As ``stored`` gave it; nil where it is none.
  package init?(stored text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == Self.orderings * 8 else { return nil }
    var numbers: [UInt32] = []
    for start in stride(from: 0, to: bytes.count, by: 8) {
      guard let number = UInt32(String(decoding: bytes[start..<start + 8], as: UTF8.self), radix: 16) else {
        return nil
      }
      numbers.append(number)
    }
    minima = numbers
  }

  /// 384 hexadecimal digits.
  package var stored: String {
    minima.map { number in
      let digits = String(number, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// The share of runs that both texts have, of those that either has: 0 to 1.
  package func similarity(to other: TextFingerprint) -> Double {
    Double(zip(minima, other.minima).count { $0 == $1 }) / Double(Self.orderings)
  }

  /// 16 numbers for an index; texts that are much alike share one or more.
  package var bands: [Int64] {
    stride(from: 0, to: Self.orderings, by: Self.rowsPerBand).map { start in
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325 &+ UInt64(start)
      for row in 0..<Self.rowsPerBand { hash = (hash ^ UInt64(minima[start + row])) &* 0x0000_0100_0000_01B3 }
      return Int64(bitPattern: Self.next(&hash))
    }
  }

  /// The hashes of all runs of three syllables, each once.
  private static func runs(_ text: String) -> Set<UInt64> {
    let bytes = Array(VietnameseText.fold(VietnameseText.composed(text)).utf8.prefix(mostBytes))
    var runs: Set<UInt64> = []
    var before: (UInt64, UInt64)?
    var last: UInt64?
    var hash: UInt64 = 0
    var isInWord = false
    var at = 0
    while at <= bytes.count {
      let byte = at < bytes.count ? bytes[at] : 0x20
      // Two-byte signs of Latin 1 and three-byte punctuation (« » “ ” – …) part words as spaces do.
      at += byte == 0xC2 ? 2 : byte == 0xE2 ? 3 : 1
      let isLetter =
        (byte >= 0x80 && byte != 0xC2 && byte != 0xE2) || (byte >= 0x61 && byte <= 0x7A)
        || (byte >= 0x30 && byte <= 0x39)
      if isLetter {
        if !isInWord { hash = 0xCBF2_9CE4_8422_2325 }
        hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        isInWord = true
      } else if isInWord {
        isInWord = false
        if let (first, second) = before {
          var run = first &* 0x9E37_79B9_7F4A_7C15 ^ second &* 0xC2B2_AE3D_27D4_EB4F ^ hash &* 0x1656_67B1_9E37_79F9
          runs.insert(next(&run))
        }
        if let last { before = (last, hash) }
        last = hash
      }
    }
    return runs
  }

  /// SplitMix64: the next of an endless row of numbers, the same each time from the same start.
  private static func next(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
