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

  /// - Parameters:
  ///   - all: every figure that may be looked at, one's own first.
  ///   - gone: frozen figures that are published no more.
  init(
    _ all: [Entry], gone: [PeerChange], peers: [Peer], asked: String, year wanted: Int?, order: Order?,
    isDescending: Bool?
  ) {
    self.peers = peers
    let groups = Dictionary(grouping: all) { FigureDefinition($0.figure) }
    choices = groups.compactMap { definition, entries -> Choice? in
      let provinces = Set(entries.map(\.whose)).count
      guard let reference = entries.first(where: \.isOwn) ?? (provinces > 1 ? entries.first : nil) else { return nil }
      return Choice(id: definition.id, reference: reference.figure, provinces: provinces)
    }.sorted { left, right in
      (left.reference.goal ?? "~", left.reference.measure, left.id)
        < (right.reference.goal ?? "~", right.reference.measure, right.id)
    }
    let most = choices.map(\.provinces).max()
    guard let chosen = choices.first(where: { $0.id == asked }) ?? choices.first(where: { $0.provinces == most })
    else { return }
    self.chosen = chosen
    let alike = groups[FigureDefinition(chosen.reference)] ?? []
    let byYear = Dictionary(grouping: alike, by: \.figure.year)
    years = byYear.keys.sorted(by: >)
    let shared = years.first { Set(byYear[$0]?.map(\.whose) ?? []).count > 1 }
    year = wanted.flatMap { byYear[$0] == nil ? nil : $0 } ?? shared ?? years.first
    self.order = order ?? .value
    self.isDescending = isDescending ?? (order == nil || order == .value ? chosen.reference.direction != "down" : false)
    entries = sorted(Self.once(byYear[year ?? 0] ?? []))
    unfit = Self.unfit(all, gone, peers, chosen.reference, year ?? 0, fit: entries)
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
