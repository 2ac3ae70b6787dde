import Contracts
import Foundation
import Hummingbird
import Kernel
import NIOCore
import Persistence
import Web

/// The index of maturity for programs; the same use cases as the pages.
struct MaturityAPI: Sendable {
  let programme: Programme

  /// `GET /api/v1/programme/maturity/{versions,cycles,cycles/:cycle,entries/:entry,organisations/:organisation}`,
  /// `PUT …/entries/:entry/scores` (`{"scores":[{"criterion":"…","points":"1,50","note":"…","version":0}]}`),
  /// `PUT …/entries/:entry/appraisal` (the same, `note` is the reason), `POST …/entries/:entry/{submit,approve}`.
  func addRoutes(to routes: RouterGroup<AppContext>) {
    let staff = routes.group("api/v1/programme/maturity", context: StaffContext.self)
    staff.get("versions", use: versions)
    staff.get("cycles", use: cycles)
    staff.get("cycles/:cycle", use: cycle)
    staff.get("entries/:entry") { _, context in try await entry(context) }
    staff.put("entries/:entry/scores") { request, context in
      try await programme.saveScores(
        try MaturityRequest.entry(context), try await Self.scores(request), by: context.principal)
      return try await entry(context)
    }
    staff.put("entries/:entry/appraisal") { request, context in
      try await programme.saveAppraisal(
        try MaturityRequest.entry(context), try await Self.scores(request), by: context.principal)
      return try await entry(context)
    }
    staff.post("entries/:entry/submit") { _, context in
      try await programme.submit(try MaturityRequest.entry(context), by: context.principal)
      return try await entry(context)
    }
    staff.post("entries/:entry/approve") { _, context in
      try await programme.approve(try MaturityRequest.entry(context), by: context.principal)
      return try await entry(context)
    }
    staff.get("organisations/:organisation", use: organisation)
  }

  private struct ScoresBody: Decodable {
    struct Score: Decodable {
      let criterion: String
      let points: String
      let note: String?
      let version: Int?
    }
    let scores: [Score]
  }

  private static func scores(_ request: Request) async throws -> [TypedScore] {
    do {
      let buffer = try await request.body.collect(upTo: 524_288)
      let body = try JSONDecoder().decode(ScoresBody.self, from: Data(buffer.readableBytesView))
      return body.scores.map {
        TypedScore(
          criterion: IndexCriterionID($0.criterion), points: $0.points, words: $0.note ?? "", base: $0.version)
      }
    } catch is NIOTooManyBytesError {
      throw Failure.tooLarge(limit: 524_288)
    } catch is DecodingError {
      throw Failure.invalid(["": "Cần một đối tượng JSON"])
    }
  }

  private func versions(_ request: Request, context: StaffContext) async throws -> Response {
    guard context.principal.mayAnywhere(Programme.read) else { throw Failure.forbidden(Programme.read) }
    let schemes = try await programme.database.read { connection in
      try IndexStore.versions(on: connection).compactMap { try IndexStore.scheme($0.id, on: connection) }
    }
    return try Answer.json(MaturityJSON.Versions(versions: schemes.map(MaturityJSON.Version.init)))
  }

  private func cycles(_ request: Request, context: StaffContext) async throws -> Response {
    let list = try await programme.cycleList(for: context.principal)
    return try Answer.json(MaturityJSON.Cycles(cycles: list.cycles.map(MaturityJSON.Cycle.init)))
  }

  private func cycle(_ request: Request, context: StaffContext) async throws -> Response {
    let file = try await programme.cycleFile(try MaturityRequest.cycle(context), for: context.principal)
    return try Answer.json(MaturityJSON.CycleFull(file))
  }

  private func entry(_ context: StaffContext) async throws -> Response {
    let file = try await programme.entryFile(try MaturityRequest.entry(context), for: context.principal)
    return try Answer.json(MaturityJSON.Entry(file))
  }

  private func organisation(_ request: Request, context: StaffContext) async throws -> Response {
    let id = OrganisationID(try MaturityRequest.part("organisation", context))
    let history = try await programme.maturityHistory(of: id, for: context.principal)
    return try Answer.json(MaturityJSON.History(history))
  }
}
