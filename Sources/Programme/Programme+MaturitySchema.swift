import Persistence

/// The index of maturity in digital transformation: versions and criteria, yearly cycles, what agencies score and what
/// comes of it. Points are whole hundredths.
extension Programme {
  static let maturitySchema = Migration(
    "programme.0030-maturity",
    """
    CREATE TABLE index_version (
      id TEXT PRIMARY KEY,
      title TEXT NOT NULL,
      decision TEXT NOT NULL,
      decided_on TEXT,
      issuer TEXT NOT NULL,
      max_points \(Column.integer) NOT NULL,
      component_count \(Column.integer),
      criterion_count \(Column.integer),
      mark TEXT NOT NULL,
      sources TEXT NOT NULL,
      note TEXT NOT NULL,
      criteria_source TEXT NOT NULL,
      criteria_by TEXT,
      criteria_by_name TEXT NOT NULL,
      criteria_at \(Column.time),
      digest TEXT NOT NULL,
      loaded_at \(Column.time) NOT NULL
    )\(Column.strict)
    """,
    """
    CREATE TABLE index_pillar (
      version TEXT NOT NULL REFERENCES index_version (id),
      code TEXT NOT NULL,
      position \(Column.integer) NOT NULL,
      name TEXT NOT NULL,
      max_points \(Column.integer),
      mark TEXT NOT NULL,
      sources TEXT NOT NULL,
      note TEXT NOT NULL,
      PRIMARY KEY (version, code)
    )\(Column.strict)
    """,
    """
    CREATE TABLE index_level (
      version TEXT NOT NULL REFERENCES index_version (id),
      rank \(Column.integer) NOT NULL,
      name TEXT NOT NULL,
      floor \(Column.integer),
      mark TEXT NOT NULL,
      sources TEXT NOT NULL,
      entered_by TEXT,
      entered_by_name TEXT NOT NULL,
      entered_at \(Column.time),
      PRIMARY KEY (version, rank)
    )\(Column.strict)
    """,
    """
    CREATE TABLE index_criterion (
      id TEXT PRIMARY KEY,
      version TEXT NOT NULL REFERENCES index_version (id),
      position \(Column.integer) NOT NULL,
      code TEXT NOT NULL,
      text TEXT NOT NULL,
      pillar TEXT NOT NULL,
      component TEXT NOT NULL,
      max_points \(Column.integer) NOT NULL CHECK (max_points > 0),
      evidence TEXT NOT NULL,
      rule TEXT NOT NULL,
      blocs TEXT NOT NULL,
      UNIQUE (version, code),
      UNIQUE (version, position),
      FOREIGN KEY (version, pillar) REFERENCES index_pillar (version, code)
    )\(Column.strict)
    """,
    """
    CREATE TABLE index_import (
      id TEXT PRIMARY KEY,
      version TEXT NOT NULL REFERENCES index_version (id),
      file_name TEXT NOT NULL,
      source TEXT NOT NULL,
      content TEXT NOT NULL,
      sent_by TEXT NOT NULL,
      sent_at \(Column.time) NOT NULL
    )\(Column.strict)
    """,
    """
    CREATE TABLE maturity_cycle (
      id TEXT PRIMARY KEY,
      version TEXT NOT NULL REFERENCES index_version (id),
      year \(Column.integer) NOT NULL,
      holder TEXT,
      title TEXT NOT NULL,
      data_from TEXT NOT NULL,
      data_to TEXT NOT NULL,
      register_until TEXT NOT NULL,
      score_until TEXT NOT NULL,
      appraise_until TEXT NOT NULL,
      appeal_until TEXT NOT NULL,
      needs_training \(Column.bool) NOT NULL,
      made_by TEXT NOT NULL,
      made_at \(Column.time) NOT NULL,
      published_by TEXT,
      published_by_name TEXT NOT NULL,
      published_at \(Column.time),
      decision TEXT NOT NULL,
      digest TEXT NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX maturity_cycle_year ON maturity_cycle (year)",
    """
    CREATE TABLE maturity_entry (
      id TEXT PRIMARY KEY,
      cycle TEXT NOT NULL REFERENCES maturity_cycle (id),
      organisation TEXT NOT NULL,
      name TEXT NOT NULL,
      short_name TEXT NOT NULL,
      bloc TEXT NOT NULL,
      is_trained \(Column.bool) NOT NULL,
      training_note TEXT NOT NULL,
      state TEXT NOT NULL,
      approved_by TEXT,
      approved_by_name TEXT NOT NULL,
      registered_at \(Column.time) NOT NULL,
      updated_at \(Column.time) NOT NULL,
      UNIQUE (cycle, organisation)
    )\(Column.strict)
    """,
    "CREATE INDEX maturity_entry_of ON maturity_entry (organisation)",
    """
    CREATE TABLE maturity_step (
      id TEXT PRIMARY KEY,
      entry TEXT NOT NULL REFERENCES maturity_entry (id),
      act TEXT NOT NULL,
      state TEXT NOT NULL,
      words TEXT NOT NULL,
      by TEXT NOT NULL,
      by_name TEXT NOT NULL,
      at \(Column.time) NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX maturity_step_of ON maturity_step (entry)",
    """
    CREATE TABLE maturity_score (
      id TEXT PRIMARY KEY,
      entry TEXT NOT NULL REFERENCES maturity_entry (id),
      criterion TEXT NOT NULL REFERENCES index_criterion (id),
      self_points \(Column.integer),
      self_note TEXT NOT NULL,
      self_by TEXT,
      self_by_name TEXT NOT NULL,
      self_at \(Column.time),
      given_points \(Column.integer),
      given_reason TEXT NOT NULL,
      given_by TEXT,
      given_by_name TEXT NOT NULL,
      given_at \(Column.time),
      appeal TEXT NOT NULL,
      appeal_by_name TEXT NOT NULL,
      appeal_at \(Column.time),
      answer TEXT NOT NULL,
      answer_by_name TEXT NOT NULL,
      answer_at \(Column.time),
      before_appeal \(Column.integer),
      version \(Column.integer) NOT NULL,
      UNIQUE (entry, criterion)
    )\(Column.strict)
    """,
    """
    CREATE TABLE maturity_scorer (
      entry TEXT NOT NULL REFERENCES maturity_entry (id),
      account TEXT NOT NULL,
      PRIMARY KEY (entry, account)
    )\(Column.strict)
    """,
    """
    CREATE TABLE maturity_evidence (
      evidence TEXT PRIMARY KEY REFERENCES plan_evidence (id),
      score TEXT NOT NULL REFERENCES maturity_score (id),
      valid_until TEXT,
      indicator TEXT NOT NULL,
      numerator \(Column.integer),
      denominator \(Column.integer)
    )\(Column.strict)
    """,
    "CREATE INDEX maturity_evidence_of ON maturity_evidence (score)",
    """
    CREATE TABLE maturity_result (
      entry TEXT PRIMARY KEY REFERENCES maturity_entry (id),
      cycle TEXT NOT NULL REFERENCES maturity_cycle (id),
      organisation TEXT NOT NULL,
      name TEXT NOT NULL,
      bloc TEXT NOT NULL,
      total \(Column.integer) NOT NULL,
      level \(Column.integer),
      level_name TEXT NOT NULL,
      rank \(Column.integer) NOT NULL,
      rank_of \(Column.integer) NOT NULL,
      is_tied \(Column.bool) NOT NULL
    )\(Column.strict)
    """,
    "CREATE INDEX maturity_result_of ON maturity_result (organisation)",
    "CREATE INDEX maturity_result_rank ON maturity_result (cycle, bloc, rank, name)")
}
