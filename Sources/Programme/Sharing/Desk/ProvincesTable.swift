import Foundation
import Kernel
import Web

/// The compared figures, a row for each province; sorted by the server, so also without scripts.
struct ProvincesTable: Sendable {
  let comparison: ProvinceComparison
  let now: Date

  func html(_ t: Translator) -> HTML {
    let rows = comparison.entries.map { row($0, t) }
    return """
      <div class="table-frame" tabindex="0" role="region" aria-label="\(t("Các tỉnh cạnh nhau"))">\
      <table class="table" id="provinces" data-keys>\
      <caption class="visually-hidden">\(t("Các tỉnh cạnh nhau"))</caption><thead><tr>\
      \(head(t("Tỉnh"), .province, "text"))\(head(t("Giá trị"), .value, "figure"))\
      <th scope="col" class="table__figure">\(t("Tử số"))</th>\(head(t("Mẫu số"), .denominator, "figure"))\
      <th scope="col" class="table__figure">\(t("Kế hoạch"))</th>\(head(t("Ngày số liệu"), .day, "fit"))\
      <th scope="col" class="table__text">\(t("Nguồn"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }

  private func head(_ title: String, _ order: ProvinceComparison.Order, _ kind: String) -> HTML {
    let isCurrent = comparison.order == order
    let sort = isCurrent ? (comparison.isDescending ? "descending" : "ascending") : nil
    let next = query(order, isCurrent ? !comparison.isDescending : order == .value)
    let mark: HTML = isCurrent ? Icon.html(comparison.isDescending ? "arrow-down" : "arrow-up") : .empty
    return """
      <th scope="col" class="table__\(kind)"\(attribute: "aria-sort", sort)>\
      <a class="sharing__sort" href="\(url: SharingPath.provinces + next)">\(title)\(mark)</a></th>
      """
  }

  /// The query that shows the same, sorted so.
  func query(_ order: ProvinceComparison.Order? = nil, _ isDescending: Bool? = nil) -> String {
    let year = comparison.year.map { "&nam=\($0)" } ?? ""
    let down = (isDescending ?? comparison.isDescending) ? "giam" : "tang"
    return "?so=\(comparison.chosen?.id ?? "")\(year)&xep=\((order ?? comparison.order).rawValue)&chieu=\(down)"
  }

  private func row(_ entry: ProvinceComparison.Entry, _ t: Translator) -> HTML {
    let figure = entry.figure
    let denominator = figure.denominator.map(FigureText.number) ?? "–"
    return """
      <tr\(attribute: "class", entry.isOwn ? "sharing__own" : nil)>\
      <th scope="row" class="table__text">\(Self.who(entry, t))</th>\
      <td class="table__figure" data-title="\(t("Giá trị"))">\(value(entry, t))\
      \(entry.change.map { SharedWords.change($0, t) })</td>\
      <td class="table__figure" data-title="\(t("Tử số"))">\(FigureText.number(figure.numerator))</td>\
      <td class="table__figure" data-title="\(t("Mẫu số"))">\(denominator)</td>\
      <td class="table__figure" data-title="\(t("Kế hoạch"))">\(planned(figure, t))</td>\
      <td class="table__fit" data-title="\(t("Ngày số liệu"))">\(CivilDate(rawValue: figure.day)?.vietnamese ?? figure.day)</td>\
      <td class="table__text" data-title="\(t("Nguồn"))">\(source(entry, t))</td></tr>
      """
  }

  private func value(_ entry: ProvinceComparison.Entry, _ t: Translator) -> HTML {
    let figure = entry.figure
    switch figure.count.state {
    case .notApplicable: return "<span class=\"quiet\">\(t("Không áp dụng"))</span>"
    case .missing: return "<span class=\"quiet\">\(t("Chưa có số"))</span>"
    case .counted:
      guard figure.measuredIn != .yesNo, let value = entry.value else {
        return "<b>\(SharedWords.value(figure, t))</b>"
      }
      return "<b>\(FigureText.value(value, figure.measuredIn))</b>"
    }
  }

  private func planned(_ figure: SharedFigure, _ t: Translator) -> HTML {
    guard let planned = figure.planned, !planned.shown.isEmpty else { return "–" }
    return """
      \(planned.shown)\(if: planned.year != figure.year, "<span class=\"kpi__note\">\(t("năm \(planned.year)"))</span>")
      """
  }

  static func who(_ entry: ProvinceComparison.Entry, _ t: Translator) -> HTML {
    let name = entry.figure.province.name
    switch entry.source {
    case .own(let plan):
      return """
        <a href="\(url: ProgrammePath.plan(plan))">\(name)</a> <span class="kpi__note">\(t("tỉnh mình"))</span>
        """
    case .peer(let peer): return "<a href=\"\(url: SharingPath.peer(peer.id))\">\(name)</a>"
    }
  }

  /// Whose it is, frozen or not, by which formula, and when it came here.
  private func source(_ entry: ProvinceComparison.Entry, _ t: Translator) -> HTML {
    let status: HTML = "\(SharedWords.status(entry.figure, t))\(formula(entry, t))"
    let note: HTML = entry.figure.note.isEmpty ? .empty : "<span class=\"kpi__note\">\(entry.figure.note)</span>"
    switch entry.source {
    case .own:
      return "<div class=\"sharing__source\">\(status)<span class=\"kpi__note\">\(entry.planTitle)</span>\(note)</div>"
    case .peer(let peer):
      let read: HTML = peer.lastGoodAt.map { TimeText.html($0, now: now, t) } ?? "–"
      let way = peer.isFile ? t("tệp nhận") : t("đọc")
      return """
        <div class="sharing__source">\(status)<span class="kpi__note">\(entry.planTitle)</span>\
        <span class="kpi__note">\(way) \(read)</span>\(note)</div>
        """
    }
  }

  /// Where it says its formula otherwise, so that nobody reads the two numbers as one measure without knowing it.
  private func formula(_ entry: ProvinceComparison.Entry, _ t: Translator) -> HTML {
    guard !entry.formula.isEmpty else { return .empty }
    return """
      \(StateWord.html(t("Công thức khác"), .bad))\
      \(entry.formula.map { "<span class=\"kpi__note\">\($0.text(t))</span>" as HTML })
      """
  }

  /// The same as a file.
  func csv(_ t: Translator) -> CSVTable {
    var table = CSVTable(
      [
        t("Tỉnh"), t("Kế hoạch"), t("Chỉ tiêu"), t("Năm"), t("Ngày số liệu"), t("Tử số"), t("Mẫu số"), t("Giá trị"),
        t("Trạng thái"), t("Đọc lúc"), t("Công thức khác"),
      ])
    for entry in comparison.entries {
      let figure = entry.figure
      var read = ""
      if case .peer(let peer) = entry.source { read = peer.lastGoodAt.map(Timestamp.text) ?? "" }
      table.add([
        figure.province.name, entry.planTitle, figure.measure, "\(figure.year)", figure.day,
        FigureText.number(figure.numerator), figure.denominator.map(FigureText.number) ?? "",
        entry.value.map(FigureText.number) ?? "", figure.status == .frozen ? t("Đã chốt") : t("Tạm tính"), read,
        entry.formula.map { $0.text(t) }.joined(separator: "; "),
      ])
    }
    return table
  }
}
