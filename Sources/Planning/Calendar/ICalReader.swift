import Foundation
import Kernel

/// A calendar file cannot be read at all.
enum ICalProblem: Error, Equatable {
  case tooLarge
  case notCalendar
}

/// One VEVENT of a calendar file, as it stands there.
struct ICalEvent: Sendable, Equatable {
  var uid = ""
  var sequence = 0
  var title = ""
  var place = ""
  var description = ""
  var link = ""
  var isCancelled = false
  var isTentative = false
  var isAllDay = false
  var start: Date?
  var end: Date?
  var duration: Double?
  var rule: String?
  /// A rule by the lunar calendar, as this program writes it.
  var lunarRule: String?
  var removed: [Date] = []
  /// Which time of the series this one replaces.
  var recurrenceID: Date?
}

/// Reads what other calendars write (RFC 5545). Bounded in bytes, lines, depth and events; what it does not know it
/// passes over; it never follows anything.
struct ICalReader {
  static let bytes = 2_097_152
  static let events = 2000
  private static let lines = 200_000
  private static let depth = 8

  static func read(_ data: Data) throws(ICalProblem) -> [ICalEvent] {
    guard data.count <= bytes else { throw .tooLarge }
    var reader = ICalReader()
    for line in try unfolded(data) {
      guard let property = ICalProperty(line) else { continue }
      reader.take(property)
      if reader.found.count >= events { break }
    }
    guard reader.isCalendar else { throw .notCalendar }
    return reader.found
  }

  private var stack: [String] = []
  private var found: [ICalEvent] = []
  private var current = ICalEvent()
  private var isCalendar = false

  private mutating func take(_ property: ICalProperty) {
    switch property.name {
    case "BEGIN":
      let name = property.value.uppercased()
      if name == "VCALENDAR" { isCalendar = true }
      guard stack.count < Self.depth else { return }
      stack.append(name)
      if name == "VEVENT" { current = ICalEvent() }
    case "END":
      let name = property.value.uppercased()
      guard stack.last == name else { return }
      stack.removeLast()
      if name == "VEVENT", current.start != nil { found.append(current) }
    default:
      // What stands in an alarm within the event is the alarm's.
      if stack.last == "VEVENT" { read(property) }
    }
  }

  private mutating func read(_ property: ICalProperty) {
    let text = ICalText.unescape(property.value)
    switch property.name {
    case "UID": current.uid = String(property.value.prefix(300))
    case "SEQUENCE": current.sequence = min(max(Int(property.value) ?? 0, 0), 1_000_000)
    case "SUMMARY": current.title = text
    case "LOCATION": current.place = text
    case "DESCRIPTION": current.description = text
    case "URL": current.link = property.value
    case "STATUS":
      current.isCancelled = property.value.uppercased() == "CANCELLED"
      current.isTentative = property.value.uppercased() == "TENTATIVE"
    case "DTSTART":
      current.isAllDay = property.isDay
      current.start = property.dates.first
    case "DTEND": current.end = property.dates.first
    case "DURATION": current.duration = ICalText.duration(property.value)
    case "RRULE": current.rule = current.rule ?? property.value
    case "X-HOITU-LUNAR": current.lunarRule = property.value
    case "EXDATE": if current.removed.count < RecurrenceRule.most { current.removed += property.dates }
    case "RECURRENCE-ID": current.recurrenceID = property.dates.first
    default: break
    }
  }

  /// The content lines with their folds taken out.
  private static func unfolded(_ data: Data) throws(ICalProblem) -> [String] {
    let text = String(decoding: data, as: UTF8.self)
    var result: [[UInt8]] = []
    for line in text.utf8.split(omittingEmptySubsequences: true, whereSeparator: { $0 == 10 || $0 == 13 }) {
      if line.first == UInt8(ascii: " ") || line.first == UInt8(ascii: "\t"), !result.isEmpty {
        // A line longer than anything anybody writes is cut.
        if result[result.count - 1].count < 65_536 { result[result.count - 1] += line.dropFirst() }
      } else {
        guard result.count < lines else { throw .tooLarge }
        result.append(Array(line.prefix(65_536)))
      }
    }
    return result.map { String(decoding: $0, as: UTF8.self) }
  }
}

/// `NAME;PARAMETER=VALUE:VALUE`.
struct ICalProperty {
  let name: String
  let parameters: [String: String]
  let value: String

  init?(_ line: String) {
    var isQuoted = false
    var pieces: [String] = [""]
    var rest: Substring?
    for index in line.indices {
      let character = line[index]
      if character == "\"" {
        isQuoted.toggle()
      } else if character == ";", !isQuoted {
        guard pieces.count < 16 else { return nil }
        pieces.append("")
      } else if character == ":", !isQuoted {
        rest = line[line.index(after: index)...]
        break
      } else {
        pieces[pieces.count - 1].append(character)
      }
    }
    guard let rest, !pieces[0].isEmpty else { return nil }
    name = pieces[0].uppercased()
    var parameters: [String: String] = [:]
    for piece in pieces.dropFirst() {
      let pair = piece.split(separator: "=", maxSplits: 1)
      if pair.count == 2 { parameters[pair[0].uppercased()] = String(pair[1]) }
    }
    self.parameters = parameters
    value = String(rest)
  }

  var isDay: Bool { parameters["VALUE"]?.uppercased() == "DATE" || ICalText.day(value) != nil }

  /// Its days or times, separated by commas.
  var dates: [Date] {
    value.split(separator: ",").prefix(RecurrenceRule.most).compactMap { piece in
      let text = String(piece)
      if let day = ICalText.day(text) { return day.start }
      return ICalText.time(text, zone: zone)
    }
  }

  /// The zone it names, where this machine knows it; a zone nobody knows is taken for Vietnam's.
  private var zone: TimeZone? { parameters["TZID"].flatMap { TimeZone(identifier: $0) } }
}
