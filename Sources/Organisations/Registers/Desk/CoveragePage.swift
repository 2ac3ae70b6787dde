import Contracts
import Hummingbird
import Kernel
import Web

/// Loudspeakers and boards of every commune of a province: the map as a table, with what nobody has entered yet.
struct CoveragePage: Sendable {
  let places: [CoveredPlace]
  let province: UnitRecord
  let place: RegisterPlace
  let asOf: AsOf
  let mayAdd: Bool
  let done: String

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let head = RegisterHead(
      register: .coverage, place: place, asOf: asOf, mayAdd: mayAdd)
    return DeskPage.ofRegisters(
      t(Register.coverage.title), "\(RegisterDone.notice(done, t))\(head.form(t))\(figures(t))\(table(t))", t,
      actions: head.actions(t), lead: "\(province.name)"
    ).answer(context)
  }

  private func figures(_ t: Translator) -> HTML {
    let all = places.count
    let known = places.count { $0.row != nil }
    let ip = places.count { $0.radio == "ip" }
    let other = places.count { $0.radio == "fm" }
    let boards = places.count { $0.boards ?? 0 > 0 }
    let facts: [(String, String)] = [
      (t("Xã, phường đã ghi"), t("\(known) trên \(all)")),
      (t("Có truyền thanh ứng dụng CNTT-VT"), t("\(ip) trên \(all)")),
      (t("Chỉ có truyền thanh FM, có dây"), t("\(other) trên \(all)")),
      (t("Có bảng tin điện tử công cộng"), t("\(boards) trên \(all)")),
    ]
    return Table.html(
      caption: t("Tóm tắt"), columns: facts.map { Table.Column($0.0) }, rows: [facts.map { "\($0.1)" }])
  }

  private func table(_ t: Translator) -> HTML {
    guard !places.isEmpty else {
      return EmptyState.html(
        t("Chưa nạp danh mục xã, phường của tỉnh này vào ngày \(asOf.day.vietnamese)."), icon: "map-pin")
    }
    let rows = places.map { place -> [HTML] in
      let radio = place.radio.flatMap { value in Register.coverage.column("radio")?.shown(value) { t($0) } }
      return [
        "<a href=\"\(url: asOf.path("\(UnitPages.path)/\(place.unit)"))\">\(place.name)</a>",
        place.row == nil ? StateWord.html(t("Chưa ghi"), .waiting) : "\(radio ?? "")",
        "\(place.boards.map(Figure.text) ?? "–")",
        mayAdd
          ? "<a class=\"button button--quiet\" href=\"\(url: act(place))\" aria-label=\"\(t("Ghi \(place.name)"))\">\(place.row == nil ? t("Ghi") : t("Sửa"))</a>"
          : .empty,
      ]
    }
    var columns = [
      Table.Column(t("Xã, phường")), .init(t("Đài truyền thanh")), .init(t("Số bảng tin điện tử"), .figure),
    ]
    if mayAdd { columns.append(.init(t("Việc"), .fit)) }
    return """
      \(FilterBar.html(target: "coverage", label: t("Lọc danh sách"), count: rows.count, t))\
      \(Table.html(
        caption: t("Truyền thanh và bảng tin của từng xã, phường"), columns: columns,
        rows: mayAdd ? rows : rows.map { Array($0.dropLast()) }, id: "coverage"))
      """
  }

  private func act(_ place: CoveredPlace) -> String {
    place.row.map { RegisterPath.edit(.coverage, $0) } ?? "\(RegisterPath.add(.coverage))?don-vi=\(place.unit)"
  }
}
