import Kernel

/// The index as programs see it. Points are text with two decimals, so that nothing is lost: `"90.13"`.
enum MaturityJSON {
  struct Versions: Encodable {
    let versions: [Version]
  }

  struct Version: Encodable {
    struct Pillar: Encodable {
      let code: String
      let name: String
      let maximum: String?
      let mark: String
    }
    struct Level: Encodable {
      let rank: Int
      let name: String
      let from: String?
      let mark: String
      let source: String
    }
    struct Criterion: Encodable {
      let id: String
      let code: String
      let text: String
      let pillar: String
      let component: String
      let maximum: String
      let blocs: [String]
    }
    let id: String
    let decision: String
    let date: String?
    let issuer: String
    let components: Int?
    let criteriaCount: Int?
    let mark: String
    let pillars: [Pillar]
    let levels: [Level]
    let criteria: [Criterion]

    init(_ scheme: IndexScheme) {
      let version = scheme.version
      id = version.id
      decision = version.decision
      date = version.decidedOn?.rawValue
      issuer = version.issuer
      components = version.componentCount
      criteriaCount = version.criterionCount
      mark = version.mark
      pillars = scheme.pillars.map {
        Pillar(code: $0.code, name: $0.name, maximum: $0.maximum?.plain, mark: $0.mark)
      }
      levels = scheme.levels.all.map {
        Level(rank: $0.rank, name: $0.name, from: $0.floor?.plain, mark: $0.mark, source: $0.sources)
      }
      criteria = scheme.criteria.map {
        Criterion(
          id: $0.id.rawValue, code: $0.code, text: $0.text, pillar: $0.pillar, component: $0.component,
          maximum: $0.maximum.plain, blocs: $0.blocs.map(\.rawValue))
      }
    }
  }

  struct Cycles: Encodable {
    let cycles: [Cycle]
  }

  struct Cycle: Encodable {
    let id: String
    let version: String
    let year: Int
    let title: String
    let registerUntil: String
    let scoreUntil: String
    let appraiseUntil: String
    let appealUntil: String
    let published: Bool
    let decision: String
    let digest: String

    init(_ cycle: MaturityCycle) {
      id = cycle.id.rawValue
      version = cycle.version
      year = cycle.year
      title = cycle.title
      registerUntil = cycle.registerUntil.rawValue
      scoreUntil = cycle.scoreUntil.rawValue
      appraiseUntil = cycle.appraiseUntil.rawValue
      appealUntil = cycle.appealUntil.rawValue
      published = cycle.isPublished
      decision = cycle.decision
      digest = cycle.digest
    }
  }

  struct Result: Encodable {
    let organisation: String
    let name: String
    let bloc: String
    let total: String
    let level: Int?
    let levelName: String?
    let rank: Int
    let of: Int
    let tied: Bool

    init(_ result: MaturityResult) {
      organisation = result.organisation.rawValue
      name = result.name
      bloc = result.bloc.rawValue
      total = result.total.plain
      level = result.level
      levelName = result.level == nil ? nil : result.levelName
      rank = result.rank
      of = result.rankOf
      tied = result.isTied
    }
  }

  struct CycleFull: Encodable {
    struct Line: Encodable {
      let id: String
      let organisation: String
      let name: String
      let bloc: String
      let state: String
      let scored: Int
      let appraised: Int
    }
    let cycle: Cycle
    let entries: [Line]
    let results: [Result]

    init(_ file: CycleFile) {
      cycle = Cycle(file.cycle)
      entries = file.lines.map {
        Line(
          id: $0.entry.id.rawValue, organisation: $0.entry.organisation.rawValue, name: $0.entry.name,
          bloc: $0.entry.bloc.rawValue, state: $0.entry.state.rawValue, scored: $0.scored, appraised: $0.appraised)
      }
      results = file.results.map(Result.init)
    }
  }

  struct Entry: Encodable {
    struct Score: Encodable {
      let criterion: String
      let code: String
      let maximum: String
      let own: String?
      let note: String
      let given: String?
      let reason: String
      let evidence: Int
      let version: Int
    }
    let id: String
    let cycle: String
    let organisation: String
    let name: String
    let bloc: String
    let state: String
    /// Whether the only person of the agency sent it: no second one has looked at it.
    let approvedAlone: Bool
    let selfTotal: String
    let total: String?
    let scores: [Score]
    let result: Result?

    init(_ file: EntryFile) {
      id = file.entry.id.rawValue
      cycle = file.cycle.id.rawValue
      organisation = file.entry.organisation.rawValue
      name = file.entry.name
      bloc = file.entry.bloc.rawValue
      state = file.entry.state.rawValue
      approvedAlone = file.isAlone
      selfTotal = file.selfTotal.plain
      total = file.showsGiven ? file.total.plain : nil
      scores = file.criteria.map { one in
        Score(
          criterion: one.criterion.id.rawValue, code: one.criterion.code, maximum: one.criterion.maximum.plain,
          own: one.score?.selfPoints?.plain, note: one.score?.selfNote ?? "",
          given: file.showsGiven ? one.score?.givenPoints?.plain : nil,
          reason: file.showsGiven ? one.score?.givenReason ?? "" : "", evidence: one.evidence.count,
          version: one.score?.version ?? 0)
      }
      result = file.result.map(Result.init)
    }
  }
}
