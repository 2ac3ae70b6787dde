import Foundation

/// A ZIP file of a few parts, each stored as it is (APPNOTE 6.3.10, method 0). Names are UTF-8; the time is that of the
/// export, in Vietnam.
package struct ZipArchive {
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count: UInt16 = 0
  private let time: UInt16
  private let day: UInt16

  /// - Parameter moment: year, month, day, hour, minute; years before 1980 cannot be told.
  package init(year: Int, month: Int, day: Int, hour: Int, minute: Int) {
    time = UInt16(hour << 11 | minute << 5)
    self.day = UInt16(max(0, year - 1980) << 9 | month << 5 | day)
  }

  /// Adds a file. All together must stay below 4 GB, which nothing here comes near.
  package mutating func add(_ name: String, _ content: [UInt8]) {
    let offset = UInt32(bytes.count)
    let (label, sum) = (Array(name.utf8), CRC32.sum(content))
    // Version 2.0, bit 11 for a UTF-8 name, stored.
    let common =
      Self.little(UInt16(20)) + Self.little(UInt16(0x0800)) + Self.little(UInt16(0)) + Self.little(time)
      + Self.little(day) + Self.little(sum) + Self.little(UInt32(content.count)) + Self.little(UInt32(content.count))
      + Self.little(UInt16(label.count)) + Self.little(UInt16(0))
    bytes += Self.little(UInt32(0x0403_4B50)) + common + label + content
    directory += Self.little(UInt32(0x0201_4B50)) + Self.little(UInt16(20)) + common
    directory += [UInt8](repeating: 0, count: 10) + Self.little(offset) + label
    count += 1
  }

  /// The whole archive; more may be added afterwards.
  package var data: [UInt8] {
    let end =
      Self.little(UInt32(0x0605_4B50)) + [0, 0, 0, 0] + Self.little(count) + Self.little(count)
      + Self.little(UInt32(directory.count)) + Self.little(UInt32(bytes.count)) + [0, 0]
    return bytes + directory + end
  }

  private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }
}

/// The checksum of ZIP (ISO 3309).
package enum CRC32 {
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
  }

  /// Of these bytes, from nothing.
  package static func sum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { sum, byte in table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ (sum >> 8) }
  }
}
