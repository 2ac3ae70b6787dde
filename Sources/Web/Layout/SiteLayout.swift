import Kernel

/// The frame of every public page: masthead, section bar, the page, footer with the imprint.
enum SiteLayout {
  static func html(_ page: SitePage, _ t: Translator, _ house: WebHouse) -> HTML {
    """
    <!doctype html>
    <html lang="\(t.language.rawValue)" class="site"><head>\(head(page, t, house))</head>
    <body>
    <a class="skip" href="#page">\(t("Đến nội dung"))</a>
    \(masthead(page, t))
    \(sectionBar(page, t))
    <main id="page" class="page" tabindex="-1">
    \(page.body)
    </main>
    \(SiteFooter.html(page, t))
    </body></html>
    """
  }

  private static func head(_ page: SitePage, _ t: Translator, _ house: WebHouse) -> HTML {
    let product = page.agency.product
    let title = page.isHome ? "\(product) · \(page.agency.agency)" : "\(page.title) · \(product)"
    let feeds = page.feeds.map { feed -> HTML in
      "<link rel=\"alternate\" type=\"\(feed.type)\" title=\"\(feed.title)\" href=\"\(url: feed.path)\">"
    }
    let data = page.structuredData.map { json -> HTML in
      "<script type=\"application/ld+json\">\(HTML(raw: ScriptData.safe(json)))</script>"
    }
    return """
      \(PageHead.common(title, house))\(PageHead.fonts(["noto-serif", "noto-serif-bold"], house))\
      \(PageHead.styles("site", page.styles, house))\(PageHead.early(house))\
      <script type="module" src="\(url: house.assets.path("js/site.js"))"></script>\
      \(meta("description", page.description))\(meta("robots", page.robots))\
      \(page.canonical.map { "<link rel=\"canonical\" href=\"\(url: $0)\">" as HTML })\
      \(property("og:site_name", page.agency.product))\(property("og:title", page.title))\
      \(property("og:type", page.kind))\(property("og:description", page.description))\
      \(property("og:url", page.canonical))\(property("og:image", page.image))\
      \(property("og:locale", t.language == .vietnamese ? "vi_VN" : nil))\(feeds)\(data)\(page.head)
      """
  }

  private static func meta(_ name: String, _ content: String?) -> HTML? {
    content.map { "<meta name=\"\(name)\" content=\"\($0)\">" }
  }

  private static func property(_ name: String, _ content: String?) -> HTML? {
    content.map { "<meta property=\"\(name)\" content=\"\($0)\">" }
  }

  /// Name of the product, the agency and, under it, its governing body (NĐ 237/2026 Art 23).
  private static func masthead(_ page: SitePage, _ t: Translator) -> HTML {
    let name: HTML = "<a href=\"/\" rel=\"home\">\(page.agency.product)</a>"
    let heading: HTML =
      page.isHome ? "<h1 class=\"masthead__name\">\(name)</h1>" : "<p class=\"masthead__name\">\(name)</p>"
    return """
      <header class="masthead"><div class="masthead__inner">\
      <p class="masthead__day"><time datetime="\(page.day.rawValue)" data-today>\
      \(TimeText.weekdayAndDay(page.day, t))</time></p>\
      <div class="masthead__title">\(heading)<p class="masthead__agency"><span>\(page.agency.agency)</span>\
      \(if: !page.agency.governingBody.isEmpty, """
        <span class="masthead__body">\(t("Cơ quan chủ quản")): \(page.agency.governingBody)</span>
        """)</p></div>\
      <form class="search-form masthead__search" role="search" action="\(url: page.searchPath)" method="get">\
      <label class="visually-hidden" for="search-box">\(t("Tìm bài"))</label>\
      <input id="search-box" type="search" name="q" value="\(page.query)" placeholder="\(t("Tìm bài"))" \
      autocomplete="off" enterkeyhint="search"><button type="submit" aria-label="\(t("Tìm"))">\
      \(Icon.site("search"))</button></form></div></header>
      """
  }

  private static func sectionBar(_ page: SitePage, _ t: Translator) -> HTML {
    let links = page.sections.map { link -> HTML in
      """
      <li><a href="\(url: link.path)"\(attribute: "aria-current", link.path == page.current ? "page" : nil)>\
      \(link.title)</a></li>
      """
    }
    return """
      <nav class="section-bar" aria-label="\(t("Chuyên mục"))"><ul><li><a href="/"\
      \(attribute: "aria-current", page.isHome ? "page" : nil)>\(t("Trang chủ"))</a></li>\(links)</ul></nav>
      """
  }
}
