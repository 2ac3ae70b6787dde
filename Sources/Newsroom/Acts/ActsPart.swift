import Contracts
import Foundation
import Kernel
import Persistence
import Web

/// What the panel of an item needs to know of the desk's acts.
struct ActsView: Sendable {
  let flags: Set<ItemFlag>
  let marks: [ItemMarking]
  /// Other items this one hangs together with, and what they are to it.
  let links: [(phrase: Phrase, item: ItemBrief)]
  /// Today's lists.
  let highlights: [Highlight]
}

extension Newsroom {
  func actsView(of item: Item, for principal: Principal) async throws -> ActsView {
    let today = clock.today
    let (links, lists) = try await database.read { connection in
      (
        try ItemLinkStore.all(of: item.id, on: connection),
        try HighlightStore.all(of: item.organisation, on: today, connection)
      )
    }
    let briefs = try await briefs(links.flatMap { [$0.item, $0.target] }, for: principal)
    return ActsView(
      flags: Set(try await flags(of: [item.id])[item.id] ?? []),
      marks: try await openMarks(on: [item.id])[item.id] ?? [],
      links: links.compactMap { link in
        let isFrom = link.item == item.id
        return briefs[isFrom ? link.target : link.item].map {
          (isFrom ? link.kind.phrase : link.kind.inverse, $0)
        }
      }, highlights: lists)
  }
}

/// In the panel of an item: what a desk does with it beside its way to the reader.
struct ActsPart {
  let view: EditorView
  let acts: ActsView
  let context: StaffContext

  private var t: Translator { context.translator }
  private var item: Item { view.item }

  /// What comes before everything else: what somebody asked for, and the page that its kind has of its own.
  var first: HTML {
    let (kindPage, marks) = (kindPage, marks)
    return kindPage.isEmpty && marks.isEmpty ? .empty : "<section class=\"panel__part\">\(kindPage)\(marks)</section>"
  }

  var html: HTML {
    """
    <div class="workflow">\(mark)\(flags)\(if: view.may(Newsroom.approve), highlight)\(rewrite)\
    \(form("nhan-ban", Button.submit(t("Nhân bản"), style: .plain, icon: "copy")))\
    \(if: Newsroom.maySpike(item, view.principal), spike)</div>\(links)\
    \(Button.link(t("Dùng ở đâu"), to: DeskPath.item(item.id, "dung-o-dau"), style: .quiet, icon: "git-branch"))
    """
  }

  private var kindPage: HTML {
    switch item.kind {
    case .liveBlog:
      Button.link(t("Mở bảng tường thuật"), to: DeskPath.live(item.id), icon: "radio", command: true)
    case .package:
      Button.link(t("Chọn bài cho chùm"), to: DeskPath.package(item.id), icon: "layers", command: true)
    default: .empty
    }
  }

  private var marks: HTML {
    guard !acts.marks.isEmpty else { return .empty }
    let lines = acts.marks.map { mark -> HTML in
      """
      <li class="acts__mark"><p>\(Icon.html("flag"))<span><b>\(t("Đánh dấu cho \(name(of: mark))"))</b>\
      \(if: !mark.note.isEmpty, "<br>\(mark.note)")<br><span class="quiet">\(mark.madeByName) · \
      \(TimeText.html(mark.madeAt, now: view.now, t))</span></span></p>\
      \(form("xong-danh-dau", "<input type=\"hidden\" name=\"mark\" value=\"\(mark.id)\">\(Button.submit(t("Xong việc này"), style: .plain, icon: "check"))"))</li>
      """
    }
    return "<ul class=\"acts__marks\">\(lines)</ul>"
  }

  private func name(of mark: ItemMarking) -> String {
    mark.account.flatMap { id in view.colleagues.first { $0.id == id }?.name }
      ?? mark.section.flatMap { id in view.sections.first { $0.id == id }.map { t("Ban \($0.name)") } } ?? ""
  }

