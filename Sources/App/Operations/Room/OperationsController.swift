import HTTPTypes
package import Hummingbird
import Kernel
package import Web

extension Operations {
  /// `GET /lam-viec/van-hanh`, `POST /lam-viec/van-hanh/chay-lai`, and for programs `GET /api/v1/operations`,
  /// `POST /api/v1/operations/{lanes,jobs}/:id/retry`.
  package func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = routes.group("lam-viec/van-hanh", context: StaffContext.self)
    desk.get("") { request, context in
      let done = request.uri.queryParameters["xong"].flatMap { Int($0) }
      return try await page(context, done: done).answer(context)
    }
    desk.post("chay-lai") { request, context in try await retry(request, context) }
    let api = routes.group("api/v1/operations", context: StaffContext.self)
    api.get("") { _, context in try Answer.json(try await state(for: context.principal)) }
    api.post("lanes/:id/retry") { _, context in
      try await retryForProgram(.lane(try context.parameters.require("id")), context)
    }
    api.post("jobs/:id/retry") { _, context in
      try await retryForProgram(.job(try context.parameters.require("id")), context)
    }
  }

  private func page(_ context: StaffContext, done: Int? = nil, problem: Phrase? = nil) async throws -> OperationsPage {
    OperationsPage(
      state: try await state(for: context.principal), rhythms: schedules,
      mayRetry: context.principal.may(Self.manage, in: nil), done: done, problem: problem)
  }

  private func retry(_ request: Request, _ context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    let name = form["name"]
    do {
      let count = try await retry(form["kind"] == "lane" ? .lane(name) : .job(name), by: context.principal)
      return Answer.seeOther("\(Self.path)?xong=\(count)")
    } catch Failure.conflict(let why) {
      return try await page(context, problem: why).answer(context, status: 409)
    }
  }

  private func retryForProgram(_ what: GivenUp, _ context: StaffContext) async throws -> Response {
    try Answer.json(Retried(count: try await retry(what, by: context.principal)))
  }
}

/// How many were tried again.
private struct Retried: Encodable {
  let count: Int
}
