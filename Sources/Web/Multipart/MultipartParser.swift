import NIOCore

/// Takes `multipart/form-data` (RFC 7578, RFC 2046 §5.1.1) apart, as its bytes come. Pure: bytes in, events out; the
/// same body gives the same parts however it was cut into chunks.
struct MultipartParser {
  enum Event: Equatable {
    /// A part begins, with the lines of its head by lower-case name.
    case head([String: String])
    /// More of the part's content.
    case content(ByteBuffer)
    /// The part is whole.
    case end
  }

  private enum State {
    /// Before the first delimiter; what stands there is not shown to anybody.
    case preamble
    /// After a delimiter: `--` ends the body, an empty line end begins a part.
    case afterDelimiter
    case head
    case content
    /// After the last delimiter; what follows is left out.
    case epilogue
  }

  /// The head of one part may be so long, in bytes.
  static let headLimit = 8192

  private let delimiter: [UInt8]
  private var state = State.preamble
  private var buffer = ByteBuffer()

  /// Nil where the boundary is not one (RFC 2046: 1 to 70 characters of a small alphabet).
  init?(boundary: String) {
    let allowed = Set("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'()+_,-./:=? ".utf8)
    guard (1...70).contains(boundary.utf8.count), boundary.utf8.allSatisfy(allowed.contains), boundary.last != " "
    else {
      return nil
    }
    delimiter = Array("\r\n--\(boundary)".utf8)
    // The first delimiter may stand at the very beginning, where no line end precedes it.
    buffer.writeString("\r\n")
  }

  mutating func feed(_ chunk: ByteBuffer) {
    guard state != .epilogue else { return }
    buffer.discardReadBytes()
    buffer.writeImmutableBuffer(chunk)
  }

  /// The next event, or nil where more bytes are needed.
  mutating func next() throws -> Event? {
    while true {
      switch state {
      case .preamble:
        guard skipPreamble() else { return nil }
      case .afterDelimiter:
        guard try readLineAfterDelimiter() else { return nil }
      case .head:
        return try readHead()
      case .content:
        return readContent()
      case .epilogue:
        buffer.clear()
        return nil
      }
    }
  }

  /// Throws where the body broke off before its last delimiter.
  func finish() throws {
    guard state == .epilogue else { throw RequestProblem.malformed }
  }

  private mutating func skipPreamble() -> Bool {
    guard let place = place(of: delimiter) else {
      keepLast(delimiter.count - 1)
      return false
    }
    buffer.moveReaderIndex(forwardBy: place + delimiter.count)
    state = .afterDelimiter
    return true
  }

  /// RFC 2046 lets blanks follow a delimiter on its line.
  private mutating func readLineAfterDelimiter() throws -> Bool {
    guard buffer.readableBytes >= 2 else { return false }
    let bytes = buffer.readableBytesView
    if bytes.starts(with: [0x2D, 0x2D]) {
      state = .epilogue
      return true
    }
    let blanks = bytes.prefix { $0 == 0x20 || $0 == 0x09 }.count
    guard blanks <= 256 else { throw RequestProblem.malformed }
    guard bytes.count >= blanks + 2 else { return false }
    guard bytes.dropFirst(blanks).starts(with: [0x0D, 0x0A]) else { throw RequestProblem.malformed }
    buffer.moveReaderIndex(forwardBy: blanks + 2)
    state = .head
    return true
  }

  private mutating func readHead() throws -> Event? {
    // A part without any head line is one line end away from its content.
    if buffer.readableBytesView.starts(with: [0x0D, 0x0A]) {
      buffer.moveReaderIndex(forwardBy: 2)
      backUp()
      return .head([:])
    }
    guard let end = place(of: [0x0D, 0x0A, 0x0D, 0x0A]) else {
      if buffer.readableBytes > Self.headLimit + 3 { throw RequestProblem.malformed }
      return nil
    }
    guard end <= Self.headLimit, let lines = buffer.readSlice(length: end) else { throw RequestProblem.malformed }
    buffer.moveReaderIndex(forwardBy: 4)
    backUp()
    return .head(try Self.fields(lines))
  }

  /// The content may be empty, so that the delimiter follows at once: its line end is put before the content.
  private mutating func backUp() {
    var whole = ByteBuffer(string: "\r\n")
    whole.writeBuffer(&buffer)
    buffer = whole
    state = .content
    isFirstContent = true
  }
  /// Whether the content still begins with the line end that ``backUp()`` put there.
  private var isFirstContent = false

  private mutating func readContent() -> Event? {
    if let place = place(of: delimiter) {
      if place > 0, let content = take(place) { return .content(content) }
      // Either the content was empty, and its delimiter used up the line end put before it, or all of it was taken.
      buffer.moveReaderIndex(forwardBy: delimiter.count)
      isFirstContent = false
      state = .afterDelimiter
      return .end
    }
    let sure = buffer.readableBytes - (delimiter.count - 1)
    guard sure > (isFirstContent ? 2 : 0), let content = take(sure) else { return nil }
    return .content(content)
  }

  private mutating func take(_ count: Int) -> ByteBuffer? {
    var count = count
    if isFirstContent {
      buffer.moveReaderIndex(forwardBy: 2)
      count -= 2
      isFirstContent = false
    }
    return count > 0 ? buffer.readSlice(length: count) : nil
  }

  private mutating func keepLast(_ count: Int) {
    if buffer.readableBytes > count { buffer.moveReaderIndex(forwardBy: buffer.readableBytes - count) }
  }

  /// How far ahead a pattern stands.
  private func place(of pattern: [UInt8]) -> Int? {
    buffer.withUnsafeReadableBytes { ByteSearch.first(pattern, in: $0, from: 0) }
  }

  private static func fields(_ lines: ByteBuffer) throws -> [String: String] {
    guard let text = String(validating: lines.readableBytesView, as: UTF8.self) else { throw RequestProblem.malformed }
    var fields: [String: String] = [:]
    for line in text.split(separator: "\r\n") {
      guard let colon = line.firstIndex(of: ":"), line.first != " ", line.first != "\t" else {
        throw RequestProblem.malformed
      }
      let name = line[..<colon].lowercased()
      guard !name.isEmpty, fields[name] == nil else { throw RequestProblem.malformed }
      fields[name] = String(line[line.index(after: colon)...].trimmed)
    }
    return fields
  }
}
