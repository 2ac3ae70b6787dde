import Contracts
import Kernel
import Web

/// Where an organisation came from and what became of it, drawn as nested lists that read well aloud.
enum LineageParts {
  static func html(_ life: OrganisationLife, name: String, _ asOf: AsOf, _ t: Translator) -> HTML {
    guard !life.before.isEmpty || !life.after.isEmpty else { return .empty }
    return """
      <section class="section"><h2>\(t("Nguồn gốc và kế tục"))</h2><div class="split">\
      \(side(t("Hình thành từ"), t("Được lập mới, không từ cơ quan nào."), life.before, asOf, t, isBefore: true))\
      \(side(t("Kế tục là"), t("Vẫn đang hoạt động, hoặc kết thúc mà không có cơ quan kế tục."), life.after, asOf, t,
        isBefore: false))</div></section>
      """
  }

  private static func side(
    _ title: String, _ none: String, _ nodes: [LineageNode], _ asOf: AsOf, _ t: Translator, isBefore: Bool
  ) -> HTML {
    let content: HTML = nodes.isEmpty ? "<p class=\"quiet\">\(none)</p>" : list(nodes, asOf, t, isBefore: isBefore)
    return "<div><h3>\(title)</h3>\(content)</div>"
  }

  private static func list(_ nodes: [LineageNode], _ asOf: AsOf, _ t: Translator, isBefore: Bool) -> HTML {
    let items = nodes.map { node -> HTML in
      let when = isBefore ? node.day.adding(days: -1) : node.day
      let path = "\(OrganisationListPage.path)/\(node.id)?ngay=\(when.rawValue)"
      return """
        <li><a href="\(url: path)">\(node.name)</a><br><span class="quiet">\(t(node.kind.phrase)) · \
        \(TimeText.day(node.day))\(node.legalBasis.isEmpty ? .empty : " · \(node.legalBasis)" as HTML)</span>\
        \(node.further.isEmpty ? .empty : list(node.further, asOf, t, isBefore: isBefore))</li>
        """
    }
    return "<ul class=\"lineage\">\(items)</ul>"
  }
}
