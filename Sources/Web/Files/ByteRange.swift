/// Which bytes of a file are asked for (RFC 9110 §14.2).
enum ByteRange: Equatable {
  /// All of it: nothing was asked, or what we do not do (several ranges, other units, nonsense).
  case whole
  case part(ClosedRange<Int>)
  /// It begins behind the end.
  case unsatisfiable

  init(_ header: String?, of size: Int) {
    guard let header, header.lowercased().hasPrefix("bytes=") else {
      self = .whole
      return
    }
    let pair = header.dropFirst(6).trimmed.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard pair.count == 2, !header.contains(",") else {
      self = .whole
      return
    }
    let (first, last) = (Self.number(pair[0]), Self.number(pair[1]))
    switch (first, last) {
    case (nil, let count?) where pair[0].isEmpty:
      self = count > 0 && size > 0 ? .part(max(0, size - count)...(size - 1)) : .unsatisfiable
    case (let first?, nil) where pair[1].isEmpty:
      self = first < size ? .part(first...(size - 1)) : .unsatisfiable
    case (let first?, let last?):
      if first > last {
        self = .whole
      } else {
        self = first < size ? .part(first...min(last, size - 1)) : .unsatisfiable
      }
    default:
      self = .whole
    }
  }

  /// Digits only; a number too long for us is as good as the largest.
  private static func number(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text) ?? .max
  }
}
