import Contracts
import Foundation
import Kernel
import Web

/// What one kind must be like, as a form that makes a new version.
struct ProfilePage {
  let organisation: OrganisationID
  let kind: ItemKind
  let shown: ContentProfile
  let versions: [RuleVersion<ContentProfile>]
  let today: CivilDate
  let errors: [String: Phrase]
  let isSaved: Bool
  let context: StaffContext

  private var t: Translator { context.translator }
  private var dates: RuleDates {
    RuleDates(organisation: organisation, today: today, errors: errors, context: context)
  }

  var page: DeskPage {
    DeskPage(
      title: t("Quy định: \(t(kind.phrase))"), room: "rules", body: body,
      breadcrumb: [(t("Quy trình"), RulesController.path)], styles: ["newsroom.css", "kinds.css"])
  }

  private var body: HTML {
    """
    <div class="stack">\(if: isSaved, Notice.ok(t("Đã lưu bản mới.")))\(Notice.problems(errors, t))
    \(dates.mayChange ? form : list)
    <section class="section"><h2>\(t("Các bản đã có"))</h2>\(dates.history(versions))</section></div>
    """
  }

  private var list: HTML {
    let fields = ProfileField.allCases.map { field -> HTML in
      "<div><dt>\(t(field.phrase))</dt><dd>\(t(shown.use(of: field).phrase))</dd></div>"
    }
    let rules = PreflightRule.allCases.map { rule -> HTML in
      "<div><dt>\(t(rule.phrase))</dt><dd>\(t(shown.severity(of: rule).phrase))</dd></div>"
    }
    return """
      <section class="section"><h2>\(t("Các mục"))</h2><dl class="facts">\(fields)</dl></section>\
      <section class="section"><h2>\(t("Kiểm tra trước khi xuất bản"))</h2><dl class="facts">\(rules)</dl></section>
      """
  }

  private var form: HTML {
    """
    <form class="form" method="post" action="\(RulesController.path(kind))">\(context.csrfField)
    <fieldset class="field field--group"><legend class="field__label">\(t("Các mục"))</legend>\
    <div class="rule-grid">\(ProfileField.allCases.map(field))</div></fieldset>
    <fieldset class="field field--group"><legend class="field__label">\(t("Độ dài"))</legend><div class="rule-grid">\
    \(number("title-length", t("Tiêu đề, nhiều nhất (ký tự)"), shown.titleLength))\
    \(number("summary-length", t("Sapo, nhiều nhất (ký tự)"), shown.summaryLength))\
    \(number("least-words", t("Bài, ít nhất (chữ; 0 là không giới hạn)"), shown.leastWords))\
    \(number("most-words", t("Bài, nhiều nhất (chữ; 0 là không giới hạn)"), shown.mostWords))</div></fieldset>
    <fieldset class="field field--group"><legend class="field__label">\(t("Kiểm tra trước khi xuất bản"))</legend>\
    <p class="field__hint">\(t("Nhắc: hiện khi viết. Chặn: chưa sửa thì chưa xuất bản được."))</p>\
    <div class="rule-grid">\(PreflightRule.allCases.filter { !$0.isFixed }.map(rule))</div>\
    <p class="quiet">\(t("Luôn chặn: tiêu đề, chuyên mục, nội dung, ảnh và tệp còn trong kho, phần AI chưa kiểm chứng, giữ tin, không đăng."))</p></fieldset>
    \(Field.select(
      "override-by", label: t("Ai được cho qua lỗi bị chặn"), options: overriders, selected: shown.overrideBy.rawValue))
    \(dates.end)</form>
    """
  }

  private var overriders: [(value: String, label: String)] {
    [
      (Newsroom.override.rawValue, t("Người có quyền cho qua (thư ký tòa soạn, lãnh đạo)")),
      (Newsroom.approveFinally.rawValue, t("Chỉ lãnh đạo cơ quan")),
    ]
  }

  private func field(_ field: ProfileField) -> HTML {
    Field.select(
      "field-\(field.rawValue)", label: t(field.phrase),
      options: ContentProfile.FieldUse.allCases.map { ($0.rawValue, t($0.phrase)) },
      selected: shown.use(of: field).rawValue)
  }

  private func rule(_ rule: PreflightRule) -> HTML {
    Field.select(
      "rule-\(rule.rawValue)", label: t(rule.phrase),
      options: Severity.allCases.map { ($0.rawValue, t($0.phrase)) }, selected: shown.severity(of: rule).rawValue)
  }

  private func number(_ name: String, _ label: String, _ value: Int) -> HTML {
    Field.text(
      name, label: label, value: "\(value)", type: "number", error: errors[name].map { t($0) }, isRequired: true,
      inputMode: "numeric")
  }

  /// What was typed. A number that is none is as wrong as one out of bounds.
  static func profile(from form: Form) -> ContentProfile {
    var profile = ContentProfile(
      titleLength: Int(form["title-length"]) ?? -1, summaryLength: Int(form["summary-length"]) ?? -1,
      leastWords: Int(form["least-words"]) ?? -1, mostWords: Int(form["most-words"]) ?? -1)
    for field in ProfileField.allCases {
      profile.fields[field.rawValue] = ContentProfile.FieldUse(rawValue: form["field-\(field.rawValue)"])
    }
    for rule in PreflightRule.allCases where !rule.isFixed {
      profile.rules[rule.rawValue] = Severity(rawValue: form["rule-\(rule.rawValue)"])
    }
    if form["override-by"] == Newsroom.approveFinally.rawValue { profile.overrideBy = Newsroom.approveFinally }
    return profile
  }
}
