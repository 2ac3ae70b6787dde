import Contracts
import Kernel
import Web

/// Counting on the page of reporting days: the form, what runs now with its progress, and how the last count ended.
struct CountPart: Sendable {
  let plan: PlanRecord
  /// Newest first.
  let runs: [CountRun]
  let today: CivilDate
  let errors: [String: Phrase]

  private var path: String { FreezePage.path(plan.id) }
  private var open: [CountRun] { runs.filter(\.state.goesOn) }

  func html(_ context: StaffContext) -> HTML {
    let t = context.translator
    return """
      <section class="stack" id="tinh"\(attribute: "data-live-source", open.isEmpty ? nil : source)\
      \(flag: "data-live-reload", !open.isEmpty)><h2>\(t("Tính số liệu"))</h2>\
      \(if: !open.isEmpty, "<noscript><meta http-equiv=\"refresh\" content=\"2\"></noscript>")\
      \(open.map { running($0, context) })\(ended(t))\
      <p class="quiet">\(t("Tính mọi chỉ tiêu theo các cơ quan đang hoạt động vào ngày báo cáo. Tính lại được cho đến khi chốt. Mỗi đêm, các ngày báo cáo chưa chốt được tính lại."))</p>\
      <form class="inline-form" method="post" action="\(url: "\(path)/tinh")">\(context.csrfField)\
      \(Field.date("ngay", label: t("Ngày báo cáo"), value: runs.first.map { $0.isRunningDay ? today : $0.day } ?? today, error: errors["ngay"].map { t($0) }, isRequired: true, to: today))\
      \(Button.submit(t("Tính số liệu")))</form></section>
      """
  }

  private var source: String { "\(path)/su-kien?tu=\(CountFigure.open(runs))" }

  private func running(_ run: CountRun, _ context: StaffContext) -> HTML {
    let t = context.translator
    let label =
      run.state == .waiting
      ? t("Chờ đến lượt tính số liệu ngày \(run.day.vietnamese)") : t("Đang tính số liệu ngày \(run.day.vietnamese)")
    return """
      <div class="count-run">\(Progress.html(label, done: run.done, of: CountFigure.total(run), key: CountFigure.key(run)))\
      <p class="count-run__acts"><span class="quiet">\(t("\(run.askedByName) bấm lúc \(VietnamTime.dateAndClock(run.askedAt)). Có thể rời trang này; việc tính vẫn tiếp tục."))</span> \
      \(Button.post(t("Dừng tính"), to: "\(path)/dung", context, icon: "circle-stop", fields: ["lan": run.id.rawValue]))</p></div>
      """
  }

  /// How the newest ended, unless it ended well and everything is in the table below.
  private func ended(_ t: Translator) -> HTML {
    guard open.isEmpty, let last = runs.first else { return .empty }
    let day = last.day.vietnamese
    switch last.state {
    case .failed:
      return Notice.bad(
        t("Lần tính số liệu ngày \(day) không xong"),
        detail: KeptPhrases.phrases(last.error).map { t($0) }.joined(separator: " "))
    case .cancelled:
      return Notice.info(t("Lần tính số liệu ngày \(day) đã dừng; số liệu trước đó giữ nguyên."))
    case .done:
      return Notice.ok(
        t("Đã tính \(Figure.text(last.total)) chỉ tiêu ngày \(day), lúc \(VietnamTime.dateAndClock(last.updatedAt))"),
        detail: last.missing == 0 ? nil : t("\(Figure.text(last.missing)) chỉ tiêu còn thiếu số liệu."))
    case .waiting, .running: return .empty
    }
  }
}
