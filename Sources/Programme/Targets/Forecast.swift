import Foundation

/// A straight line through the years that are known, and how far next years may lie from it (95 % prediction band).
struct Forecast: Sendable, Equatable {
  struct Point: Sendable, Equatable {
    let year: Int
    let value: Double
    let low: Double
    let high: Double
  }

  private let count: Int
  private let meanYear: Double
  private let meanValue: Double
  private let slope: Double
  private let spread: Double
  private let error: Double
  private let limits: ClosedRange<Double>?

  /// Nil where fewer than three years are known.
  /// - Parameter limits: what the figure cannot leave, 0…100 for percents.
  init?(_ known: [(year: Int, value: Double)], within limits: ClosedRange<Double>?) {
    let years = Set(known.map(\.year))
    guard years.count >= 3, years.count == known.count else { return nil }
    let number = Double(known.count)
    let meanYear = known.reduce(0) { $0 + Double($1.year) } / number
    let meanValue = known.reduce(0) { $0 + $1.value } / number
    let spread = known.reduce(0) { $0 + pow(Double($1.year) - meanYear, 2) }
    let slope = known.reduce(0) { $0 + (Double($1.year) - meanYear) * ($1.value - meanValue) } / spread
    let residuals = known.reduce(0) {
      $0 + pow($1.value - (meanValue + slope * (Double($1.year) - meanYear)), 2)
    }
    self.count = known.count
    self.meanYear = meanYear
    self.meanValue = meanValue
    self.spread = spread
    self.slope = slope
    self.limits = limits
    error = (residuals / (number - 2)).squareRoot()
  }

  /// What is to be expected in a year, by this line alone.
  func at(_ year: Int) -> Point {
    let distance = Double(year) - meanYear
    let value = meanValue + slope * distance
    let wide =
      Self.student(count - 2) * error * (1 + 1 / Double(count) + distance * distance / spread).squareRoot()
    return Point(year: year, value: within(value), low: within(value - wide), high: within(value + wide))
  }

  private func within(_ value: Double) -> Double {
    guard let limits else { return value }
    return min(max(value, limits.lowerBound), limits.upperBound)
  }

  /// The 97.5 % quantile of Student's t by degrees of freedom; beyond the table that of the next smaller row, which is
  /// wider and so on the safe side.
  static func student(_ degrees: Int) -> Double {
    let table = [
      12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
      2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ]
    return table[min(max(degrees, 1), table.count) - 1]
  }
}
