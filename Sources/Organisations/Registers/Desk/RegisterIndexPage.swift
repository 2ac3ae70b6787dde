import Contracts
import Hummingbird
import Kernel
import Vietnamese
import Web

/// All registers, and what is about to end or owed.
struct RegisterIndexPage: Sendable {
  let summary: RegisterSummary
  let asOf: AsOf
  let seesRevenue: Bool
  let calendar: WorkingCalendar

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let rows = Register.all.map { register -> [HTML] in
      [
        "<a href=\"\(url: asOf.path(RegisterPath.list(register)))\">\(t(register.title))</a>", "\(t(register.lead))",
        "\(Figure.text(summary.counts[register.id] ?? 0))",
      ]
    }
    let revenue: [[HTML]] =
      seesRevenue
      ? [["<a href=\"\(url: RegisterPath.revenue)\">\(t("Doanh thu"))</a>", "\(t(Register.revenue.lead))", "–"]] : []
    return DeskPage.ofRegisters(
      t("Sổ bộ"),
      """
      \(asOf.form(RegisterPath.index, t))\(if: summary.keeps, due(t))\
      <section class="section"><h2>\(t("Các sổ"))</h2>\(Table.html(
        caption: t("Các sổ vào ngày \(asOf.day.vietnamese)"),
        columns: [.init(t("Sổ")), .init(t("Gồm")), .init(t("Số dòng"), .figure)], rows: rows + revenue))</section>
      """, t, lead: "\(t("Vào ngày \(asOf.day.vietnamese)"))"
    ).answer(context)
  }

  private func due(_ t: Translator) -> HTML {
    guard !summary.ends.isEmpty || !summary.duties.isEmpty else {
      return Notice.ok(t("Không có giấy phép nào sắp hết hạn và không nợ thông báo nào."))
    }
    return "\(ends(t))\(duties(t))"
  }

  private func ends(_ t: Translator) -> HTML {
    guard !summary.ends.isEmpty else { return .empty }
    let rows = summary.ends.prefix(200).map { end -> [HTML] in
      let licence = end.licence
      let path = RegisterPath.tab(.licences, of: licence.organisation)
      let left = end.day.daysSince1970 - asOf.today.daysSince1970
      let state =
        left < 0
        ? StateWord.html(t("Đã hết hạn"), .bad, more: TimeText.day(end.day))
        : StateWord.html(t("Còn \(left) ngày"), .waiting, more: TimeText.day(end.day))
      return [
        "<a href=\"\(url: path)\">\(licence.values["name"] ?? "")</a>", "\(licence.organisationName)", state,
        "\(end.rule ?? "")",
      ]
    }
    return """
      <section class="section"><h2>\(t("Giấy phép sắp hết hạn"))</h2>\(Table.html(
        caption: t("Giấy phép sắp hết hạn"),
        columns: [.init(t("Sản phẩm")), .init(t("Cơ quan")), .init(t("Tình trạng"), .fit), .init(t("Căn cứ của hạn"))],
        rows: Array(rows)))</section>
      """
  }

  private func duties(_ t: Translator) -> HTML {
    guard !summary.duties.isEmpty else { return .empty }
    return """
      <section class="section"><h2>\(t("Thông báo phải gửi"))</h2>\(DutyTable.html(
        Array(summary.duties.prefix(200)), on: asOf.today, calendar, t))</section>
      """
  }
}

/// Notices to the authority with their last days.
enum DutyTable {
  static func html(
    _ duties: [NoticeDuty], on today: CivilDate, _ calendar: WorkingCalendar, _ t: Translator
  ) -> HTML {
    let rows = duties.map { duty -> [HTML] in
      let path = RegisterPath.edit(Register.of(duty.register), duty.row)
      let due = TimeText.day(duty.due)
      let more: HTML = duty.isConfirmed ? due : "\(due), \(t("lịch nghỉ chưa xác nhận"))"
      let state =
        switch duty.state(on: today, calendar) {
        case .late: StateWord.html(t("Quá hạn"), .bad, more: more)
        case .soon: StateWord.html(t("Sắp đến hạn"), .waiting, more: more)
        case .running: StateWord.html(t("Còn hạn"), .ready, more: more)
        case .inTime: StateWord.html(t("Đã báo đúng hạn"), .done, more: more)
        case .doneLate: StateWord.html(t("Đã báo, trễ hạn"), .off, more: more)
        }
      return [
        "<a href=\"\(url: path)\">\(duty.name)</a>", "\(t(duty.text))", TimeText.day(duty.event), state,
        "\(duty.source)\(if: duty.mark != "A", " <span class=\"quiet\">(\(t(SourceMark.words(duty.mark))))</span>")",
      ]
    }
    return Table.html(
      caption: t("Thông báo phải gửi"),
      columns: [
        .init(t("Kênh, sản phẩm")), .init(t("Việc phải báo")), .init(t("Ngày xảy ra"), .fit), .init(t("Hạn"), .fit),
        .init(t("Căn cứ")),
      ], rows: rows)
  }
}
