import Kernel

/// The frame of every desk page: rail of rooms (a bottom bar on a phone), head of the page, the work, the panel.
enum DeskLayout {
  static func html(_ page: DeskPage, _ context: StaffContext) -> HTML {
    let t = context.translator
    return """
      <!doctype html>
      <html lang="\(t.language.rawValue)" class="desk"><head>\(PageHead.common("\(page.title) · Hội Tụ", context.house))\
      <meta name="csrf" content="\(context.csrfToken)"><meta name="robots" content="noindex">\
      \(PageHead.fonts(["inter"], context.house))\
      \(PageHead.styles("desk", page.styles, context.house))\
      \(PageHead.early(context.house))\(scripts(page, context))</head>
      <body data-phrases="\(DeskPhrases.json(t))"\(attribute: "data-search", context.house.searchPath)>
      <a class="skip" href="#work">\(t("Đến phần việc"))</a>
      \(DeskRail.html(page.room, context))
      <main id="work" class="work\(page.isWide ? " work--wide" : "")\(page.isBare ? " work--bare" : "")" tabindex="-1">
      \(head(page, t))\(page.body)
      </main>
      \(panel(page, t))
      <div class="toasts" id="toasts" aria-live="polite"></div>
      </body></html>
      """
  }

  private static func head(_ page: DeskPage, _ t: Translator) -> HTML {
    guard !page.isBare else {
      let button: HTML = "<div class=\"panel-float\">\(panelButton(page, t))</div>"
      return "<h1 class=\"visually-hidden\">\(page.title)</h1>\(if: page.panel != nil, button)"
    }
    return """
      <header class="page-head">\(Breadcrumb.html(page.breadcrumb, t))<div class="page-head__row">\
      <div><h1>\(page.title)</h1>\(page.lead.map { "<p class=\"page-head__lead\">\($0)</p>" as HTML })</div>\
      \(if: !page.actions.isEmpty || page.panel != nil, """
        <div class="page-head__acts">\(page.actions)\(if: page.panel != nil, panelButton(page, t))</div>
        """)</div></header>
      """
  }

  private static func panelButton(_ page: DeskPage, _ t: Translator) -> HTML {
    """
    <button type="button" class="button panel-button" popovertarget="panel">\(Icon.html("panel-right"))\
    <span>\(page.panelTitle ?? t("Chi tiết"))</span></button>
    """
  }

  private static func panel(_ page: DeskPage, _ t: Translator) -> HTML? {
    page.panel.map {
      """
      <aside class="panel" id="panel" popover aria-label="\(page.panelTitle ?? t("Chi tiết"))">\
      <button type="button" class="button button--icon button--quiet panel__close" popovertarget="panel" \
      popovertargetaction="hide" aria-label="\(t("Đóng"))">\(Icon.html("x"))</button>\
      \($0)</aside>
      """
    }
  }

  private static func scripts(_ page: DeskPage, _ context: StaffContext) -> HTML {
    let house = context.house
    let own = page.scripts.map { name -> HTML in
      let path = PageHead.path(name, in: "js", house)
      return name.hasPrefix("vendor/htmx")
        ? "<script defer src=\"\(url: path)\"></script>" : "<script type=\"module\" src=\"\(url: path)\"></script>"
    }
    return """
      <script type="module" src="\(url: house.assets.path("js/desk.js"))"></script>\
      \(house.noticesPath.map { _ in
        "<script type=\"module\" src=\"\(url: house.assets.path("js/notices.js"))\"></script>" as HTML
      })\
      \(if: page.scripts.contains { $0.hasPrefix("vendor/htmx") }, htmxSettings)\(own)
      """
  }

  /// htmx must neither make code from text nor add style elements: the page's policy forbids both.
  private static let htmxSettings: HTML = """
    <meta name="htmx-config" content='{"allowEval":false,"includeIndicatorStyles":false,"selfRequestsOnly":true}'>
    """
}
