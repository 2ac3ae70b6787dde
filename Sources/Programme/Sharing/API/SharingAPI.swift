import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Web

/// Other provinces for programs; the same use cases as the pages.
struct SharingAPI: Sendable {
  let programme: Programme

  /// `GET /api/v1/programme/sharing/comparison?so=&nam=&xep=&chieu=`, `GET …/peers`,
  /// `POST …/peers` (`{"address":"https://…","organisation":"…"}`), `GET …/peers/:peer`, `DELETE …/peers/:peer`,
  /// `POST …/peers/:peer/{accept,ask,suspend,resume}` (`accept` with `{"digest":"…"}` of what was looked at).
  func addRoutes(to routes: RouterGroup<AppContext>) {
    let staff = routes.group("api/v1/programme/sharing", context: StaffContext.self)
    staff.get("comparison", use: comparison)
    staff.get("peers", use: peers)
    staff.post("peers", use: add)
    staff.get("peers/:peer") { _, context in try await answer(peer(context), context) }
    staff.delete("peers/:peer") { _, context in
      try await programme.removePeer(peer(context), by: context.principal)
      return Answer.noContent()
    }
    staff.post("peers/:peer/accept") { request, context in
      let body: Seen = try await JSONBody.read(request, limit: 65_536)
      try await programme.acceptPeer(peer(context), seen: body.digest, by: context.principal)
      return try await answer(peer(context), context)
    }
    staff.post("peers/:peer/ask") { _, context in
      try await programme.askPeer(peer(context), by: context.principal)
      return try await answer(peer(context), context)
    }
    staff.post("peers/:peer/suspend") { _, context in
      try await programme.suspendPeer(peer(context), by: context.principal)
      return try await answer(peer(context), context)
    }
    staff.post("peers/:peer/resume") { _, context in
      try await programme.resumePeer(peer(context), by: context.principal)
      return try await answer(peer(context), context)
    }
  }

  private struct NewPeer: Decodable {
    let address: String
    let organisation: String
  }

  private struct Seen: Decodable {
    let digest: String
  }

  private func peer(_ context: StaffContext) -> PeerID { PeerID(context.parameters.get("peer") ?? "") }

  private func peers(_ request: Request, context: StaffContext) async throws -> Response {
    let all = try await programme.peers(for: context.principal)
    return try Answer.json(SharingJSON.Peers(peers: all.map { SharingJSON.One($0) }))
  }

  private func add(_ request: Request, context: StaffContext) async throws -> Response {
    let new: NewPeer = try await JSONBody.read(request, limit: 65_536)
    let id = try await programme.addPeer(
      new.address, to: OrganisationID(new.organisation), by: context.principal)
    return try await answer(id, context, status: .created)
  }

  private func answer(
    _ id: PeerID, _ context: StaffContext, status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let view = try await programme.peer(id, for: context.principal)
    return try Answer.json(SharingJSON.Whole(view), status: status)
  }

  private func comparison(_ request: Request, context: StaffContext) async throws -> Response {
    let found = try await programme.provinceComparison(ProvincesController.query(request), for: context.principal)
    return try Answer.json(SharingJSON.Comparison(found, context.translator))
  }
}
