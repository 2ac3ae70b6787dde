package import Contracts
package import Kernel
import Persistence
import Search

extension Media {
  /// An organisation's clips, newest first; with words, those that have them all.
  func findClips(
    in organisation: OrganisationID, words: String, before: String?, limit: Int, for principal: Principal
  ) async throws -> Page<Clip> {
    try principal.require(Media.upload, in: organisation)
    let limit = min(max(limit, 1), 100)
    let search = search
    return try await database.read { connection in
      guard !words.isEmpty else {
        return try ClipStore.newest(of: organisation, before: before, limit: limit, on: connection)
      }
      let hits = try search.find(
        words, scope: Self.clipScope(organisation), order: .newest, before: before, limit: limit, on: connection)
      let ids = hits.items.map { ClipID($0.id) }
      let found = Dictionary(
        try ClipStore.all(ids, on: connection).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      return Page(items: ids.compactMap { found[$0] }, next: hits.next)
    }
  }

  /// One clip; another organisation's looks as if there were none.
  func clip(_ id: ClipID, for principal: Principal) async throws -> Clip {
    guard let clip = try await database.read({ try ClipStore.find(id, on: $0) }),
      principal.may(Media.upload, in: clip.organisation)
    else { throw Failure.notFound }
    return clip
  }
}

extension Media: ClipLibrary {
  /// Those that exist, made ready or not; whose they are was asked before.
  package func clips(_ ids: [ClipID]) async throws -> [ClipID: ClipProfile] {
    guard !ids.isEmpty else { return [:] }
    let found = try await database.read { try ClipStore.all(ids, on: $0) }
    return Dictionary(found.map { ($0.id, $0.profile) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether the clip is there and is this organisation's.
  package func owns(_ organisation: OrganisationID, clip id: ClipID) async throws -> Bool {
    try await database.read { try ClipStore.find(id, on: $0)?.organisation == organisation }
  }
}
