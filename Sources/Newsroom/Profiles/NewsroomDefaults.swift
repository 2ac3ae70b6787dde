package import Contracts
package import Foundation
import Kernel

/// Facts shipped with the program (`data/newsroom`): what profiles begin with, the subjects and the genres one may choose.
package struct NewsroomDefaults: Sendable {
  /// One of the IPTC Media Topics with our Vietnamese name for it.
  package struct Topic: Codable, Sendable, Equatable {
    /// `medtop:01000000`.
    package let id: String
    /// In Vietnamese.
    package let name: String
    /// The one above it; nil at the top.
    package let parent: String?
  }

  /// A form of writing: interview, reportage.
  package struct Genre: Codable, Sendable, Equatable {
    /// Kept with items: never renamed.
    package let id: String
    /// In Vietnamese.
    package let name: String
  }

  /// By the raw value of ``ItemKind``; kinds that are not named have the plain profile.
  package let profiles: [String: ContentProfile]
  /// In the order of the file.
  package let topics: [Topic]
  /// In the order of the file, in which they are offered.
  package let genres: [Genre]
  /// What of other sites may be embedded in stories.
  package let embeds: StoryEmbeds

  /// For tests; else read the folder.
  package init(
    profiles: [String: ContentProfile] = [:], topics: [Topic] = [], genres: [Genre] = [],
    embeds: StoryEmbeds = StoryEmbeds()
  ) {
    self.profiles = profiles
    self.topics = topics
    self.genres = genres
    self.embeds = embeds
  }

  /// No facts: every kind has the plain profile, and there is nothing to choose.
  package static let none = NewsroomDefaults()

  /// Reads `profiles.json`, `topics.json`, `genres.json` and `embeds.json` of a folder. Throws where one is missing or not as it should be.
  package init(folder: URL) throws {
    struct Topics: Decodable { let topics: [Topic] }
    func read<Value: Decodable>(_ name: String) throws -> Value {
      try JSONDecoder().decode(Value.self, from: Data(contentsOf: folder.appendingPathComponent(name)))
    }
    let topics: Topics = try read("topics.json")
    self.init(
      profiles: try read("profiles.json"), topics: topics.topics, genres: try read("genres.json"),
      embeds: try StoryEmbeds(file: folder.appendingPathComponent("embeds.json")))
  }

  /// What a kind's profile is where the agency has decided nothing.
  package func profile(of kind: ItemKind) -> ContentProfile { profiles[kind.rawValue] ?? .plain }

  func topicName(_ id: String) -> String { topics.first { $0.id == id }?.name ?? id }
  func genreName(_ id: String) -> String { genres.first { $0.id == id }?.name ?? id }
}
