import Contracts
import Hummingbird
import Kernel
import Web

/// Who there was on a day.
struct OrganisationListPage: Sendable {
  static let path = "/lam-viec/to-chuc"

  let organisations: [OrganisationProfile]
  let kind: OrganisationKind?
  let asOf: AsOf
  let mayManage: Bool
  let done: String

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let kinds =
      [Tabs.Tab(t("Tất cả"), asOf.path(Self.path), isCurrent: kind == nil)]
      + OrganisationKind.allCases.map {
        Tabs.Tab(t($0.phrase), asOf.path(Self.path, [("loai", $0.rawValue)]), isCurrent: kind == $0)
      }
    let body: HTML = """
      <div class="stack">\(doneNotice(t))\(asOf.form(Self.path, t, kept: [("loai", kind?.rawValue ?? "")]))\
      \(Tabs.html(kinds, label: t("Loại cơ quan")))\(list(t))</div>
      """
    return DeskPage(
      title: t("Cơ quan"), room: "organisations", body: body, actions: actions(t),
      lead: "\(t("\(organisations.count) cơ quan vào ngày \(asOf.day.vietnamese)"))"
    ).ofOrganisations.answer(context)
  }

  private func actions(_ t: Translator) -> HTML {
    """
    \(Button.link(t("Địa giới"), to: asOf.path(UnitPages.path), icon: "map-pin", command: true))\
    \(if: mayManage, Button.link(t("Hợp nhất"), to: "\(Self.path)/hop-nhat", command: true))\
    \(if: mayManage, Button.link(
      t("Lập cơ quan"), to: "\(Self.path)/lap", style: .primary, icon: "plus", command: true))
    """
  }

  private func doneNotice(_ t: Translator) -> HTML {
    switch done {
    case "ket-thuc": Notice.ok(t("Đã ghi ngày kết thúc. Lịch sử của cơ quan vẫn còn nguyên."))
    case "chia-tach": Notice.ok(t("Đã ghi việc chia tách."))
    default: .empty
    }
  }

  private func list(_ t: Translator) -> HTML {
    guard !organisations.isEmpty else {
      let act: HTML = mayManage ? Button.link(t("Lập cơ quan"), to: "\(Self.path)/lap", style: .primary) : .empty
      return EmptyState.html(t("Không có cơ quan nào vào ngày \(asOf.day.vietnamese)."), act: act, icon: "landmark")
    }
    let rows = organisations.map { organisation -> [HTML] in
      [
        "<a href=\"\(url: asOf.path("\(Self.path)/\(organisation.id)"))\">\(organisation.name)</a>",
        "\(t(organisation.kind.phrase))", "\(organisation.governingBodyName ?? "")",
        "\(organisation.provinceName ?? "")",
      ]
    }
    return """
      \(FilterBar.html(target: "organisations", label: t("Lọc danh sách"), count: rows.count, t))\
      \(Table.html(
        caption: t("Các cơ quan vào ngày \(asOf.day.vietnamese)"),
        columns: [.init(t("Tên")), .init(t("Loại")), .init(t("Cơ quan chủ quản")), .init(t("Tỉnh, thành phố"))],
        rows: rows, id: "organisations"))
      """
  }
}
