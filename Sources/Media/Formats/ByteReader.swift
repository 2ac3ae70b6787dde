import Foundation

/// Reads numbers out of bytes from outside; nil past the end, never a trap.
struct ByteReader {
  private let data: Data
  private let start: Int

  init(_ data: Data) {
    self.data = data
    self.start = data.startIndex
  }

  var count: Int { data.count }

  func byte(_ at: Int) -> UInt8? {
    at >= 0 && at < data.count ? data[start + at] : nil
  }

  func big16(_ at: Int) -> Int? { number(at, 2, big: true) }
  func big32(_ at: Int) -> Int? { number(at, 4, big: true) }
  func little16(_ at: Int) -> Int? { number(at, 2, big: false) }
  func little24(_ at: Int) -> Int? { number(at, 3, big: false) }
  func little32(_ at: Int) -> Int? { number(at, 4, big: false) }

  func number(_ at: Int, _ length: Int, big: Bool) -> Int? {
    guard at >= 0, at <= data.count - length else { return nil }
    var value = 0
    for offset in 0..<length {
      let byte = Int(data[start + at + (big ? offset : length - 1 - offset)])
      value = value << 8 | byte
    }
    return value
  }

  /// Whether these bytes stand at a place.
  func has(_ text: StaticString, at place: Int = 0) -> Bool {
    has(text.withUTF8Buffer { Array($0) }, at: place)
  }

  func has(_ bytes: [UInt8], at place: Int = 0) -> Bool {
    guard place >= 0, place <= data.count - bytes.count else { return false }
    return bytes.indices.allSatisfy { data[start + place + $0] == bytes[$0] }
  }
}
