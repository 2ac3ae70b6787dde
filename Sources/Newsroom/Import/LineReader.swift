import Foundation

/// Cuts a file into lines from a place on, a piece of the file at a time.
struct LineReader {
  /// A line of more bytes than this is no article.
  static let longest = 8 * 1_048_576

  struct Line: Sendable {
    let bytes: ArraySlice<UInt8>
    /// Where the next line begins.
    let end: Int
    /// Whether it was cut off for being too long.
    let isTooLong: Bool
  }

  private let file: FileHandle
  private var buffer: [UInt8] = []
  private var at = 0
  private var position: Int
  private var isAtEnd = false

  init(_ url: URL, from position: Int) throws {
    file = try FileHandle(forReadingFrom: url)
    try file.seek(toOffset: UInt64(position))
    self.position = position
  }

  /// The next line without its end, or nil after the last.
  mutating func next() throws -> Line? {
    var isTooLong = false
    var searched = at
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) { return take(upTo: end, isTooLong) }
      searched = buffer.count
      if buffer.count - at > Self.longest {
        isTooLong = true
        position += buffer.count - at
        buffer = []
        (at, searched) = (0, 0)
      }
      if isAtEnd { return at < buffer.count || isTooLong ? take(upTo: nil, isTooLong) : nil }
      let waiting = buffer.count - at
      try fill()
      searched = waiting
    }
  }

  private mutating func fill() throws {
    let more = try file.read(upToCount: 1_048_576) ?? Data()
    if at > 0 { buffer.removeFirst(at) }
    at = 0
    buffer.append(contentsOf: more)
    isAtEnd = more.isEmpty
  }

  private mutating func take(upTo end: Int?, _ isTooLong: Bool) -> Line {
    var line = buffer[at..<(end ?? buffer.count)]
    let isTooLong = isTooLong || line.count > Self.longest
    let next = end.map { $0 + 1 } ?? buffer.count
    position += next - at
    at = next
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    return Line(bytes: isTooLong ? [] : line, end: position, isTooLong: isTooLong)
  }

  func close() throws {
    try file.close()
  }
}
