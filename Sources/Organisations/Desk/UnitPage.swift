import Contracts
import Hummingbird
import Kernel
import Web

extension UnitPages {
  /// One unit: what it is, where it went, where it came from, what lies in it.
  static func unit(_ life: UnitLife, _ asOf: AsOf, _ context: StaffContext) -> Response {
    let t = context.translator
    let unit = life.unit
    let body: HTML = """
      <div class="stack">\(asOf.form("\(path)/\(unit.id)", t))\(madeUp(unit, t))\(gone(life, asOf, t))\(codeTrap(life, t))\
      \(kin(t("Nay là"), life.after, asOf, t))\(nearby(life, asOf, t))\(kin(t("Hình thành từ"), life.before, asOf, t))\
      \(children(life, asOf, t))</div>
      """
    return DeskPage(
      title: unit.name, room: "organisations", body: body, panel: panel(life, t),
      breadcrumb: [
        (t("Cơ quan"), OrganisationListPage.path), (t("Địa giới hành chính"), asOf.path(path)),
      ] + parent(life, asOf), lead: "\(unit.around.joined(separator: ", "))"
    ).ofOrganisations.answer(context)
  }

  private static func parent(_ life: UnitLife, _ asOf: AsOf) -> [(title: String, path: String)] {
    guard let parent = life.unit.parent, let name = life.unit.around.first else { return [] }
    let shown = life.isAlive ? asOf : AsOf(day: life.unit.validity.to ?? life.unit.validity.from, today: asOf.today)
    return [(name, shown.path("\(path)/\(parent)"))]
  }

  private static func madeUp(_ unit: UnitRecord, _ t: Translator) -> HTML {
    guard unit.isMadeUp else { return .empty }
    return Notice.info(t("Địa danh minh họa, không có thật."), detail: t("Chỉ có trong tỉnh dùng thử."))
  }

  private static func gone(_ life: UnitLife, _ asOf: AsOf, _ t: Translator) -> HTML {
    guard !life.isAlive else { return .empty }
    if asOf.day < life.unit.validity.from {
      return Notice.info(
        t("Vào ngày \(asOf.day.vietnamese) chưa có đơn vị này; nó có từ ngày \(life.unit.validity.from.vietnamese)."))
    }
    let last = (life.unit.validity.to ?? asOf.day).vietnamese
    return life.unit.level == .district
      ? Notice.info(t("Cấp huyện kết thúc sau ngày \(last). Các xã, phường của đơn vị này được ghi dưới đây."))
      : Notice.info(t("Đơn vị này kết thúc sau ngày \(last)."))
  }

  /// Codes were re-used on 01/7/2025: said where it could mislead (regulation.md 7.3).
  private static func codeTrap(_ life: UnitLife, _ t: Translator) -> HTML {
    let others = life.bearers.filter { $0.id != life.unit.id }
    guard !others.isEmpty, others.contains(where: { $0.name != life.unit.name }) else { return .empty }
    let names = others.map { "\($0.name) (\($0.validity.text(t)))" }.joined(separator: "; ")
    return Notice.warn(
      t("Mã \(life.unit.code) còn là mã của: \(names)."), detail: t("Mã chỉ có nghĩa khi kèm theo ngày."))
  }

  private static func kin(_ title: String, _ kin: [UnitKin], _ asOf: AsOf, _ t: Translator) -> HTML {
    guard !kin.isEmpty else { return .empty }
    let hasPlace = kin.contains { !$0.unit.around.isEmpty }
    let rows = kin.map { kin -> [HTML] in
      let day = kin.unit.validity.to ?? kin.day
      let link: HTML = "<a href=\"\(url: "\(path)/\(kin.unit.id)?ngay=\(day.rawValue)")\">\(kin.unit.name)</a>"
      let place: [HTML] = hasPlace ? ["\(kin.unit.around.joined(separator: ", "))"] : []
      return [link] + place + ["\(t(kin.kind.phrase))", TimeText.day(kin.day)]
    }
    let place = hasPlace ? [Table.Column(t("Thuộc"))] : []
    let columns = [Table.Column(t("Tên"))] + place + [.init(t("Phần")), .init(t("Từ ngày"), .fit)]
    return """
      <section class="section"><h2>\(title)</h2>\(Table.html(caption: title, columns: columns, rows: rows))</section>
      """
  }

  private static func nearby(_ life: UnitLife, _ asOf: AsOf, _ t: Translator) -> HTML {
    guard !life.nearby.isEmpty else { return .empty }
    let items = life.nearby.map { unit -> HTML in
      let address = "\(path)/\(unit.id)?ngay=\(unit.validity.from.rawValue)"
      return "<li><a href=\"\(url: address)\">\(unit.name)</a>, \(unit.around.joined(separator: ", "))</li>"
    }
    return """
      <section class="section"><h2>\(t("Nay là"))</h2>\
      \(Notice.info(t("Chưa có dữ liệu đơn vị này nhập vào đâu. Địa bàn huyện cũ nay thuộc những đơn vị sau.")))\
      <ul>\(items)</ul></section>
      """
  }

  private static func children(_ life: UnitLife, _ asOf: AsOf, _ t: Translator) -> HTML {
    guard !life.children.isEmpty else { return .empty }
    let kinds = Dictionary(grouping: life.children, by: \.kind).map { ($0.key, $0.value.count) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map { "\($1) \($0)" }.joined(separator: ", ")
    let day = life.isAlive ? asOf : nil
    let rows = life.children.map { unit -> [HTML] in
      let address = day?.path("\(path)/\(unit.id)") ?? "\(path)/\(unit.id)?ngay=\(AsOf.eve.rawValue)"
      return ["<a href=\"\(url: address)\">\(unit.name)</a>", "\(unit.code)"]
    }
    return """
      <section class="section"><h2>\(t("Gồm \(kinds)"))</h2>\
      \(FilterBar.html(target: "units", label: t("Lọc danh sách"), count: rows.count, t))\
      \(Table.html(
        caption: t("Đơn vị trực thuộc"), columns: [.init(t("Tên")), .init(t("Mã"), .figure)], rows: rows, id: "units"))\
      </section>
      """
  }

  private static func panel(_ life: UnitLife, _ t: Translator) -> HTML {
    let unit = life.unit
    let names = life.versions.map { "<li><time>\($0.validity.text(t))</time> \($0.name)</li>" as HTML }
    let used = Set(life.versions.map(\.source) + (life.before + life.after).map(\.source)).sorted()
    let sources = used.map { "<li>\(life.sources[$0] ?? $0)</li>" as HTML }
    return """
      <section class="panel__part"><h2>\(t("Thông tin"))</h2><dl class="facts">\
      <div><dt>\(t("Mã"))</dt><dd class="figures">\(unit.code)</dd></div>\
      <div><dt>\(t("Cấp"))</dt><dd>\(t(unit.level.phrase))</dd></div></dl>\
      <ol class="timeline">\(names)</ol></section>\
      <section class="panel__part"><h2>\(t("Nguồn"))</h2><ul class="quiet">\(sources)</ul></section>
      """
  }
}
