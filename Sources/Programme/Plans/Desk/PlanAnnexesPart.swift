import Kernel
import Web

/// The tables at the end of a plan, cell by cell as the paper has them.
struct PlanAnnexesPart: Sendable {
  let annexes: [PlanAnnex]

  func html(_ t: Translator) -> HTML {
    let parts = annexes.enumerated().map { index, annex -> HTML in
      """
      <section class="section stack plan-annex" id="phu-luc-\(index + 1)"><h2>\(annex.title)</h2>\
      <p>\(PlanWords.place(annex.section, annex.lines, t))</p>\(Self.table(annex))</section>
      """
    }
    return "\(parts)"
  }

  /// All columns as text: cells of one column hold figures and words.
  static func table(_ annex: PlanAnnex) -> HTML {
    let columns = annex.content.columns.enumerated().map { Table.Column($0.element, $0.offset == 0 ? .fit : .text) }
    return Table.html(
      caption: annex.title, columns: columns, rows: annex.content.rows.map { $0.map { PlanProse.html($0) } })
  }
}
