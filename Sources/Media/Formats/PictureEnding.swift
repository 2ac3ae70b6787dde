import Foundation

/// Whether a picture's file has its end. An upload cut off half-way decodes to a half-grey picture without an error, and
/// a newsroom must not find that out in print.
enum PictureEnding {
  static func isThere(_ data: Data, _ format: PictureFormat) -> Bool {
    let reader = ByteReader(data)
    switch format {
    case .jpeg:
      // Bytes after the end marker are common (motion photos); the marker itself cannot stand in picture data, but may
      // stand in a thumbnail before it, hence only the part after the last start of scan counts.
      guard let scan = data.lastRange(of: Data([0xFF, 0xDA])) else { return false }
      return data.range(of: Data([0xFF, 0xD9]), in: scan.upperBound..<data.endIndex) != nil
    case .png: return endsPNG(reader)
    case .webp: return (reader.little32(4) ?? .max) + 8 <= data.count
    // A GIF is looped over by its decoder, which finds a missing end itself.
    case .gif: return true
    }
  }

  private static func endsPNG(_ bytes: ByteReader) -> Bool {
    var at = 8
    while let length = bytes.big32(at) {
      if bytes.has("IEND", at: at + 4) { return true }
      at += 12 + length
    }
    return false
  }
}

extension Data {
  fileprivate func lastRange(of part: Data) -> Range<Data.Index>? {
    range(of: part, options: .backwards)
  }
}
