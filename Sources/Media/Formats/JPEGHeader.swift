/// Finds size and orientation in a JPEG (ITU-T T.81 annex B; EXIF 2.32 §4.5.4).
enum JPEGHeader {
  static func read(_ bytes: ByteReader) -> PictureHeader? {
    var at = 2
    var orientation = 1
    for _ in 0..<2_000 {
      guard bytes.byte(at) == 0xFF else { return nil }
      while bytes.byte(at) == 0xFF { at += 1 }
      guard let marker = bytes.byte(at) else { return nil }
      at += 1
      if marker == 0x01 || (0xD0...0xD8).contains(marker) { continue }
      guard let length = bytes.big16(at), length >= 2 else { return nil }
      if isFrame(marker) {
        guard let height = bytes.big16(at + 3), let width = bytes.big16(at + 5) else { return nil }
        return PictureHeader(format: .jpeg, storedWidth: width, storedHeight: height, orientation: orientation)
      }
      // Picture data or the end before any frame: not a picture that can be shown.
      if marker == 0xDA || marker == 0xD9 { return nil }
      if marker == 0xE1, bytes.has("Exif\0\0", at: at + 2) {
        orientation = TIFFOrientation.read(bytes, at: at + 8, end: at + length) ?? orientation
      }
      at += length
    }
    return nil
  }

  /// SOF0…SOF15 without DHT, JPG and DAC, which share their range.
  private static func isFrame(_ marker: UInt8) -> Bool {
    (0xC0...0xCF).contains(marker) && marker != 0xC4 && marker != 0xC8 && marker != 0xCC
  }
}

/// The orientation tag (0x0112) of EXIF data, which is a small TIFF file wherever it is kept.
enum TIFFOrientation {
  static func read(_ bytes: ByteReader, at start: Int, end: Int) -> Int? {
    let big: Bool
    if bytes.has("MM\0*", at: start) {
      big = true
    } else if bytes.has("II*\0", at: start) {
      big = false
    } else {
      return nil
    }
    guard let offset = bytes.number(start + 4, 4, big: big), let count = bytes.number(start + offset, 2, big: big)
    else {
      return nil
    }
    for entry in 0..<min(count, 512) {
      let place = start + offset + 2 + entry * 12
      guard place + 12 <= end, let tag = bytes.number(place, 2, big: big) else { return nil }
      if tag == 0x0112, let value = bytes.number(place + 8, 2, big: big) {
        return (1...8).contains(value) ? value : nil
      }
    }
    return nil
  }
}
