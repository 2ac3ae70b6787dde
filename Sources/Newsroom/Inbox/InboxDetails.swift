import Foundation
import NewsFormats

/// What a source says of a piece beside its words; kept as JSON in one column, shown in the preview.
struct InboxDetails: Sendable, Equatable, Codable {
  var slugline: String?
  var creditLine: String?
  var editorNote: String?
  var copyright: String?
  var usageTerms: String?
  var located: String?
  var digitalSource: String?
  var language: String?
  var urgency: Int?
  var sourceVersion: String?
  var subjects: [NewsStory.Subject]?

  init(_ story: NewsStory) {
    func some(_ text: String) -> String? { text.isEmpty ? nil : text }
    slugline = some(story.slugline)
    creditLine = some(story.creditLine)
    editorNote = some(story.editorNote)
    copyright = some(story.copyrightNotice) ?? some(story.copyrightHolder)
    usageTerms = some(story.usageTerms)
    located = some(story.located)
    digitalSource = some(story.digitalSource)
    language = some(story.language)
    urgency = story.urgency
    sourceVersion = some(story.version)
    subjects = story.subjects.isEmpty ? nil : story.subjects
  }

  init() {}

  /// Whether the source says that a machine made it (IPTC digital source types).
  var isMachineMade: Bool {
    ["trainedalgorithmicmedia", "compositewithtrainedalgorithmicmedia", "algorithmicmedia"]
      .contains(digitalSource?.lowercased() ?? "")
  }
}
