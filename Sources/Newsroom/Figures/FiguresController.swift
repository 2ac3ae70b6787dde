import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// `/lam-viec/so-lieu`: what was produced, by desk, person, kind, hour and day; as a table, as bars, as a file.
struct FiguresController {
  let newsroom: Newsroom

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = newsroom.desk(routes)
    desk.get("lam-viec/so-lieu", use: show)
    desk.get("lam-viec/so-lieu/csv", use: csv)
  }

  @Sendable func show(_ request: Request, context: StaffContext) async throws -> Response {
    let query = request.query
    let organisation = try Newsroom.desk(of: context.principal, asked: query["co-quan"])
    let (from, to) = span(query)
    let part = query["theo"].flatMap(FiguresPart.init(rawValue:)) ?? .section
    func page(_ figures: ProductionFigures?, _ problem: Phrase?) -> Response {
      FiguresPage(
        figures: figures, from: from, to: to, part: part, problem: problem,
        isWhole: context.principal.may(Newsroom.readFigures, in: organisation), context: context
      ).page.answer(context, status: problem == nil ? 200 : 422)
    }
    do {
      return page(try await newsroom.figures(of: organisation, from: from, to: to, for: context.principal), nil)
    } catch Failure.invalid(let errors) {
      return page(nil, errors.values.first)
    }
  }

  /// The last 30 days unless asked otherwise.
  private func span(_ query: [String: String]) -> (CivilDate, CivilDate) {
    let to = query["den"].flatMap(CivilDate.init(rawValue:)) ?? newsroom.clock.today
    return (query["tu"].flatMap(CivilDate.init(rawValue:)) ?? to.adding(days: -29), to)
  }

  @Sendable func csv(_ request: Request, context: StaffContext) async throws -> Response {
    let query = request.query
    let organisation = try Newsroom.desk(of: context.principal, asked: query["co-quan"])
    let (from, to) = span(query)
    let part = query["theo"].flatMap(FiguresPart.init(rawValue:)) ?? .section
    let figures = try await newsroom.figures(of: organisation, from: from, to: to, for: context.principal)
    var table = CSVTable([
      "Tên", "Tạo mới", "Xuất bản", "Cập nhật", "Cải chính", "Số chữ", "Phút từ nháp đến xuất bản (trung vị)",
    ])
    for line in figures.lines(part) {
      table.add([
        line.name, "\(line.created)", "\(line.published)", "\(line.updated)", "\(line.corrected)", "\(line.words)",
        line.median.map { "\($0)" } ?? "",
      ])
    }
    return table.answer(named: "so-lieu-\(part.rawValue)-\(from)-\(to).csv")
  }
}

/// Figures first, then one part of them at a time.
struct FiguresPage {
  let figures: ProductionFigures?
  let from: CivilDate
  let to: CivilDate
  let part: FiguresPart
  let problem: Phrase?
  /// Of the whole agency, or of oneself.
  let isWhole: Bool
  let context: StaffContext

  private var t: Translator { context.translator }

  var page: DeskPage {
    DeskPage(
      title: t("Số liệu"), room: "figures", body: body,
      lead: isWhole ? "\(t("Cả cơ quan"))" : "\(t("Của riêng bạn"))", isWide: true,
      styles: ["newsroom.css", "acts.css", "figures.css"])
  }

  private var body: HTML {
    """
    <div class="stack">\(form)\(problem.map { Notice.bad(t($0)) })\(figures.map(told))</div>
    """
  }

  private var form: HTML {
    """
    <form class="inline-form" method="get" action="\(DeskPath.figures)">\
    <input type="hidden" name="theo" value="\(part.rawValue)">\(Field.date("tu", label: t("Từ ngày"), value: from))\
    \(Field.date("den", label: t("Đến ngày"), value: to))\(Button.submit(t("Xem"), style: .plain))</form>
    """
  }

  private func told(_ figures: ProductionFigures) -> HTML {
    let total = figures.total
    let lines = figures.lines(part)
    return """
      <div class="numbers">\(number(total.created, t("tạo mới")))\(number(total.published, t("xuất bản")))\
      \(number(total.updated, t("cập nhật")))\(number(total.corrected, t("cải chính")))\(number(total.words, t("chữ")))\
      <p class="number"><b>\(total.median.map(minutes) ?? "–")</b><span>\(t("từ nháp đến xuất bản (trung vị)"))</span></p></div>\
      \(Tabs.html(FiguresPart.allCases.map { .init(t($0.phrase), address($0), isCurrent: $0 == part) }, label: t("Xem theo")))\
      \(BarChart(
        title: t("Bài xuất bản"), bars: lines.prefix(part == .day ? 366 : 40).map(bar),
        isLying: part != .day && part != .hour
      ).html)\
      \(lines.isEmpty ? EmptyState.html(t("Không có bài nào trong những ngày này."), icon: "chart-no-axes-column") : table(lines))\
      <p>\(Button.link(t("Tải CSV"), to: address(part, "/csv"), style: .plain, icon: "download"))</p>
      """
  }

  private func number(_ value: Int, _ label: String) -> HTML {
    "<p class=\"number\"><b>\(Figure.text(value))</b><span>\(label)</span></p>"
  }

  private func address(_ part: FiguresPart, _ more: String = "") -> String {
    DeskPath.figures + more
      + QueryText.of([("theo", part.rawValue), ("tu", from.rawValue), ("den", to.rawValue)])
  }

  private func name(_ line: ProductionLine) -> String {
    if line.name.isEmpty { return t("Chưa chọn chuyên mục") }
    return part == .kind
      ? ItemKind.allCases.first { $0.phrase.vietnamese == line.name }.map { t($0.phrase) } ?? line.name : line.name
  }

  private func bar(_ line: ProductionLine) -> BarChart.Bar {
    let label: String =
      switch part {
      case .day: String(line.name.prefix(5))
      case .hour: String(line.name.prefix(2))
      default: name(line)
      }
    return BarChart.Bar(label: label, title: "\(name(line)): \(line.published)", value: line.published)
  }

  private func table(_ lines: [ProductionLine]) -> HTML {
    Table.html(
      caption: t(part.phrase),
      columns: [
        .init(t("Tên")), .init(t("Tạo mới"), .figure), .init(t("Xuất bản"), .figure), .init(t("Cập nhật"), .figure),
        .init(t("Cải chính"), .figure), .init(t("Chữ"), .figure), .init(t("Nháp đến xuất bản"), .figure),
      ],
      rows: lines.filter { $0.created + $0.published + $0.updated + $0.corrected > 0 }.map { line in
        [
          "\(name(line))", figure(line.created), figure(line.published), figure(line.updated), figure(line.corrected),
          figure(line.words), "\(line.median.map(minutes) ?? "–")",
        ]
      })
  }

  private func figure(_ value: Int) -> HTML { "\(Figure.text(value))" }

  private func minutes(_ minutes: Int) -> String {
    minutes < 120 ? t("\(minutes) phút") : minutes < 2_880 ? t("\(minutes / 60) giờ") : t("\(minutes / 1_440) ngày")
  }
}
