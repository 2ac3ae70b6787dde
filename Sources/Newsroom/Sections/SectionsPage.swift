import Contracts
import Foundation
import Kernel
import Web

/// Sections one under the other; each line is a form of its own.
struct SectionsPage {
  let organisation: OrganisationID
  let sections: [Section]
  let today: CivilDate
  let typed: String
  let errors: [String: Phrase]
  let context: StaffContext

  private var t: Translator { context.translator }

  var page: DeskPage {
    DeskPage(
      title: t("Chuyên mục"), room: "home", body: body, breadcrumb: [(t("Trang chủ"), DeskPath.home)],
      lead: "\(t("Theo thứ tự bạn đọc thấy. Địa chỉ của chuyên mục không đổi khi đổi tên."))",
      styles: ["editor.css", "newsroom.css"])
  }

  private var body: HTML {
    """
    <div class="stack">\(Notice.problems(errors, t))
    \(sections.isEmpty ? EmptyState.html(t("Chưa có chuyên mục nào. Mở chuyên mục đầu tiên ở dưới."), icon: "list") : list)
    <section class="section"><h2>\(t("Mở chuyên mục"))</h2>
    <form method="post" class="form" action="\(DeskPath.sections)">\(context.csrfField)\(hiddenOrganisation)\
    \(Field.text(
      "name", label: t("Tên chuyên mục"), value: typed, error: errors["name"].map { t($0) }, isRequired: true,
      maxLength: 60))\
    <div class="form__acts">\(Button.submit(t("Mở chuyên mục"), icon: "plus"))</div></form></section></div>
    """
  }

  private var hiddenOrganisation: HTML {
    "<input type=\"hidden\" name=\"co-quan\" value=\"\(organisation.rawValue)\">"
  }

  private var list: HTML {
    "<ol class=\"list sections\">\(sections.enumerated().map { line($0.element, at: $0.offset) })</ol>"
  }

  private func line(_ section: Section, at place: Int) -> HTML {
    let isOpen = section.validity.contains(today)
    let closed: HTML = isOpen ? "" : StateWord.html(t("Đã đóng"), .off)
    let toggle =
      isOpen
      ? Button.submit(t("Đóng"), style: .quiet, name: "act", value: "close", skipsChecks: true)
      : Button.submit(t("Mở lại"), style: .quiet, name: "act", value: "open", skipsChecks: true)
    return """
      <li class="list__item"><form method="post" class="sections__line" action="\(url: "\(DeskPath.sections)/\(section.id)")">\
      \(context.csrfField)\(hiddenOrganisation)\
      \(Field.text("name-\(section.id)", label: t("Tên"), value: section.name, isRequired: true, maxLength: 60))\
      <span class="quiet">/\(section.slug)</span>\(closed)<div class="list__acts">\
      \(Button.submit(t("Đổi tên"), style: .quiet, name: "act", value: "rename"))\
      \(if: place > 0, Button.icon("arrow-up", t("Lên: \(section.name)"), name: "act", value: "up"))\
      \(if: place < sections.count - 1, Button.icon("arrow-down", t("Xuống: \(section.name)"), name: "act", value: "down"))\
      \(toggle)</div></form></li>
      """
  }
}
