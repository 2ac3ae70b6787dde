import Foundation
import Persistence

/// How telling a word is: the rarer among documents, the more. Judged from its newest documents and how far back they
/// reach, so that a common word costs no more than a rare one.
struct Rarity {
  struct Sample {
    let numbers: [Int64]
    let weight: Double
  }

  /// How many documents are counted at most.
  private static let mostCounted = 4_000

  private let connection: any Connection
  private let range: ClosedRange<Int64>
  private let documents: Int

  init(connection: any Connection, range: ClosedRange<Int64>) throws {
    self.connection = connection
    self.range = range
    self.documents = max(1, try Self.count(range, connection))
  }

  func sample(_ matching: Matching, limit: Int) throws -> Sample {
    let numbers = try matching.newest(limit, in: range, on: connection)
    var among = documents
    if numbers.count == limit, let oldest = numbers.last {
      among = try Self.count(oldest...range.upperBound, connection)
    }
    let share = min(1, Double(numbers.count) / Double(max(1, among)))
    let holding = share * Double(documents)
    return Sample(numbers: numbers, weight: log(1 + (Double(documents) - holding + 0.5) / (holding + 0.5)))
  }

  private static func count(_ range: ClosedRange<Int64>, _ connection: any Connection) throws -> Int {
    try connection.value(
      """
      SELECT COUNT(*) FROM (
        SELECT number FROM search_entry
        WHERE number >= \(range.lowerBound) AND number <= \(range.upperBound)
        ORDER BY number DESC LIMIT \(mostCounted)
      ) AS counted
      """) ?? 0
  }
}
