import Contracts
import Foundation
import Kernel
import Web

/// Every place where the work ran, and whether its correction ran there too.
struct CasePlacesPart {
  let page: CasePage
  let context: StaffContext

  private var t: Translator { context.translator }
  private var id: CaseID { page.record.id }

  var html: HTML {
    let left = page.file.places.count { !$0.isDone }
    return """
      <section class="section"><h2>\(t("Nơi đã đăng, phát"))</h2>\(page.rule(.tellRepublishers, t))\
      \(page.rule(.social, t))\
      <p>\(left == 0 ? t("Mọi nơi đã xong.") : t("Còn \(left) nơi chưa xong."))</p>\
      \(if: !page.file.places.isEmpty, "<ul class=\"case-list\">\(page.file.places.map(line))</ul>")\
      \(if: page.mayManage, add)</section>
      """
  }

  private func line(_ place: Follow) -> HTML {
    let state: HTML =
      place.isDone
      ? StateWord.html(t("Đã xong"), .done)
      : place.toldAt != nil ? StateWord.html(t("Đã báo"), .waiting) : StateWord.html(t("Chưa làm"), .draft)
    let count: HTML = place.needed > 1 ? " · \(t("\(place.done) trên \(place.needed) lần phát"))" : .empty
    return """
      <li><strong>\(place.name)</strong> \(state)\
      <p class="quiet case-evidence">\([t(place.kind.phrase), place.place, place.address].filter { !$0.isEmpty }
        .joined(separator: " · "))\(count)\
      \(place.toldAt.map { " · \(t("đã báo")) \(TimeText.absolute($0))" as HTML })\
      \(place.doneAt.map { " · \(t("xong")) \(TimeText.absolute($0))" as HTML })\
      \(if: !place.evidence.isEmpty, " · \(t("bằng chứng")): \(place.evidence)")</p>\
      \(if: page.mayManage && !place.isDone, acts(place))</li>
      """
  }

  private func acts(_ place: Follow) -> HTML {
    let letter = CasePath.act(id, "thu") + "?noi=\(place.id)"
    return Unfold.html(
      t("Ghi việc đã làm"), icon: "list-checks",
      """
      \(if: place.kind == .republisher, """
        <div class="form__acts">\(Button.link(t("Xem, in văn bản"), to: letter, icon: "printer"))\
        \(Button.link(t("Tải thư (.eml)"), to: CasePath.act(id, "thu.eml") + "?noi=\(place.id)", icon: "download"))</div>\
        <form class="form" method="post" action="\(url: CasePath.act(id, "noi-dang/bao"))">\(context.csrfField)\
        <input type="hidden" name="place" value="\(place.id.rawValue)">\
        \(evidence(place, "told", t("Gửi bằng gì: số văn bản, giờ gửi thư điện tử")))\
        <div class="form__acts">\(Button.submit(t("Đã gửi văn bản, thư"), style: .plain))</div></form>
        """)\
      <form class="form" method="post" action="\(url: CasePath.act(id, "noi-dang/xong"))">\(context.csrfField)\
      <input type="hidden" name="place" value="\(place.id.rawValue)">\
      \(evidence(place, "done", t("Bằng chứng: địa chỉ, số báo, giờ phát")))\
      <div class="form__acts">\(Button.submit(
        place.needed > 1 ? t("Đã phát thêm một lần") : t("Nơi này đã xong"), style: .plain))</div></form>
      """)
  }

  private func evidence(_ place: Follow, _ act: String, _ label: String) -> HTML {
    let name = "\(act)-\(place.id)"
    return """
      <div class="field"><label class="field__label" for="\(name)">\(label)</label>\
      <input class="field__control" id="\(name)" name="evidence" type="text" maxlength="500"\(flag: "required", act == "done")></div>
      """
  }

  private var add: HTML {
    let kinds = Follow.Kind.allCases.map { (value: $0.rawValue, label: t($0.phrase)) }
    let known = page.file.knownPlaces.map { known in
      Button.post(
        known.name, to: CasePath.act(id, "noi-dang"), context, icon: "plus",
        fields: ["kind": known.kind.rawValue, "name": known.name, "address": known.address, "needed": "1"])
    }
    return Unfold.html(
      t("Thêm nơi đã đăng"), icon: "plus", isOpen: page.errors["name"] != nil,
      """
      \(if: !known.isEmpty, "<p class=\"quiet\">\(t("Từ các hồ sơ trước"))</p><div class=\"form__acts\">\(known)</div>")\
      <form class="form" method="post" action="\(url: CasePath.act(id, "noi-dang"))">\(context.csrfField)\
      <div class="form__row">\(Field.select("kind", label: t("Loại nơi đăng"), options: kinds, selected: "republisher"))\
      \(Field.text("name", label: t("Tên kênh hoặc nơi đăng"), error: page.errors["name"].map { t($0) },
        isRequired: true, maxLength: 300))</div>\
      <div class="form__row">\(Field.text("place", label: t("Chuyên mục, khung giờ, trang"), maxLength: 300))\
      \(Field.text("address", label: t("Địa chỉ bài đăng hoặc thư điện tử"), maxLength: 500))\
      \(Field.text("needed", label: t("Số lần phải phát"), value: "1", type: "number"))</div>\
      <div class="form__acts">\(Button.submit(t("Thêm"), style: .plain))</div></form>
      """)
  }
}
