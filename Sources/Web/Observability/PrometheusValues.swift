import CoreMetrics
import Synchronization

/// A number that goes up (counter) or up and down (gauge).
final class PrometheusNumber: CounterHandler, FloatingPointCounterHandler, MeterHandler, RecorderHandler {
  private let value = Mutex(0.0)

  func increment(by amount: Int64) { value.withLock { $0 += Double(amount) } }
  func increment(by amount: Double) {
    // NaN would stay for ever.
    if amount.isFinite { value.withLock { $0 += amount } }
  }
  func decrement(by amount: Double) { increment(by: -amount) }
  func set(_ new: Int64) { value.withLock { $0 = Double(new) } }
  func set(_ new: Double) { value.withLock { $0 = new } }
  func record(_ new: Int64) { set(new) }
  func record(_ new: Double) { set(new) }
  func reset() { value.withLock { $0 = 0 } }

  func text(_ series: PrometheusRegistry.Series) -> String {
    let labels = series.labels.isEmpty ? "" : "{\(series.labels)}"
    return "\(series.name)\(labels) \(Self.text(value.withLock { $0 }))\n"
  }

  /// Whole numbers without a fraction, as people read them.
  static func text(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
    return value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
  }
}

/// How often values fell below each bound, their sum and their number.
final class PrometheusHistogram: RecorderHandler, TimerHandler {
  private struct State {
    var counts: [UInt64]
    var sum = 0.0
  }
  private let bounds: [Double]
  private let state: Mutex<State>

  init(bounds: [Double]) {
    self.bounds = bounds
    state = Mutex(State(counts: [UInt64](repeating: 0, count: bounds.count + 1)))
  }

  func record(_ value: Int64) { record(Double(value)) }
  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
  func record(_ value: Double) {
    guard value.isFinite else { return }
    let place = bounds.firstIndex { value <= $0 } ?? bounds.count
    state.withLock { state in
      state.counts[place] += 1
      state.sum += value
    }
  }

  func text(_ series: PrometheusRegistry.Series) -> String {
    let (counts, sum) = state.withLock { ($0.counts, $0.sum) }
    let comma = series.labels.isEmpty ? "" : series.labels + ","
    let labels = series.labels.isEmpty ? "" : "{\(series.labels)}"
    var text = ""
    var total: UInt64 = 0
    for (index, count) in counts.enumerated() {
      total += count
      let bound = index < bounds.count ? PrometheusNumber.text(bounds[index]) : "+Inf"
      text += "\(series.name)_bucket{\(comma)le=\"\(bound)\"} \(total)\n"
    }
    return text + "\(series.name)_sum\(labels) \(PrometheusNumber.text(sum))\n\(series.name)_count\(labels) \(total)\n"
  }
}
