import Foundation

/// Takes everything but the picture out of a WebP file (RFC 9649 §2.7): EXIF with the place where it was taken, XMP, and
/// the colour profile, which after conversion to sRGB says nothing new.
///
/// libvips is asked to strip too, but version 8.14 (Debian 12) keeps all three in WebP: found by a test, hence this.
enum WebPCleaner {
  /// The same picture without metadata; nil where this is no WebP file.
  static func cleaned(_ data: Data) -> Data? {
    let bytes = ByteReader(data)
    guard bytes.has("RIFF"), bytes.has("WEBP", at: 8), let size = bytes.little32(4), size + 8 <= data.count else {
      return nil
    }
    let end = size + 8
    var chunks = Data()
    var at = 12
    while at + 8 <= end {
      guard let length = bytes.little32(at + 4), at + 8 + length <= end else { return nil }
      let whole = min(8 + length + length % 2, end - at)
      if kept.contains(where: { bytes.has($0, at: at) }) {
        var chunk = data.subdata(in: (data.startIndex + at)..<(data.startIndex + at + whole))
        if bytes.has("VP8X", at: at), chunk.count > 8 { chunk[chunk.startIndex + 8] &= ~metadataFlags }
        if chunk.count % 2 == 1 { chunk.append(0) }
        chunks.append(chunk)
      }
      at += whole
    }
    let total = UInt32(chunks.count + 4)
    let head = Array("RIFF".utf8) + (0..<4).map { UInt8(truncatingIfNeeded: total >> (8 * $0)) } + Array("WEBP".utf8)
    return Data(head) + chunks
  }

  private static let kept = ["VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF"].map { Array($0.utf8) }
  /// ICC profile, EXIF and XMP in the first byte of `VP8X`.
  private static let metadataFlags: UInt8 = 0x20 | 0x08 | 0x04
}
