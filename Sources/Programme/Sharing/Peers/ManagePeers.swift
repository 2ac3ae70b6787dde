import Contracts
import Foundation
import Kernel
import Messaging
import Persistence

/// Another installation as its page shows it.
struct PeerView: Sendable {
  let peer: Peer
  let figures: [PeerFigure]
  let changes: [PeerChange]
}

extension Programme {
  static let mostPeers = 100

  /// The departments for which somebody may keep other provinces: those whose plans this person keeps.
  func sharingDepartments(for principal: Principal) async throws -> [(id: OrganisationID, name: String)] {
    guard principal.mayAnywhere(Self.manage) else { throw Failure.forbidden(Self.manage) }
    var ids = principal.organisations(for: Self.manage) ?? []
    if ids.isEmpty { ids = try await database.read { Set(try PlanStore.all(on: $0).compactMap(\.owner)).sorted() } }
    var found: [(id: OrganisationID, name: String)] = []
    for id in ids {
      if let name = try await organisations.organisation(id, on: clock.today)?.name { found.append((id, name)) }
    }
    return found
  }

  /// The other provinces of the departments for which this person may keep them.
  func peers(for principal: Principal) async throws -> [Peer] {
    guard principal.mayAnywhere(Self.manage) else { throw Failure.forbidden(Self.manage) }
    return try await database.read { try PeerStore.all(of: principal.organisations(for: Self.manage), on: $0) }
  }

  func peer(_ id: PeerID, for principal: Principal) async throws -> PeerView {
    try await database.read { connection in
      let peer = try Self.kept(try PeerStore.find(id, on: connection), by: principal)
      return PeerView(
        peer: peer, figures: try PeerStore.figures(of: [id], on: connection),
        changes: try PeerStore.changes(of: [id], on: connection))
    }
  }

  /// Another department's is not there.
  static func kept(_ peer: Peer?, by principal: Principal) throws(Failure) -> Peer {
    guard let peer, principal.may(manage, in: peer.organisation) else { throw .notFound }
    return peer
  }

  /// Adds another installation by its address, and has it read by a job at once. The address of the server is enough.
  func addPeer(_ address: String, to organisation: OrganisationID, by principal: Principal) async throws -> PeerID {
    try principal.require(Self.manage, in: organisation)
    let address = try checkedAddress(address)
    var peer = Peer(
      of: organisation, name: URL(string: address)?.host(percentEncoded: false) ?? address, address: address,
      by: principal, at: clock.now)
    peer.nextFetchAt = clock.now
    try await insert(peer, principal)
    return peer.id
  }

  /// Adds another installation by the document that it sent as a file. Throws ``SharingTrouble`` where it cannot be read.
  func addPeer(
    document data: Data, to organisation: OrganisationID, by principal: Principal
  ) async throws -> PeerID {
    try principal.require(Self.manage, in: organisation)
    let document = try DocumentReading.read(data, now: clock.now)
    let peer = Peer(of: organisation, name: document.installation.name, address: "", by: principal, at: clock.now)
    try await insert(peer, principal, document)
    return peer.id
  }

  /// A newer file of a province that sends files.
  func updatePeer(_ id: PeerID, document data: Data, by principal: Principal) async throws {
    let view = try await peer(id, for: principal)
    guard view.peer.isFile else {
      throw Failure.conflict("Tỉnh này được đọc theo địa chỉ; hãy bấm Đọc ngay thay cho gửi tệp.")
    }
    try await take(try DocumentReading.read(data, now: clock.now), into: id, by: principal.id)
  }

  private func insert(_ peer: Peer, _ principal: Principal, _ document: SharedDocument? = nil) async throws {
    guard try await organisations.organisation(peer.organisation, on: clock.today) != nil else {
      throw Failure.invalid(["organisation": "Chọn cơ quan"])
    }
    try await database.write { connection in
      guard try PeerStore.count(of: peer.organisation, on: connection) < Self.mostPeers else {
        throw Failure.invalid(["address": "Đã có \(Self.mostPeers) nơi; hãy bỏ nơi không dùng nữa"])
      }
      if !peer.isFile, try PeerStore.isKnown(peer.address, of: peer.organisation, on: connection) {
        throw Failure.invalid(["address": "Địa chỉ này đã có trong danh sách"])
      }
      try PeerStore.insert(peer, on: connection)
      if !peer.isFile {
        try connection.enqueue(FetchPeer(peer: peer.id), runAt: self.clock.now, key: FetchPeer.key(peer.id))
      }
      try self.note("programme.peer.add", peer, principal, ["address": peer.address], on: connection)
      guard let document else { return }
      if try PeerStore.isKnown(digest: try DocumentDigest.of(document), of: peer.organisation, on: connection) {
        throw SharingTrouble(words: "Tệp này đã được thêm.")
      }
      try self.take(document, into: peer, by: principal.id, on: connection)
    }
  }

