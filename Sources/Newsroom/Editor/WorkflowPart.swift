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
  private var mayApprove: Bool { view.may(Newsroom.approve) }
  /// Approved, or this person may approve it with the same click.
  private var mayPublishNow: Bool {
    view.may(Newsroom.publish) && (item.state == .ready || mayApprove)
  }

  var html: HTML {
    let acts = steps + [deadline, handOver, delete].compactMap(\.self)
    return acts.isEmpty
      ? "<p class=\"quiet\">\(t("Không có việc nào dành cho bạn."))</p>" : "<div class=\"workflow\">\(acts)</div>"
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
    case .published: [update, site, withdraw].compactMap(\.self)
    case .withdrawn: []
    }
  }

  private func submit(_ style: Button.Style) -> HTML {
    form("gui-duyet", Button.submit(t("Gửi duyệt"), style: style, icon: "send"))
  }

  private var approve: HTML {
    form("duyet", Button.submit(t("Duyệt"), style: view.may(Newsroom.publish) ? .plain : .primary, icon: "check"))
  }

  private var publish: HTML? {
    guard mayPublishNow else { return nil }
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
      \(Field.check("minor", label: t("Chỉ sửa lỗi nhỏ, không đổi giờ cập nhật")))\
      \(Field.check("renew", label: t("Đổi địa chỉ theo tiêu đề mới"), hint: t("Địa chỉ cũ tự dẫn sang địa chỉ mới")))\
      \(Button.submit(t("Cập nhật"), style: .primary, icon: "globe"))
      """)
  }

  private var sendBack: HTML? {
    guard mayApprove else { return nil }
    return unfold(
      t("Trả lại"), "tra-lai",
      """
      \(Field.area("reason", label: t("Lý do trả lại"), rows: 3, isRequired: true, maxLength: 1_000))\
      \(Button.submit(t("Trả lại cho \(item.authorName)"), style: .plain, icon: "undo"))
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
