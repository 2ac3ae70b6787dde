import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// `/lam-viec/bai/nhieu`: one act on the ticked items. Where all went well, back to the list; else what went wrong, item
/// by item.
struct BulkController {
  let newsroom: Newsroom

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = newsroom.desk(routes)
    desk.post("lam-viec/bai/nhieu", use: run)
    // What was answered is shown under this address; loading it again leads to the list.
    desk.get("lam-viec/bai/nhieu") { _, _ in Answer.seeOther(DeskPath.items) }
  }

  @Sendable func run(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context)
    let items = form.all("item").compactMap(Newsroom.BulkItem.init)
    let back = Self.back(form["ve"])
    guard !items.isEmpty else {
      return refused(["": "Chưa chọn bài nào"], back, context)
    }
    do {
      if form["act"].hasPrefix("xuat-") {
        return try await newsroom.export(items.map(\.id), as: form["act"], for: context.principal)
      }
      let act = try await act(form, context)
      let outcomes = try await newsroom.bulk(act, items, by: context.principal)
      if outcomes.allSatisfy({ $0.failure == nil }) {
        return Answer.seeOther(back + (back.contains("?") ? "&" : "?") + "xong=\(outcomes.count)")
      }
      return BulkResultPage(act: act, outcomes: outcomes, back: back, context: context).page.answer(context)
    } catch Failure.invalid(let errors) {
      return refused(errors, back, context)
    } catch Failure.conflict(let why) {
      return refused(["": why], back, context)
    }
  }

  private func refused(_ errors: [String: Phrase], _ back: String, _ context: StaffContext) -> Response {
    let t = context.translator
    let why = errors.sorted { $0.key < $1.key }.first?.value ?? "Có chỗ chưa đúng"
    return DeskPage(
      title: t("Tin, bài"), room: "items",
      body: "<div class=\"stack\">\(Notice.bad(t(why), acts: Button.link(t("Về danh sách"), to: back)))</div>"
    ).answer(context, status: 422)
  }

  /// Only pages of this room are gone back to.
  private static func back(_ asked: String) -> String {
    guard let path = SafeURL.local(asked) else { return DeskPath.items }
    let isOurs =
      path == DeskPath.board
      || [DeskPath.board + "?", DeskPath.items, DeskPath.archive].contains(where: path.hasPrefix)
    return isOurs ? path : DeskPath.items
  }

  private func act(_ form: Form, _ context: StaffContext) async throws -> BulkAct {
    switch form["act"] {
    case "gui-duyet": return .submit
    case "duyet": return .approve
    case "xuat-ban": return .publish
    case "tra-lai": return .sendBack(reason: try Newsroom.checked(reason: form["ly-do-tra"]))
    case "bo": return .spike(reason: try Newsroom.checked(reason: form["ly-do-bo"]))
    case "chuyen":
      guard let person = form.optional("chuyen-cho") else { throw Failure.invalid(["to": "Chưa chọn người nhận"]) }
      return .handOver(to: AccountID(person))
    case "danh-dau":
      guard let target = Newsroom.MarkTarget(form["danh-dau-cho"]) else {
        throw Failure.invalid(["to": "Chưa chọn người nhận"])
      }
      return .mark(target, note: form["loi-nhan"])
    case "diem-tin":
      if let list = form.optional("diem-tin") { return .highlight(list: list) }
      let organisation = try Newsroom.desk(of: context.principal, asked: form.optional("co-quan"))
      let list = try await newsroom.openHighlight(
        named: form["diem-tin-moi"], on: newsroom.clock.today, in: organisation, by: context.principal)
      return .highlight(list: list.id)
    case let act:
      guard act.hasPrefix("nhan:"), let flag = ItemFlag(rawValue: String(act.dropFirst(5))) else {
        throw Failure.invalid(["": "Chưa chọn việc cần làm"])
      }
      return .flag(flag)
    }
  }
}

/// How many are done, and why each of the others is not.
struct BulkResultPage {
  let act: BulkAct
  let outcomes: [Newsroom.BulkOutcome]
  let back: String
  let context: StaffContext

  private var t: Translator { context.translator }

  var page: DeskPage {
    let failed = outcomes.filter { $0.failure != nil }
    let done = outcomes.filter { $0.failure == nil }
    let words =
      done.isEmpty
      ? Notice.bad(t("Không làm được với bài nào."))
      : Notice.warn(t("\(done.count) bài xong, \(failed.count) bài không."))
    let rows = failed.map { outcome -> [HTML] in
      [name(outcome), "\(outcome.failure.map { t($0) } ?? "")"]
    }
    let rest: HTML =
      done.isEmpty
      ? .empty
      : """
      <details><summary>\(t("\(done.count) bài xong"))</summary><ul class="list">\
      \(done.map { "<li class=\"list__item\">\(name($0))</li>" as HTML })</ul></details>
      """
    let table = Table.html(
      caption: t("Bài chưa làm được"), columns: [.init(t("Tiêu đề")), .init(t("Lý do"))], rows: rows)
    return DeskPage(
      title: t(act.phrase), room: "items",
      body: """
        <div class="stack">\(words)\(table)\(rest)\(Button.link(t("Về danh sách"), to: back, icon: "arrow-left"))</div>
        """, breadcrumb: [(t("Tin, bài"), DeskPath.items)], styles: ["newsroom.css", "acts.css"])
  }

  private func name(_ outcome: Newsroom.BulkOutcome) -> HTML {
    let title = outcome.title.isEmpty ? t("Bài chưa đặt tiêu đề") : outcome.title
    return "<a href=\"\(url: DeskPath.item(outcome.item))\">\(title)</a>"
  }
}
