import Contracts
import Foundation
import Kernel
import Web

/// The acts that are open to this person on this item now, the next one first. Each that needs words or a time unfolds in
/// place, which works without scripts.
struct WorkflowPart {
  let view: EditorView
  let context: StaffContext

  private var t: Translator { context.translator }
  private var item: Item { view.item }
  private var isHandling: Bool { Newsroom.mayHandle(item, view.principal) }
  /// Whether this person may pass the step that the item is at.
  private var mayApprove: Bool {
    let stage = view.workflow.stages[view.workflow.place(of: item)]
    return view.workflow.allows([stage], of: item, by: view.principal)
  }
  private var maySendBack: Bool { mayApprove || view.may(Newsroom.approve) }
  private var isAtLastStage: Bool { view.workflow.place(of: item) == view.workflow.stages.count - 1 }
  /// Approved, or this person may approve it with the same click.
  private var mayPublishNow: Bool {
    view.may(Newsroom.publish) && (try? view.workflow.requireApproved(item, or: view.principal)) != nil
  }

  var html: HTML {
    let acts = [stage].compactMap(\.self) + steps + [deadline, handOver, delete].compactMap(\.self)
    return acts.isEmpty
      ? "<p class=\"quiet\">\(t("Không có việc nào dành cho bạn."))</p>" : "<div class=\"workflow\">\(acts)</div>"
  }

  /// Where it waits, in the agency's own words, where there is more than one step.
  private var stage: HTML? {
    guard view.workflow.stages.count > 1, let stage = view.workflow.stage(of: item) else { return nil }
    let due: HTML =
      item.stageDueAt.map { "<br>\(t("Hạn của bước này")) \(TimeText.html($0, now: view.now, t))" } ?? .empty
    let number = view.workflow.place(of: item) + 1
    return """
      <p class="quiet">\(t("Bước \(number)/\(view.workflow.stages.count)")): <b>\(stage.name)</b>\(due)</p>
      """
  }

  private var steps: [HTML] {
    switch item.state {
    case .draft, .editing:
      [
        mayPublishNow ? nil : (isHandling ? submit(.primary) : nil), publish,
        mayPublishNow && isHandling ? submit(.plain) : nil,
        schedule,
      ].compactMap(\.self)
    case .approval: [mayApprove ? approve : nil, publish, sendBack, schedule].compactMap(\.self)
    case .ready: [publish, schedule, sendBack].compactMap(\.self)
    case .published: [update, site, correction, withdraw].compactMap(\.self)
    case .withdrawn: [correction].compactMap(\.self)
    }
  }

  /// The law's way where what was published is false; the room Corrections goes on from there.
  private var correction: HTML? {
    guard view.may("corrections.manage") else { return nil }
    return Button.link(t("Mở hồ sơ cải chính"), to: "/lam-viec/cai-chinh/moi?bai=\(item.id)", icon: "scale")
  }

  private func submit(_ style: Button.Style) -> HTML {
    form("gui-duyet", Button.submit(t("Gửi duyệt"), style: style, icon: "send"))
  }

  private var approve: HTML {
    let label = isAtLastStage ? t("Duyệt") : t("Duyệt, chuyển bước sau")
    return form("duyet", Button.submit(label, style: mayPublishNow ? .plain : .primary, icon: "check"))
  }

  private var publish: HTML? {
    guard mayPublishNow, item.gate.isOpen(at: view.now) else { return nil }
    let label = item.state == .ready ? t("Xuất bản") : t("Duyệt và xuất bản")
    return form("xuat-ban", Button.submit(label, style: .primary, icon: "globe"))
  }

  /// There from the beginning: the script shows it with the first change that is saved while one writes.
  private var update: HTML? {
    guard view.may(Newsroom.publish) else { return nil }
    return unfold(
      t("Cập nhật cho bạn đọc"), "cap-nhat", id: "editor-update", isOpen: true,
      isHidden: !item.hasUnpublishedChanges && view.typed == nil,
      """
      \(Field.group(t("Thay đổi này"), significance))\
      \(Field.text(
        "note", label: t("Đã cập nhật điều gì"), hint: t("Bạn đọc thấy dòng này dưới bài"), maxLength: 500))\
      \(Field.check("renew", label: t("Đổi địa chỉ theo tiêu đề mới"), hint: t("Địa chỉ cũ tự dẫn sang địa chỉ mới")))\
      \(Button.submit(t("Cập nhật"), style: .primary, icon: "globe"))
      """)
  }

  private var significance: HTML {
    let name = "significance"
    let great = t("Đáng kể: bạn đọc thấy giờ cập nhật mới")
    return """
      \(Field.radio(name, label: great, value: "significant", isOn: true))\
      \(Field.radio(name, label: t("Chỉ sửa lỗi nhỏ, không đổi giờ cập nhật"), value: "minor"))
      """
  }

