import Contracts
import Hummingbird
import Kernel
import Web

/// The pages of administrative units.
enum UnitPages {
  static let path = "/lam-viec/dia-gioi"

  static func country(
    _ country: Country, query: String, found: [UnitRecord]?, _ asOf: AsOf, _ context: StaffContext
  ) -> Response {
    let t = context.translator
    let search = Field.text(
      "q", label: t("Tìm tỉnh, huyện, xã"), value: query, type: "search",
      hint: t("Có dấu hay không dấu đều được, ví dụ: bao lam cao bang"), maxLength: 200)
    let body: HTML = """
      <div class="stack">\(asOf.form(path, t, fields: search))\(tooEarly(asOf, t))\
      \(found.map { results($0, query, asOf, t) } ?? all(country, asOf, t))</div>
      """
    let provinces = country.counts[.province] ?? 0
    let districts = country.counts[.district] ?? 0
    let communes = Figure.text(country.counts[.commune] ?? 0)
    let lead =
      districts == 0
      ? t("\(provinces) đơn vị cấp tỉnh, \(communes) đơn vị cấp xã")
      : t("\(provinces) đơn vị cấp tỉnh, \(districts) đơn vị cấp huyện, \(communes) đơn vị cấp xã")
    return DeskPage(
      title: t("Địa giới hành chính"), room: "organisations", body: body,
      breadcrumb: [(t("Cơ quan"), OrganisationListPage.path)], lead: "\(lead)"
    ).ofOrganisations.answer(context)
  }

  static func link(_ unit: UnitRecord, _ asOf: AsOf) -> HTML {
    "<a href=\"\(url: asOf.path("\(path)/\(unit.id)"))\">\(unit.name)</a>"
  }

  private static func tooEarly(_ asOf: AsOf, _ t: Translator) -> HTML {
    asOf.day < UnitStore.firstDay
      ? Notice.info(
        t("Dữ liệu bắt đầu từ ngày \(UnitStore.firstDay.vietnamese); trước đó các đơn vị được hiện như vào ngày này."))
      : .empty
  }

  private static func results(_ found: [UnitRecord], _ query: String, _ asOf: AsOf, _ t: Translator) -> HTML {
    let all = asOf.path(path)
    guard !found.isEmpty else {
      let isBefore = asOf.day <= AsOf.eve
      let other = isBefore ? AsOf.eve.adding(days: 1) : AsOf.eve
      let label = isBefore ? t("Tìm sau ngày 01/7/2025") : t("Tìm trước ngày 01/7/2025")
      let elsewhere = AsOf(day: other, today: asOf.today).path(path, [("q", query)])
      return EmptyState.html(
        t("Không có đơn vị nào tên như “\(query)” vào ngày \(asOf.day.vietnamese)."),
        act: "\(Button.link(label, to: elsewhere)) \(Button.link(t("Xem cả nước"), to: all, style: .quiet))",
        icon: "map-pin")
    }
    let rows = found.map { unit -> [HTML] in
      [link(unit, asOf), "\(unit.around.joined(separator: ", "))", "\(t(unit.level.phrase))", "\(unit.code)"]
    }
    return """
      <p>\(Button.link(t("Xem cả nước"), to: all, style: .quiet))</p>\
      \(Table.html(
        caption: t("Đơn vị tên như “\(query)”"),
        columns: [.init(t("Tên")), .init(t("Thuộc")), .init(t("Cấp"), .fit), .init(t("Mã"), .figure)], rows: rows))
      """
  }

  private static func all(_ country: Country, _ asOf: AsOf, _ t: Translator) -> HTML {
    guard !country.provinces.isEmpty else {
      return EmptyState.html(
        t("Chưa nạp danh mục đơn vị hành chính. Người quản trị chạy lệnh hoitu migrate để nạp."), icon: "map-pin")
    }
    let rows = country.provinces.map { unit -> [HTML] in
      [link(unit, asOf), unit.isMadeUp ? "\(unit.kind), \(t("minh họa"))" : "\(unit.kind)", "\(unit.code)"]
    }
    return """
      \(FilterBar.html(target: "units", label: t("Lọc danh sách"), count: rows.count, t))\
      \(Table.html(
        caption: t("Các tỉnh, thành phố vào ngày \(asOf.day.vietnamese)"),
        columns: [.init(t("Tên")), .init(t("Loại"), .fit), .init(t("Mã"), .figure)], rows: rows, id: "units"))
      """
  }
}