  private var mark: HTML {
    let people = view.colleagues.filter { $0.id != view.principal.id }.sorted { $0.name < $1.name }
      .map { (value: "nguoi:\($0.id)", label: "\($0.name) · \($0.roleTitle)") }
    let sections = view.sections.map { (value: "muc:\($0.id)", label: t("Ban \($0.name)")) }
    guard !people.isEmpty || !sections.isEmpty else { return .empty }
    return unfold(
      t("Đánh dấu cho người, ban"), "danh-dau",
      """
      \(Field.select("mark-for", label: t("Đánh dấu cho"), options: people + sections, error: view.problems["mark-for"].map { t($0) }))\
      \(Field.text("mark-note", label: t("Lời nhắn"), maxLength: 500))\
      \(Button.submit(t("Đánh dấu"), style: .plain, icon: "flag"))
      """)
  }

  private var flags: HTML {
    guard Newsroom.mayHandle(item, view.principal) else { return .empty }
    let boxes = ItemFlag.allCases.map {
      Field.check(
        "flag", label: t($0.phrase), isOn: acts.flags.contains($0), value: $0.rawValue, id: "flag-\($0.rawValue)")
    }
    let label =
      acts.flags.isEmpty
      ? t("Gắn nhãn")
      : t("Nhãn: \(ItemFlag.allCases.filter(acts.flags.contains).map { t($0.phrase) }.joined(separator: ", "))")
    return unfold(label, "nhan", "\(boxes)\(Button.submit(t("Lưu nhãn"), style: .plain, icon: "tag"))")
  }

  private var highlight: HTML {
    let known = acts.highlights.map { "<option value=\"\($0.name)\"></option>" as HTML }
    return unfold(
      t("Đưa vào điểm tin"), "diem-tin",
      """
      <div class="field"><label class="field__label" for="highlight">\(t("Danh sách hôm nay"))</label>\
      <input class="field__control" id="highlight" name="highlight" list="highlights" maxlength="80" required \
      value="\(acts.highlights.first?.name ?? t("Điểm tin sáng"))"><datalist id="highlights">\(known)</datalist></div>\
      \(Button.submit(t("Đưa vào điểm tin"), style: .plain, icon: "list-checks"))
      """)
  }

  private var rewrite: HTML {
    unfold(
      t("Viết tiếp bài này"), "viet-tiep",
      """
      <p>\(t("Một bản nháp mới, nối với bài này là bài trước."))</p>\
      \(Field.check("keep", label: t("Bắt đầu từ chữ của bài này")))\
      \(Button.submit(t("Viết tiếp"), style: .plain, icon: "file-plus"))
      """)
  }

  private var spike: HTML {
    unfold(
      t("Bỏ bài"), "bo",
      """
      <p>\(t("Bài ra khỏi bảng và danh sách. Chữ vẫn được giữ, lấy lại được ở mục Đã xóa, đã bỏ."))</p>\
      \(Field.area("spike-reason", label: t("Lý do bỏ"), rows: 3, isRequired: true, maxLength: 1_000))\
      \(Button.submit(t("Bỏ bài này"), style: .danger, icon: "trash-2"))
      """)
  }

  private var links: HTML {
    guard !acts.links.isEmpty else { return .empty }
    let lines = acts.links.map { link -> HTML in
      """
      <li><span class="quiet">\(t(link.phrase))</span> <a href="\(url: link.item.deskPath)">\(link.item.title.isEmpty ? t("Bài chưa đặt tiêu đề") : link.item.title)</a> \
      <span class="quiet">· \(t(link.item.statePhrase))</span></li>
      """
    }
    return "<ul class=\"acts__links\">\(lines)</ul>"
  }

  private func form(_ act: String, _ content: HTML) -> HTML {
    """
    <form class="workflow__act" method="post" action="\(url: DeskPath.item(item.id, act))" data-after-save>\
    \(context.csrfField)<input type="hidden" name="revision" value="\(view.revision.number)">\(content)</form>
    """
  }

  private func unfold(_ label: String, _ act: String, _ content: HTML) -> HTML {
    """
    <details class="workflow__more"><summary class="button">\(label)</summary>\(form(act, content))</details>
    """
  }
}
