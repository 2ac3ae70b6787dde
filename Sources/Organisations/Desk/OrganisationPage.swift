import Contracts
import Hummingbird
import Kernel
import Web

/// One organisation on a day: what it is, how it came to be so, who heads it.
struct OrganisationPage: Sendable {
  let id: OrganisationID
  let life: OrganisationLife
  let asOf: AsOf
  let mayManage: Bool
  let mayManageAll: Bool
  let done: String
  var seesRevenue = false

  private var path: String { "\(OrganisationListPage.path)/\(id)" }

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let version = life.version(on: asOf.day)
    let body: HTML = """
      <div class="stack">\(doneNotice(t))\
      \(OrganisationTabs.html(id, current: "", seesRevenue: seesRevenue, asOf, t))\(doors(context))\(notAlive(t))\(asOf.form(path, t))\
      \(LineageParts.html(life, name: version?.details.name ?? "", asOf, t))\
      \(timeline(t))\(PostParts(posts: life.posts, path: path, asOf: asOf, mayManage: mayManage).html(context))</div>
      """
    return DeskPage(
      title: version?.details.name ?? t("Cơ quan"), room: "organisations", body: body, panel: panel(version, t),
      actions: actions(t), breadcrumb: [(t("Cơ quan"), asOf.path(OrganisationListPage.path))],
      lead: version.map { "\(t($0.details.kind.phrase)) · \($0.validity.text(t))" }
    ).ofOrganisations.answer(context)
  }

  private func actions(_ t: Translator) -> HTML {
    guard mayManage, let last = life.versions.last, last.validity.to == nil else { return .empty }
    return """
      \(if: mayManageAll, Button.link(t("Chia tách"), to: "\(path)/chia-tach"))\
      \(if: mayManageAll, Button.link(t("Kết thúc"), to: "\(path)/ket-thuc"))\
      \(Button.link(t("Thay đổi"), to: "\(path)/sua", style: .primary, icon: "pencil"))
      """
  }

  /// What the plans lay on it, for its own people and for whoever keeps plans: pages of the room of the programme.
  private func doors(_ context: StaffContext) -> HTML {
    let (t, principal) = (context.translator, context.principal)
    guard life.today != nil, principal.may("programme.read", in: id) || principal.mayAnywhere("programme.manage") else {
      return .empty
    }
    return """
      <p class="organisation-doors">\(Button.link(
        t("Nhiệm vụ và báo cáo phải nộp"), to: "/lam-viec/nhiem-vu/don-vi?don-vi=\(id)", style: .quiet, icon: "clipboard-list"))\
      \(Button.link(
        t("Số liệu chỉ tiêu"), to: "/lam-viec/ke-hoach-tinh/bang-chi-tieu?co-quan=\(id)", style: .quiet, icon: "target"))</p>
      """
  }

  private func doneNotice(_ t: Translator) -> HTML {
    switch done {
    case "lap": Notice.ok(t("Đã lập cơ quan."))
    case "sua": Notice.ok(t("Đã ghi thay đổi. Những ngày trước vẫn giữ như cũ."))
    case "hop-nhat": Notice.ok(t("Đã hợp nhất. Tin bài cũ vẫn thuộc cơ quan của ngày đó."))
    case "chuc-danh": Notice.ok(t("Đã ghi chức danh."))
    default: .empty
    }
  }

  private func notAlive(_ t: Translator) -> HTML {
    guard life.today == nil, let first = life.versions.first, let last = life.versions.last else { return .empty }
    if asOf.day < first.validity.from {
      return Notice.info(t("Vào ngày \(asOf.day.vietnamese) cơ quan này chưa được lập."))
    }
    guard let end = last.validity.to else { return .empty }
    return Notice.info(
      t("Cơ quan này đã kết thúc sau ngày \(end.vietnamese). Dưới đây là lần cuối trước ngày bạn xem."))
  }

  private func timeline(_ t: Translator) -> HTML {
    let items = life.versions.reversed().map { version -> HTML in
      let from = version.validity.from
      let steps = life.steps.filter { $0.day == from }.map { t($0.kind.phrase) }
      let facts = [
        life.bodies[from], life.provinces[from], steps.isEmpty ? nil : steps.joined(separator: ", "),
        version.legalBasis.isEmpty ? nil : version.legalBasis,
      ]
      return """
        <li\(attribute: "aria-current", version.validity.contains(asOf.day) ? "date" : nil)>\
        <time datetime="\(from.rawValue)">\(version.validity.text(t))</time> <strong>\(version.details.name)</strong>\
        <br><span class="quiet">\(facts.compactMap { $0 }.joined(separator: " · "))</span></li>
        """
    }
    return "<section class=\"section\"><h2>\(t("Qua các thời kỳ"))</h2><ol class=\"timeline\">\(items)</ol></section>"
  }

  private func panel(_ version: OrganisationVersion?, _ t: Translator) -> HTML? {
    guard let version else { return nil }
    let imprint = life.today?.imprint ?? version.details.imprint
    let licence = [imprint.licenceNumber, imprint.licenceDate?.vietnamese ?? "", imprint.licenceIssuer]
      .filter { !$0.isEmpty }.joined(separator: ", ")
    let head = [imprint.headTitle, imprint.headName].filter { !$0.isEmpty }.joined(separator: " ")
    let facts: [(String, String)] = [
      (t("Tên ngắn"), version.details.shortName), (t("Cơ quan chủ quản"), life.bodies[version.validity.from] ?? ""),
      (t("Tỉnh, thành phố"), life.provinces[version.validity.from] ?? ""), (t("Sản phẩm"), imprint.productName),
      (t("Giấy phép"), licence), (t("Người đứng đầu"), head), (t("Trụ sở"), imprint.address),
      (t("Điện thoại"), imprint.phone), (t("Thư điện tử"), imprint.email), (t("Tên miền"), imprint.domain),
      (t("Địa chỉ trong hệ thống"), version.details.slug),
    ]
    let rows = facts.filter { !$0.1.isEmpty }.map { "<div><dt>\($0)</dt><dd>\($1)</dd></div>" as HTML }
    return """
      <section class="panel__part"><h2>\(t("Vào ngày \(asOf.day.vietnamese)"))</h2>\
      <dl class="facts">\(rows)</dl></section>
      """
  }
}
