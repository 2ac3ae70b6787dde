import Contracts
import Foundation
import Kernel
import Persistence

/// What all acts on entries stand on.
extension Newsroom {
  /// An entry longer than this is an article.
  static let mostEntryWords = 2_000

  /// Does something with a live blog whose item is kept from others meanwhile.
  func changeLive<Value: Sendable>(
    _ id: ItemID, by principal: Principal, isForClosed: Bool = false,
    _ body: @Sendable @escaping (Item, any Connection) throws -> Value
  ) async throws -> Value {
    try await database.write { connection in
      let item = try Self.locked(id, for: principal, on: connection)
      guard item.kind == .liveBlog else { throw Failure.conflict("Bài này không phải tường thuật trực tiếp.") }
      guard item.state != .withdrawn else { throw Failure.conflict("Bài đã gỡ.") }
      if !isForClosed, try LiveStore.state(of: id, on: connection).closedAt != nil {
        throw Failure.conflict("Tường thuật đã kết thúc. Muốn viết thêm, hãy mở lại.")
      }
      return try body(item, connection)
    }
  }

  /// Changes one entry. What was ended can still be corrected.
  func changeEntry(
    _ entryID: LiveEntryID, of id: ItemID, by principal: Principal,
    _ body: @Sendable @escaping (inout LiveEntry, Item, any Connection) throws -> Void
  ) async throws -> LiveEntry {
    try await changeLive(id, by: principal, isForClosed: true) { item, connection in
      guard var entry = try LiveStore.find(entryID, on: connection), entry.item == id else { throw Failure.notFound }
      try body(&entry, item, connection)
      try LiveStore.update(entry, on: connection)
      return entry
    }
  }

  func requirePublishing(_ item: Item, _ principal: Principal) throws(Failure) {
    try principal.require(Self.publishLive, in: item.organisation)
  }

  /// Its author while it is not public; whoever may let entries out, always.
  func requireEditing(_ entry: LiveEntry, _ item: Item, _ principal: Principal) throws(Failure) {
    let isOwn = entry.author == principal.id && entry.state != .published
    guard isOwn || principal.may(Self.publishLive, in: item.organisation) else { throw .forbidden(Self.publishLive) }
  }

  /// Makes an entry public from now on.
  func letOut(_ entry: inout LiveEntry, of item: Item, on connection: any Connection) throws {
    entry.state = .published
    entry.scheduledFor = nil
    entry.publishedAt = entry.publishedAt ?? clock.now
    try readersSee(&entry, of: item, on: connection)
  }

  /// Numbers the change, and makes cached pages anew. Where the item is public, readers and feeds see when it last changed.
  func readersSee(_ entry: inout LiveEntry, of item: Item, on connection: any Connection) throws {
    entry.change = try LiveStore.nextChange(of: item.id, on: connection)
    guard item.state == .published else { return }
    let now = clock.now
    try connection.execute("UPDATE item SET reader_updated_at = \(now) WHERE id = \(item.id)")
    try connection.execute("UPDATE published_item SET updated_at = \(now) WHERE item_id = \(item.id)")
    try connection.purge([PageKey.item(item.id)])
  }

  static func checked(_ text: EntryText) throws(Failure) -> EntryText {
    var text = text
    text.title = ItemWords.tidy(text.title, limit: 201)
    guard text.title.count <= 200 else { throw .invalid(["title": "Tiêu đề dài quá 200 ký tự"]) }
    guard !text.body.isEmpty || !text.title.isEmpty else { throw .invalid(["body": "Diễn biến chưa có chữ nào"]) }
    guard text.body.wordCount <= mostEntryWords else {
      throw .invalid(["body": "Diễn biến dài quá \(mostEntryWords) chữ; hãy viết thành bài riêng"])
    }
    return text
  }

  /// The pictures of an entry. Throws where a picture, sound or video is none of the agency's, also in an entry that
  /// waits: the desk shows those, too, and an ID is no permission.
  func library(
    of text: EntryText, in id: ItemID, for principal: Principal
  ) async throws -> [PictureID: PictureProfile] {
    let (asked, clips) = (text.body.pictures, text.body.clips)
    guard !asked.isEmpty || !clips.isEmpty else { return [:] }
    let organisation = try await item(id, for: principal).organisation
    for clip in clips where try await !self.clips.owns(organisation, clip: clip) {
      throw Failure.invalid(["clip": "Âm thanh, video không còn trong kho của cơ quan"])
    }
    let pictures = try await library(of: ItemText(title: "", body: text.body), for: organisation)
    guard asked.allSatisfy({ pictures[$0] != nil }) else {
      throw Failure.invalid(["picture": "Ảnh không còn trong kho ảnh của cơ quan"])
    }
    return pictures
  }

  /// Pictures go out with their source and their description, as everywhere.
  static func requireWhole(_ body: StoryBody, _ library: [PictureID: PictureProfile]) throws(Failure) {
    for (_, figure) in body.figures {
      guard let picture = library[figure.picture] else {
        throw .invalid(["picture": "Ảnh không còn trong kho ảnh của cơ quan"])
      }
      if figure.alt.isBlank && picture.alt.isBlank {
        throw .invalid(["alt": "Ảnh thiếu mô tả cho người không nhìn thấy"])
      }
      if figure.credit.isBlank && picture.credit.isBlank { throw .invalid(["credit": "Ảnh thiếu nguồn"]) }
    }
  }

  static func detail(_ entry: LiveEntry) -> [String: String] {
    ["entry": entry.id.rawValue, "state": entry.state.rawValue, "version": "\(entry.version)"]
  }

  /// Lets out what is due. Runs every second; what cannot go out (the blog was ended, the item withdrawn) lies down to wait
  /// for somebody.
  func publishDueEntries() async throws {
    let now = clock.now
    let due = try await database.read { try LiveStore.due(at: now, on: $0) }
    guard !due.isEmpty else { return }
    let system = Principal.system([Self.write, Self.publishLive])
    for id in due {
      try await database.write { connection in
        guard let known = try LiveStore.find(id, on: connection) else { return }
        let item = try ItemStore.lock(known.item, on: connection)
        guard var entry = try LiveStore.find(id, on: connection), entry.state == .scheduled,
          let time = entry.scheduledFor, time <= now
        else { return }
        let isOpen = try LiveStore.state(of: entry.item, on: connection).closedAt == nil
        if let item, item.state != .withdrawn, isOpen {
          try letOut(&entry, of: item, on: connection)
          try LiveStore.update(entry, on: connection)
          try record("newsroom.live.let-out", item, by: system, detail: Self.detail(entry), on: connection)
        } else {
          entry.state = .draft
          entry.scheduledFor = nil
          try LiveStore.update(entry, on: connection)
        }
      }
    }
  }
}
