extension VietnameseText {
  /// The text as part of an address: `Đường về quê` → `duong-ve-que`. Only `a-z`, `0-9` and single hyphens; ends with a
  /// whole word within `limit` characters; `fallback` where nothing is left.
  package static func slug(_ text: String, limit: Int = 80, fallback: String = "bai") -> String {
    var bytes: [UInt8] = []
    var pending = false
    for byte in fold(text).utf8 {
      let isLetter = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
      guard isLetter || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) else {
        pending = !bytes.isEmpty
        continue
      }
      if pending { bytes.append(UInt8(ascii: "-")) }
      pending = false
      bytes.append(byte)
    }
    if bytes.count > limit {
      let endsWord = bytes[limit] == UInt8(ascii: "-")
      bytes.removeSubrange(limit...)
      if !endsWord, let hyphen = bytes.lastIndex(of: UInt8(ascii: "-")) { bytes.removeSubrange(hyphen...) }
    }
    return bytes.isEmpty ? fallback : String(decoding: bytes, as: UTF8.self)
  }
}
