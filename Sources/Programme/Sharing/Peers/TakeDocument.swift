import Contracts
import Crypto
import Foundation
import Kernel
import Persistence

extension Programme {
  /// Puts the figures of a checked document in place of those read before, all or none; a frozen one that changed is kept
  /// beside what it is now. Throws ``SharingTrouble`` where the document does not follow the one before.
  func take(
    _ document: SharedDocument, into id: PeerID, etag: String? = nil, lastModified: String? = nil,
    by actor: AccountID
  ) async throws {
    guard let known = try await database.read({ try PeerStore.find(id, on: $0) }) else { return }
    let keepers = try await people.people(in: known.organisation, who: Self.manage)
    try await database.write { connection in
      guard var peer = try PeerStore.find(id, lock: true, on: connection) else { return }
      peer.etag = etag
      peer.lastModified = lastModified
      try self.take(document, into: peer, telling: keepers, by: actor, on: connection)
    }
  }

  /// The same within a transaction that holds the peer.
  /// - Parameter keepers: who hears of frozen figures that changed.
  func take(
    _ document: SharedDocument, into peer: Peer, telling keepers: [PersonProfile] = [], by actor: AccountID,
    on connection: any Connection
  ) throws {
    var peer = peer
    let now = clock.now
    let digest = try DocumentDigest.of(document)
    let figures = document.plans.flatMap { plan in
      plan.figures.map { PeerFigure(peer: peer.id, plan: plan.code, planTitle: plan.title, figure: $0) }
    }
    let before = try PeerStore.figures(of: [peer.id], on: connection)
    try Self.follows(document, peer, before)
    var changes: [PeerChange] = []
    if peer.acceptedAt != nil {
      let known = try PeerStore.changes(of: [peer.id], on: connection)
      changes = PeerChanges.between(before, figures, known: known, at: now)
    }
    let isNew = digest != peer.digest
    if isNew { try PeerStore.replace(figures, of: peer.id, on: connection) }
    for change in changes { try PeerStore.insert(change, on: connection) }
    try tell(changes, of: peer, to: keepers, by: actor, on: connection)
    Self.settle(&peer, document, digest, at: now)
    try PeerStore.update(peer, on: connection)
    guard isNew else { return }
    let detail = ["name": peer.name, "figures": "\(figures.count)", "changes": "\(changes.count)"]
    try audit.record(
      AuditEntry(
        actor: actor, action: "programme.peer.take", subject: "sharing-peer/\(peer.id)",
        organisation: peer.organisation, detail: detail), on: connection)
  }

  private static func settle(_ peer: inout Peer, _ document: SharedDocument, _ digest: String, at now: Date) {
    if peer.state == .reading { peer.state = .waiting }
    peer.name = PeerName.of(document)
    peer.digest = digest
    peer.generatedAt = Timestamp.date(document.generated)
    peer.lastFetchAt = now
    peer.lastGoodAt = now
    peer.lastError = nil
    peer.failures = 0
    peer.nextFetchAt = PeerRhythm.next(peer, after: now)
  }

  /// Neither an older document nor one of somebody else takes the place of what is known.
  private static func follows(
    _ document: SharedDocument, _ peer: Peer, _ before: [PeerFigure]
  ) throws(SharingTrouble) {
    if let known = peer.generatedAt, let made = Timestamp.date(document.generated), made < known {
      throw SharingTrouble(words: "Tài liệu này cũ hơn tài liệu đã đọc, nên số liệu đã có được giữ nguyên.")
    }
    let plans = Set(before.map(\.plan))
    let now = Set(document.plans.map(\.code))
    guard peer.acceptedAt == nil || plans.isEmpty || now.isEmpty || !plans.isDisjoint(with: now) else {
      throw SharingTrouble(
        words:
          "Địa chỉ này nay công bố kế hoạch khác hẳn trước đây. Số liệu đã có được giữ nguyên; nếu đúng, hãy bỏ nơi này rồi thêm lại."
      )
    }
  }
}

/// What a document holds, whenever it was made: the same for the same figures.
enum DocumentDigest {
  static func of(_ document: SharedDocument) throws -> String {
    var document = document
    document.generated = ""
    let text = try ReportJSON.text(document)
    return FormulaDigest.hexadecimal(SHA256.hash(data: Data(text.utf8)))
  }
}

/// What a peer is called: the provinces of its figures, as they are called on the newest day.
enum PeerName {
  static func of(_ document: SharedDocument) -> String {
    let newest = document.plans.compactMap { plan in plan.figures.max { $0.day < $1.day }?.province.name }
    var names: [String] = []
    for name in newest where !names.contains(name) { names.append(name) }
    guard let first = names.first else { return document.installation.name }
    return names.count > 3 ? "\(first) (+\(names.count - 1))" : names.joined(separator: ", ")
  }
}

/// What became of frozen figures between two documents.
enum PeerChanges {
  /// - Parameter known: changes seen before, newest first; what was withdrawn comes back against what it was then.
  static func between(
    _ before: [PeerFigure], _ after: [PeerFigure], known: [PeerChange], at time: Date
  ) -> [PeerChange] {
    let now = Dictionary(after.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let present = Set(before.map(\.key))
    var changes: [PeerChange] = []
    for was in before where was.figure.status == .frozen {
      if let kind = kind(was.figure, now[was.key]?.figure) {
        changes.append(PeerChange(kind, was, now[was.key], at: time))
      }
    }
    var seen: Set<String> = []
    for change in known {
      let was = PeerFigure(peer: change.peer, plan: change.plan, planTitle: "", figure: change.was)
      guard seen.insert(was.key).inserted, change.kind == .withdrawn, !present.contains(was.key),
        let back = now[was.key], let kind = kind(was.figure, back.figure)
      else { continue }
      changes.append(PeerChange(kind, was, back, at: time))
    }
    return changes
  }

  /// Nil: it is what it was.
  private static func kind(_ was: SharedFigure, _ now: SharedFigure?) -> PeerChange.Kind? {
    guard let now else { return .withdrawn }
    let isSame = was.numerator == now.numerator && was.denominator == now.denominator
    if isSame, was.day == now.day, was.digest == now.digest, now.status == .frozen { return nil }
    if let restated = now.restated, restated != was.restated {
      // Whoever says what it was before must say what we know.
      let frozen = was.restated.map { ($0.numerator, $0.denominator) } ?? (was.numerator, was.denominator)
      let tells = was.day != now.day || frozen == (restated.numerator, restated.denominator)
      return tells ? .restated : .undeclared
    }
    if was.day != now.day || was.digest != now.digest || now.status != .frozen { return isSame ? nil : .refrozen }
    return .undeclared
  }
}
