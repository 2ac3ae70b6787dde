import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// When people are told of a piece of work, to whom it was told and when.
struct WorkNotices: Sendable {
  let page: WorkPage
  let context: StaffContext

  private var t: Translator { context.translator }

  var html: HTML {
    let file = page.file
    let today = CivilDate(page.now)
    let first = file.told.last { $0.what == WorkTold.assigned(file.record.lead) }
    var rows: [[HTML]] = [
      ["\(t("Được giao"))", TaskParts.day(file.record.assignedOn), assigned(file, first)]
    ]
    for stage in file.stages {
      let key = stage.key(file.record.lead)
      let own = file.told.first { $0.what == key }
      let up = file.told.first { $0.what == "\(key):up" }
      rows.append([
        "\(t(stage.phrase))", days(stage),
        "\(told(own, isPast: stage.day < file.record.assignedOn, isDue: stage.day <= today))\(up.map { "<br>\(t("nơi giao: \($0.people)"))" as HTML })",
      ])
    }
    let others = file.told.filter { $0.what.hasPrefix("unheard:") || $0.what.hasPrefix("ended:") }.map { one -> HTML in
      "<li>\(t(one.phrase)) (\(one.people)), \(TimeText.absolute(one.at))</li>"
    }
    // What was told to those who led it before stays: it was told.
    let before = file.told.filter { one in
      one.lead != file.record.lead && !one.what.hasPrefix("unheard:") && !one.what.hasPrefix("ended:")
    }.map { one -> HTML in
      let place = one.what.hasSuffix(":up") ? t("nơi giao") : file.names[one.lead] ?? "—"
      return "<li>\(t(one.phrase)): \(place), \(one.people) · \(TimeText.absolute(one.at))</li>"
    }
    return """
      <section class="section"><h2>\(t("Đã báo cho ai, lúc nào"))</h2>\(Table.html(
        caption: t("Các lần báo"),
        columns: [.init(t("Báo")), .init(t("Ngày")), .init(t("Đã báo"))], rows: rows))\
      \(if: !others.isEmpty, "<ul class=\"task-told\">\(others)</ul>")\
      \(if: !before.isEmpty, "<h3>\(t("Đã báo các đơn vị chủ trì trước"))</h3><ul class=\"task-told\">\(before)</ul>")\
      <p class="quiet">\(t("Tính theo ngày làm việc; mỗi lần báo một lần, trong trang và trong thư gộp."))</p></section>
      """
  }

  /// Both days where unconfirmed days off make a difference.
  private func days(_ stage: ReminderStage) -> HTML {
    guard stage.otherwise != stage.day else { return TaskParts.day(stage.day) }
    return """
      \(TaskParts.day(stage.day))<br><span class="quiet">\(t("nếu các ngày nghỉ chưa xác nhận vẫn làm việc: \(stage.otherwise.vietnamese)"))</span>
      """
  }

  private func assigned(_ file: WorkFile, _ told: WorkTold?) -> HTML {
    if told == nil, file.record.state.isOwed { return StateWord.html(t("chưa báo được cho ai"), .bad) }
    return self.told(told, isPast: false, isDue: true)
  }

  /// - Parameter isPast: the day lies before the lead got the work: it was not theirs to be told.
  private func told(_ told: WorkTold?, isPast: Bool, isDue: Bool) -> HTML {
    if let told { return "\(told.people) · \(TimeText.absolute(told.at))" }
    let words = isPast ? t("trước ngày giao, không báo") : isDue ? t("không báo lần này") : t("chưa đến")
    return "<span class=\"quiet\">\(words)</span>"
  }
}
