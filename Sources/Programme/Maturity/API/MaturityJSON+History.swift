import Kernel

/// Results through the years, of the platform and from before it.
extension MaturityJSON {
  struct History: Encodable {
    struct Line: Encodable {
      let year: Int
      let cycle: String?
      let predecessor: Bool
      /// Copied from a source of before the platform.
      let source: Source?
      let organisation: String
      let name: String
      let bloc: String
      let total: String
      let level: String?
      let rank: Int?
      let of: Int?
      let pillars: [String: String]
    }
    let organisation: String
    let name: String
    let results: [Line]

    init(_ history: MaturityHistory) {
      organisation = history.organisation.rawValue
      name = history.name
      results = history.lines.map { line in
        Line(
          year: line.year, cycle: line.cycle?.rawValue, predecessor: line.isPredecessor,
          source: line.past.map(Source.init), organisation: line.organisation.rawValue, name: line.name,
          bloc: line.bloc.rawValue, total: line.total.plain, level: line.levelName.isEmpty ? nil : line.levelName,
          rank: line.rank, of: line.rankOf, pillars: line.pillars.mapValues(\.plain))
      }
    }
  }

  /// The paper a result from before the platform was copied from.
  struct Source: Encodable {
    let decision: String
    let date: String?
    let address: String
    let file: String

    init(_ past: PastResult) {
      decision = past.draft.decision
      date = past.draft.decidedOn?.rawValue
      address = past.draft.address
      file = past.fileName
    }
  }

  struct Past: Encodable {
    let id: String
    let organisation: String
    let name: String
    let year: Int
    let bloc: String
    let total: String
    let level: String?
    let rank: Int?
    let of: Int?
    let parts: [String: String]
    let source: Source
    let state: String
    let reason: String
    let enteredBy: String
    let decidedBy: String?

    init(_ past: PastResult) {
      let draft = past.draft
      id = past.id.rawValue
      organisation = draft.organisation.rawValue
      name = draft.name
      year = draft.year
      bloc = draft.bloc.rawValue
      total = draft.total.plain
      level = draft.levelName.isEmpty ? nil : draft.levelName
      rank = draft.rank
      of = draft.rankOf
      parts = Dictionary(draft.parts.map { ($0.code, $0.points.plain) }, uniquingKeysWith: { first, _ in first })
      source = Source(past)
      state = past.state.rawValue
      reason = past.reason
      enteredBy = past.enteredByName
      decidedBy = past.decidedBy == nil ? nil : past.decidedByName
    }
  }

  struct Pasts: Encodable {
    let results: [Past]
  }
}
