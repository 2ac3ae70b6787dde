import Contracts
import NewsFormats
import Web

/// A story as plain markup, to be looked at on the desk before it is anybody's.
enum StoryPreview {
  static func html(_ body: StoryBody) -> HTML {
    HTML(raw: StoryMarkup.text(body, headingShift: 1))
  }
}
