import Foundation
import Kernel

/// How peers and the comparison are written for programs.
enum SharingJSON {
  struct Peers: Encodable {
    let peers: [One]
  }

  struct One: Encodable {
    let id: String
    let organisation: String
    let name: String
    /// Nil: files are sent.
    let address: String?
    let state: String
    let digest: String
    let generatedAt: Date?
    let lastFetchAt: Date?
    let lastGoodAt: Date?
    let nextFetchAt: Date?
    let lastError: String?
    let failures: Int

    init(_ peer: Peer) {
      id = peer.id.rawValue
      organisation = peer.organisation.rawValue
      name = peer.name
      address = peer.isFile ? nil : peer.address
      state = peer.state.rawValue
      digest = peer.digest
      generatedAt = peer.generatedAt
      lastFetchAt = peer.lastFetchAt
      lastGoodAt = peer.lastGoodAt
      nextFetchAt = peer.nextFetchAt
      lastError = peer.lastError
      failures = peer.failures
    }
  }

  struct Change: Encodable {
    let plan: String
    let kind: String
    let was: SharedFigure
    let now: SharedFigure?
    let seenAt: Date

    init(_ change: PeerChange) {
      plan = change.plan
      kind = change.kind.rawValue
      was = change.was
      now = change.now
      seenAt = change.seenAt
    }
  }

  struct Whole: Encodable {
    struct Figure: Encodable {
      let plan: String
      let figure: SharedFigure
    }
    let peer: One
    let figures: [Figure]
    let changes: [Change]

    init(_ view: PeerView) {
      peer = One(view.peer)
      figures = view.figures.map { Figure(plan: $0.plan, figure: $0.figure) }
      changes = view.changes.map { Change($0) }
    }
  }

  struct Comparison: Encodable {
    struct Choice: Encodable {
      let id: String
      let measure: String
      let plans: Int
    }
    struct Entry: Encodable {
      let isOwn: Bool
      /// Of the peer it was read from; nil for one's own.
      let peer: String?
      let readAt: Date?
      let plan: String
      let value: Double?
      let figure: SharedFigure
      let change: Change?
      /// Where it says its formula otherwise than the figure that all are compared with.
      let formula: [String]
      /// Why it is not compared; empty where it is.
      let reasons: [String]

      init(_ entry: ProvinceComparison.Entry, _ t: Translator, reasons: [String] = []) {
        isOwn = entry.isOwn
        switch entry.source {
        case .own:
          peer = nil
          readAt = nil
        case .peer(let one):
          peer = one.id.rawValue
          readAt = one.lastGoodAt
        }
        plan = entry.plan
        value = entry.value
        figure = entry.figure
        change = entry.change.map { Change($0) }
        formula = entry.formula.map { $0.text(t) }
        self.reasons = reasons
      }
    }
    let choices: [Choice]
    let chosen: String?
    let years: [Int]
    let year: Int?
    let figures: [Entry]
    let incomparable: [Entry]

    init(_ found: ProvinceComparison, _ t: Translator) {
      choices = found.choices.map { Choice(id: $0.id, measure: $0.reference.measure, plans: $0.provinces) }
      chosen = found.chosen?.id
      years = found.years
      year = found.year
      figures = found.entries.map { Entry($0, t) }
      incomparable = found.unfit.map { Entry($0.entry, t, reasons: $0.reasons.map { $0.text(t) }) }
    }
  }
}
