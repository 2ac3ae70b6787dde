import Kernel

/// The frame of every desk page. (Owned by the design system.)
enum DeskLayout {
  static func html(_ page: DeskPage, _ context: StaffContext) -> HTML {
    """
    <!doctype html><html lang="\(context.translator.language.rawValue)"><meta charset="utf-8"><title>\(page.title)</title>
    <body><main><h1>\(page.title)</h1>\(page.actions)\(page.body)</main><aside>\(page.panel)</aside></body></html>
    """
  }
}

/// The frame of pages outside desk and site.
enum PlainLayout {
  static func html(_ page: PlainPage, _ context: AppContext) -> HTML {
    """
    <!doctype html><html lang="\(context.translator.language.rawValue)"><meta charset="utf-8"><title>\(page.title)</title>
    <body><main><h1>\(page.title)</h1>\(page.body)</main></body></html>
    """
  }
}
