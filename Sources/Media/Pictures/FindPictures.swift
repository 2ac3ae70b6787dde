package import Contracts
package import Kernel
import Persistence
import Search

/// A picture with what is made of it.
struct PictureView: Sendable {
  let picture: Picture
  let renditions: [StoredRendition]
  /// The published stories in which it stands, where they were asked for.
  var uses: [PictureUse] = []

  func rendition(_ purpose: RenditionPurpose) -> PictureProfile.Rendition? {
    renditions.first { $0.purpose == purpose }?.profile
  }

  var whole: [PictureProfile.Rendition] {
    renditions.filter { $0.purpose == .whole }.map(\.profile).sorted { $0.width < $1.width }
  }

  var profile: PictureProfile {
    PictureProfile(
      id: picture.id, width: picture.width, height: picture.height, focalX: picture.text.focalX,
      focalY: picture.text.focalY, caption: picture.text.caption, credit: picture.text.credit, alt: picture.text.alt,
      renditions: whole, wide: rendition(.wide), square: rendition(.square))
  }
}

extension Media {
  /// An organisation's pictures, newest first; with words, those that have them all.
  func findPictures(
    in organisation: OrganisationID, words: String, before: String?, limit: Int, for principal: Principal
  ) async throws -> Page<PictureView> {
    try principal.require(Media.upload, in: organisation)
    let limit = min(max(limit, 1), 100)
    let search = search
    return try await database.read { connection in
      guard !words.isEmpty else {
        let page = try PictureStore.newest(of: organisation, before: before, limit: limit, on: connection)
        return Page(items: try Self.views(page.items, on: connection), next: page.next)
      }
      let hits = try search.find(
        words, scope: Self.searchScope(organisation), order: .newest, before: before, limit: limit, on: connection)
      let ids = hits.items.map { PictureID($0.id) }
      let found = Dictionary(
        try PictureStore.pictures(ids, on: connection).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      return Page(items: try Self.views(ids.compactMap { found[$0] }, on: connection), next: hits.next)
    }
  }

  /// One picture; another organisation's looks as if there were none.
  func picture(_ id: PictureID, for principal: Principal) async throws -> PictureView {
    let view = try await database.read { connection -> PictureView? in
      guard let picture = try PictureStore.picture(id, on: connection) else { return nil }
      var view = try Self.views([picture], on: connection).first
      view?.uses = try Self.uses(of: id, limit: 50, on: connection)
      return view
    }
    guard let view, principal.may(Media.upload, in: view.picture.organisation) else { throw Failure.notFound }
    return view
  }

  private static func views(_ pictures: [Picture], on connection: any Connection) throws -> [PictureView] {
    let renditions = try PictureStore.renditions(of: pictures.map(\.id), on: connection)
    return pictures.map { PictureView(picture: $0, renditions: renditions[$0.id] ?? []) }
  }
}

extension Media: PictureLibrary {
  /// Those that exist, with whatever renditions are made; whose they are was asked before.
  package func pictures(_ ids: [PictureID]) async throws -> [PictureID: PictureProfile] {
    guard !ids.isEmpty else { return [:] }
    let views = try await database.read { connection in
      try Self.views(try PictureStore.pictures(ids, on: connection), on: connection)
    }
    return Dictionary(views.map { ($0.picture.id, $0.profile) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether the picture is there and is this organisation's.
  package func owns(_ organisation: OrganisationID, _ id: PictureID) async throws -> Bool {
    try await database.read { try PictureStore.picture(id, on: $0)?.organisation == organisation }
  }
}
