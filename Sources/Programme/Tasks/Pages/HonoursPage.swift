import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// Organisations and people that were honoured, and the form that adds one.
struct HonoursPage: Sendable {
  let honours: [Honour]
  let mayRemove: Set<HonourID>
  /// Work that this person sees, to put the honour beside.
  let works: [WorkLine]
  /// Organisations for which this person may add one; empty: none.
  let own: [OrganisationProfile]
  var sent: Form?
  var errors: [String: Phrase] = [:]

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    return DeskPage(
      title: t("Tổ chức, cá nhân tiêu biểu"), room: Programme.tasksRoom,
      body: """
        <div class="stack">\(TaskParts.tabs(.honours, t))\(Notice.problems(errors, t))\(table(context))\
        \(if: !own.isEmpty, TaskParts.unfold(t("Ghi thêm"), icon: "award", isOpen: !errors.isEmpty || honours.isEmpty, form(context)))</div>
        """,
      lead: "\(t("\(honours.count) quyết định đã ghi"))", isWide: true, styles: ["tasks.css"]
    ).answer(context, status: errors.isEmpty ? 200 : 422)
  }

  private func table(_ context: StaffContext) -> HTML {
    let t = context.translator
    guard !honours.isEmpty else {
      return EmptyState.html(t("Chưa ghi tổ chức, cá nhân nào được tuyên dương, khen thưởng."), icon: "award")
    }
    let titles = Dictionary(works.map { ($0.record.id, $0.record.title) }, uniquingKeysWith: { first, _ in first })
    return """
      \(FilterBar.html(target: "honours", label: t("Lọc theo chữ"), count: honours.count, t))\
      \(Table.html(
        caption: t("Tổ chức, cá nhân tiêu biểu, mới nhất trước"),
        columns: [
          .init(t("Tên")), .init(t("Loại"), .fit), .init(t("Hình thức")), .init(t("Thành tích")),
          .init(t("Quyết định")), .init(t("Ngày"), .fit), .init(t("Nhiệm vụ")), .init(t("Bỏ"), .fit),
        ],
        rows: honours.map { one in
          let work: HTML = one.work.flatMap { id in
            titles[id].map { "<a href=\"\(url: ProgrammePath.work(id))\">\($0)</a>" }
          } ?? "—"
          return [
            "\(one.name)", "\(t(one.kind.phrase))", "\(one.form)", "\(one.reason)", "\(one.number) · \(one.issuer)",
            TaskParts.day(one.issuedOn), work,
            mayRemove.contains(one.id)
              ? Button.post(
                t("Bỏ"), to: "\(TaskParts.View.honours.path)/bo", context, style: .quiet, icon: "trash-2",
                fields: ["honour": one.id.rawValue]) : .empty,
          ]
        }, id: "honours"))
      """
  }

  private func form(_ context: StaffContext) -> HTML {
    let t = context.translator
    func value(_ name: String) -> String { sent?[name] ?? "" }
    func error(_ name: String) -> String? { errors[name].map { t($0) } }
    return """
      <form class="form" method="post" action="\(url: TaskParts.View.honours.path)">\(context.csrfField)\
      \(if: own.count > 1, Field.select("keeper", label: t("Đơn vị ghi"), options: own.map { ($0.id.rawValue, $0.name) },
        selected: value("keeper")))\
      \(if: own.count == 1, "<input type=\"hidden\" name=\"keeper\" value=\"\(own[0].id.rawValue)\">")\
      <div class="form__row">\(Field.select("kind", label: t("Loại"),
        options: Honour.Kind.allCases.map { ($0.rawValue, t($0.phrase)) }, selected: value("kind")))\
      \(Field.text("name", label: t("Tên tổ chức, cá nhân"), value: value("name"), error: error("name"),
        isRequired: true, maxLength: 500))</div>\
      \(Field.text("form", label: t("Hình thức: Bằng khen, Giấy khen, biểu dương…"), value: value("form"),
        error: error("form"), isRequired: true, maxLength: 300))\
      \(Field.area("reason", label: t("Thành tích"), value: value("reason"), rows: 2, maxLength: 2000))\
      <div class="form__row">\(Field.text("number", label: t("Số quyết định"), value: value("number"),
        error: error("number"), isRequired: true, maxLength: 200))\
      \(Field.date("issued-on", label: t("Ngày quyết định"), value: TaskQuery.written(value("issued-on")),
        error: error("issued-on"), isRequired: true))</div>\
      \(Field.text("issuer", label: t("Nơi ban hành"), value: value("issuer"), maxLength: 300))\
      \(Field.select("work", label: t("Nhiệm vụ liên quan"),
        options: [("", t("Không gắn với nhiệm vụ nào"))] + works.prefix(500).map { ($0.record.id.rawValue, TaskParts.title($0.record, t)) },
        selected: value("work"), error: error("work")))\
      <div class="form__acts">\(Button.submit(t("Ghi lại"), style: .plain))</div></form>
      """
  }
}
