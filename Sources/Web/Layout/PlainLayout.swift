import Kernel

/// The frame of pages outside desk and site: sign-in, errors. One quiet column.
enum PlainLayout {
  static func html(_ page: PlainPage, _ context: AppContext) -> HTML {
    let t = context.translator
    let house = context.house
    return """
      <!doctype html>
      <html lang="\(t.language.rawValue)" class="plain"><head>\(PageHead.common("\(page.title) · Hội Tụ", house))\
      <meta name="robots" content="noindex">\
      \(PageHead.styles("plain", [], house))\(PageHead.early(house))\
      <script type="module" src="\(url: house.assets.path("js/plain.js"))"></script></head>
      <body data-phrases="\(DeskPhrases.json(t))">
      <main class="plain__page"><p class="plain__name">Hội Tụ</p><h1>\(page.title)</h1>\(page.body)</main>
      <footer class="plain__foot">\(Choices.languages(t, back: context.path, csrf: context.csrfField))</footer>
      </body></html>
      """
  }
}
