package import Foundation
import Kernel

/// Reads the dates of feeds: RFC 822 with all its later habits, and ISO 8601 as far as it goes.
package enum NewsDate {
  /// The moment a text names, or nil.
  package static func read(_ text: String) -> Date? {
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard (4...64).contains(trimmed.utf8.count) else { return nil }
    return iso(trimmed) ?? mail(trimmed)
  }

  /// W3C's profile of ISO 8601: from `2026` to `2026-07-01T10:42:00.5+07:00`.
  private static func iso(_ text: String) -> Date? {
    guard text.prefix(4).allSatisfy(\.isASCIIDigit) else { return nil }
    if let date = Timestamp.date(text) ?? basic(text) { return date }
    let (day, time) = split(text, at: ["T", "t", " "])
    let parts = day.split(separator: "-").compactMap { Int($0) }
    guard (1...3).contains(parts.count), parts.count == day.split(separator: "-").count,
      let date = CivilDate(parts[0], parts.count > 1 ? parts[1] : 1, parts.count > 2 ? parts[2] : 1)
    else { return nil }
    guard let time else { return Date(timeIntervalSince1970: Double(date.daysSince1970) * 86_400) }
    let mark = time.firstIndex { "Zz+-".contains($0) } ?? time.endIndex
    return seconds(time[..<mark]).map { at(date, $0, zone: zone(String(time[mark...])) ?? 0) }
  }

  /// Without marks between: `20261121T080000+0700`, as NITF writes.
  private static func basic(_ text: String) -> Date? {
    let digits = text.prefix { $0.isASCIIDigit }
    guard digits.count == 8 else { return nil }
    let rest = text.dropFirst(8)
    let day = "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))"
    let time = rest.dropFirst().prefix { $0.isASCIIDigit }
    guard rest.first == "T", time.count == 6 else { return rest.isEmpty ? iso(day) : nil }
    let clock = "\(time.prefix(2)):\(time.dropFirst(2).prefix(2)):\(time.suffix(2))"
    return Timestamp.date("\(day)T\(clock)\(rest.dropFirst(7))")
  }

  /// `Sat, 18 Feb 2017 15:21:50 +0700`, with or without weekday, seconds and zone, two-digit years, month before day.
  private static func mail(_ text: String) -> Date? {
    let words = text.split { $0.isWhitespace || $0 == "," }.map(String.init)
    var day: Int?
    var month: Int?
    var year: Int?
    var time: Int?
    var offset = 0
    for word in words {
      if word.contains(":") {
        // A zone may cling to the time: `15:21:50+0700`.
        let mark = word.firstIndex { "+-".contains($0) } ?? word.endIndex
        time = seconds(word[..<mark])
        if mark < word.endIndex { offset = zone(String(word[mark...])) ?? 0 }
      } else if let name = months[word.prefix(3).lowercased()], month == nil, word.first?.isLetter == true {
        month = name
      } else if let number = Int(word), !word.hasPrefix("+"), !word.hasPrefix("-") {
        if day == nil, number <= 31 { day = number } else if year == nil { year = number }
      } else if let known = zone(word), time != nil {
        offset = known
      } else if word.contains("-"), let (d, m, y) = dashed(word) {
        (day, month, year) = (d, m, y)
      }
    }
    guard let day, let month, var year else { return nil }
    if year < 100 { year += year < 70 ? 2000 : 1900 }
    guard let date = CivilDate(year, month, day) else { return nil }
    return at(date, time ?? 0, zone: offset)
  }

  private static func dashed(_ word: String) -> (Int, Int, Int)? {
    let parts = word.split(separator: "-")
    guard parts.count == 3, let day = Int(parts[0]), let month = months[parts[1].prefix(3).lowercased()],
      let year = Int(parts[2])
    else { return nil }
    return (day, month, year)
  }

  private static func seconds(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), let hour = Int(parts[0]), (0...24).contains(hour) else { return nil }
    let minute = parts.count > 1 ? Int(parts[1]) : 0
    let second = parts.count > 2 ? Int(parts[2].prefix { $0.isASCIIDigit }) : 0
    guard let minute, let second, (0..<60).contains(minute), (0...60).contains(second) else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  /// Seconds east of Greenwich.
  private static func zone(_ text: String) -> Int? {
    let word = text.trimmingCharacters(in: CharacterSet(charactersIn: "() ")).uppercased()
    if let hours = zones[word] { return hours * 3600 }
    let rest = word.hasPrefix("GMT") || word.hasPrefix("UTC") ? String(word.dropFirst(3)) : word
    guard let sign = rest.first, sign == "+" || sign == "-" else { return nil }
    let digits = rest.dropFirst().filter { $0 != ":" }
    guard digits.allSatisfy(\.isASCIIDigit), let number = Int(digits) else { return nil }
    let minutes = digits.count <= 2 ? number * 60 : number / 100 * 60 + number % 100
    return abs(minutes) <= 15 * 60 ? minutes * 60 * (sign == "-" ? -1 : 1) : nil
  }

  private static func at(_ date: CivilDate, _ seconds: Int, zone: Int) -> Date {
    Date(timeIntervalSince1970: Double(date.daysSince1970 * 86_400 + seconds - zone))
  }

  private static func split(_ text: String, at marks: Set<Character>) -> (Substring, Substring?) {
    guard let place = text.firstIndex(where: { marks.contains($0) }) else { return (text[...], nil) }
    return (text[..<place], text[text.index(after: place)...])
  }

  private static let months: [String: Int] = [
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12,
  ]
  private static let zones: [String: Int] = [
    "Z": 0, "GMT": 0, "UTC": 0, "UT": 0, "ICT": 7, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
    "PST": -8, "PDT": -7, "CET": 1, "CEST": 2, "BST": 1, "JST": 9, "HKT": 8, "SGT": 8, "AEST": 10,
  ]
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
