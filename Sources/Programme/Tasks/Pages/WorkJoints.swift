import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// Parts of a piece of work, what it waits for and what waits for it.
struct WorkJoints: Sendable {
  let page: WorkPage
  let context: StaffContext

  private var t: Translator { context.translator }
  private var record: WorkRecord { page.record }
  private var mayJoin: Bool { record.state.isOpen && (page.mayKeep || page.mayWork) }

  var html: HTML { "\(parts)\(joints)" }

  private var parts: HTML {
    guard !page.file.children.isEmpty else { return .empty }
    return """
      <section class="section"><h2>\(t("Việc con"))</h2>\(Table.html(
        caption: t("Việc con"),
        columns: [.init(t("Nhiệm vụ")), .init(t("Trạng thái"), .fit), .init(t("Hạn"), .fit), .init(t("Tiến độ"), .figure)],
        rows: page.file.children.map {
          [TaskParts.link($0, t), TaskParts.state($0.state, t), TaskParts.day($0.dueOn), "\($0.percent)%"]
        }))</section>
      """
  }

  private var joints: HTML {
    let needs = page.file.needs.map { one -> HTML in
      """
      <li>\(TaskParts.link(one, t)) \(TaskParts.state(one.state, t))\
      \(if: mayJoin, Button.post(
        t("Thôi chờ"), to: ProgrammePath.work(record.id, "thoi-cho"), context, style: .quiet,
        fields: ["needs": one.id.rawValue]))</li>
      """
    }
    let waiting = page.file.waiting.map { "<li>\(TaskParts.link($0, t)) \(TaskParts.state($0.state, t))</li>" as HTML }
    guard !needs.isEmpty || !waiting.isEmpty || mayJoin else { return .empty }
    return """
      <section class="section"><h2>\(t("Chờ nhau"))</h2>\
      \(if: !needs.isEmpty, "<h3>\(t("Việc này chờ"))</h3><ul class=\"task-works\">\(needs)</ul>")\
      \(if: !waiting.isEmpty, "<h3>\(t("Chờ việc này"))</h3><ul class=\"task-works\">\(waiting)</ul>")\
      \(if: mayJoin, form)</section>
      """
  }

  private var form: HTML {
    let known = Set(page.file.needs.map(\.id) + [record.id])
    let options = page.candidates.filter { !known.contains($0.record.id) }.prefix(300).map {
      (value: $0.record.id.rawValue, label: TaskParts.title($0.record, t))
    }
    guard !options.isEmpty else { return .empty }
    return TaskParts.unfold(
      t("Thêm việc phải chờ"), icon: "git-branch", isOpen: page.isRefused("cho"),
      """
      <form class="form" method="post" action="\(url: ProgrammePath.work(record.id, "cho"))">\(context.csrfField)\
      \(Field.select("needs", label: t("Chỉ xong được sau khi xong"), options: options,
        selected: page.value("cho", "needs"), error: page.error("cho", "needs", t)))\
      <div class="form__acts">\(Button.submit(t("Thêm"), style: .plain))</div></form>
      """)
  }
}
