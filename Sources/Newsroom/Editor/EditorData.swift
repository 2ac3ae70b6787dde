import Contracts
import Foundation
import Kernel
import Web

/// What the editor's script begins with, as JSON in the page: data, not code.
struct EditorData: Encodable {
  struct Metadata: Encodable {
    let section: String?
    let tags: [String]
    let place: String?
    let placeName: String?
    let bylines: [String]
    let lead: String?
    let genre: String?
    let slugline: String
    let urgency: Int?
    let topics: [String]
    let otherPlaces: [ItemPlace]
    let shares: String
    let rightsNote: String

    init(_ kept: ItemMetadata) {
      section = kept.section?.rawValue
      tags = kept.tags
      place = kept.place?.rawValue
      placeName = kept.placeName
      bylines = kept.bylines.map(\.name)
      lead = kept.lead?.rawValue
      genre = kept.genre
      slugline = kept.slugline
      urgency = kept.urgency
      topics = kept.topics
      otherPlaces = kept.otherPlaces
      shares = kept.sharesText
      rightsNote = kept.rightsNote
    }
  }

  /// What the checks must know of the agency's rules for this kind (``ContentProfile``).
  struct Rules: Encodable {
    let severities: [String: Severity]
    let required: [String: String]
    let leastWords: Int
    let mostWords: Int

    init(_ profile: ContentProfile, _ t: Translator) {
      severities = Dictionary(
        uniqueKeysWithValues: PreflightRule.allCases.map { ($0.rawValue, profile.severity(of: $0)) })
      let needed = ProfileField.allCases.filter { profile.use(of: $0) == .required }
      required = Dictionary(uniqueKeysWithValues: needed.map { ($0.rawValue, t($0.missing)) })
      leastWords = profile.leastWords
      mostWords = profile.mostWords
    }
  }

  struct Picture: Encodable {
    let src: String?
    let width: Int
    let height: Int
    let caption: String
    let credit: String
    let alt: String
  }

  let item: String
  let organisation: String
  let account: String
  let accountName: String
  let revision: Int
  /// The text that readers see; nil unless it is public.
  let publishedRevision: Int?
  let savedAt: Date
  let isReadOnly: Bool
  let body: StoryBody
  let metadata: Metadata
  let pictures: [String: Picture]
  let limits: [String: Int]
  let rules: Rules
  /// What the server found in the text as it is saved.
  let findings: [ChecksResponse.Finding]
  let phrases: [String: String]

  init(_ view: EditorView, _ t: Translator) {
    item = view.item.id.rawValue
    organisation = view.item.organisation.rawValue
    account = view.principal.id.rawValue
    accountName = view.principal.name
    revision = view.revision.number
    publishedRevision = view.item.state == .published ? view.item.publishedRevision : nil
    savedAt = view.revision.madeAt
    isReadOnly = !view.mayWrite
    body = view.text.body
    metadata = Metadata(view.text.metadata)
    pictures = Dictionary(
      uniqueKeysWithValues: view.pictures.map { id, picture in
        (
          id.rawValue,
          Picture(
            src: picture.renditions.first { $0.width >= 640 }?.path ?? picture.renditions.last?.path,
            width: picture.width, height: picture.height, caption: picture.caption, credit: picture.credit,
            alt: picture.alt)
        )
      })
    limits = ["title": view.profile.titleLength, "summary": view.profile.summaryLength]
    rules = Rules(view.profile, t)
    findings = view.preflight.findings.map { ChecksResponse.Finding($0, t) }
    phrases = EditorPhrases.all(t).merging(WritingPhrases.all(t)) { first, _ in first }
  }

  /// Safe inside a `<script>` of data: no `<` can end it early (HTML §4.12.1.3).
  var html: HTML {
    let json = (try? JSONEncoder.editor.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    return HTML(raw: ScriptData.safe(json))
  }
}

extension JSONEncoder {
  fileprivate static var editor: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .custom { date, encoder in
      var container = encoder.singleValueContainer()
      try container.encode(Timestamp.text(date))
    }
    return encoder
  }
}
