import Foundation
import Hummingbird
import Kernel
import Web

/// What every page of this room has: the way between its views.
enum PlanningPage {
  enum View: CaseIterable {
    case week, day, agenda, plans, editions, handovers, people, templates
  }

  static func tabs(_ current: View, today: CivilDate, _ t: Translator) -> HTML {
    Tabs.html(
      View.allCases.map { view in
        let (title, path): (String, String) =
          switch view {
          case .week: (t("Tuần"), PlanningPath.board)
          case .day: (t("Ngày"), PlanningPath.day(today))
          case .agenda: (t("Lịch sự kiện"), PlanningPath.agenda)
          case .plans: (t("Đề tài"), PlanningPath.plans)
          case .editions: (t("Số và bản tin"), PlanningPath.editions)
          case .handovers: (t("Bàn giao ca"), PlanningPath.handovers)
          case .people: (t("Nhân sự"), PlanningPath.people)
          case .templates: (t("Mẫu tự tạo"), PlanningPath.templates)
          }
        return Tabs.Tab(title, path, isCurrent: view == current)
      }, label: t("Các phần của kế hoạch"))
  }

  static func page(
    _ title: String, _ body: HTML, room: String = "planning", actions: HTML = .empty, lead: HTML? = nil,
    breadcrumb: [(title: String, path: String)] = [], panel: HTML? = nil, isWide: Bool = false,
    scripts: [String] = []
  ) -> DeskPage {
    DeskPage(
      title: title, room: room, body: "<div class=\"stack\">\(body)</div>", panel: panel, actions: actions,
      scripts: scripts, breadcrumb: breadcrumb, lead: lead, isWide: isWide, styles: ["planning.css"])
  }

  /// A part of a page under its heading.
  static func section(_ title: String, _ body: HTML, count: Int? = nil) -> HTML {
    """
    <section class="section"><h2>\(title)\
    \(count.map { " <span class=\"count\">\($0)</span>" as HTML })</h2>\(body)</section>
    """
  }

  /// Items as a list that the keyboard goes through, or one quiet sentence.
  static func list(_ items: [HTML], _ classes: String, none: String) -> HTML {
    items.isEmpty
      ? "<p class=\"quiet\">\(none)</p>" : "<ul class=\"\(classes)\" data-keys>\(items)</ul>"
  }

  /// `T2 23/11`, for columns.
  static func columnDay(_ day: CivilDate, _ t: Translator) -> String {
    "\(weekdays(String(day.weekday), t)) \(day.vietnamese.prefix(5))"
  }

  /// `Thứ hai 23/11`.
  static func shortDay(_ day: CivilDate, _ t: Translator) -> String {
    let names = [t("Thứ hai"), t("Thứ ba"), t("Thứ tư"), t("Thứ năm"), t("Thứ sáu"), t("Thứ bảy"), t("Chủ nhật")]
    return "\(names[day.weekday - 1]) \(day.vietnamese.prefix(5))"
  }

  /// What a list of days of the week says: `135`.
  static func weekdays(_ text: String, _ t: Translator) -> String {
    if text == "1234567" { return t("hằng ngày") }
    let names = [t("T2"), t("T3"), t("T4"), t("T5"), t("T6"), t("T7"), t("CN")]
    return text.compactMap { Int(String($0)) }.filter { (1...7).contains($0) }.map { names[$0 - 1] }
      .joined(separator: ", ")
  }

  /// Boxes for the days of the week.
  static func weekdayBoxes(_ name: String, _ label: String, _ chosen: String, error: String?, _ t: Translator) -> HTML {
    let names = [t("T2"), t("T3"), t("T4"), t("T5"), t("T6"), t("T7"), t("CN")]
    let boxes = names.enumerated().map { index, title in
      Field.check(
        name, label: title, isOn: chosen.contains(String(index + 1)), value: String(index + 1),
        id: "\(name)-\(index + 1)")
    }
    return Field.group(label, error: error, "<div class=\"plan-weekdays\">\(boxes)</div>")
  }
}

/// What was sent and what came of it, to be shown again.
struct Sent: Sendable {
  var form = Form(fields: [:])
  var errors: [String: Phrase] = [:]
  var conflict: Phrase?
  /// Whether this is the first look at the form.
  var isFresh = true

  func error(_ name: String, _ t: Translator) -> String? { errors[name].map { t($0) } }
}

/// A page that is one form.
struct FormPage {
  let title: String
  var lead: String?
  let action: String
  let submit: String
  var isDanger = false
  let back: (title: String, path: String)
  let fields: HTML
  let sent: Sent
  var more: HTML = .empty
  var isUpload = false

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let body: HTML = """
      \(Notice.problems(sent.errors, t))\(sent.conflict.map { Notice.bad(t($0)) })\
      <form method="post" action="\(url: action)" class="form" data-guard\
      \(attribute: "enctype", isUpload ? "multipart/form-data" : nil)>\(context.csrfField)\(fields)\
      <div class="form__acts">\(Button.submit(submit, style: isDanger ? .danger : .primary))\
      \(Button.link(t("Thôi"), to: back.path, style: .quiet))</div></form>\(more)
      """
    let status = sent.isFresh ? 200 : sent.conflict == nil ? 422 : 409
    return PlanningPage.page(
      title, body, lead: lead.map { "\($0)" }, breadcrumb: [(t("Kế hoạch"), PlanningPath.board), back]
    ).answer(context, status: status)
  }

  /// Runs what was sent and goes where it says; where it does not hold, the form is shown again with everything in it.
  static func attempt(
    _ request: Request, _ context: StaffContext, again: (Sent) async throws -> Response,
    _ body: (Form) async throws -> String
  ) async throws -> Response {
    let form = try await Form.read(request, context, limit: 262_144)
    do {
      return Answer.seeOther(try await body(form))
    } catch Failure.invalid(let errors) {
      return try await again(Sent(form: form, errors: errors, isFresh: false))
    } catch Failure.conflict(let why) {
      return try await again(Sent(form: form, conflict: why, isFresh: false))
    }
  }
}

extension StaffContext {
  /// The record the path names.
  func recordID<Record>() throws -> ID<Record> {
    let id = ID<Record>(try parameters.require("id"))
    guard id.isWellFormed else { throw Failure.notFound }
    return id
  }
}
