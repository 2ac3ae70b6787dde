import Contracts
import Foundation
import Kernel
import Persistence
import Web

extension Programme {
  /// So many changes of one document are told one by one; whoever changes more at once is told of in one sentence more.
  static let mostChangesTold = 5

  /// Tells those who keep the plans which frozen figures another province changed, with what each was and is.
  func tell(
    _ changes: [PeerChange], of peer: Peer, to keepers: [PersonProfile], by actor: AccountID,
    on connection: any Connection
  ) throws {
    guard !changes.isEmpty, !keepers.isEmpty else { return }
    var texts = changes.prefix(Self.mostChangesTold).map { Self.words($0, of: peer) }
    let left = changes.count - texts.count
    if left > 0 { texts.append("\(peer.name) còn đổi \(left) số đã chốt khác") }
    for text in texts {
      try notifier.notify(
        NoticeDraft(
          people: keepers.map(\.id), kind: "programme.peer-changed", text: text, path: SharingPath.peer(peer.id),
          organisation: peer.organisation, by: actor == Principal.system([]).id ? nil : actor), on: connection)
    }
  }

  private static func words(_ change: PeerChange, of peer: Peer) -> Phrase {
    let t = Translator(.vietnamese)
    let (measure, year) = (String(change.was.measure.prefix(160)), String(change.was.year))
    let was = SharedWords.value(change.was, t)
    let now = change.now.map { SharedWords.value($0, t) } ?? ""
    return switch change.kind {
    case .restated: "\(peer.name) điều chỉnh số đã chốt “\(measure)” năm \(year): từ \(was) thành \(now)"
    case .undeclared: "\(peer.name) đổi số đã chốt “\(measure)” năm \(year) mà không nói lý do: từ \(was) thành \(now)"
    case .refrozen: "\(peer.name) chốt lại “\(measure)” năm \(year): từ \(was) thành \(now)"
    case .withdrawn: "\(peer.name) không còn công bố “\(measure)” năm \(year): trước là \(was)"
    }
  }
}
