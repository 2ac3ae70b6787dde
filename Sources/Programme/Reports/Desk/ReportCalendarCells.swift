import Contracts
import Foundation
import Hummingbird
import Kernel
import Vietnamese
import Web

/// A line of the calendar of reports in words: what, by when, how it stands, what to do about it.
struct ReportCalendarCells: Sendable {
  let calendar: WorkingCalendar

  func what(_ due: ReportDue, _ t: Translator) -> HTML {
    """
    <span id="\(due.anchor)"></span>\(due.title)\(if: !due.label.isEmpty, " (\(due.label))")\
    \(due.plan.map { "<br><span class=\"quiet\">\($0.shortTitle)</span>" as HTML })\
    <br><span class="quiet">\(t("Căn cứ: \(due.basis)"))\(if: due.mark != "A", " (\(t(SourceMark.words(due.mark))))")</span>\
    \(if: due.type.about == .law, "<br><span class=\"quiet\">\(t("Chưa có mẫu của văn bản này: báo cáo lập ở đây chỉ có phần viết tay"))</span>")
    """
  }

  func day(_ due: ReportDue, _ t: Translator) -> HTML {
    let last = due.last
    let next = calendar.nextWorkingDay(onOrAfter: last)
    let hint =
      next == last
      ? "" : t("ngày nghỉ; ngày làm việc kế tiếp \(next.vietnamese), hạn không đổi")
    return """
      <div><time datetime="\(last.rawValue)">\(TimeText.weekdayAndDay(last, t))</time>\
      \(if: due.isBefore, "<br><span class=\"quiet\">\(t("trước ngày \(due.named.vietnamese)"))</span>")\
      \(if: !hint.isEmpty, "<br><span class=\"quiet\">\(hint)</span>")</div>
      """
  }

  func state(_ line: ReportCalendarLine, _ t: Translator) -> HTML {
    let more = received(line, t)
    if let own = line.own {
      if own.state == .sent, let day = own.sentOn {
        let isLate = day > line.due.last
        return
          "\(StateWord.html(isLate ? t("Gửi trễ \(day.vietnamese)") : t("Đã gửi \(day.vietnamese)"), isLate ? .bad : .done))\(more)"
      }
      return "\(StateWord.html(t(own.state.phrase), line.isLate ? .bad : own.state.word, more: left(line, t)))\(more)"
    }
    if line.isOwed, line.isBefore, line.unsent.isEmpty {
      return "\(StateWord.html(t("Trước khi dùng hệ thống"), .off))\(more)"
    }
    if !line.unsent.isEmpty {
      let names = line.unsent.prefix(6).joined(separator: "; ")
      let rest = line.unsent.count > 6 ? t(" và \(line.unsent.count - 6) cơ quan khác") : ""
      let word = StateWord.html(
        t("\(line.unsent.count) cơ quan chưa gửi"), line.left < 0 ? .bad : .waiting, more: left(line, t))
      return "\(word)<br><span class=\"quiet\">\(names)\(rest)</span>\(more)"
    }
    if !line.isOwed, !line.due.isForSome {
      return "\(StateWord.html(t("Cơ quan khác nộp"), .off, more: line.left >= 0 ? left(line, t) : nil))\(more)"
    }
    if line.due.isForSome {
      return "\(StateWord.html(t("Tùy cơ quan"), .off, more: line.left >= 0 ? left(line, t) : nil))\(more)"
    }
    return "\(StateWord.html(t("Chưa lập"), line.isLate ? .bad : .draft, more: left(line, t)))\(more)"
  }

  /// What others sent, each a way to it.
  private func received(_ line: ReportCalendarLine, _ t: Translator) -> HTML {
    let sent = line.others.filter { $0.state == .sent }
    guard !sent.isEmpty else { return .empty }
    let lines = sent.map { one -> HTML in
      let day = one.sentOn.map { $0.vietnamese } ?? ""
      return "<li><a href=\"\(url: ReportPath.show(one.id))\">\(one.organisationName)</a> \(day)</li>"
    }
    return """
      <details class="report-received"><summary>\(t("\(sent.count) báo cáo của cơ quan khác đã gửi"))</summary>\
      <ul>\(lines)</ul></details>
      """
  }

  private func left(_ line: ReportCalendarLine, _ t: Translator) -> HTML {
    switch line.left {
    case 0: "\(t("hôm nay là ngày cuối"))"
    case 1...: "\(t("còn \(line.left) ngày"))"
    default: "\(t("trễ \(-line.left) ngày"))"
    }
  }

  func act(_ line: ReportCalendarLine, _ context: StaffContext) -> HTML {
    let t = context.translator
    if let own = line.own { return "<a href=\"\(url: ReportPath.show(own.id))\">\(t("Mở báo cáo"))</a>" }
    if line.due.type.about == .elsewhere {
      return "<a href=\"\(url: ProgrammePath.maturity)\">\(t("Chỉ số trưởng thành"))</a>"
    }
    guard line.mayMake else { return .empty }
    return Button.post(
      t("Lập báo cáo"), to: "\(ReportPath.calendar)/lap", context,
      fields: [
        "plan": line.due.plan?.id.rawValue ?? "", "type": line.due.type.id, "year": "\(line.due.year)",
        "period": line.due.period,
      ])
  }
}
