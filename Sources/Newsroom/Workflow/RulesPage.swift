import Contracts
import Foundation
import Kernel
import Web

/// The way of a text in short, and a door to each kind.
struct RulesPage {
  let organisation: OrganisationID
  let workflow: Workflow
  let context: StaffContext

  private var t: Translator { context.translator }
  private var agency: String { QueryText.of([("co-quan", organisation.rawValue)]) }

  var index: DeskPage {
    let kinds = ItemKind.allCases.map { kind -> HTML in
      """
      <li class="list__item"><a class="list__main" href="\(url: RulesController.path(kind) + agency)">\
      <b>\(t(kind.phrase))</b></a></li>
      """
    }
    return DeskPage(
      title: t("Quy trình"), room: "rules",
      body: """
        <div class="stack"><section class="section"><h2>\(t("Đường đi của một bài"))</h2>\(path)\
        \(Button.link(t("Xem và đổi các bước duyệt"), to: RulesController.workflowPath + agency, icon: "list"))</section>
        <section class="section"><h2>\(t("Quy định từng loại"))</h2><ul class="list" data-keys>\(kinds)</ul></section></div>
        """,
      lead: "\(t("Các bước duyệt và yêu cầu với từng loại bài, áp dụng theo ngày."))",
      styles: ["newsroom.css", "kinds.css"])
  }

  private var path: HTML {
    let steps =
      [t("Nháp")] + workflow.stages.map { $0 == Workflow.standard.stages[0] ? t("Chờ duyệt") : $0.name }
      + [t("Đã duyệt"), t("Đã xuất bản")]
    return "<ol class=\"steps\">\(steps.map { "<li>\($0)</li>" as HTML })</ol>"
  }
}

/// What the pages of dated rules have in common: since when, why, and what was before.
struct RuleDates {
  let organisation: OrganisationID
  let today: CivilDate
  let errors: [String: Phrase]
  let context: StaffContext

  private var t: Translator { context.translator }
  var mayChange: Bool { context.principal.may(Newsroom.manageProfiles, in: organisation) }

  /// Ends a form: from which day, and why.
  var end: HTML {
    """
    <input type="hidden" name="co-quan" value="\(organisation.rawValue)">\
    \(Field.date(
      "from", label: t("Áp dụng từ ngày"), value: today, error: errors["from"].map { t($0) }, isRequired: true,
      from: today))\
    \(Field.text(
      "note", label: t("Căn cứ, lý do"), error: errors["note"].map { t($0) }, isRequired: true, maxLength: 500))\
    <div class="form__acts">\(Button.submit(t("Lưu thành bản mới"), icon: "save"))</div>
    """
  }

  func history<Rules: Codable & Sendable>(_ versions: [RuleVersion<Rules>]) -> HTML {
    guard !versions.isEmpty else {
      return "<p class=\"quiet\">\(t("Chưa ai đổi: đang dùng bản kèm theo chương trình."))</p>"
    }
    let lines = versions.map { version -> HTML in
      """
      <li><b>\(t("Từ \(version.validity.from.vietnamese)"))</b> · \(version.note)<br>\
      <span class="quiet">\(t("\(version.accountName) ghi lúc \(VietnamTime.dateAndClock(version.madeAt))"))</span></li>
      """
    }
    return "<ol class=\"timeline\">\(lines)</ol>"
  }
}
