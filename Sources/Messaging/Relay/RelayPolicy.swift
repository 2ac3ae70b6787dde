/// How the relay tells events.
package struct RelayPolicy: Sendable {
  /// How many lanes are served at once by this node.
  package var lanes = 8
  /// How often a delivery is tried before it is put aside for a person to look at.
  package var attempts = 15
  /// How long a lane waits after a failure.
  package var backOff = BackOff()
  /// Seconds after which a lane whose node fell silent is taken over by another.
  package var lease = 60.0
  /// Longer than this a handler may not take; it is cancelled and counts as failed.
  package var timeLimit: Duration = .seconds(120)
  /// How many deliveries of a lane are taken at once before other lanes have their turn.
  package var batch = 100
  /// How long a lane is served before other lanes have their turn.
  package var turn: Duration = .seconds(1)
  /// Days for which what was told is kept.
  package var keptDays = 30

  /// What suits one small machine.
  package init() {}
}
