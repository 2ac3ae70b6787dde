import Contracts
import Foundation
import Kernel
import Persistence
import Web

/// Everything the editor's page shows of one item, for one person.
struct EditorView: Sendable {
  let item: Item
  let revision: Revision
  let sections: [Section]
  let colleagues: [PersonProfile]
  /// What of pictures, sound and video exists and is the agency's.
  let assets: PublicationAssets
  let preflight: Preflight
  let workflow: Workflow
  let profile: ContentProfile
  let defaults: NewsroomDefaults
  let parts: ItemParts
  let events: [ItemEvent]
  let acts: ActsView
  let principal: Principal
  let now: Date
  /// What the person typed, where it was refused.
  var typed: ItemText?
  var problems: [String: Phrase] = [:]
  /// What to say above the text: a conflict, an act done.
  var notice: EditorNotice?
  /// The source that it follows, while nobody edits it.
  var follow: InboxFollow?

  var text: ItemText { typed ?? revision.text }
  var mayWrite: Bool { follow == nil && Newsroom.mayWrite(item, principal) && Newsroom.mayHandle(item, principal) }
  var holderName: String? { item.holder.flatMap { holder in colleagues.first { $0.id == holder }?.name } }
  var pictures: [PictureID: PictureProfile] { assets.pictures }

  /// Those the agency shows for this kind, and those that already hold something.
  func shows(_ field: ProfileField) -> Bool {
    profile.use(of: field) != .hidden || !field.isEmpty(in: text.metadata)
  }

  func may(_ permission: Permission) -> Bool { principal.may(permission, in: item.organisation) }

  /// Why it was sent back, while that is what to do next.
  var returned: ItemEvent? {
    guard item.state == .editing || item.state == .ready else { return nil }
    let last = events.first { [.sentBack, .scheduleFailed, .submitted, .approved].contains($0.kind) }
    return last.flatMap { $0.reason == nil ? nil : $0 }
  }
}

/// Something the editor's page has to say.
enum EditorNotice: Sendable {
  case done(Phrase)
  case failed(Phrase)
  /// Somebody else's text came first; what was sent is kept under this number.
  case conflict(Phrase, kept: Int)
}

extension Newsroom {
  func editorView(of id: ItemID, for principal: Principal) async throws -> EditorView {
    let opened = try await open(id, for: principal)
    let organisation = opened.item.organisation
    let text = opened.revision.text
    let assets = try await assets(of: text, for: organisation)
    let sections = try await sections(of: organisation, for: principal)
    let colleagues = try await people.people(in: organisation)
    let acts = try await actsView(of: opened.item, for: principal)
    return try await database.read { connection in
      var view = EditorView(
        item: opened.item, revision: opened.revision, sections: sections, colleagues: colleagues, assets: assets,
        preflight: try preflight(opened.item, text, assets: assets, on: connection),
        workflow: try workflow(of: organisation, on: connection),
        profile: try profile(of: opened.item.kind, in: organisation, on: connection), defaults: defaults,
        parts: try ItemParts.read(opened.item, for: principal, on: connection),
        events: try ItemEvent.all(of: id, limit: 30, on: connection), acts: acts, principal: principal,
        now: clock.now)
      view.follow = try InboxFollow.find(id, on: connection)
      return view
    }
  }
}
