/// Size and orientation of a PNG (PNG third edition §11.2.1, §11.3.4.6).
enum PNGHeader {
  static func read(_ bytes: ByteReader) -> PictureHeader? {
    guard bytes.big32(8) == 13, bytes.has("IHDR", at: 12), let width = bytes.big32(16), let height = bytes.big32(20)
    else {
      return nil
    }
    return PictureHeader(
      format: .png, storedWidth: width, storedHeight: height, orientation: orientation(bytes) ?? 1)
  }

  private static func orientation(_ bytes: ByteReader) -> Int? {
    var at = 33
    for _ in 0..<64 {
      guard let length = bytes.big32(at), !bytes.has("IDAT", at: at + 4) else { return nil }
      if bytes.has("eXIf", at: at + 4) { return TIFFOrientation.read(bytes, at: at + 8, end: at + 8 + length) }
      at += 12 + length
    }
    return nil
  }
}

/// Size and orientation of a WebP (RFC 9649 §2.5 to §2.7).
enum WebPHeader {
  static func read(_ bytes: ByteReader) -> PictureHeader? {
    guard let size = size(bytes) else { return nil }
    return PictureHeader(
      format: .webp, storedWidth: size.width, storedHeight: size.height, orientation: orientation(bytes) ?? 1)
  }

  private static func size(_ bytes: ByteReader) -> (width: Int, height: Int)? {
    if bytes.has("VP8 ", at: 12), bytes.has([0x9D, 0x01, 0x2A], at: 23) {
      guard let width = bytes.little16(26), let height = bytes.little16(28) else { return nil }
      return (width & 0x3FFF, height & 0x3FFF)
    }
    if bytes.has("VP8L", at: 12), bytes.byte(20) == 0x2F, let bits = bytes.little32(21) {
      return ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    }
    if bytes.has("VP8X", at: 12), let width = bytes.little24(24), let height = bytes.little24(27) {
      return (width + 1, height + 1)
    }
    return nil
  }

  private static func orientation(_ bytes: ByteReader) -> Int? {
    guard bytes.has("VP8X", at: 12) else { return nil }
    var at = 12
    for _ in 0..<64 {
      guard let length = bytes.little32(at + 4) else { return nil }
      if bytes.has("EXIF", at: at) {
        let start = bytes.has("Exif\0\0", at: at + 8) ? at + 14 : at + 8
        return TIFFOrientation.read(bytes, at: start, end: at + 8 + length)
      }
      at += 8 + length + length % 2
    }
    return nil
  }
}

/// Size of a GIF (GIF89a §18).
enum GIFHeader {
  static func read(_ bytes: ByteReader) -> PictureHeader? {
    guard let width = bytes.little16(6), let height = bytes.little16(8), bytes.count > 13 else { return nil }
    return PictureHeader(format: .gif, storedWidth: width, storedHeight: height, orientation: 1)
  }
}
