package import Hummingbird
import Kernel

/// A page of the desk (the working side): rail of rooms, the work, and a panel for the thing in hand.
package struct DeskPage: Sendable {
  /// Shown in the browser's tab and as the page's heading, already translated.
  package var title: String
  /// The `DeskRoom.id` that is lit in the rail.
  package var room: String
  /// What stands under the heading.
  package var body: HTML
  /// What stands right of the work: metadata, checks, versions; a sheet on a phone.
  package var panel: HTML?
  /// Acts at the top right of the page, beside the title.
  package var actions: HTML
  /// Module scripts from `Public/js`, by name: `editor.js`. `vendor/htmx.js` comes as the classic script it is.
  package var scripts: [String]
  /// Leave out the visible heading (the editor, where the text is the page).
  package var isBare: Bool
  /// The way back up, outermost first.
  package var breadcrumb: [(title: String, path: String)]
  /// One quiet line under the heading: a state, a count.
  package var lead: HTML?
  /// What the panel is called on the button that opens it on a phone; `Chi tiết` where nil.
  package var panelTitle: String?
  /// Use the whole width (boards, wide tables) instead of a measure that reads well.
  package var isWide: Bool
  /// Style sheets from `Public/css` beyond those every page has: `editor.css`.
  package var styles: [String]

  /// All but title, room and body may be left out.
  package init(
    title: String, room: String, body: HTML, panel: HTML? = nil, actions: HTML = .empty, scripts: [String] = [],
    isBare: Bool = false, breadcrumb: [(title: String, path: String)] = [], lead: HTML? = nil,
    panelTitle: String? = nil, isWide: Bool = false, styles: [String] = []
  ) {
    self.title = title
    self.room = room
    self.body = body
    self.panel = panel
    self.actions = actions
    self.scripts = scripts
    self.isBare = isBare
    self.breadcrumb = breadcrumb
    self.lead = lead
    self.panelTitle = panelTitle
    self.isWide = isWide
    self.styles = styles
  }

  /// The whole page.
  package func answer(_ context: StaffContext, status: Int = 200) -> Response {
    Answer.page(DeskLayout.html(self, context), status: .init(code: status))
  }
}

/// A page outside the desk and the news site: sign-in, errors.
package struct PlainPage: Sendable {
  /// In the tab and as the heading, already translated.
  package var title: String
  /// What stands under the heading.
  package var body: HTML

  /// `title` is translated already.
  package init(title: String, body: HTML) {
    self.title = title
    self.body = body
  }

  /// The whole page, in the language of the request.
  package func answer(_ context: AppContext, status: Int = 200) -> Response {
    Answer.page(PlainLayout.html(self, context), status: .init(code: status))
  }
}
