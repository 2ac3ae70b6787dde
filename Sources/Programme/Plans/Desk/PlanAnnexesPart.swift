import Kernel
import Web

/// The tables at the end of a plan, cell by cell as the paper has them.
struct PlanAnnexesPart: Sendable {
  let annexes: [PlanAnnex]

  func html(_ t: Translator) -> HTML {
    let parts = annexes.enumerated().map { index, annex -> HTML in
      """
      <section class="section stack" id="phu-luc-\(index + 1)"><h2>\(annex.title)</h2>\
      <p>\(PlanWords.place(annex.section, annex.lines, t))</p>\(Self.table(annex))</section>
      """
    }
    return "\(parts)"
  }

  /// Figures where a column holds only short figures; words elsewhere.
  static func table(_ annex: PlanAnnex) -> HTML {
    let columns = annex.content.columns.enumerated().map { index, title -> Table.Column in
      let cells = annex.content.rows.compactMap { $0.indices.contains(index) ? $0[index] : nil }
      let isFigures = index > 0 && cells.allSatisfy { $0.count <= 8 }
      return .init(title, isFigures ? .figure : index == 0 ? .fit : .text)
    }
    return Table.html(
      caption: annex.title, columns: columns, rows: annex.content.rows.map { $0.map { PlanProse.html($0) } })
  }
}
