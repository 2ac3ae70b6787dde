package import Contracts
import Foundation
package import Kernel
import Persistence

extension Newsroom {
  /// The pictures, sound and video of a text that exist and are the agency's, with their rights. Looked up outside any
  /// transaction: the library may be anywhere.
  func assets(of text: ItemText, for organisation: OrganisationID) async throws -> PublicationAssets {
    var assets = PublicationAssets()
    assets.pictures = try await library(of: text, for: organisation)
    var own: [ClipID] = []
    for id in text.body.clips where try await clips.owns(organisation, clip: id) { own.append(id) }
    if !own.isEmpty { assets.clips = try await clips.clips(own) }
    let all = assets.pictures.keys.map(\.rawValue) + assets.clips.keys.map(\.rawValue)
    if !all.isEmpty { assets.rights = try await rights.rights(of: all) }
    return assets
  }

  /// The pictures of a text that exist and belong to the agency.
  func library(of text: ItemText, for organisation: OrganisationID) async throws -> [PictureID: PictureProfile] {
    var own: [PictureID] = []
    for id in Set(text.body.pictures + [text.metadata.lead].compactMap(\.self)) {
      if try await pictures.owns(organisation, id) { own.append(id) }
    }
    return own.isEmpty ? [:] : try await pictures.pictures(own)
  }

  /// Looks a text over with everything that is known of it.
  ///
  /// - Parameter time: when it would go out; nil: now.
  func preflight(
    _ item: Item, _ text: ItemText, assets: PublicationAssets, at time: Date? = nil, on connection: any Connection
  ) throws -> Preflight {
    var subject = PreflightSubject(text: text, time: time ?? clock.now)
    subject.profile = try profile(of: item.kind, in: item.organisation, on: connection)
    subject.assets = assets
    subject.gate = item.gate
    subject.machines = try AILog.uses(of: item.id, on: connection)
    subject.deadLinks = try LinkStore.dead(text, of: item.organisation, on: connection)
    if subject.profile.severity(of: .duplicate) != .off {
      subject.doubles = try DoubleStore.find(item, text, now: clock.now, on: connection)
    }
    subject.overrides = try OverrideStore.all(of: item.id, on: connection)
    return Preflight(subject)
  }

  /// What stands between an item's newest text and its readers.
  package func findings(
    of id: ItemID, for principal: Principal
  ) async throws -> (revision: Int, preflight: Preflight) {
    let opened = try await open(id, for: principal)
    let text = opened.revision.text
    let assets = try await assets(of: text, for: opened.item.organisation)
    return try await database.read { connection in
      (opened.revision.number, try preflight(opened.item, text, assets: assets, on: connection))
    }
  }

  /// Has the links of a text asked, and keeps what it is made of for comparing later ones with it.
  func noteForChecks(_ item: Item, _ text: ItemText, on connection: any Connection) throws {
    try LinkStore.note(text, at: clock.now, on: connection)
    try DoubleStore.keep(item, text, at: clock.now, on: connection)
  }
}
