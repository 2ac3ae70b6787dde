/// How jobs are worked off.
package struct WorkPolicy: Sendable {
  /// How many jobs run at once on this node.
  package var jobs = 4
  /// How long a job waits after a failure.
  package var backOff = BackOff(first: 5)
  /// Seconds after which a job whose node fell silent is taken over by another; renewed while it runs.
  package var lease = 120.0
  /// Days for which finished jobs are kept.
  package var keptDays = 7

  /// What suits one small machine.
  package init() {}
}
