import Foundation
import Kernel

/// The first acts of each kind of work, from `data/onboarding/*.json`.
struct FirstSteps: Sendable {
  /// One kind of work. Who has all of `needs` somewhere is of this kind; of several, the one that needs most.
  struct Track: Sendable, Decodable, Equatable {
    let id: String
    let needs: [Permission]
    let title: String
    let steps: [Step]
  }

  /// One act. It is done when one of `acts` stands in the audit log under the person's name, or, where there are none,
  /// when the person has gone where it leads.
  struct Step: Sendable, Decodable, Equatable {
    let id: String
    let title: String
    let hint: String
    let path: String
    /// Actions of the audit log, or beginnings of some with a dot at the end.
    let acts: [String]
  }

  let tracks: [Track]

  init(tracks: [Track]) {
    self.tracks = tracks
  }

  /// Throws where a file cannot be read, or two steps go by one name.
  init(folder: URL) throws {
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
    let tracks = try files.map { try JSONDecoder().decode(Track.self, from: Data(contentsOf: $0)) }
    let names = tracks.flatMap { track in track.steps.map { "\(track.id).\($0.id)" } }
    guard !tracks.isEmpty, Set(names).count == names.count, tracks.allSatisfy({ !$0.needs.isEmpty }),
      tracks.flatMap(\.steps).allSatisfy({ $0.path.hasPrefix("/") })
    else { throw PolicyInvalid(description: "\(folder.lastPathComponent): no steps, or two of one name") }
    self.init(tracks: tracks)
  }

  /// What this person begins with; nil where there is nothing for them.
  func track(of principal: Principal) -> Track? {
    tracks.filter { $0.needs.allSatisfy(principal.mayAnywhere) }
      .max { ($0.needs.count, $1.id) < ($1.needs.count, $0.id) }
  }
}
