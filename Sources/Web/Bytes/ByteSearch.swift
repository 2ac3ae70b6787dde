import Glibc

/// Finds bytes in bytes, with the speed of the C library: uploads and scripts are long.
enum ByteSearch {
  static func first(_ pattern: [UInt8], in all: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard let base = all.baseAddress, let first = pattern.first else { return nil }
    var at = start
    while at + pattern.count <= all.count {
      guard let hit = memchr(base + at, Int32(first), all.count - at - pattern.count + 1) else { return nil }
      let place = UnsafeRawPointer(hit) - base
      if memcmp(hit, pattern, pattern.count) == 0 { return place }
      at = place + 1
    }
    return nil
  }
}
