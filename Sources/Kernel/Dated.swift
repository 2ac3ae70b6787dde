/// The days on which something holds: from a first day up to and including a last day, or with no end in sight.
package struct Validity: Hashable, Codable, Sendable {
  /// The first day on which it holds.
  package let from: CivilDate
  /// The last day on which it holds; nil while no end is known.
  package let to: CivilDate?

  /// Without `to`: from that day on, with no end known.
  package init(from: CivilDate, to: CivilDate? = nil) {
    self.from = from
    self.to = to
  }

  /// Whether it holds on that day; the first and the last day are in it.
  package func contains(_ day: CivilDate) -> Bool {
    day >= from && (to.map { day <= $0 } ?? true)
  }
}

/// A value with the days on which it holds: a name, a rule, a price, a post.
package struct Dated<Value> {
  /// What held.
  package let value: Value
  /// When it held.
  package let validity: Validity

  /// Puts a value and its days together.
  package init(_ value: Value, _ validity: Validity) {
    self.value = value
    self.validity = validity
  }
}

extension Dated: Sendable where Value: Sendable {}
extension Dated: Equatable where Value: Equatable {}

extension Sequence {
  /// The value that held on a day; where periods overlap by mistake, the one that began last.
  package func value<Value>(on day: CivilDate) -> Value? where Element == Dated<Value> {
    filter { $0.validity.contains(day) }.max { $0.validity.from < $1.validity.from }?.value
  }
}
