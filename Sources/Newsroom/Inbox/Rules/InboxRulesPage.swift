import Contracts
import Foundation
import Kernel
import Web

/// The rules in the order in which they are asked, and the form that adds one.
struct InboxRulesPage {
  let organisation: OrganisationID
  let rules: [(rule: InboxRule, hits: Int)]
  let sources: [InboxSource]
  let sections: [SectionProfile]
  let people: [PersonProfile]
  let draft: NewInboxRule
  let errors: [String: Phrase]
  let context: StaffContext

  private var t: Translator { context.translator }
  private var mayManage: Bool { context.principal.may(Newsroom.manageInbox, in: organisation) }
  private var mayPublish: Bool { context.principal.may(Newsroom.publish, in: organisation) }
  private var ownerPart: String {
    organisation == context.principal.organisation ? "" : QueryText.of([("co-quan", organisation.rawValue)])
  }

  var desk: DeskPage {
    DeskPage(
      title: t("Quy tắc tin nguồn"), room: "inbox", body: body,
      breadcrumb: [(title: t("Tin nguồn"), path: InboxPath.inbox)], isWide: true, styles: ["inbox.css"])
  }

  private var body: HTML {
    """
    <div class="stack">\(Notice.problems(errors, t))\
    <p class="quiet">\(t("Quy tắc được hỏi từ trên xuống; quy tắc đầu tiên hợp sẽ quyết định. Tin không hợp quy tắc nào nằm lại trong hộp."))</p>\
    \(rules.isEmpty ? EmptyState.html(t("Chưa có quy tắc nào. Mọi tin đến đều chờ người xem."), icon: "inbox") : table)\
    \(if: mayManage, form)</div>
    """
  }

  private var table: HTML {
    let rows = rules.enumerated().map { index, entry -> [HTML] in
      let rule = entry.rule
      return [
        "\(index + 1). \(rule.name)", "\(conditions(rule))", "\(outcome(rule))",
        "\(t("\(entry.hits) trong 100 tin gần nhất"))",
        rule.isActive ? StateWord.html(t("Đang chạy"), .done) : StateWord.html(t("Đã dừng"), .off),
        acts(rule, isFirst: index == 0),
      ]
    }
    return Table.html(
      caption: t("Quy tắc tin nguồn"),
      columns: [
        .init(t("Quy tắc")), .init(t("Khi")), .init(t("Thì")), .init(t("Hợp với"), .fit),
        .init(t("Tình trạng"), .fit), .init(t("Việc"), .fit),
      ], rows: rows, id: "rules")
  }

  private func conditions(_ rule: InboxRule) -> String {
    var parts: [String] = []
    if let source = rule.source {
      parts.append(t("nguồn \(sources.first { $0.id == source }?.name ?? "")"))
    }
    if !rule.words.isEmpty { parts.append(t("có từ \(rule.words.joined(separator: ", "))")) }
    if !rule.categories.isEmpty { parts.append(t("thuộc mục \(rule.categories.joined(separator: ", "))")) }
    if let urgency = rule.mostUrgency { parts.append(t("độ gấp từ 1 đến \(urgency)")) }
    return parts.joined(separator: "; ")
  }

  private func outcome(_ rule: InboxRule) -> String {
    let section = rule.section.flatMap { id in sections.first { $0.id == id }?.name }
    let person = rule.assignee.flatMap { id in people.first { $0.id == id }?.name }
    return [t(rule.act.phrase), section, person].compactMap(\.self).joined(separator: " · ")
  }

  private func acts(_ rule: InboxRule, isFirst: Bool) -> HTML {
    guard mayManage else { return .empty }
    let state =
      rule.isActive
      ? Button.post(t("Dừng"), to: InboxPath.rule(rule.id, "dung"), context, icon: "pause")
      : Button.post(t("Chạy"), to: InboxPath.rule(rule.id, "chay"), context, icon: "play")
    return """
      <div class="form__acts">\(if: !isFirst, Button.post(t("Lên trên"), to: InboxPath.rule(rule.id, "len"), context, icon: "arrow-up"))\
      \(state)\(Button.post(t("Xóa quy tắc"), to: InboxPath.rule(rule.id, "xoa"), context, icon: "x"))</div>
      """
  }

  private var form: HTML {
    let choices = InboxRule.Act.allCases.filter { $0 != .publish || mayPublish }.map { act in
      Field.radio("act", label: t(act.phrase), value: act.rawValue, isOn: act == draft.act)
    }
    let urgencies = [("", t("Mọi độ gấp"))] + (1...5).map { ("\($0)", t("Từ 1 đến \($0)")) }
    return """
      <section class="section"><h2>\(t("Thêm quy tắc"))</h2>\
      <form class="form" method="post" action="\(url: InboxPath.rules + ownerPart)">\(context.csrfField)\
      \(Field.text("name", label: t("Tên quy tắc"), value: draft.name, maxLength: 100))\
      \(Field.select(
        "source", label: t("Nguồn"), options: [("", t("Mọi nguồn"))] + sources.map { ($0.id.rawValue, $0.name) },
        selected: draft.source?.rawValue ?? "", error: error("source")))\
      \(Field.text(
        "words", label: t("Có một trong các từ"), value: draft.words.joined(separator: ", "),
        hint: t("Cách nhau bằng dấu phẩy; tính cả dấu thanh. Ví dụ: mưa lũ, sạt lở"), error: error("words"),
        autocomplete: "off"))\
      \(Field.text(
        "categories", label: t("Thuộc một trong các mục của nguồn"), value: draft.categories.joined(separator: ", "),
        hint: t("Tên mục hoặc mã, như medtop:03000000"), autocomplete: "off"))\
      \(Field.select(
        "urgency", label: t("Độ gấp nguồn ghi"), options: urgencies, selected: draft.mostUrgency.map { "\($0)" } ?? ""))\
      \(Field.group(t("Thì"), "\(choices)"))\
      \(Field.select(
        "section", label: t("Chuyên mục"), options: [("", t("Không đặt"))] + sections.map { ($0.id.rawValue, $0.name) },
        selected: draft.section?.rawValue ?? "", error: error("section")))\
      \(Field.select(
        "assignee", label: t("Người nhận"), options: [("", t("Không đặt"))] + people.map { ($0.id.rawValue, $0.name) },
        selected: draft.assignee?.rawValue ?? "", error: error("assignee")))\
      <p class="quiet">\(t("Tin tự đăng giữ nguyên chữ của nguồn, theo mọi bản sửa và lệnh rút của nguồn, tới khi có người chuyển thành bài của cơ quan."))</p>\
      <div class="form__acts">\(Button.submit(t("Thêm quy tắc"), icon: "plus"))</div></form></section>
      """
  }

  private func error(_ name: String) -> String? { errors[name].map { t($0) } }
}
