import Contracts
import Foundation
import Kernel
import Web

/// Everything the editor's page shows of one item, for one person.
struct EditorView: Sendable {
  let item: Item
  let revision: Revision
  let sections: [Section]
  let colleagues: [PersonProfile]
  /// The pictures of the text that exist and are the agency's.
  let pictures: [PictureID: PictureProfile]
  let events: [ItemEvent]
  let principal: Principal
  let now: Date
  /// What the person typed, where it was refused.
  var typed: ItemText?
  var problems: [String: Phrase] = [:]
  /// What to say above the text: a conflict, an act done.
  var notice: EditorNotice?

  var text: ItemText { typed ?? revision.text }
  var mayWrite: Bool { Newsroom.mayWrite(item, principal) && Newsroom.mayHandle(item, principal) }
  var holderName: String? { item.holder.flatMap { holder in colleagues.first { $0.id == holder }?.name } }
  var preflight: Preflight { Preflight(text, library: pictures) }

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
    return EditorView(
      item: opened.item, revision: opened.revision, sections: try await sections(of: organisation, for: principal),
      colleagues: try await people.people(in: organisation),
      pictures: try await library(of: opened.revision.text, for: organisation),
      events: try await events(of: id, limit: 30, for: principal), principal: principal, now: clock.now)
  }
}
