package import Foundation
package import Kernel

/// The parts of an article's page that come before and around its text.
package enum StoryParts {
  /// Section, headline, sapo; who, where, when; the tools, which scripts make useful.
  package static func head(
    section: SitePage.Link?, title: String, sapo: String, bylines: [SitePage.Link], place: String?, published: Date,
    updated: Date?, _ t: Translator
  ) -> HTML {
    let names = bylines.map { author -> HTML in
      "<a class=\"story__author\" rel=\"author\" href=\"\(url: author.path)\">\(author.title)</a>"
    }
    return """
      <header class="story__head">\
      \(section.map { "<p class=\"story__section\"><a href=\"\(url: $0.path)\">\($0.title)</a></p>" as HTML })\
      <h1 class="story__title">\(title)</h1>\
      \(if: !sapo.isEmpty, "<p class=\"story__sapo\">\(sapo)</p>")\
      <div class="story__by"><p class="story__who">\(joined(names))\
      \(place.map { "<span class=\"story__place\">\($0)</span>" as HTML })</p>\
      <p class="story__when">\(TimeText.absolute(published))\
      \(updated.map { " <span class=\"story__updated\">\(t("Cập nhật")) \(TimeText.absolute($0))</span>" as HTML })</p>\
      \(tools(t))</div></header>
      """
  }

  /// A picture with what the law and readers want under it: caption, credit.
  package static func figure(
    _ picture: StoryTeaser.Picture, caption: String, credit: String, isLead: Bool = false, _ t: Translator
  ) -> HTML {
    let set = picture.sizes.map { "\($0.path) \($0.width)w" }.joined(separator: ", ")
    return """
      <figure class="\(isLead ? "story__lead" : "story__figure")"><img src="\(url: picture.path)" \
      width="\(picture.width)" height="\(picture.height)" alt="\(picture.alt)"\
      \(attribute: "srcset", set.isEmpty ? nil : set)\
      \(attribute: "sizes", set.isEmpty ? nil : "(min-width: 900px) 860px, 100vw")\
      \(attribute: "loading", isLead ? nil : "lazy")\(attribute: "fetchpriority", isLead ? "high" : nil) decoding="async">\
      \(if: !caption.isEmpty || !credit.isEmpty, """
        <figcaption><span class="story__caption">\(caption)</span> \
        \(if: !credit.isEmpty, "<span class=\"story__credit\">\(t("Ảnh")): \(credit)</span>")</figcaption>
        """)</figure>
      """
  }

  /// `Thông tin cải chính, xin lỗi` (Law 126/2025): stands before the text it corrects.
  package static func correction(_ text: HTML, date: Date, _ t: Translator) -> HTML {
    """
    <aside class="correction" aria-label="\(t("Thông tin cải chính, xin lỗi"))">\
    <p class="correction__title">\(t("Thông tin cải chính, xin lỗi")) · \(TimeText.absolute(date))</p>\(text)</aside>
    """
  }

  /// The subjects of a story, as links.
  package static func tags(_ tags: [SitePage.Link], _ t: Translator) -> HTML {
    guard !tags.isEmpty else { return .empty }
    let items = tags.map { "<li><a href=\"\(url: $0.path)\" rel=\"tag\">\($0.title)</a></li>" as HTML }
    return "<nav class=\"story__tags\" aria-label=\"\(t("Từ khóa"))\"><ul>\(items)</ul></nav>"
  }

  /// Hidden until `js/site.js` finds that the device can do it.
  private static func tools(_ t: Translator) -> HTML {
    """
    <div class="story__tools"><button type="button" data-listen hidden data-stop="\(t("Dừng đọc"))">\
    \(Icon.site("headphones"))<span>\(t("Nghe bài"))</span></button>\
    <button type="button" data-text-size hidden data-sizes="\(t("Cỡ chữ vừa")),\(t("Cỡ chữ lớn")),\(t("Cỡ chữ rất lớn"))">\
    \(Icon.site("a-large-small"))<span>\(t("Cỡ chữ"))</span></button>\
    <button type="button" data-share hidden data-copied="\(t("Đã chép địa chỉ"))">\
    \(Icon.site("share-2"))<span>\(t("Chia sẻ"))</span></button></div>
    """
  }

  private static func joined(_ names: [HTML]) -> HTML {
    var result = HTML.empty
    for (index, name) in names.enumerated() {
      if index > 0 { result += ", " }
      result += name
    }
    return result
  }
}