  private func checkedAddress(_ text: String) throws(Failure) -> String {
    var address = text.trimmingCharacters(in: .whitespacesAndNewlines)
    if !address.isEmpty, !address.contains("://") { address = "https://\(address)" }
    guard address.utf8.count <= 2_000, var parts = URLComponents(string: address) else {
      throw .invalid(["address": "Địa chỉ không đúng dạng."])
    }
    parts.fragment = nil
    if ["", "/", PublicPath.plans, "\(PublicPath.plans)/"].contains(parts.path) {
      parts.path = SharingPath.document
      parts.query = nil
    }
    guard let whole = parts.string else { throw .invalid(["address": "Địa chỉ không đúng dạng."]) }
    do {
      try outside.check(whole)
    } catch {
      throw .invalid(["address": error.words])
    }
    return whole
  }

  /// Dùng số liệu này: whoever looked at the preview says that it is the province that was meant.
  ///
  /// - Parameter seen: the digest of what was looked at.
  func acceptPeer(_ id: PeerID, seen: String, by principal: Principal) async throws {
    try await change(id, "programme.peer.accept", by: principal) { peer in
      guard peer.state == .waiting else { throw Failure.conflict("Số liệu của nơi này không chờ xem trước.") }
      guard peer.digest == seen else {
        throw Failure.conflict("Nơi này vừa công bố số liệu mới; hãy xem lại rồi mới dùng.")
      }
      peer.state = .active
      peer.acceptedByName = principal.name
      peer.acceptedAt = self.clock.now
    }
  }

  /// It stays, is asked no more, and is in no comparison.
  func suspendPeer(_ id: PeerID, by principal: Principal) async throws {
    try await change(id, "programme.peer.suspend", by: principal) { peer in
      guard peer.state == .active else { throw Failure.conflict("Chỉ tạm dừng được nơi đang dùng.") }
      peer.state = .suspended
      peer.nextFetchAt = nil
    }
  }

  func resumePeer(_ id: PeerID, by principal: Principal) async throws {
    try await change(id, "programme.peer.resume", by: principal) { peer in
      guard peer.state == .suspended else { throw Failure.conflict("Nơi này không bị tạm dừng.") }
      peer.state = peer.acceptedAt != nil ? .active : peer.digest.isEmpty ? .reading : .waiting
      peer.nextFetchAt = peer.isFile ? nil : self.clock.now
    }
  }

  /// Đọc ngay: by a job, before its turn.
  func askPeer(_ id: PeerID, by principal: Principal) async throws {
    try await change(id, "programme.peer.ask", by: principal) { peer in
      guard !peer.isFile, peer.state != .suspended else { throw Failure.conflict("Nơi này hiện không được đọc.") }
      peer.nextFetchAt = self.clock.now
    }
    try await database.write { connection in
      try connection.enqueue(FetchPeer(peer: id), runAt: self.clock.now, key: FetchPeer.key(id))
    }
  }

  /// Takes it away with all that was read from it.
  func removePeer(_ id: PeerID, by principal: Principal) async throws {
    try await database.write { connection in
      let peer = try Self.kept(try PeerStore.find(id, lock: true, on: connection), by: principal)
      try PeerStore.remove(id, on: connection)
      try self.note("programme.peer.remove", peer, principal, ["address": peer.address], on: connection)
    }
  }

  private func change(
    _ id: PeerID, _ action: String, by principal: Principal, _ edit: @escaping @Sendable (inout Peer) throws -> Void
  ) async throws {
    try await database.write { connection in
      var peer = try Self.kept(try PeerStore.find(id, lock: true, on: connection), by: principal)
      try edit(&peer)
      try PeerStore.update(peer, on: connection)
      try self.note(action, peer, principal, [:], on: connection)
    }
  }

  private func note(
    _ action: String, _ peer: Peer, _ principal: Principal, _ detail: [String: String], on connection: any Connection
  ) throws {
    try audit.record(
      AuditEntry(
        actor: principal.id, action: action, subject: "sharing-peer/\(peer.id)", organisation: peer.organisation,
        detail: detail.merging(["name": peer.name]) { given, _ in given }), on: connection)
  }
}
