import Contracts
import Foundation
import Kernel
import NewsFormats
import Persistence

extension Intake {
  /// Part of what came in, and how much there is of each kind.
  func inbox(
    _ query: InboxStore.Query, for principal: Principal
  ) async throws -> (page: Page<InboxItem>, counts: [InboxItem.State: Int]) {
    try principal.require(Newsroom.readInbox, in: query.organisation)
    return try await newsroom.database.read { connection in
      (
        try InboxStore.items(query, on: connection), try InboxStore.counts(of: query.organisation, on: connection)
      )
    }
  }

  func inboxItem(_ id: InboxItemID, for principal: Principal) async throws -> InboxItem {
    let item = try await newsroom.database.read { try InboxStore.find(id, on: $0) }
    return try Self.visible(item, to: principal)
  }

  /// Chuyển thành bài: makes a draft of it in the hands of whoever asks, with its source named and linked at the end; what
  /// its source holds back is held back. Its pictures are left behind: whose they are is for a person to find out.
  func takeItem(_ id: InboxItemID, by principal: Principal) async throws -> Item {
    try await newsroom.database.write { connection in
      let incoming = try Self.visible(try InboxStore.lock(id, on: connection), to: principal)
      try principal.require(Newsroom.write, in: incoming.organisation)
      guard incoming.state != .taken else { throw Failure.conflict("Tin này đã được chuyển thành bài.") }
      guard incoming.status != .cancelled else { throw Failure.conflict("Nguồn đã rút tin này, không dùng được nữa.") }
      let text = self.text(of: incoming, section: incoming.section)
      let made = try newsroom.create(
        .init(organisation: incoming.organisation, text: text), by: principal, on: connection)
      let item = try hold(made, as: incoming, on: connection)
      try InboxStore.settle(
        incoming, .taken, article: item.id, by: principal.id, at: newsroom.clock.now, on: connection)
      try record("newsroom.inbox.take", incoming, principal, ["item": item.id.rawValue], on: connection)
      return item
    }
  }

  /// Bỏ qua, and back again.
  func setItem(_ id: InboxItemID, _ state: InboxItem.State, by principal: Principal) async throws {
    try await newsroom.database.write { connection in
      let incoming = try Self.visible(try InboxStore.lock(id, on: connection), to: principal)
      guard incoming.state != state else { return }
      guard incoming.state != .taken, state != .taken else {
        throw Failure.conflict("Tin này đã được chuyển thành bài.")
      }
      try InboxStore.settle(
        incoming, state, article: nil, by: state == .new ? nil : principal.id,
        at: state == .new ? nil : newsroom.clock.now, on: connection)
      try record("newsroom.inbox.\(state.rawValue)", incoming, principal, [:], on: connection)
    }
  }

  private static func visible(_ item: InboxItem?, to principal: Principal) throws(Failure) -> InboxItem {
    guard let item, principal.may(Newsroom.readInbox, in: item.organisation) else { throw .notFound }
    return item
  }

  private func record(
    _ action: String, _ item: InboxItem, _ principal: Principal, _ detail: [String: String],
    on connection: any Connection
  ) throws {
    try newsroom.audit.record(
      AuditEntry(
        actor: principal.id, action: action, subject: "inbox-item/\(item.id)", organisation: item.organisation,
        detail: detail), on: connection)
  }
}
