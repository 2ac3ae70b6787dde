import Kernel

/// Whether criteria fit what is confirmed of their version: points sum to each pillar's maximum and to the whole, and there
/// are as many components and criteria as the decision is known to have.
struct CriteriaCheck: Sendable {
  /// One thing that was checked; `isMet` is nil where nothing is confirmed to check against.
  struct Line: Sendable {
    let what: Phrase
    let found: String
    let wanted: String
    let isMet: Bool?
  }

  let lines: [Line]
  var isMet: Bool { !lines.contains { $0.isMet == false } }

  init(_ drafts: [CriterionDraft], pillars: [IndexPillar], version: IndexVersion) {
    // Where some rows hold for some blocs only, each bloc must come out right by itself.
    let named = Bloc.allCases.filter { bloc in drafts.contains { $0.blocs.contains(bloc) } }
    let groups: [Bloc?] = named.isEmpty ? [nil] : Bloc.allCases.map { $0 }
    var lines: [Line] = []
    for group in groups {
      let own = drafts.filter { draft in group.map { draft.blocs.isEmpty || draft.blocs.contains($0) } ?? true }
      for pillar in pillars {
        let found = own.filter { $0.pillar == pillar.code }.map(\.points).sum
        lines.append(
          Line(
            what: Self.within(group, pillar.name), found: found.text, wanted: pillar.maximum?.text ?? "",
            isMet: pillar.maximum.map { $0 == found }))
      }
      let total = own.map(\.points).sum
      lines.append(
        Line(
          what: group.map { "Tổng điểm, khối \($0.phrase.vietnamese)" } ?? "Tổng điểm", found: total.text,
          wanted: version.maximum.text, isMet: total == version.maximum))
      lines.append(
        Self.count(
          group.map { "Số tiêu chí, khối \($0.phrase.vietnamese)" } ?? "Số tiêu chí", own.count, version.criterionCount)
      )
    }
    lines.append(Self.count("Số chỉ số thành phần", Set(drafts.map(\.component)).count, version.componentCount))
    self.lines = lines
  }

  private static func within(_ group: Bloc?, _ pillar: String) -> Phrase {
    group.map { "Trụ cột \(pillar), khối \($0.phrase.vietnamese)" } ?? "Trụ cột \(pillar)"
  }

  private static func count(_ what: Phrase, _ found: Int, _ wanted: Int?) -> Line {
    Line(what: what, found: String(found), wanted: wanted.map(String.init) ?? "", isMet: wanted.map { $0 == found })
  }
}
