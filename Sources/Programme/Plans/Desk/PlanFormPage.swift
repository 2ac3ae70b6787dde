import Foundation
import Hummingbird
import Kernel
import Web

/// A form about a plan: its fields, what does not hold, and the way back.
struct PlanFormPage: Sendable {
  let title: String
  /// Where it is sent.
  let action: String
  /// Where "Thôi" leads.
  let back: String
  /// The plan it is about; nil for a new one.
  let plan: PlanRecord?
  let submit: String
  let fields: HTML
  var intro: HTML = .empty
  /// Below the form: acts of their own.
  var after: HTML = .empty
  var errors: [String: Phrase] = [:]
  var conflict: Phrase?
  var takesFiles = false
  /// Whether another may be written straight away.
  var goesOn = false
  /// Whether one was just saved.
  var isSaved = false

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    var breadcrumb = [(t("Kế hoạch, chỉ tiêu"), ProgrammePath.plans)]
    if let plan { breadcrumb.append((plan.shortTitle, ProgrammePath.plan(plan.id))) }
    let body: HTML = """
      <div class="stack">\(if: isSaved, Notice.ok(t("Đã ghi. Viết tiếp mục sau.")))\(Notice.problems(errors, t))\
      \(conflict.map { Notice.bad(t("Chưa ghi được"), detail: t($0)) })\(intro)\
      <form method="post" action="\(url: action)" class="form" data-guard\
      \(attribute: "enctype", takesFiles ? "multipart/form-data" : nil)>\(context.csrfField)\(fields)\
      <div class="form__acts">\(Button.submit(submit, icon: "save"))\
      \(if: goesOn, Button.submit(t("Ghi và thêm tiếp"), style: .plain, icon: "plus", name: "next", value: "1"))\
      \(Button.link(t("Thôi"), to: back, style: .quiet))</div></form>\(after)</div>
      """
    return DeskPage(
      title: title, room: Programme.room, body: body, breadcrumb: breadcrumb, styles: ["plans.css"]
    ).answer(context, status: conflict != nil ? 409 : errors.isEmpty ? 200 : 422)
  }
}

extension Request {
  /// A value of the address's query as forms send it, where a space is `+`; empty where it was not sent.
  func asked(_ name: String, limit: Int = 200) -> String {
    for part in (uri.query ?? "").split(separator: "&").prefix(64) {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if pair.count == 2, pair[0] == name {
        return String((pair[1].replacing("+", with: " ").removingPercentEncoding ?? "").prefix(limit))
      }
    }
    return ""
  }
}

extension StaffContext {
  /// The plan that the address names, by ID or code.
  func planName() throws -> String {
    guard let name = parameters.get("plan") else { throw Failure.notFound }
    return name
  }
}

extension Form {
  /// A whole number; nil where nothing was typed; −1, which no field here allows, for what is none: so the form comes back
  /// with the rest of what was typed.
  func number(_ name: String) -> Int? {
    optional(name).map { Int($0) ?? -1 }
  }
}
