import Contracts
import Foundation
import Kernel
import Web

/// Two texts of an item against each other, and all there are beside them.
struct HistoryPage {
  static let limit = 200

  let item: Item
  let heads: [RevisionHead]
  let events: [ItemEvent]
  let shown: Revision
  let against: Revision?
  let sections: [Section]
  /// The pictures of both texts that exist.
  let pictures: [PictureID: PictureProfile]
  let now: Date
  let context: StaffContext

  private var t: Translator { context.translator }

  /// The revision shown beside another unless one is asked for: the one before it that is not of the same sitting.
  static func before(_ number: Int, in heads: [RevisionHead]) -> Int {
    let lines = HistoryLine.fold(heads)
    guard let place = lines.firstIndex(where: { $0.head.number == number }), lines.indices.contains(place + 1) else {
      return max(0, number - 1)
    }
    return lines[place + 1].head.number
  }

  var page: DeskPage {
    DeskPage(
      title: t("Lịch sử"), room: "items", body: body, panel: panel,
      breadcrumb: [(t("Tin, bài"), DeskPath.items), (item.name(t), DeskPath.item(item.id))],
      lead: lead, panelTitle: t("Các bản"), styles: ["editor.css", "together.css", "newsroom.css"])
  }

  private var lead: HTML {
    guard let against else { return "\(t("Bản \(shown.number)"))" }
    return "\(t("Bản \(shown.number) so với bản \(against.number)"))"
  }

  private var body: HTML {
    """
    <div class="stack">\(shown.kind == .conflict ? Notice.info(t("Bản này đến sau bản của người khác nên được giữ riêng.")) : .empty)
    <article class="diff">\(part(t("Tiêu đề"), \.title))\(part(t("Sapo"), \.summary))\(bodyPart)\(metadataPart)</article>
    \(restore)\(naming)</div>
    """
  }

  private func part(_ name: String, _ path: KeyPath<ItemText, String>) -> HTML {
    // The first of all has nothing before it: nothing in it is a change.
    let text = shown.text[keyPath: path]
    let pieces = WordDiff.words(from: against?.text[keyPath: path] ?? text, to: text)
    return "<h2 class=\"diff__name\">\(name)</h2><p class=\"diff__line\">\(story.pieces(pieces))</p>"
  }

  private var bodyPart: HTML {
    """
    <h2 class="diff__name">\(t("Nội dung"))</h2>\(story.html)
    """
  }

  private var story: HistoryBody {
    HistoryBody(old: (against ?? shown).text.body, new: shown.text.body, t: t)
  }

  private var metadataPart: HTML {
    let fields = MetadataDiff(
      from: (against ?? shown).text.metadata, to: shown.text.metadata, sections: sections, pictures: pictures, t: t
    ).fields
    guard !fields.isEmpty else { return .empty }
    let lines = fields.map { field -> HTML in
      "<p class=\"diff__line\"><span class=\"diff__field\">\(field.name)</span> \(story.pieces(field.pieces))</p>"
    }
    return "<h2 class=\"diff__name\">\(t("Thông tin"))</h2>\(lines)"
  }

  private var restore: HTML {
    let principal = context.principal
    guard shown.number != item.currentRevision, Newsroom.mayWrite(item, principal), Newsroom.mayHandle(item, principal)
    else { return .empty }
    return Button.post(
      t("Khôi phục bản \(shown.number)"), to: DeskPath.item(item.id, "khoi-phuc"), context, style: .primary,
      icon: "rotate-ccw", fields: ["number": "\(shown.number)", "base": "\(item.currentRevision)"])
  }

  /// A name by which this text is found again.
  private var naming: HTML {
    guard Newsroom.mayHandle(item, context.principal) else { return .empty }
    return """
      <form class="form form--row" method="post" action="\(url: DeskPath.item(item.id, "dat-ten"))">\(context.csrfField)\
      <input type="hidden" name="number" value="\(shown.number)">\
      \(Field.text(
        "name", label: t("Tên của bản này"), value: heads.first { $0.number == shown.number }?.name ?? "",
        hint: t("Ví dụ: Bản gửi lãnh đạo xem"), maxLength: Newsroom.longestVersionName))\
      \(Button.submit(t("Đặt tên bản này"), style: .plain, icon: "bookmark"))</form>
      """
  }

  private var panel: HTML {
    let lines = HistoryLine.fold(Array(heads.prefix(Self.limit)))
    let more = heads.count > Self.limit ? lines.last?.first : nil
    return """
      <section class="panel__part"><h2>\(t("Các bản"))</h2><ol class="timeline">\(lines.map(line))</ol>\
      \(more.map { Button.link(t("Cũ hơn"), to: DeskPath.item(item.id, "lich-su") + "?truoc=\($0)", style: .quiet) })</section>
      <section class="panel__part"><h2>\(t("Ai đã làm gì"))</h2><ol class="timeline">\(events.map(event))</ol></section>
      """
  }

  private func line(_ line: HistoryLine) -> HTML {
    let head = line.head
    let address = DeskPath.item(item.id, "lich-su") + "?ban="
    let merged = line.sent.map { number -> HTML in
      "<br><a class=\"quiet\" href=\"\(url: address + "\(number)")\">\(t("gộp với bản của người khác; xem bản gốc"))</a>"
    }
    return """
      <li>\(head.name.map { "<b>\($0)</b><br>" as HTML })\
      <a href="\(url: address + "\(head.number)")"\(attribute: "aria-current", head.number == shown.number ? "true" : nil)>\
      \(t("Bản \(head.number)"))</a> · \(kind(line)) · \(t("\(head.words) chữ"))<br>\
      \(TimeText.html(head.madeAt, now: now, t)) \(head.accountName)\(merged)</li>
      """
  }

  private func kind(_ line: HistoryLine) -> String {
    switch line.head.kind {
    case .autosave: line.count > 1 ? t("\(line.count) lần tự lưu") : t("tự lưu")
    case .save: t("lưu")
    case .publish: t("đã xuất bản")
    case .restore: t("khôi phục từ bản \(line.head.base)")
    case .conflict: t("giữ riêng")
    }
  }

  private func event(_ event: ItemEvent) -> HTML {
    """
    <li>\(TimeText.html(event.madeAt, now: now, t)) \(event.accountName) \(t(event.kind.phrase))\
    \(event.detail.map { " · \($0)" as HTML })\(event.reason.map { "<br><span class=\"quiet\">\($0)</span>" as HTML })</li>
    """
  }
}
