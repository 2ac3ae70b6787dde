import Foundation
import Kernel
import Vietnamese

/// One figure of provinces beside one another, in one year, by one definition.
struct ProvinceComparison: Sendable {
  /// Whose a figure is, and how it came here.
  enum Source: Sendable {
    case own(PlanID)
    case peer(Peer)
  }

  struct Entry: Sendable {
    let source: Source
    let plan: String
    let planTitle: String
    let figure: SharedFigure
    /// What it was when it was frozen, as it was read here before.
    var change: PeerChange?
    /// Where it says its formula otherwise than the figure that all are compared with; empty where it says it alike.
    var formula: [Unlikeness] = []

    var isOwn: Bool { if case .own = source { true } else { false } }
    var value: Double? { figure.count.value(figure.measuredIn) }
    /// One place may publish the plans of several provinces.
    var whose: String { "\(who) \(plan)" }
    var who: String {
      switch source {
      case .own(let id): id.rawValue
      case .peer(let peer): peer.id.rawValue
      }
    }
  }

  /// A definition that can be looked at.
  struct Choice: Sendable {
    let id: String
    let reference: SharedFigure
    /// How many plans have figures of it.
    let provinces: Int
  }

  /// A figure of the same thing that cannot stand beside the others, and why.
  struct Unfit: Sendable {
    let entry: Entry
    let reasons: [Unlikeness]
  }

  enum Order: String, Sendable, CaseIterable {
    case value = "gia-tri"
    case province = "tinh"
    case denominator = "mau-so"
    case day = "ngay"
  }

  var choices: [Choice] = []
  var chosen: Choice?
  var years: [Int] = []
  var year: Int?
  var entries: [Entry] = []
  var unfit: [Unfit] = []
  var order = Order.value
  var isDescending = true
  var peers: [Peer] = []

  init(choices: [Choice], peers: [Peer]) {
    self.choices = choices
    self.peers = peers
  }

  static func sorted(_ choices: [Choice]) -> [Choice] {
    choices.sorted { left, right in
      (left.reference.goal ?? "~", left.reference.measure, left.id)
        < (right.reference.goal ?? "~", right.reference.measure, right.id)
    }
  }

  /// What was asked for, else what most plans have.
  static func chosen(_ choices: [Choice], _ asked: String) -> Choice? {
    let most = choices.map(\.provinces).max()
    return choices.first { $0.id == asked } ?? choices.first { $0.provinces == most }
  }

  /// Chooses a definition and a year of it: what was asked for, else the newest in which there is something to compare.
  mutating func choose(
    _ choice: Choice, among figures: [(year: Int, whose: String)], _ query: Programme.ProvinceQuery
  ) {
    chosen = choice
    let byYear = Dictionary(grouping: figures, by: \.year)
    years = byYear.keys.sorted(by: >)
    let shared = years.first { Set(byYear[$0]?.map(\.whose) ?? []).count > 1 }
    year = query.year.flatMap { byYear[$0] == nil ? nil : $0 } ?? shared ?? years.first
    order = query.order ?? .value
    isDescending = query.isDescending ?? (order == .value ? choice.reference.direction != "down" : false)
  }

  /// Puts figures where they belong: beside one another, or below with why they are not.
  /// - Parameters:
  ///   - all: one's own first; of peers those of the definition, and those near it in the year.
  ///   - gone: frozen figures of the year that are published no more.
  mutating func place(_ all: [Entry], gone: [PeerChange]) {
    guard let reference = chosen?.reference else { return }
    let definition = FigureDefinition(reference)
    let fit = all.filter { $0.figure.year == year && FigureDefinition($0.figure) == definition }
    entries = sorted(Self.once(fit)).map { entry in
      var entry = entry
      entry.formula = Likeness.formulaDifferences(entry.figure, from: reference)
      return entry
    }
    unfit = Self.unfit(all, gone, peers, reference, year ?? 0, fit: entries)
  }

  /// A plan that has one figure twice, in its text and in its annex, shows it once.
  private static func once(_ entries: [Entry]) -> [Entry] {
    var seen: Set<String> = []
    return entries.filter { one in
      seen.insert("\(one.who) \(one.plan) \(one.figure.numerator)/\(one.figure.denominator ?? -1)").inserted
    }
  }

  /// What has no value comes last, whichever way.
  private func sorted(_ entries: [Entry]) -> [Entry] {
    func before(_ left: Entry, _ right: Entry) -> Bool? {
      switch order {
      case .value:
        guard let mine = left.value, let other = right.value else {
          return left.value == nil && right.value == nil ? nil : right.value == nil
        }
        return mine == other ? nil : (mine < other) != isDescending
      case .denominator:
        let (mine, other) = (left.figure.denominator ?? 0, right.figure.denominator ?? 0)
        return mine == other ? nil : (mine < other) != isDescending
      case .day:
        return left.figure.day == right.figure.day ? nil : (left.figure.day < right.figure.day) != isDescending
      case .province:
        let (mine, other) = (left.figure.province.name, right.figure.province.name)
        return mine == other ? nil : (VietnameseText.sortKey(mine) < VietnameseText.sortKey(other)) != isDescending
      }
    }
    return entries.sorted { left, right in
      before(left, right) ?? ((left.figure.province.name, left.who) < (right.figure.province.name, right.who))
    }
  }

  private static func unfit(
    _ all: [Entry], _ gone: [PeerChange], _ peers: [Peer], _ reference: SharedFigure, _ year: Int, fit: [Entry]
  ) -> [Unfit] {
    let definition = FigureDefinition(reference)
    let present = Set(fit.map { "\($0.who) \($0.plan)" })
    var found: [Unfit] = []
    var told: Set<String> = []
    for entry in all where Likeness.areOfOneThing(entry.figure, reference) {
      let isAlike = FigureDefinition(entry.figure) == definition
      let who = "\(entry.who) \(entry.plan)"
      if isAlike {
        // The newest year it has, where it has none for this one.
        guard !present.contains(who), told.insert("\(who) year").inserted else { continue }
        let years = all.filter { "\($0.who) \($0.plan)" == who && FigureDefinition($0.figure) == definition }
          .map(\.figure.year)
        found.append(
          Unfit(
            entry: entry,
            reasons: [
              .words(
                "Chưa có số liệu năm \(year); có năm \(Set(years).sorted().map(String.init).joined(separator: ", "))")
            ]))
      } else if entry.figure.year == year {
        found.append(Unfit(entry: entry, reasons: Likeness.differences(entry.figure, from: reference)))
      }
    }
    for change in gone where change.was.year == year && FigureDefinition(change.was) == definition {
      guard let peer = peers.first(where: { $0.id == change.peer }) else { continue }
      let entry = Entry(source: .peer(peer), plan: change.plan, planTitle: "", figure: change.was, change: change)
      found.append(
        Unfit(
          entry: entry, reasons: [.words("Nơi công bố đã bỏ số này, thấy ngày \(CivilDate(change.seenAt).vietnamese)")])
      )
    }
    return found
  }
}
