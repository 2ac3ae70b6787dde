import Contracts

/// Plain text as bytes. An archive is a hundred megabytes, and `Character` looks up a table for each letter.
enum PlainBytes {
  /// The lines that are not empty, without white space at their ends.
  static func lines(_ text: String) -> [String] {
    var text = text
    return text.withUTF8 { bytes in
      bytes.split { $0 == 0x0A || $0 == 0x0D }.compactMap { line in
        guard let first = line.firstIndex(where: { $0 > 0x20 }), let last = line.lastIndex(where: { $0 > 0x20 }) else {
          return nil
        }
        return String(decoding: line[first...last], as: UTF8.self)
      }
    }
  }

  /// Whether it looks like HTML: a `<` before a letter or `/`, and a `>` somewhere after it.
  static func hasTags(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var place = 0
      while let open = bytes[place...].firstIndex(of: UInt8(ascii: "<")), open + 2 < bytes.count {
        let next = bytes[open + 1]
        if next == UInt8(ascii: "/") || (next | 0x20 >= 0x61 && next | 0x20 <= 0x7A) {
          return bytes[open...].contains(UInt8(ascii: ">"))
        }
        place = open + 1
      }
      return false
    }
  }

  /// Runs of bytes with a letter or digit in them; letters beyond ASCII are bytes above 7F. The figure people see, near
  /// enough to `StoryBody.wordCount`, at a fiftieth of its price.
  static func wordCount(_ body: StoryBody) -> Int {
    var count = 0
    body.walk { step in
      guard case .text(var text, _) = step else { return }
      text.withUTF8 { bytes in
        var isCounted = false
        for byte in bytes {
          if byte <= 0x20 {
            isCounted = false
          } else if !isCounted,
            byte >= 0x80 || (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
          {
            count += 1
            isCounted = true
          }
        }
      }
    }
    return count
  }
}
