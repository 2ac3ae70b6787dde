import Contracts
import Kernel
import Web

/// What stories hold beside words, looked up: pictures, clips, the stories they lead to.
struct StoryThings: Sendable {
  var pictures: [PictureID: PictureProfile] = [:]
  var clips: [ClipID: ClipProfile] = [:]
  /// Those that are published.
  var related: [ItemID: StorySummary] = [:]
  var embeds = StoryEmbeds()

  /// The keys of pages that show these things of a text: what is shown of it changes with them.
  func keys(of body: StoryBody) -> Set<String> {
    Set(body.pictures.map(PageKey.picture) + body.relatedItems.map { PageKey.item($0.related.item) })
  }
}

extension Edition {
  /// Looks up what these texts hold, and further pictures.
  func things(in bodies: [StoryBody], pictures more: [PictureID] = []) async throws -> StoryThings {
    var things = StoryThings(embeds: channels.embeds)
    let pictures = Set(bodies.flatMap(\.pictures) + more)
    if !pictures.isEmpty { things.pictures = try await channels.pictures.pictures(Array(pictures)) }
    let clips = Set(bodies.flatMap(\.clips))
    if !clips.isEmpty { things.clips = try await channels.clips.clips(Array(clips)) }
    let items = Set(bodies.flatMap { $0.relatedItems.map(\.related.item) })
    if !items.isEmpty {
      let found = try await stories.summaries(Array(items)).filter { $0.organisation == site.id }
      things.related = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
    }
    return things
  }
}
