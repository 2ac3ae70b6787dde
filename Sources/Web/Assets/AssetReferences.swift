import NIOCore

/// Where one asset names another.
struct AssetReference: Equatable {
  /// The bytes of the reference, without its quotes and without what follows `?` or `#`.
  let range: Range<Int>
  /// The logical name it leads to.
  let target: String
}

/// Finds what a style sheet or a module refers to. It looks at the words before a quoted address, not at the grammar:
/// a match counts only where an asset of that name exists, so a mistake changes an address that would lead to the same
/// bytes.
enum AssetReferences {
  static func find(in bytes: ByteBuffer, named name: String) -> [AssetReference] {
    let text = Array(bytes.readableBytesView)
    let isStyle = name.hasSuffix(".css")
    guard isStyle || name.hasSuffix(".js") || name.hasSuffix(".mjs") else { return [] }
    let words = isStyle ? ["url(", "@import"] : ["from", "import"]
    let found = words.flatMap { word in
      places(of: word, in: text).compactMap { end in
        reference(after: end, in: text, named: name, isStyle: isStyle)
      }
    }
    return found.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  static func rewrite(_ bytes: ByteBuffer, _ references: [AssetReference], _ paths: [String: String]) -> ByteBuffer {
    guard !references.isEmpty else { return bytes }
    var result = ByteBuffer()
    var copied = 0
    for reference in references where reference.range.lowerBound >= copied {
      result.writeImmutableBuffer(slice(bytes, copied..<reference.range.lowerBound))
      result.writeString(paths[reference.target] ?? "")
      copied = reference.range.upperBound
    }
    result.writeImmutableBuffer(slice(bytes, copied..<bytes.readableBytes))
    return result
  }

  private static func slice(_ bytes: ByteBuffer, _ range: Range<Int>) -> ByteBuffer {
    bytes.getSlice(at: bytes.readerIndex + range.lowerBound, length: range.count) ?? ByteBuffer()
  }

  /// Where each occurrence of a word ends.
  private static func places(of word: String, in text: [UInt8]) -> [Int] {
    let pattern = Array(word.utf8)
    var places: [Int] = []
    // By bytes: these files are long, and this runs at every start.
    text.withUnsafeBytes { all in
      var at = 0
      while let hit = ByteSearch.first(pattern, in: all, from: at) {
        at = hit + pattern.count
        places.append(at)
      }
    }
    return places
  }

  private static func reference(after end: Int, in text: [UInt8], named name: String, isStyle: Bool) -> AssetReference?
  {
    var at = end
    let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
    while at < text.count, blanks.contains(text[at]) { at += 1 }
    if !isStyle, at < text.count, text[at] == UInt8(ascii: "(") { at += 1 }
    while at < text.count, blanks.contains(text[at]) { at += 1 }
    guard at < text.count else { return nil }
    let quote = text[at]
    let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    guard isQuoted || isStyle else { return nil }
    let start = isQuoted ? at + 1 : at
    let stop = isQuoted ? quote : UInt8(ascii: ")")
    guard let close = text[start..<min(text.count, start + 512)].firstIndex(of: stop) else { return nil }
    let whole = text[start..<close].prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    let address = String(decoding: whole, as: UTF8.self)
    guard let target = resolve(address, from: name, isStyle: isStyle) else { return nil }
    return AssetReference(range: start..<start + whole.count, target: target)
  }

  /// `../fonts/a.woff2` in `css/site.css` → `fonts/a.woff2`. Bare module names are not ours.
  static func resolve(_ address: String, from name: String, isStyle: Bool) -> String? {
    if address.hasPrefix("/assets/") { return String(address.dropFirst(8)) }
    guard isStyle || address.hasPrefix("./") || address.hasPrefix("../"), !address.hasPrefix("/"), !address.isEmpty,
      !address.contains(":")
    else { return nil }
    var folders = name.split(separator: "/").dropLast().map(String.init)
    for part in address.split(separator: "/") {
      if part == "." { continue }
      if part == ".." {
        guard folders.popLast() != nil else { return nil }
      } else {
        folders.append(String(part))
      }
    }
    return folders.joined(separator: "/")
  }
}
