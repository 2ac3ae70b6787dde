import Foundation
import Kernel
import OfficeDocuments

/// The day of a paper as exactly as it is known: a day, a month or a year, kept as `2026-03-19`, `2026-03`, `2026`.
enum PaperDay {
  /// Papers older or newer than that are slips of the hand.
  static let years = 1945...2100

  /// Reads it as people write it (`19/3/2026`, `3/2026`, `2026`) and as it is kept; nil where it is no day of a paper.
  static func read(_ typed: String) -> String? {
    let text = typed.trimmingCharacters(in: .whitespaces)
    if let day = CellReading.date(text) { return years.contains(day.year) ? day.rawValue : nil }
    let parts = text.split(whereSeparator: { "/-.".contains($0) }).map(String.init)
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, text.utf8.count <= 10 else { return nil }
    switch (parts.map(\.count), numbers.count) {
    case ([4], 1): return years.contains(numbers[0]) ? parts[0] : nil
    case ([4, 2], 2): return month(numbers[1], of: numbers[0])
    case ([2, 4], 2), ([1, 4], 2): return month(numbers[0], of: numbers[1])
    default: return nil
    }
  }

  /// Why a day is not one of these years; nil where it is.
  static func problem(_ day: CivilDate) -> Phrase? {
    years.contains(day.year) ? nil : "Năm từ \(years.lowerBound) đến \(years.upperBound)"
  }

  /// What the form says where it is none.
  static let refusal: Phrase = "Cần một ngày có thật, như 19/03/2026; chưa biết ngày thì ghi 03/2026 hoặc 2026"

  private static func month(_ month: Int, of year: Int) -> String? {
    guard years.contains(year), (1...12).contains(month) else { return nil }
    return "\(year)-\(month < 10 ? "0" : "")\(month)"
  }
}
