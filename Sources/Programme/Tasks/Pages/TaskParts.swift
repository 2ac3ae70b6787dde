import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// What the pages of tasks share.
enum TaskParts {
  enum View: String, CaseIterable {
    case list
    case board
    case timeline
    case duties
    case honours
    case campaigns

    var path: String {
      switch self {
      case .list: ProgrammePath.tasks
      case .board: "\(ProgrammePath.tasks)/bang"
      case .timeline: "\(ProgrammePath.tasks)/thoi-gian"
      case .duties: "\(ProgrammePath.tasks)/don-vi"
      case .honours: "\(ProgrammePath.tasks)/tuyen-duong"
      case .campaigns: "\(ProgrammePath.tasks)/dot"
      }
    }

    var phrase: Phrase {
      switch self {
      case .list: "Danh sách"
      case .board: "Bảng"
      case .timeline: "Dòng thời gian"
      case .duties: "Việc của đơn vị"
      case .honours: "Tuyên dương"
      case .campaigns: "Đợt tuyên truyền, thi đua"
      }
    }
  }

  /// - Parameter query: the filter, kept from one view to the next.
  static func tabs(_ current: View, query: String = "", _ t: Translator) -> HTML {
    Tabs.html(
      View.allCases.map { view in
        let keeps = [.list, .board, .timeline].contains(view) && !query.isEmpty
        return .init(t(view.phrase), keeps ? "\(view.path)?\(query)" : view.path, isCurrent: view == current)
      }, label: t("Cách xem"))
  }

  static func state(_ state: WorkState, _ t: Translator) -> HTML { StateWord.html(t(state.phrase), state.word) }

  static func title(_ record: WorkRecord, _ t: Translator) -> String {
    guard let turn = WorkRhythm.words(turn: record.turn) else { return record.title }
    return "\(record.title) (\(t(turn)))"
  }

  static func link(_ record: WorkRecord, _ t: Translator) -> HTML {
    "<a href=\"\(url: ProgrammePath.work(record.id))\">\(title(record, t))</a>"
  }

  static func day(_ day: CivilDate?) -> HTML { day.map { TimeText.day($0) } ?? "—" }

  /// On a plan's page: what was made of one of its tasks, and making more.
  static func made(of task: PlanTaskRecord, mayMake: Bool, _ t: Translator) -> HTML {
    let query = "ke-hoach=\(task.plan)&muc=\(task.id)"
    return """
      <p class="plan-made"><a href="\(url: "\(ProgrammePath.tasks)?\(query)")">\(t("Việc đã giao"))\
      <span class="visually-hidden">: \(task.title)</span></a>\
      \(if: mayMake, " · <a href=\"\(url: "\(ProgrammePath.tasks)/moi?\(query)")\">\(t("Giao việc"))<span class=\"visually-hidden\">: \(task.title)</span></a>")</p>
      """
  }

  /// An act that needs words: a button that unfolds its form in place, without scripts.
  static func unfold(_ label: String, icon: String, isOpen: Bool = false, _ content: HTML) -> HTML {
    """
    <details class="task-unfold"\(flag: "open", isOpen)><summary class="button">\(Icon.html(icon))<span>\(label)</span>\
    </summary><div class="task-unfold__body">\(content)</div></details>
    """
  }

  /// Names to choose from while typing; any other name is looked up as well.
  static func names(_ all: [OrganisationProfile], id: String) -> HTML {
    let options = all.filter { $0.kind != .commune }.prefix(500).map { "<option value=\"\($0.name)\">" as HTML }
    return "<datalist id=\"\(id)\">\(options)</datalist>"
  }

  /// A line of text with names offered.
  static func named(
    _ name: String, label: String, value: String = "", list: String, error: String? = nil, hint: String? = nil
  ) -> HTML {
    """
    <div class="field\(error == nil ? "" : " field--bad")"><label class="field__label" for="\(name)">\(label)</label>\
    \(hint.map { "<p class=\"field__hint\">\($0)</p>" as HTML })\
    <input class="field__control" id="\(name)" name="\(name)" value="\(value)" list="\(list)" maxlength="300" \
    autocomplete="off"\(attribute: "aria-describedby", error.map { _ in "\(name)-error" })\
    \(attribute: "aria-invalid", error.map { _ in "true" })>\
    \(error.map { "<p class=\"field__error\" id=\"\(name)-error\">\($0)</p>" as HTML })</div>
    """
  }
}

/// What the address asks for.
enum TaskQuery {
  /// A value of the query as forms send it, where a space is `+`; empty where it was not sent.
  static func value(_ name: String, _ request: Request, limit: Int = 300) -> String {
    for part in (request.uri.query ?? "").split(separator: "&").prefix(64) {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if pair.count == 2, pair[0] == name {
        return String((pair[1].replacing("+", with: " ").removingPercentEncoding ?? "").prefix(limit))
      }
    }
    return ""
  }

  static func filter(_ request: Request) -> WorkFilter {
    func id<Mark>(_ name: String) -> ID<Mark>? {
      let text = value(name, request)
      return text.isEmpty ? nil : ID(text)
    }
    var filter = WorkFilter()
    filter.plan = id("ke-hoach")
    filter.planTask = id("muc")
    filter.lead = id("don-vi")
    filter.state = WorkState(rawValue: value("trang-thai", request))
    filter.when = WorkFilter.When(rawValue: value("han", request))
    filter.isClosed = value("xem", request) == "xong"
    return filter
  }

  /// The filter as an address has it.
  static func text(_ filter: WorkFilter) -> String {
    var parts: [String] = []
    if let plan = filter.plan { parts.append("ke-hoach=\(plan)") }
    if let task = filter.planTask { parts.append("muc=\(task)") }
    if let lead = filter.lead { parts.append("don-vi=\(lead)") }
    if let state = filter.state { parts.append("trang-thai=\(state.rawValue)") }
    if let when = filter.when { parts.append("han=\(when.rawValue)") }
    if filter.isClosed { parts.append("xem=xong") }
    return parts.joined(separator: "&")
  }

  static func work(_ context: StaffContext) throws -> WorkID {
    guard let text = context.parameters.get("id") else { throw Failure.notFound }
    return WorkID(text)
  }

  /// A day that may be left out.
  static func day(_ name: String, _ form: Form) throws -> CivilDate? {
    guard let text = form.optional(name) else { return nil }
    guard let day = CivilDate(rawValue: text) else { throw Failure.invalid([name: "Ngày này không có trong lịch"]) }
    return day
  }

  static func needed(_ name: String, _ form: Form) throws -> CivilDate {
    guard let day = try day(name, form) else { throw Failure.invalid([name: "Cần có ngày"]) }
    return day
  }
}