  private var sendBack: HTML? {
    guard maySendBack else { return nil }
    let place = item.state == .ready ? view.workflow.stages.count : view.workflow.place(of: item)
    let earlier = view.workflow.stages[..<place].map { (value: $0.id, label: t("Bước \($0.name)")) }
    let hasSteps = view.workflow.stages.count > 1 && !earlier.isEmpty
    let target: HTML =
      !hasSteps ? .empty : Field.select("stage", label: t("Trả về"), options: [("", item.authorName)] + earlier)
    return unfold(
      t("Trả lại"), "tra-lai",
      """
      \(target)\
      \(Field.area("reason", label: t("Lý do trả lại"), rows: 3, isRequired: true, maxLength: 1_000))\
      \(Button.submit(hasSteps ? t("Trả lại") : t("Trả lại cho \(item.authorName)"), style: .plain, icon: "undo"))
      """)
  }

  private var schedule: HTML? {
    guard mayPublishNow else { return nil }
    if let time = item.scheduledFor {
      return form(
        "bo-hen-gio",
        "<p>\(t("Sẽ xuất bản")) \(TimeText.html(time, now: view.now, t))</p>\(Button.submit(t("Bỏ hẹn giờ"), style: .plain, icon: "clock"))"
      )
    }
    let next = LocalTime.text(view.now.addingTimeInterval(3_600))
    return unfold(
      t("Hẹn giờ xuất bản"), "hen-gio",
      """
      \(Field.text("at", label: t("Xuất bản lúc"), value: next, type: "datetime-local", isRequired: true))\
      \(Button.submit(t("Hẹn giờ"), style: .plain, icon: "calendar-clock"))
      """)
  }

  private var withdraw: HTML? {
    guard view.may(Newsroom.withdraw) else { return nil }
    // Not beside what one presses every day: it cannot be taken back.
    let act = unfold(
      t("Gỡ bài"), "go", style: .danger,
      """
      <p>\(t("Bạn đọc sẽ không mở được bài này nữa, không đăng lại được. Chữ vẫn còn trong kho."))</p>\
      \(Field.area("reason", label: t("Lý do gỡ"), rows: 3, isRequired: true, maxLength: 1_000))\
      \(Button.submit(t("Gỡ bài này"), style: .danger, icon: "trash-2"))
      """)
    return "<div class=\"workflow__apart\">\(act)</div>"
  }

  /// Opens ``DeleteDialog``, which stands in the page: the panel is a popover on a phone, and closes as the dialog opens.
  private var delete: HTML? {
    guard Newsroom.mayDelete(item, view.principal) else { return nil }
    let act = Button.opens(DeleteDialog.id, t("Xóa bản nháp"), style: .quiet, icon: "trash-2")
    return "<div class=\"workflow__apart\">\(act)</div>"
  }

  private var site: HTML? {
    Button.link(t("Xem trên trang"), to: item.path, style: .quiet, icon: "external-link")
  }

  private var deadline: HTML? {
    guard isHandling, ItemState.working.contains(item.state) else { return nil }
    let value = item.deadline.map(LocalTime.text) ?? ""
    return unfold(
      item.deadline.map { t("Hạn \(VietnamTime.dateAndClock($0))") } ?? t("Đặt hạn"), "han",
      """
      \(Field.text("deadline", label: t("Hạn"), value: value, type: "datetime-local", hint: t("Để trống là không có hạn")))\
      \(Button.submit(t("Đặt hạn"), style: .plain, icon: "alarm-clock"))
      """)
  }

  private var handOver: HTML? {
    guard isHandling, ItemState.working.contains(item.state) else { return nil }
    let own = view.principal.id
    let fields: HTML = """
      <input type="hidden" name="to" value="\(own.rawValue)">\(Button.submit(t("Nhận bài này"), style: .plain, icon: "user-plus"))
      """
    // What one has sent off lies on the desk for those who approve.
    let hasSent = item.state == .approval && item.author == own && !mayApprove
    let take = item.holder == own || hasSent ? HTML.empty : form("chuyen", fields)
    let others = view.colleagues.filter { $0.id != own && $0.id != item.holder }.sorted { $0.name < $1.name }
    guard !others.isEmpty else { return take }
    let options: [(value: String, label: String)] = others.map { ($0.id.rawValue, "\($0.name) · \($0.roleTitle)") }
    let give = unfold(
      t("Chuyển cho người khác"), "chuyen",
      """
      \(Field.select("to", label: t("Chuyển cho"), options: options, isRequired: true))\
      \(Button.submit(t("Chuyển bài"), style: .plain, icon: "user"))
      """)
    return "\(take)\(give)"
  }

  /// A form of the item's: it brings the revision that was read, and waits for what is being saved.
  private func form(_ act: String, _ content: HTML) -> HTML {
    """
    <form class="workflow__act" method="post" action="\(url: DeskPath.item(item.id, act))" data-after-save>\
    \(context.csrfField)<input type="hidden" name="revision" value="\(view.revision.number)">\(content)</form>
    """
  }

  private func unfold(
    _ label: String, _ act: String, id: String? = nil, style: Button.Style = .plain, isOpen: Bool = false,
    isHidden: Bool = false, _ content: HTML
  ) -> HTML {
    """
    <details class="workflow__more"\(attribute: "id", id)\(flag: "open", isOpen)\(flag: "hidden", isHidden)>\
    <summary class="button\(style.rawValue)">\(label)</summary>\
    \(form(act, content))</details>
    """
  }
}
