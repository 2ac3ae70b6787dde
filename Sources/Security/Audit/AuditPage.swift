import Foundation
import Hummingbird
import Kernel
import Web

/// The log, newest first.
struct AuditPage {
  let entries: [AuditRecord]
  let next: String?
  let people: [String: String]
  let asked: AuditRequest
  let names: ActionNames
  let now: Date

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let body: HTML = """
      <div class="stack">\(filters(t))
      \(entries.isEmpty ? empty(t) : table(t))
      \(Pagination.html(
        next: next.map { address(before: $0) }, first: asked.before.map { _ in address(before: nil) }, t))
      </div>
      """
    return DeskPage(title: t("Nhật ký"), room: "audit", body: body).answer(context)
  }

  private func filters(_ t: Translator) -> HTML {
    let actions = names.all.map { ($0.key, t($0.value)) }.sorted {
      AccountSearch.order($0.1) < AccountSearch.order($1.1)
    }
    return """
      <p class="quiet">\(t("Ai đã làm gì, lúc nào. Không ai sửa hay xóa được dòng nào mà không lộ ra khi kiểm tra."))</p>
      <details class="fold"><summary>\(Icon.html("funnel"))<span>\(t("Lọc nhật ký"))</span></summary>
      <form method="get" action="\(url: AccountPath.audit)" class="form" role="search"><div class="form__row">
      \(Field.text("ai", label: t("Tên đăng nhập"), value: asked.who, type: "search"))
      \(Field.select("viec", label: t("Việc"), options: [("", t("Mọi việc"))] + actions, selected: asked.action))
      \(Field.text("vat", label: t("Đối tượng"), value: asked.subject, type: "search"))
      \(Field.date("tu", label: t("Từ ngày"), value: asked.from))
      \(Field.date("den-ngay", label: t("Đến hết ngày"), value: asked.to))
      </div><div class="form__acts">\(Button.submit(t("Lọc"), style: .plain, icon: "funnel"))
      </div></form></details>
      \(if: asked.isNarrowed, narrowed(t))
      """
  }

  /// What the log is narrowed to, also where the filters are folded, and the way out of it.
  private func narrowed(_ t: Translator) -> HTML {
    var words = [asked.who, names.all[asked.action].map { t($0) } ?? asked.action, asked.subject]
    if let from = asked.from { words.append(t("từ \(from.vietnamese)")) }
    if let to = asked.to { words.append(t("đến \(to.vietnamese)")) }
    return """
      <p class="form__acts"><span>\(t("Đang lọc: \(words.filter { !$0.isEmpty }.joined(separator: ", "))"))</span>
      \(Button.link(t("Bỏ lọc"), to: AccountPath.audit, style: .quiet, icon: "x"))</p>
      """
  }

  private func empty(_ t: Translator) -> HTML {
    EmptyState.html(t("Không có dòng nào như vậy."), icon: "scroll-text")
  }

  private func table(_ t: Translator) -> HTML {
    let rows = entries.map { entry -> [HTML] in
      [
        "\(names.name(of: entry.action, t))",
        "\(who(entry, t))",
        subject(entry),
        details(entry),
        TimeText.html(entry.time, now: now, t),
        "\(entry.seq)",
      ]
    }
    return Table.html(
      caption: t("Nhật ký"),
      columns: [
        .init(t("Việc")), .init(t("Ai")), .init(t("Đối tượng")), .init(t("Chi tiết")), .init(t("Lúc"), .fit),
        .init(t("Số"), .figure),
      ],
      rows: rows)
  }

  private func who(_ entry: AuditRecord, _ t: Translator) -> String {
    guard let actor = entry.actor?.rawValue else { return t("Người lạ") }
    return actor == "system" ? t("Hệ thống") : people[actor] ?? actor
  }

  private func subject(_ entry: AuditRecord) -> HTML {
    if entry.subject.hasPrefix("account/"), let name = people[String(entry.subject.dropFirst(8))] { return "\(name)" }
    return "<code title=\"\(entry.subject)\">\(Self.short(entry.subject))</code>"
  }

  private func details(_ entry: AuditRecord) -> HTML {
    let pairs = entry.details.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
    let whole = pairs.map { "\($0.key): \($0.value)" }.joined(separator: " · ")
    let brief = pairs.map { "\($0.key): \(Self.short($0.value))" }.joined(separator: " · ")
    return "<span class=\"quiet\" title=\"\(whole)\">\(brief)</span>"
  }

  /// Names are told apart by their ends; the whole stands in the title and in the export.
  private static func short(_ text: String) -> String {
    guard text.count > 28 else { return text }
    let kind = text.firstIndex(of: "/").map { text[...$0] } ?? text.prefix(8)
    return "\(kind.prefix(16))…\(text.suffix(8))"
  }

  private func address(before: String?) -> String {
    var parts: [String] = []
    if !asked.who.isEmpty { parts.append("ai=\(asked.who.queryEncoded)") }
    if !asked.action.isEmpty { parts.append("viec=\(asked.action.queryEncoded)") }
    if !asked.subject.isEmpty { parts.append("vat=\(asked.subject.queryEncoded)") }
    if let from = asked.from { parts.append("tu=\(from)") }
    if let to = asked.to { parts.append("den-ngay=\(to)") }
    if let before { parts.append("truoc=\(before)") }
    return parts.isEmpty ? AccountPath.audit : "\(AccountPath.audit)?\(parts.joined(separator: "&"))"
  }
}
