import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Persistence
import Web

/// Restatements for programs; the same rules as the pages.
struct RestatementsAPI: Sendable {
  let programme: Programme

  /// Below `/api/v1/programme/targets/:target`: `GET restatements` (what was proposed and what became of it),
  /// `POST restatements` (proposes one: JSON, or `multipart/form-data` with a `file`),
  /// `POST restatements/:proposal/confirm`, `…/refuse` with `{"words"}`, `…/withdraw`.
  func addRoutes(to routes: RouterGroup<AppContext>) {
    let staff = routes.group("api/v1/programme/targets", context: StaffContext.self)
    staff.get(":target/restatements") { _, context in try await list(context) }
    staff.post(":target/restatements", use: propose)
    staff.post(":target/restatements/:proposal/confirm") { _, context in
      try await programme.confirmRestatement(try await proposal(context), by: context.principal)
      return try await one(try await proposal(context), context)
    }
    staff.post(":target/restatements/:proposal/refuse") { request, context in
      let id = try await proposal(context)
      let words: Words = try await JSONBody.read(request, limit: 16_384)
      try await programme.refuseRestatement(
        id, words: words.words ?? "", by: context.principal)
      return try await one(try await proposal(context), context)
    }
    staff.post(":target/restatements/:proposal/withdraw") { _, context in
      try await programme.withdrawRestatement(try await proposal(context), by: context.principal)
      return try await one(try await proposal(context), context)
    }
  }

  private struct Words: Decodable { let words: String? }

  /// What is proposed.
  struct New: Decodable {
    let day: String
    let organisation: String?
    let numerator: Double
    let denominator: Double?
    let reason: String?
    let evidence: String?
    let evidenceName: String?
  }

  struct Proof: Encodable {
    let kind: String
    let name: String
    /// The address, the page, the words; of a file where it can be fetched.
    let value: String
    let sha256: String?

    init(_ proof: Evidence) {
      kind = proof.kind.rawValue
      name = proof.name
      value = proof.kind == .file ? ProgrammePath.evidence(proof.id) : proof.value
      sha256 = proof.sha256.isEmpty ? nil : proof.sha256
    }
  }

  struct Restated: Encodable {
    let id: String
    let day: String
    let organisation: String?
    let name: String
    /// Of the part, or of the whole where it has none, when it was proposed; in the unit of the freeze.
    let was: FiguresAPI.Count
    let figure: FiguresAPI.Count
    let unit: String
    let reason: String
    /// `waiting`, `confirmed`, `refused`, `withdrawn`.
    let state: String
    let proposedBy: String
    let proposedAt: Date
    let decidedBy: String?
    let decidedAt: Date?
    let words: String?
    /// SHA-256 over what was confirmed and its evidence.
    let digest: String?
    let evidence: [Proof]
  }

  struct List: Encodable {
    let restatements: [Restated]
    /// Who could confirm what this person proposes, by name; nil where that is not theirs to know. Nobody: it waits.
    let deciders: [String]?
  }

  private func target(_ context: StaffContext) -> TargetID { TargetID(context.parameters.get("target") ?? "") }

  /// Of this target, and of no other.
  private func proposal(_ context: StaffContext) async throws -> RestatementProposalID {
    let id = RestatementProposalID(context.parameters.get("proposal") ?? "")
    let found = try await programme.database.read { try ProposalStore.find(id, on: $0) }
    guard found?.target == target(context) else { throw Failure.notFound }
    return id
  }

  private func list(_ context: StaffContext) async throws -> Response {
    let view = try await programme.targetView(target(context), for: context.principal)
    return try Answer.json(List(restatements: Self.all(view), deciders: view.deciders))
  }

  private func one(
    _ id: RestatementProposalID, _ context: StaffContext, status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let view = try await programme.targetView(target(context), for: context.principal)
    guard let one = Self.all(view).first(where: { $0.id == id.rawValue }) else { throw Failure.notFound }
    return try Answer.json(one, status: status)
  }

  private static func all(_ view: TargetView) -> [Restated] {
    view.proposals.map { one in
      let unit = view.unit(on: one.day)
      let restatement = view.restatements.first { $0.id == one.restatement }
      return Restated(
        id: one.id.rawValue, day: one.day.rawValue, organisation: one.organisation?.rawValue, name: one.name,
        was: .init(one.was, unit), figure: .init(one.count, unit), unit: unit.rawValue, reason: one.reason,
        state: one.state.rawValue, proposedBy: one.proposedByName, proposedAt: one.proposedAt,
        decidedBy: one.decidedByName.isEmpty ? nil : one.decidedByName, decidedAt: one.decidedAt,
        words: one.words.isEmpty ? nil : one.words, digest: restatement?.digest,
        evidence: (view.proofs[one.id.rawValue] ?? []).map { Proof($0) })
    }
  }

  private func propose(_ request: Request, context: StaffContext) async throws -> Response {
    // Who may not propose sends nothing to disk.
    _ = try await programme.proposable(target(context), by: context.principal)
    guard request.mediaType == "multipart/form-data" else {
      return try await add(try await JSONBody.read(request), nil, context)
    }
    let limits = MultipartReader.Limits(file: Programme.largestEvidence, field: 65_536, parts: 20)
    return try await Upload.read(request, context, limits: limits, in: programme.folder) { upload in
      let form = upload.form
      let new = New(
        day: form["day"], organisation: form.optional("organisation"),
        numerator: try TargetController.number(form["numerator"], "numerator"),
        denominator: try form.optional("denominator").map { try TargetController.number($0, "denominator") },
        reason: form["reason"], evidence: form["evidence"], evidenceName: form["evidenceName"])
      return try await add(new, upload.file("file"), context)
    }
  }

  private func add(
    _ new: New, _ file: UploadedFile?, _ context: StaffContext
  ) async throws -> Response {
    guard let day = CivilDate(rawValue: new.day) else {
      throw Failure.invalid(["day": "Ngày viết theo dạng 2025-12-31"])
    }
    var input = RestatementInput(
      day: day, organisation: new.organisation.map { OrganisationID($0) }, numerator: new.numerator,
      denominator: new.denominator, reason: new.reason ?? "")
    input.evidence = new.evidence ?? ""
    input.evidenceName = new.evidenceName ?? ""
    let id = try await programme.proposeRestatement(target(context), input, file: file, by: context.principal)
    return try await one(id, context, status: .created)
  }
}
