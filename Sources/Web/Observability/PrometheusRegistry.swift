package import CoreMetrics
import Foundation
import Synchronization

/// Keeps what the program counts, and tells it as Prometheus asks (text exposition format 0.0.4).
///
/// `MetricsSystem.bootstrap(registry)` once at start; serve ``text()`` at `/metrics` as ``contentType``.
package final class PrometheusRegistry: MetricsFactory, Sendable {
  /// Of ``text()``; format 0.0.4.
  package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  /// Upper bounds for durations, in seconds: from a cached page to a long job.
  package static let durations: [Double] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
  ]
  /// Upper bounds for everything else that is recorded: sizes, counts.
  package static let sizes: [Double] = [1, 5, 10, 50, 100, 500, 1000, 5000, 10_000, 100_000, 1_000_000, 10_000_000]

  struct Series: Hashable {
    let name: String
    /// `a="b",c="d"`, escaped; empty where there are none.
    let labels: String
  }

  private let numbers = Mutex<[Series: PrometheusNumber]>([:])
  private let histograms = Mutex<[Series: PrometheusHistogram]>([:])
  /// What a name stands for is settled by who uses it first, since a name has one type.
  private let kinds = Mutex<[String: String]>([:])
  private let started = Date()

  /// Empty; nothing is counted before something is made.
  package init() {}

  /// The same series for the same name and labels, whoever makes it.
  package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    number(label, dimensions, kind: "counter")
  }

  /// The same series for the same name and labels, whoever makes it.
  package func makeFloatingPointCounter(
    label: String, dimensions: [(String, String)]
  ) -> any FloatingPointCounterHandler {
    number(label, dimensions, kind: "counter")
  }

  /// A gauge.
  package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    number(label, dimensions, kind: "gauge")
  }

  /// A histogram by ``sizes``, or a gauge where nothing is to be added up.
  package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
    aggregate ? histogram(label, dimensions, Self.sizes) : number(label, dimensions, kind: "gauge")
  }

  /// A histogram by ``durations``, in seconds.
  package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    histogram(label, dimensions, Self.durations)
  }

  // What was counted stays counted: a series that vanishes and comes back looks like a restart.
  /// Does nothing: what was counted stays counted.
  package func destroyCounter(_ handler: any CounterHandler) {}
  /// Does nothing: what was counted stays counted.
  package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
  /// Does nothing: what was measured last stays.
  package func destroyMeter(_ handler: any MeterHandler) {}
  /// Does nothing: what was recorded stays.
  package func destroyRecorder(_ handler: any RecorderHandler) {}
  /// Does nothing: what was recorded stays.
  package func destroyTimer(_ handler: any TimerHandler) {}

  /// Everything, by name.
  package func text() -> String {
    var families: [String: [(Series, String)]] = [:]
    for (series, number) in numbers.withLock({ $0 }) {
      families[series.name, default: []].append((series, number.text(series)))
    }
    for (series, histogram) in histograms.withLock({ $0 }) {
      families[series.name, default: []].append((series, histogram.text(series)))
    }
    let kinds = kinds.withLock { $0 }
    var text = ""
    for (name, lines) in families.sorted(by: { $0.key < $1.key }) {
      text += "# TYPE \(name) \(kinds[name] ?? "untyped")\n"
      for (_, line) in lines.sorted(by: { $0.0.labels < $1.0.labels }) { text += line }
    }
    return text + ProcessFigures.text(started: started)
  }

  private func number(_ label: String, _ dimensions: [(String, String)], kind: String) -> PrometheusNumber {
    let series = series(label, dimensions, kind: kind)
    return numbers.withLock { numbers in
      if let known = numbers[series] { return known }
      let made = PrometheusNumber()
      numbers[series] = made
      return made
    }
  }

  private func histogram(_ label: String, _ dimensions: [(String, String)], _ bounds: [Double]) -> PrometheusHistogram {
    let series = series(label, dimensions, kind: "histogram")
    return histograms.withLock { histograms in
      if let known = histograms[series] { return known }
      let made = PrometheusHistogram(bounds: bounds)
      histograms[series] = made
      return made
    }
  }

  private func series(_ label: String, _ dimensions: [(String, String)], kind: String) -> Series {
    var name = Self.name(label, colons: true)
    let settled = kinds.withLock { kinds in
      let settled = kinds[name] ?? kind
      kinds[name] = settled
      return settled
    }
    if settled != kind {
      name += "_" + kind
      kinds.withLock { $0[name] = kind }
    }
    let labels = dimensions.map { "\(Self.name($0.0, colons: false))=\"\(Self.escape($0.1))\"" }
    return Series(name: name, labels: labels.joined(separator: ","))
  }

  /// Dots, dashes and blanks become underscores; a name may not begin with a digit.
  static func name(_ text: String, colons: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      let isAllowed =
        scalar == "_" || (colons && scalar == ":")
        || (scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)))
      result.unicodeScalars.append(isAllowed ? scalar : "_")
    }
    if result.isEmpty || ("0"..."9").contains(result.unicodeScalars.first ?? "_") { result = "_" + result }
    return result
  }

  static func escape(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
