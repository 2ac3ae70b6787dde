import Contracts
import Foundation
import Kernel
import Messaging
import Persistence

/// What a new source begins with.
struct NewSource: Sendable {
  var name: String
  var address: String
  var interval: Int
}

extension Intake {
  /// How often a source may be asked, in seconds.
  static let intervals = [300, 600, 1_800, 3_600, 21_600]

  /// An organisation's sources with their health.
  func sources(of organisation: OrganisationID, for principal: Principal) async throws -> [InboxSource] {
    try Self.requireReading(organisation, principal)
    return try await newsroom.database.read { try SourceStore.all(of: organisation, on: $0) }
  }

  func source(
    _ id: InboxSourceID, for principal: Principal
  ) async throws -> (source: InboxSource, fetches: [StoredFetch]) {
    try await newsroom.database.read { connection in
      let source = try Self.visible(try SourceStore.find(id, on: connection), to: principal)
      return (source, try SourceStore.fetches(of: id, limit: 50, on: connection))
    }
  }

  /// Adds a feed by its address, or a folder by its name; it is read for the first time at once.
  func addSource(
    _ kind: InboxSource.Kind, _ new: NewSource, to organisation: OrganisationID, by principal: Principal
  ) async throws -> InboxSourceID {
    try principal.require(Newsroom.manageInbox, in: organisation)
    let new = try checked(new, kind)
    let id = InboxSourceID.new()
    let now = newsroom.clock.now
    if kind == .folder {
      let folder = files.dropFolder(new.address, of: organisation)
      try await Disk.run { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
    }
    try await newsroom.database.write { connection in
      guard try SourceStore.find(kind, new.address, of: organisation, on: connection) == nil else {
        throw Failure.invalid(["address": "Nguồn này đã có trong danh sách"])
      }
      try SourceStore.insert(id, kind, new, of: organisation, by: principal.id, at: now, on: connection)
      try connection.enqueue(FetchSource(source: id), runAt: now, key: FetchSource.key(id))
      try self.record(
        "newsroom.inbox.source.add", id, organisation, principal, ["address": new.address], on: connection)
    }
    return id
  }

  /// Pauses a source, or has it read again from now on.
  func setSource(_ id: InboxSourceID, _ state: InboxSource.State, by principal: Principal) async throws {
    let now = newsroom.clock.now
    try await newsroom.database.write { connection in
      let source = try Self.visible(try SourceStore.find(id, lock: true, on: connection), to: principal)
      try principal.require(Newsroom.manageInbox, in: source.organisation)
      let next = state == .active && source.kind != .upload ? now : nil
      try SourceStore.setState(id, state, nextFetchAt: next, on: connection)
      try self.record(
        "newsroom.inbox.source.\(state == .active ? "resume" : "pause")", id, source.organisation, principal, [:],
        on: connection)
    }
  }

  private func checked(_ new: NewSource, _ kind: InboxSource.Kind) throws(Failure) -> NewSource {
    var new = new
    var errors: [String: Phrase] = [:]
    new.name = ItemWords.tidy(new.name, limit: 100)
    new.address = new.address.trimmingCharacters(in: .whitespacesAndNewlines)
    if !Self.intervals.contains(new.interval) { new.interval = 600 }
    switch kind {
    case .feed:
      if let url = URL(string: new.address), new.address.utf8.count <= 2_000 {
        do {
          let host = try Destination.host(of: url, allowsPrivate: fetcher.allowsPrivateAddresses)
          if new.name.isEmpty { new.name = host }
        } catch {
          errors["address"] = error.words
        }
      } else {
        errors["address"] = "Địa chỉ không đúng dạng."
      }
    case .folder:
      new.address = Slug.make(new.address.isEmpty ? new.name : new.address, limit: 60)
      if new.name.isEmpty { errors["name"] = "Cần có tên nguồn" }
    case .upload: break
    }
    guard errors.isEmpty else { throw .invalid(errors) }
    return new
  }

  /// The source for somebody who may see it; another agency's is not there.
  static func visible(_ source: InboxSource?, to principal: Principal) throws(Failure) -> InboxSource {
    guard let source, mayRead(source.organisation, principal) else { throw .notFound }
    return source
  }

  /// Whoever looks after the sources may see them, also without being one who works with what comes in.
  static func mayRead(_ organisation: OrganisationID, _ principal: Principal) -> Bool {
    principal.may(Newsroom.readInbox, in: organisation) || principal.may(Newsroom.manageInbox, in: organisation)
  }

  static func requireReading(_ organisation: OrganisationID, _ principal: Principal) throws(Failure) {
    guard mayRead(organisation, principal) else { throw .forbidden(Newsroom.readInbox) }
  }

  func record(
    _ action: String, _ id: InboxSourceID, _ organisation: OrganisationID, _ principal: Principal,
    _ detail: [String: String], on connection: any Connection
  ) throws {
    try newsroom.audit.record(
      AuditEntry(
        actor: principal.id, action: action, subject: "inbox-source/\(id)", organisation: organisation, detail: detail),
      on: connection)
  }
}

extension ReceivedFiles {
  /// Where a folder source looks: somebody with access to the server puts files there. Always below our own folder, so that
  /// no source can be pointed at the rest of the disk, nor at another agency's folder.
  func dropFolder(_ name: String, of organisation: OrganisationID) -> URL {
    let owner = Slug.make(organisation.rawValue, limit: 60)
    return folder.appendingPathComponent("folders/\(owner)/\(Slug.make(name, limit: 60))", isDirectory: true)
  }
}
