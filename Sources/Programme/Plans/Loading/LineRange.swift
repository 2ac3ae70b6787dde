import Foundation

/// `120-124, 130`: lines of a source, counted from 1, both ends included.
enum LineRange {
  /// Nil where the text is no list of lines.
  static func all(_ text: String) -> [ClosedRange<Int>]? {
    var ranges: [ClosedRange<Int>] = []
    for part in text.split(separator: ",") {
      let ends = part.split(separator: "-").map { Int($0.trimmingCharacters(in: .whitespaces)) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first >= 1, first <= last
      else { return nil }
      ranges.append(first...last)
    }
    return ranges
  }

  /// The lines themselves; none where the text is no list of lines.
  static func lines(_ text: String) -> Set<Int> {
    Set((all(text) ?? []).flatMap { Array($0) })
  }
}
