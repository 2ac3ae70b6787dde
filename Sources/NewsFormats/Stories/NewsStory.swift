package import Foundation

/// One piece of news as it goes between houses, in whichever format it was written: what every reader of this target makes
/// and every writer takes.
package struct NewsStory: Sendable, Equatable {
  /// Whether its source lets it be used (IPTC publishing status).
  package enum Status: String, Sendable, Codable, CaseIterable {
    case usable
    /// Not to be published until further notice.
    case withheld
    /// Taken back: whoever published it is asked to take it away.
    case cancelled
  }

  /// What the source calls it for ever; its address where the source gives no such name.
  package var guid = ""
  /// The source's own number of this text, where it counts; `""` otherwise.
  package var version = ""
  /// `usable` where the source says nothing.
  package var status = Status.usable
  /// The headline, plain.
  package var title = ""
  /// The catchword under which desks speak of it.
  package var slugline = ""
  /// The address of the piece at its source; empty where there is none.
  package var link = ""
  /// Plain text.
  package var summary = ""
  /// The text as HTML, not yet made safe.
  package var html = ""
  /// As it stands in the source: a name, several names, an address.
  package var author = ""
  /// Whom to name as the source: `TTXVN`.
  package var creditLine = ""
  /// Names of subjects and sections, as people read them.
  package var categories: [String] = []
  /// By code; without those that have none.
  package var subjects: [Subject] = []
  /// When the source published it; nil where it does not say or cannot be read.
  package var published: Date?
  /// When the source changed it last; nil where it does not say.
  package var updated: Date?
  /// Not to be published before.
  package var embargo: Date?
  /// BCP 47, `""` where it is not said.
  package var language = ""
  /// 1 (most urgent) to 9, as in ninjs and NewsML-G2; nil where it is not said.
  package var urgency: Int?
  /// For editors only: never to be published.
  package var editorNote = ""
  /// The place of its dateline.
  package var located = ""
  /// Who owns the rights; empty where it is not said.
  package var copyrightHolder = ""
  /// As it is to be printed; empty where there is none.
  package var copyrightNotice = ""
  /// In words; empty where it is not said.
  package var usageTerms = ""
  /// IPTC digital source type (`trainedAlgorithmicMedia`): says when a machine made it.
  package var digitalSource = ""
  /// In the order in which they came.
  package var enclosures: [Enclosure] = []

  /// All empty; a reader or a caller fills it in.
  package init() {}

  /// A picture, sound, film or file that goes with it.
  package struct Enclosure: Sendable, Equatable, Codable {
    /// Its address; `""` where it came within the message.
    package let url: String
    /// Its media type; `""` where it is not said.
    package let type: String
    /// Its file name or caption.
    package var title: String?

    /// Only what the source says of it; nothing is fetched.
    package init(url: String, type: String, title: String? = nil) {
      self.url = url
      self.type = type
      self.title = title
    }
  }

  /// What it is about, by a code of a vocabulary: `medtop:20000350`.
  package struct Subject: Sendable, Equatable, Codable {
    /// With the vocabulary's prefix.
    package let code: String
    /// As people read it; may be empty.
    package let name: String

    /// Nothing is looked up in the vocabulary.
    package init(code: String, name: String) {
      self.code = code
      self.name = name
    }
  }

  /// Whether there is nothing in it that anybody could read.
  package var isEmpty: Bool { title.isEmpty && link.isEmpty && summary.isEmpty && html.isEmpty && enclosures.isEmpty }
}

extension NewsStory {
  /// Takes the names of subjects over as categories, each once, and cuts what is longer than anybody meant.
  mutating func tidy() {
    var seen: Set<String> = []
    categories = Array(
      (categories + subjects.map(\.name)).map { Self.line($0, 300) }
        .filter { !$0.isEmpty && seen.insert($0).inserted }.prefix(20))
    subjects = subjects.prefix(40).map { subject in
      // One way to write a media topic, whichever way it came.
      guard let number = subject.code.split(separator: "/").last, subject.code.contains("newscodes/mediatopic/") else {
        return subject
      }
      return Subject(code: "medtop:\(number)", name: subject.name)
    }
    enclosures = Array(enclosures.prefix(40))
    title = Self.line(title, 500)
    slugline = Self.line(slugline, 200)
    summary = String(summary.prefix(2_000)).trimmingCharacters(in: .whitespacesAndNewlines)
    author = Self.line(author, 300)
    creditLine = Self.line(creditLine, 200)
    located = Self.line(located, 200)
    editorNote = String(editorNote.prefix(2_000))
    copyrightHolder = Self.line(copyrightHolder, 300)
    copyrightNotice = String(copyrightNotice.prefix(1_000))
    usageTerms = String(usageTerms.prefix(2_000))
    language = Self.line(language, 35)
    version = Self.line(version, 60)
    if guid.isEmpty { guid = link.isEmpty ? (title.isEmpty ? String(summary.prefix(200)) : title) : link }
    guid = String(guid.prefix(1_000))
    if let number = urgency, !(1...9).contains(number) { urgency = nil }
  }

  /// One line, white space joined.
  static func line(_ text: String, _ limit: Int) -> String {
    String(text.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(limit))
  }

  /// An absolute http or https address, or `""`.
  static func address(_ text: String, from base: URL? = nil) -> String {
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !trimmed.isEmpty, trimmed.utf8.count <= 2_000, let url = URL(string: trimmed, relativeTo: base),
      ["http", "https"].contains(url.scheme?.lowercased() ?? ""), url.host != nil
    else { return "" }
    return url.absoluteString
  }
}
