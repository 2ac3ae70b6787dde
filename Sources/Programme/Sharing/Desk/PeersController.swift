import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// `/lam-viec/ke-hoach-tinh/tinh-khac`: other provinces, added, looked at, used, stopped.
struct PeersController: Sendable {
  let programme: Programme

  /// Below `/lam-viec/ke-hoach-tinh`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get("tinh-khac") { _, context in try await list(context) }
    staff.post("tinh-khac", use: add)
    staff.post("tinh-khac/tep", use: upload)
    staff.get("tinh-khac/:peer") { _, context in try await show(context) }
    staff.post("tinh-khac/:peer/dung") { request, context in
      try await act(request, context) { form, id in
        try await programme.acceptPeer(id, seen: form["xem"], by: context.principal)
      }
    }
    staff.post("tinh-khac/:peer/doc-ngay") { request, context in
      try await act(request, context) { _, id in try await programme.askPeer(id, by: context.principal) }
    }
    staff.post("tinh-khac/:peer/tam-dung") { request, context in
      try await act(request, context) { _, id in try await programme.suspendPeer(id, by: context.principal) }
    }
    staff.post("tinh-khac/:peer/dung-lai") { request, context in
      try await act(request, context) { _, id in try await programme.resumePeer(id, by: context.principal) }
    }
    staff.post("tinh-khac/:peer/tep", use: newer)
    staff.post("tinh-khac/:peer/bo", use: remove)
  }

  private func peer(_ context: StaffContext) -> PeerID { PeerID(context.parameters.get("peer") ?? "") }

  private func list(
    _ context: StaffContext, sent: [String: String] = [:], errors: [String: Phrase] = [:]
  ) async throws -> Response {
    PeersPage(
      peers: try await programme.peers(for: context.principal),
      departments: try await programme.sharingDepartments(for: context.principal), now: programme.clock.now,
      sent: sent, errors: errors
    ).answer(context)
  }

  private func show(
    _ context: StaffContext, conflict: Phrase? = nil, errors: [String: Phrase] = [:]
  ) async throws -> Response {
    PeerPage(
      view: try await programme.peer(peer(context), for: context.principal), now: programme.clock.now,
      conflict: conflict, errors: errors
    ).answer(context)
  }

  private func add(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    let organisation = OrganisationID(form["organisation"])
    do {
      let id = try await programme.addPeer(form["address"], to: organisation, by: context.principal)
      return Answer.seeOther(SharingPath.peer(id))
    } catch Failure.invalid(let errors) {
      let sent = ["address": form["address"], "organisation": form["organisation"]]
      return try await list(context, sent: sent, errors: errors)
    }
  }

  private static let limits = MultipartReader.Limits(file: DocumentReading.bytes, field: 16_384, parts: 8)

  private func upload(_ request: Request, context: StaffContext) async throws -> Response {
    // Who may not add one sends nothing to disk.
    _ = try await programme.sharingDepartments(for: context.principal)
    return try await Upload.read(request, context, limits: Self.limits, in: programme.folder) { upload in
      do {
        let asked = upload.form.optional("organisation-tep") ?? upload.form["organisation"]
        let id = try await programme.addPeer(
          document: try Self.document(upload), to: OrganisationID(asked), by: context.principal)
        return Answer.seeOther(SharingPath.peer(id))
      } catch let trouble as SharingTrouble {
        return try await list(context, errors: ["tep": trouble.words])
      } catch Failure.invalid(let errors) {
        return try await list(context, errors: ["tep": errors.values.first ?? "Có chỗ chưa đúng"])
      }
    }
  }

  private func newer(_ request: Request, context: StaffContext) async throws -> Response {
    _ = try await programme.peer(peer(context), for: context.principal)
    return try await Upload.read(request, context, limits: Self.limits, in: programme.folder) { upload in
      do {
        try await programme.updatePeer(peer(context), document: try Self.document(upload), by: context.principal)
        return Answer.seeOther(SharingPath.peer(peer(context)))
      } catch let trouble as SharingTrouble {
        return try await show(context, errors: ["tep": trouble.words])
      } catch Failure.conflict(let why) {
        return try await show(context, conflict: why)
      }
    }
  }

  private static func document(_ upload: Upload) throws -> Data {
    guard let file = upload.file("tep"), file.size > 0 else { throw SharingTrouble(words: "Chọn một tệp") }
    return try Data(contentsOf: file.url)
  }

  private func act(
    _ request: Request, _ context: StaffContext, _ change: (Form, PeerID) async throws -> Void
  ) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    do {
      try await change(form, peer(context))
      return Answer.seeOther(SharingPath.peer(peer(context)))
    } catch Failure.conflict(let why) {
      return try await show(context, conflict: why)
    }
  }

  private func remove(_ request: Request, context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context, limit: 16_384)
    try await programme.removePeer(peer(context), by: context.principal)
    return Answer.seeOther(SharingPath.peers)
  }
}
