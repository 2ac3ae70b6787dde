import Foundation
import Kernel
import Web

/// The papers that changed the plan, and what each changed.
struct PlanVersionsPart: Sendable {
  let view: Programme.PlanView

  func html(_ context: StaffContext) -> HTML {
    let t = context.translator
    let amendments = view.whole.amendments
    let parts = amendments.indices.reversed().map { part(at: $0, context) }
    let first: HTML = """
      <section class="section"><h2>\(t("Phiên bản 1"))</h2>\
      <p>\(t("Như khi ban hành hoặc khi nhập vào.")) \(Self.paper(view.record, t))</p></section>
      """
    return """
      \(if: view.mayManage && view.record.state == .active && view.whole.open == nil, begin(context))\
      \(parts)\(first)
      """
  }

  private func part(at index: Int, _ context: StaffContext) -> HTML {
    let t = context.translator
    let amendment = view.whole.amendments[index]
    let isOpen = amendment.closedAt == nil
    let close = "\(ProgrammePath.plan(view.record.id))/khep-sua-doi"
    return """
      <section class="section stack" id="phien-ban-\(amendment.version)">\
      <h2>\(t("Phiên bản \(amendment.version)"))</h2>\
      <p>\(t("Theo \(amendment.number), có hiệu lực từ \(amendment.effectiveOn.vietnamese)."))\
      \(if: !amendment.issued.isEmpty, " \(t("Ban hành \(PlanWords.day(amendment.issued, t))."))")\
      \(if: isOpen, " \(StateWord.html(t("Đang sửa"), .live))")</p>\
      <p>\(PlanProse.html(amendment.summary))</p>\
      <p class="quiet">\(amendment.madeByName ?? "") \(TimeText.absolute(amendment.madeAt))</p>\
      \(changes(at: index, t))\
      \(if: isOpen && view.mayManage, Button.post(
        t("Khép lần sửa đổi"), to: close, context, style: .primary, icon: "check"))</section>
      """
  }

  /// The state before this paper against the state before the next one, or now.
  private func changes(at index: Int, _ t: Translator) -> HTML {
    let all = view.whole.amendments
    let next = all.index(after: index)
    guard let before = try? all[index].snapshot(),
      let after = next < all.endIndex ? try? all[next].snapshot() : PlanSnapshot(view.whole)
    else { return "<p>\(t("Không đọc được bản trước."))</p>" }
    let found = PlanDifference.between(before, after)
    guard !found.isEmpty else { return "<p class=\"quiet\">\(t("Chưa có gì thay đổi."))</p>" }
    return Table.html(
      caption: t("Thay đổi của phiên bản \(all[index].version)"),
      columns: [.init(t("Mục")), .init(t("Thay đổi")), .init(t("Trước")), .init(t("Sau"))],
      rows: found.map { one in
        let subject = "\(t(Self.subject(one.subject))) \(one.name)"
        switch one.kind {
        case .added: return ["\(subject)", "\(t("thêm mới"))", "—", "—"]
        case .removed: return ["\(subject)", "\(t("bỏ"))", "—", "—"]
        case .changed(let fact, let from, let to):
          return ["\(subject)", "\(Self.fact(fact, t))", "\(Self.said(fact, from, t))", "\(Self.said(fact, to, t))"]
        }
      })
  }

  private func begin(_ context: StaffContext) -> HTML {
    Button.link(
      context.translator("Mở lần sửa đổi"), to: "\(ProgrammePath.plan(view.record.id))/sua-doi", style: .primary,
      icon: "file-plus")
  }

  private static func paper(_ plan: PlanRecord, _ t: Translator) -> String {
    [plan.document, plan.number, plan.issued.isEmpty ? "" : PlanWords.day(plan.issued, t)].filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  static func subject(_ subject: PlanDifference.Subject) -> Phrase {
    switch subject {
    case .head: "Kế hoạch"
    case .target: "Chỉ tiêu"
    case .task: "Nhiệm vụ"
    case .deadline: "Hạn báo cáo"
    }
  }

  static func fact(_ fact: String, _ t: Translator) -> String {
    if fact.hasPrefix("year ") { return t("giá trị năm \(String(fact.dropFirst(5)))") }
    let phrase: Phrase =
      switch fact {
      case "name": "tên"
      case "title": "tên văn bản"
      case "number": "số văn bản"
      case "issued": "ngày ban hành"
      case "issuer": "cơ quan ban hành"
      case "period": "thời kỳ"
      case "state": "trạng thái"
      case "numerator": "tử số"
      case "denominator": "mẫu số"
      case "unit": "đơn vị"
      case "direction": "chiều"
      case "population": "tính trên"
      case "note": "ghi chú"
      case "ended": "ngày cuối còn áp dụng"
      case "funding": "kinh phí"
      case "leads", "who": "đơn vị chịu trách nhiệm"
      case "partners": "đơn vị phối hợp"
      case "to": "nơi nhận"
      case "day": "hạn"
      case "every": "kỳ"
      default: "lời văn"
      }
    return t(phrase)
  }

  private static func said(_ fact: String, _ value: String, _ t: Translator) -> String {
    if value.isEmpty { return "—" }
    switch fact {
    case "state": return PlanState(rawValue: value).map { t($0.phrase) } ?? value
    case "unit": return TargetUnit(rawValue: value).map { t(PlanWords.unit($0)) } ?? value
    case "direction": return TargetDirection(rawValue: value).map { t(PlanWords.direction($0)) } ?? value
    case "every": return t(PlanWords.every(value))
    case "ended", "issued": return PlanWords.day(value, t)
    default: return value
    }
  }
}
