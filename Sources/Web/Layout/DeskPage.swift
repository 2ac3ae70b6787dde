package import Hummingbird
import Kernel

/// A page of the desk (the working side): rail of rooms, the work, and a panel for the thing in hand.
package struct DeskPage: Sendable {
  /// Shown in the browser's tab and as the page's heading, already translated.
  package var title: String
  /// The `DeskRoom.id` that is lit in the rail.
  package var room: String
  package var body: HTML
  /// What stands right of the work: metadata, checks, versions; a sheet on a phone.
  package var panel: HTML?
  /// Acts at the top right of the page, beside the title.
  package var actions: HTML
  /// Module scripts from `Public/`, by logical name: `editor.js`.
  package var scripts: [String]
  /// Leave out the visible heading (the editor, where the text is the page).
  package var isBare: Bool

  package init(
    title: String, room: String, body: HTML, panel: HTML? = nil, actions: HTML = .empty, scripts: [String] = [],
    isBare: Bool = false
  ) {
    self.title = title
    self.room = room
    self.body = body
    self.panel = panel
    self.actions = actions
    self.scripts = scripts
    self.isBare = isBare
  }

  /// The whole page.
  package func answer(_ context: StaffContext, status: Int = 200) -> Response {
    Answer.page(DeskLayout.html(self, context), status: .init(code: status))
  }
}

/// A page outside the desk and the news site: sign-in, errors.
package struct PlainPage: Sendable {
  package var title: String
  package var body: HTML

  package init(title: String, body: HTML) {
    self.title = title
    self.body = body
  }

  package func answer(_ context: AppContext, status: Int = 200) -> Response {
    Answer.page(PlainLayout.html(self, context), status: .init(code: status))
  }
}
