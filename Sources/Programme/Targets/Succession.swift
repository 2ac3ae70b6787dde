import Contracts
import Foundation
import Kernel

/// Says how the organisations of one reporting day became those of a later one: "2 trên 3" of last year is "trên 1" now.
struct Succession: Sendable {
  let from: CivilDate
  let to: CivilDate
  /// By name as on the first day.
  let before: [(id: OrganisationID, name: String)]
  let after: [OrganisationID: String]
  /// To whom each of the first day belongs on the later one.
  let became: [OrganisationID: [OrganisationID]]

  /// Those that did not simply live on, by what they became.
  private var changed: [(sources: [String], targets: [String])] {
    var groups: [(key: [OrganisationID], sources: [String])] = []
    for one in before {
      let targets = (became[one.id] ?? []).sorted()
      if targets == [one.id] {
        // It lives on; it is named only where others came into it.
        guard became.contains(where: { $0.key != one.id && $0.value.contains(one.id) }) else { continue }
      }
      if let place = groups.firstIndex(where: { $0.key == targets }) {
        groups[place].sources.append(one.name)
      } else {
        groups.append((targets, [one.name]))
      }
    }
    return groups.map { ($0.sources, $0.key.map { after[$0] ?? "—" }) }
  }

  /// Empty where nothing changed.
  func words(_ was: FigureCount?, now denominator: Double?) -> [Phrase] {
    let changed = changed
    guard !changed.isEmpty else { return [] }
    var sentences = changed.map { group -> Phrase in
      let sources = group.sources.joined(separator: ", ")
      return group.targets.isEmpty
        ? "\(sources) đã kết thúc, không có cơ quan kế tục."
        : "\(sources) thành \(group.targets.joined(separator: ", "))."
    }
    if let was, let numerator = was.numerator, let old = was.denominator, let denominator, old != denominator {
      sentences.insert(
        "\(FigureText.number(numerator)) trên \(FigureText.number(old)) ngày \(from.vietnamese) nay trên \(FigureText.number(denominator)).",
        at: 0)
    }
    return sentences
  }
}

extension Programme {
  /// How the parts of an earlier day roll up to this one.
  func succession(
    of parts: [FigurePart], from: CivilDate, to day: CivilDate, members: [OrganisationID: String]
  ) async throws -> Succession {
    let ids = parts.map(\.organisation)
    let became = try await registers.rollUp(ids, from: from, on: day)
    let unnamed = Set(became.values.flatMap(\.self)).subtracting(members.keys)
    var names = members
    for (id, facts) in try await registers.facts(unnamed.sorted(), on: day) { names[id] = facts.name }
    return Succession(
      from: from, to: day, before: parts.map { ($0.organisation, $0.name) }, after: names, became: became)
  }
}
