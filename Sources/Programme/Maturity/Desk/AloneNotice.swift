import Kernel
import Web

/// Tells whoever appraises that a score was seen by one person of its agency only.
enum AloneNotice {
  static func html(_ file: EntryFile, on today: CivilDate, _ t: Translator) -> HTML {
    guard file.isAlone, file.entry.state == .appraisal else { return .empty }
    let who = t("Cơ quan chỉ có một người có quyền duyệt (\(file.entry.approvedByName)), cũng là người đã chấm.")
    let last = file.cycle.scoreUntil
    let then =
      file.sight == .own
      ? ""
      : today <= last
        ? t("So kỹ với minh chứng rồi thẩm định, hoặc trả lại cơ quan kèm lý do đến hết ngày \(last.vietnamese).")
        : t("So kỹ với minh chứng rồi thẩm định; đã hết hạn tự chấm nên không trả lại cơ quan được nữa.")
    return Notice.warn(phrase(t), detail: [who, then].filter { !$0.isEmpty }.joined(separator: " "))
  }

  static func phrase(_ t: Translator) -> String { t("Chưa có người thứ hai trong cơ quan xem lại") }
}
