import Contracts
import Kernel
import Web

/// The targets that a piece of work serves: by the plan's own words, and as those who keep it say.
struct WorkServes: Sendable {
  let page: WorkPage
  let context: StaffContext

  private var t: Translator { context.translator }
  private var record: WorkRecord { page.record }
  private var serves: [ServedTarget] { page.file.serves }

  var html: HTML {
    guard !serves.isEmpty || mayName else { return .empty }
    return """
      <section class="section"><h2>\(t("Phục vụ chỉ tiêu"))</h2>\(list)\(if: mayName, form)</section>
      """
  }

  private var mayName: Bool { page.mayKeep && record.state.isOpen && !page.file.targets.isEmpty }

  private var list: HTML {
    guard !serves.isEmpty else { return "<p class=\"quiet\">\(t("Chưa nêu chỉ tiêu nào."))</p>" }
    let lines = serves.map { one -> HTML in
      """
      <li><a href="\(url: ProgrammePath.target(one.target.id))">\(one.target.measure)</a> \
      <span class="quiet">\(one.isOfPlan ? t("theo văn bản kế hoạch") : t("do nơi giao nêu"))</span></li>
      """
    }
    let board = page.file.work.plan.map { plan -> HTML in
      let path = "\(DashboardPage.path)?ke-hoach=\(plan.code)&nhiem-vu=\(record.id)"
      return "<p>\(Button.link(t("Xem số liệu các chỉ tiêu này"), to: path, icon: "target"))</p>"
    }
    return "<ul>\(lines)</ul>\(board)"
  }

  private var form: HTML {
    let ofPlan = Set(serves.filter(\.isOfPlan).map(\.target.id))
    let isRefused = page.isRefused("chi-tieu")
    let named =
      isRefused
      ? Set((page.refused?.sent.all("targets") ?? []).map { TargetID($0) }) : Set(serves.map(\.target.id))
    // A target that holds no longer stays chosen until somebody takes it away.
    let ended = serves.map(\.target).filter { $0.endedOn != nil }
    let boxes = (page.file.targets + ended).filter { !ofPlan.contains($0.id) }.map { target in
      Field.check(
        "targets", label: target.section.isEmpty ? target.measure : "\(target.section): \(target.measure)",
        isOn: named.contains(target.id), value: target.id.rawValue, id: "targets-\(target.id)")
    }
    guard !boxes.isEmpty else { return .empty }
    return TaskParts.unfold(
      t("Nêu chỉ tiêu phục vụ"), icon: "target", isOpen: isRefused,
      """
      <form class="form" method="post" action="\(url: ProgrammePath.work(record.id, "chi-tieu"))">\(context.csrfField)\
      \(Field.group(
        t("Chỉ tiêu của kế hoạch"), hint: record.rule == nil ? nil : t("Các kỳ sau của việc này cũng phục vụ như vậy"),
        error: page.error("chi-tieu", "targets", t), "<div id=\"targets\">\(boxes)</div>"))\
      <div class="form__acts">\(Button.submit(t("Lưu")))</div></form>
      """)
  }
}
