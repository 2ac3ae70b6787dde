import Persistence

extension Programme {
  /// What pages saved by themselves and the audit has not told of yet.
  static let sittingsSchema = Migration(
    "programme.0081-maturity-sittings",
    """
    CREATE TABLE maturity_sitting (
      entry TEXT NOT NULL REFERENCES maturity_entry (id),
      account TEXT NOT NULL,
      act TEXT NOT NULL,
      pillar TEXT NOT NULL,
      begun_at \(Column.time) NOT NULL,
      saves \(Column.integer) NOT NULL,
      criteria TEXT NOT NULL,
      PRIMARY KEY (entry, account, act, pillar)
    )\(Column.strict)
    """,
    "CREATE INDEX maturity_sitting_begun ON maturity_sitting (begun_at)")
}
