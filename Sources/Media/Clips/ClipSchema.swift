import Persistence

/// The tables of sound, video and rights.
extension Media {
  static let clipMigrations: [Migration] = [
    Migration(
      "media.0003-clips",
      """
      CREATE TABLE clip (
        id TEXT PRIMARY KEY,
        organisation TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('audio', 'video')),
        hash TEXT NOT NULL,
        bytes \(Column.integer) NOT NULL CHECK (bytes > 0),
        duration \(Column.real) NOT NULL CHECK (duration > 0),
        width \(Column.integer) NOT NULL,
        height \(Column.integer) NOT NULL,
        file_name TEXT NOT NULL,
        title TEXT NOT NULL,
        credit TEXT NOT NULL,
        transcript TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'ready', 'failed')),
        playable TEXT,
        poster TEXT,
        subtitles TEXT,
        uploaded_by TEXT NOT NULL,
        uploaded_at \(Column.time) NOT NULL,
        UNIQUE (organisation, hash),
        CHECK ((state = 'ready') = (playable IS NOT NULL))
      )\(Column.strict)
      """,
      "CREATE INDEX clip_newest ON clip (organisation, id)",
      "CREATE INDEX clip_waiting ON clip (uploaded_at) WHERE state = 'waiting'"),
    Migration(
      "media.0004-rights",
      """
      CREATE TABLE asset_rights (
        asset TEXT PRIMARY KEY,
        organisation TEXT NOT NULL,
        basis TEXT NOT NULL,
        holder TEXT NOT NULL,
        expires TEXT,
        terms TEXT NOT NULL
      )\(Column.strict)
      """,
      "CREATE INDEX asset_rights_expiring ON asset_rights (organisation, expires) WHERE expires IS NOT NULL"),
  ]
}
