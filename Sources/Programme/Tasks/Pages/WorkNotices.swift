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
    let assigned = file.told.last { $0.what == WorkTold.assigned(file.record.lead) }
    var rows: [[HTML]] = [
      ["\(t("Được giao"))", TaskParts.day(file.record.assignedOn), told(assigned, isDue: file.record.state.isOwed)]
    ]
    for stage in file.stages {
      let key = stage.key(file.record.lead)
      let own = file.told.first { $0.what == key }
      let up = file.told.first { $0.what == "\(key):up" }
      rows.append([
        "\(t(stage.phrase))", days(stage),
        "\(told(own, isDue: stage.day <= today && file.record.state.isOwed))\(up.map { "<br>\(t("nơi giao: \($0.people)"))" as HTML })",
      ])
    }
    let others = file.told.filter { $0.what.hasPrefix("unheard:") || $0.what.hasPrefix("ended:") }.map { one -> HTML in
      """
      <li>\(one.what.hasPrefix("ended:") ? t("Đơn vị chủ trì kết thúc mà không có đơn vị kế thừa: đã báo nơi giao")
        : t("Không có ai ở đơn vị chủ trì để báo: đã báo nơi giao")) (\(one.people)), \(TimeText.absolute(one.at))</li>
      """
    }
    return """
      <section class="section"><h2>\(t("Đã báo cho ai, lúc nào"))</h2>\(Table.html(
        caption: t("Các lần báo"),
        columns: [.init(t("Báo")), .init(t("Ngày"), .fit), .init(t("Đã báo"))], rows: rows))\
      \(if: !others.isEmpty, "<ul>\(others)</ul>")\
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

  private func told(_ told: WorkTold?, isDue: Bool) -> HTML {
    if let told { return "\(told.people) · \(TimeText.absolute(told.at))" }
    return isDue
      ? "<span class=\"quiet\">\(t("không báo lần này"))</span>" : "<span class=\"quiet\">\(t("chưa đến"))</span>"
  }
}
