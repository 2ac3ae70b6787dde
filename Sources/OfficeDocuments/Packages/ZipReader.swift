import CCompression

/// The parts of a zip file, by its central directory (APPNOTE 6.3). A part is unpacked only when asked for, and never to more
/// than its directory says, nor all together to more than the limits.
struct ZipReader {
  private struct Entry {
    let method: UInt16
    let isEncrypted: Bool
    let packed: Int
    let unpacked: Int
    let checksum: UInt32
    let offset: Int
  }

  private let bytes: [UInt8]
  private var entries: [String: Entry] = [:]
  private var budget = SpreadsheetLimits.parts
  /// In the order of the directory.
  private(set) var namesAsWritten: [String] = []

  /// Names in lower case: packages compare them so (ECMA-376 part 2).
  var names: [String] { entries.keys.sorted() }

  init(_ bytes: [UInt8]) throws(SpreadsheetFailure) {
    self.bytes = bytes
    guard let end = Self.end(of: bytes) else { throw .damaged }
    let count = Int(number16(end + 10))
    var at = Int(number32(end + 16))
    guard count <= SpreadsheetLimits.entries else { throw .harmful }
    for _ in 0..<count {
      guard at + 46 <= bytes.count, number32(at) == 0x0201_4B50 else { throw .damaged }
      let nameLength = Int(number16(at + 28))
      let rest = Int(number16(at + 30)) + Int(number16(at + 32))
      guard at + 46 + nameLength <= bytes.count else { throw .damaged }
      let name = String(decoding: bytes[(at + 46)..<(at + 46 + nameLength)], as: UTF8.self)
      if entries[name.lowercased()] == nil { namesAsWritten.append(name) }
      entries[name.lowercased()] = Entry(
        method: number16(at + 10), isEncrypted: number16(at + 8) & 1 != 0, packed: Int(number32(at + 20)),
        unpacked: Int(number32(at + 24)), checksum: number32(at + 16), offset: Int(number32(at + 42)))
      at += 46 + nameLength + rest
    }
  }

  /// A part unpacked; nil where there is none of that name.
  mutating func part(_ name: String) throws(SpreadsheetFailure) -> [UInt8]? {
    guard let entry = entries[name.lowercased()] else { return nil }
    guard !entry.isEncrypted else { throw .encrypted }
    guard entry.unpacked <= SpreadsheetLimits.part, entry.unpacked <= budget else { throw .harmful }
    budget -= entry.unpacked
    guard entry.offset + 30 <= bytes.count, number32(entry.offset) == 0x0403_4B50 else { throw .damaged }
    let start = entry.offset + 30 + Int(number16(entry.offset + 26)) + Int(number16(entry.offset + 28))
    guard start + entry.packed <= bytes.count else { throw .damaged }
    let part: [UInt8]
    switch entry.method {
    case 0 where entry.packed == entry.unpacked: part = Array(bytes[start..<(start + entry.packed)])
    case 8 where entry.unpacked == 0: part = []
    case 8: part = try inflated(start, entry)
    default: throw .damaged
    }
    guard UInt32(truncatingIfNeeded: crc32_z(0, part, part.count)) == entry.checksum else { throw .damaged }
    return part
  }

  private func inflated(_ start: Int, _ entry: Entry) throws(SpreadsheetFailure) -> [UInt8] {
    var status = Z_OK
    let part = [UInt8](unsafeUninitializedCapacity: entry.unpacked) { out, count in
      bytes.withUnsafeBufferPointer { bytes in
        var stream = z_stream()
        status = inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { return }
        defer { inflateEnd(&stream) }
        stream.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress?.advanced(by: start))
        stream.avail_in = UInt32(entry.packed)
        stream.next_out = out.baseAddress
        stream.avail_out = UInt32(entry.unpacked)
        status = inflate(&stream, Z_FINISH)
        count = entry.unpacked - Int(stream.avail_out)
      }
    }
    guard status == Z_STREAM_END, part.count == entry.unpacked else {
      // More comes out than the directory says: a bomb, or broken.
      throw status == Z_BUF_ERROR ? .harmful : .damaged
    }
    return part
  }

  /// The end record stands last, but for a comment of at most 65,535 bytes.
  private static func end(of bytes: [UInt8]) -> Int? {
    guard bytes.count >= 22 else { return nil }
    var at = bytes.count - 22
    while at >= max(0, bytes.count - 65_557) {
      if bytes[at] == 0x50, bytes[at + 1] == 0x4B, bytes[at + 2] == 5, bytes[at + 3] == 6 { return at }
      at -= 1
    }
    return nil
  }

  private func number16(_ at: Int) -> UInt16 { UInt16(bytes[at]) | UInt16(bytes[at + 1]) << 8 }
  private func number32(_ at: Int) -> UInt32 { UInt32(number16(at)) | UInt32(number16(at + 2)) << 16 }
}
