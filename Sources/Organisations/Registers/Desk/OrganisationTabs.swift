import Contracts
import Kernel
import Web

/// The parts of an organisation's page, each with its address.
enum OrganisationTabs {
  static func html(_ id: OrganisationID, current: String, seesRevenue: Bool, _ asOf: AsOf, _ t: Translator) -> HTML {
    let path = "\(OrganisationListPage.path)/\(id)"
    var tabs = [("", t("Thông tin chung"))]
    tabs += [Register.licences, .people, .security, .channels].map { ($0.slug, t($0.title)) }
    if seesRevenue { tabs.append((Register.revenue.slug, t(Register.revenue.title))) }
    return Tabs.html(
      tabs.map { slug, title in
        Tabs.Tab(title, asOf.path(slug.isEmpty ? path : "\(path)/\(slug)"), isCurrent: slug == current)
      }, label: t("Các phần của cơ quan"))
  }
}
