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

  /// Why some of these are counted in two ways; nil where none is. Where it stands: below the list, above the task.
  static func doubtful(_ deadlines: [WorkDeadline], _ t: Translator) -> String? {
    let days = Set(deadlines.flatMap(\.doubtful)).sorted { $0.day < $1.day }
    guard !days.isEmpty else { return nil }
    let shown = days.prefix(6).map { "\($0.day.vietnamese) (\($0.name))" }.joined(separator: ", ")
    return t(
      "Hai số ngày làm việc là vì chưa xác nhận được \(shown) có là ngày nghỉ hay không: số nhỏ nếu nghỉ, số lớn nếu làm việc."
    )
  }

  /// The day that was set, and the day after which it counts as late where that is another.
  static func due(_ record: WorkRecord, _ deadline: WorkDeadline, _ t: Translator) -> HTML {
    guard let last = deadline.last, let due = record.dueOn, last != due, record.state.isOpen else {
      return day(record.dueOn)
    }
    return "\(day(due))<br><span class=\"quiet\">\(t("ngày nghỉ, tính đến \(last.vietnamese)"))</span>"
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

  /// A day that may be left out, as browsers send it or as people write it; what is no day is a fault of the field.
  static func day(_ name: String, _ form: Form, _ faults: inout [String: Phrase]) -> CivilDate? {
    guard let text = form.optional(name) else { return nil }
    if let day = written(text) { return day }
    faults.add([name: "“\(String(text.prefix(20)))” không phải một ngày trong lịch"])
    return nil
  }

  static func needed(_ name: String, _ form: Form, _ faults: inout [String: Phrase]) -> CivilDate? {
    if form.optional(name) == nil { faults.add([name: "Cần có ngày"]) }
    return day(name, form, &faults)
  }

  /// `2026-12-05` or `5/12/2026`.
  static func written(_ text: String) -> CivilDate? {
    if let day = CivilDate(rawValue: text) { return day }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).compactMap { Int($0) }
    return parts.count == 3 ? CivilDate(parts[2], parts[1], parts[0]) : nil
  }
}
