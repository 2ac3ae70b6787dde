import Contracts
import Crypto
import Foundation
import Kernel
import Persistence
import Web

/// What a board looks like, in few letters: the same board always has the same ones, on every node.
struct BoardMark: Sendable, Equatable {
  let text: String

  init(_ board: Board) {
    var hash = SHA256()
    for line in board.working + board.published {
      let item = line.item
      let times = [item.deadline, item.scheduledFor].map { $0.map(Timestamp.text) ?? "" }
      let parts = [
        item.id.rawValue, item.state.rawValue, item.title, line.holder ?? "", line.reason ?? "",
        item.hasUnpublishedChanges ? "1" : "0", line.flags.map(\.rawValue).joined(separator: " "),
      ]
      for part in parts + times {
        hash.update(data: Data(part.utf8))
        hash.update(data: [0])
      }
    }
    text = String(ReceivedFiles.hex(hash.finalize()).prefix(16))
  }

  init(text: String) {
    self.text = text
  }
}

/// What a page of the board was told last.
struct SeenBoard: Sendable {
  /// The newest change there was in the agency; nil before the first look.
  var change: String?
  var mark: BoardMark
  /// Looks since the board was last put together.
  var looks = 0

  /// So often it is put together whatever the newest change is: of two changes made at once, the older may come second.
  static let mostLooks = 10
}

extension Newsroom {
  /// Whether the board differs from what was seen. Most looks cost one step along an index: only where anything in the
  /// agency has changed is the board put together, and only where it looks different is the page told.
  func lookAtBoard(
    of organisation: OrganisationID, onlyOf person: AccountID?, seen: SeenBoard, for principal: Principal
  ) async throws -> DeskStream.Finding<SeenBoard> {
    try principal.require(Self.write, in: organisation)
    let change = try await newestChange(in: organisation)
    guard change != seen.change || seen.looks >= SeenBoard.mostLooks else {
      return .unchanged(SeenBoard(change: change, mark: seen.mark, looks: seen.looks + 1))
    }
    let mark = BoardMark(try await board(of: organisation, onlyOf: person, for: principal))
    let now = SeenBoard(change: change, mark: mark)
    guard mark != seen.mark else { return .unchanged(now) }
    return .changed(now, ServerEvent(name: "board", data: mark.text))
  }

  private func newestChange(in organisation: OrganisationID) async throws -> String {
    try await database.read { connection in
      guard let row = try connection.rows(DeskQuery.newestChange(organisation)).first else { return "" }
      let (item, time, state): (ItemID, Date, ItemState) = (
        try row["id"], try row["updated_at"], try row["state"]
      )
      return "\(item) \(time.milliseconds) \(state.rawValue)"
    }
  }
}
