import Contracts
import Foundation
import Kernel
import Persistence
import Web

extension Programme {
  /// Enters a result from before the platform, with its source. It counts once a second person has confirmed it.
  @discardableResult
  func enterPast(_ draft: PastDraft, file: UploadedFile? = nil, by principal: Principal) async throws -> PastResultID {
    try await requirePast(of: draft.organisation, principal)
    var errors = pastErrors(draft, try await pastScheme(draft.year), hasFile: file != nil)
    if errors["organisation"] == nil { errors.merge(try await wasThere(draft)) { old, _ in old } }
    guard errors.isEmpty else { throw Failure.invalid(errors) }
    var one = PastResult(draft, by: principal, at: clock.now)
    let others = try await confirmers(
      of: draft.organisation, but: principal.id, from: principal.organisation)
    var proofs: [Evidence] = []
    if let file {
      let kept = try keep(
        file, subject: .score(one.id.rawValue), plan: nil, organisation: draft.organisation, by: principal)
      (one.fileName, one.filePlace, one.fileDigest) = (kept.name, kept.value, kept.sha256)
      proofs.append(kept)
    }
    let entered = one
    try await discarding(proofs) {
      try await database.write { connection in
        try insertPast(entered, by: principal, on: connection)
        try tellPast([entered], others, on: connection)
      }
    }
    return entered.id
  }

  /// An agency's own predecessors are its own business too.
  func requirePast(of organisation: OrganisationID, _ principal: Principal) async throws {
    guard principal.mayAnywhere(Self.read) else { throw Failure.forbidden(Self.read) }
    guard try await pastAgencies(for: principal).contains(where: { $0.id == organisation }) else {
      throw Failure.invalid(["organisation": "Không có cơ quan báo chí này, hoặc bạn không nhập cho cơ quan này"])
    }
  }

  /// The version of a year, where it is known here.
  func pastScheme(_ year: Int) async throws -> IndexScheme? {
    try await database.read { try IndexStore.scheme(String(year), on: $0) }
  }

  func pastErrors(_ draft: PastDraft, _ scheme: IndexScheme?, hasFile: Bool) -> [String: Phrase] {
    draft.errors(
      pillars: scheme?.pillars ?? [], maximum: scheme?.version.maximum ?? Points(10_000), until: clock.today.year,
      hasFile: hasFile)
  }

  /// A merged agency has no result of its own from before it was there: that one belongs to the agency it came from.
  func wasThere(_ draft: PastDraft) async throws -> [String: Phrase] {
    let today = clock.today
    guard let day = CivilDate(draft.year, 12, 31) else { return [:] }
    if try await organisations.organisation(draft.organisation, on: min(day, today)) != nil { return [:] }
    guard let first = CivilDate(draft.year, 1, 1) else { return [:] }
    if try await organisations.organisation(draft.organisation, on: first) != nil { return [:] }
    let before = try await registers.predecessors(of: draft.organisation, on: today)
    // Where the directory does not go back so far, the agency of today is the only one there is.
    guard before.contains(where: { $0 != draft.organisation }) else { return [:] }
    return ["organisation": "Năm \(draft.year) chưa có cơ quan này; hãy chọn cơ quan tiền thân của nó"]
  }

  func insertPast(_ one: PastResult, by principal: Principal, on connection: any Connection) throws {
    let draft = one.draft
    guard try !PastStore.isPublishedHere(draft.organisation, year: draft.year, on: connection) else {
      throw Failure.invalid(["year": "Kết quả năm \(draft.year) của \(draft.name) đã được công bố trên hệ thống này"])
    }
    guard
      try !PastStore.of(draft.organisation, year: draft.year, on: connection).contains(where: { $0.state == .waiting })
    else {
      throw Failure.invalid(["year": "Đã có một kết quả năm \(draft.year) của \(draft.name) chờ xác nhận"])
    }
    try PastStore.insert(one, on: connection)
    try recordPast("enter-past", one, by: principal, on: connection)
  }

  func recordPast(
    _ act: String, _ one: PastResult, by principal: Principal, on connection: any Connection
  ) throws {
    try audit.record(
      AuditEntry(
        actor: principal.id, action: "programme.maturity.\(act)", subject: "maturity-past/\(one.id)",
        organisation: one.draft.organisation,
        detail: [
          "year": String(one.draft.year), "agency": one.draft.name, "total": one.draft.total.text,
          "source": one.draft.decision.isEmpty ? one.draft.address : one.draft.decision,
        ]), on: connection)
  }
}
