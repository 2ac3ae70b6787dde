import Contracts
import HTTPTypes
import Hummingbird
import Kernel
import Persistence
import Web

/// The index of maturity for programs; the same use cases as the pages.
struct MaturityAPI: Sendable {
  let programme: Programme

  /// Below `/api/v1/programme/maturity`:
  /// - `GET versions`, `cycles`, `cycles/:cycle`, `entries/:entry`, `organisations/:organisation`, `past-results`;
  /// - `POST cycles` opens one, `POST cycles/:cycle/entries` registers an agency, `POST cycles/:cycle/publish` publishes;
  /// - `PUT entries/:entry/scores` and `…/appraisal`: `{"scores":[{"criterion":"…","points":"1,50","note":"…","version":0}]}`;
  /// - `POST entries/:entry/evidence`, and the steps of the machine: `admit`, `submit`, `send-back`, `approve`,
  ///   `approve-alone` (`{"alone":true}`: nobody else there may approve), `hand-back`, `finish-appraisal`, `accept`, `appeal`, `appeal-answer`, `reopen`, `leave-out`, `withdraw`;
  /// - `POST past-results`, `past-results/:past/confirm`, `past-results/:past/return`.
  func addRoutes(to routes: RouterGroup<AppContext>) {
    let staff = routes.group("api/v1/programme/maturity", context: StaffContext.self)
    staff.get("versions", use: versions)
    staff.get("cycles", use: cycles)
    staff.post("cycles", use: open)
    staff.get("cycles/:cycle") { _, context in try await cycle(context) }
    staff.post("cycles/:cycle/entries", use: register)
    staff.post("cycles/:cycle/publish", use: publish)
    staff.get("organisations/:organisation", use: organisation)
    staff.get("entries/:entry") { _, context in try await entry(context) }
    addEntrySteps(to: staff)
    MaturityPastAPI(programme: programme).addRoutes(to: staff)
  }

  private func addEntrySteps(to staff: RouterGroup<StaffContext>) {
    let programme = programme
    step(staff, .put, "scores", MaturityBodies.Scores.self) { body, id, person in
      try await programme.saveScores(id, body.typed, isAutosave: body.autosave ?? false, by: person)
    }
    step(staff, .put, "appraisal", MaturityBodies.Scores.self) { body, id, person in
      try await programme.saveAppraisal(id, body.typed, isAutosave: body.autosave ?? false, by: person)
    }
    step(staff, .post, "evidence", MaturityBodies.Proof.self) { body, id, person in
      try await programme.prove(
        id,
        OfferedEvidence(
          criterion: IndexCriterionID(body.criterion), text: body.text ?? "", name: body.name ?? "",
          indicator: body.indicator ?? "", validUntil: body.validUntil), by: person)
    }
    step(staff, .post, "admit", MaturityBodies.Admission.self) { body, id, person in
      try await programme.admit(id, bloc: body.bloc, isTrained: body.trained ?? false, by: person)
    }
    step(staff, .post, "appeal", MaturityBodies.Appeals.self) { body, id, person in
      try await programme.appeal(
        id, body.appeals.map { (IndexCriterionID($0.criterion), $0.reason) }, by: person)
    }
    step(staff, .post, "appeal-answer", MaturityBodies.Scores.self) { body, id, person in
      try await programme.answerAppeal(id, body.typed, by: person)
    }
    plain(staff, "submit") { id, person in try await programme.submit(id, by: person) }
    plain(staff, "approve") { id, person in try await programme.approve(id, by: person) }
    plain(staff, "finish-appraisal") { id, person in try await programme.finishAppraisal(id, by: person) }
    plain(staff, "accept") { id, person in try await programme.accept(id, by: person) }
    step(staff, .post, "send-back", MaturityBodies.Reason.self) { body, id, person in
      try await programme.sendBack(id, reason: body.reason, by: person)
    }
    step(staff, .post, "approve-alone", MaturityBodies.Alone.self) { body, id, person in
      try await programme.approveAlone(id, isStated: body.alone, by: person)
    }
    step(staff, .post, "hand-back", MaturityBodies.Reason.self) { body, id, person in
      try await programme.handBack(id, reason: body.reason, by: person)
    }
    step(staff, .post, "reopen", MaturityBodies.Reason.self) { body, id, person in
      try await programme.reopen(id, reason: body.reason, by: person)
    }
    step(staff, .post, "leave-out", MaturityBodies.Reason.self) { body, id, person in
      try await programme.leaveOut(id, reason: body.reason, by: person)
    }
    step(staff, .post, "withdraw", MaturityBodies.Reason.self) { body, id, person in
      try await programme.withdraw(id, reason: body.reason, by: person)
    }
  }

  /// An act on an entry; the answer is the entry as it then stands.
  private func step<Body: Decodable & SendableMetatype>(
    _ staff: RouterGroup<StaffContext>, _ method: HTTPRequest.Method, _ path: RouterPath, _ type: Body.Type,
    _ act: @Sendable @escaping (Body, MaturityEntryID, Principal) async throws -> Void
  ) {
    staff.on("entries/:entry/\(path)", method: method) { request, context in
      let id = try MaturityRequest.entry(context)
      try await act(try await JSONBody.read(request, limit: MaturityBodies.limit), id, context.principal)
      return try await entry(context)
    }
  }

  /// An act that needs no words.
  private func plain(
    _ staff: RouterGroup<StaffContext>, _ path: RouterPath,
    _ act: @Sendable @escaping (MaturityEntryID, Principal) async throws -> Void
  ) {
    staff.post("entries/:entry/\(path)") { _, context in
      try await act(try MaturityRequest.entry(context), context.principal)
      return try await entry(context)
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

  private func open(_ request: Request, context: StaffContext) async throws -> Response {
    let start: CycleStart = try await JSONBody.read(request, limit: MaturityBodies.limit)
    let cycle = try await programme.openCycle(start, by: context.principal)
    return try made(MaturityJSON.Cycle(cycle), "cycles/\(cycle.id)")
  }

  private func cycle(_ context: StaffContext) async throws -> Response {
    let file = try await programme.cycleFile(try MaturityRequest.cycle(context), for: context.principal)
    return try Answer.json(MaturityJSON.CycleFull(file))
  }

  private func register(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try MaturityRequest.cycle(context)
    let body: MaturityBodies.Registration = try await JSONBody.read(request, limit: MaturityBodies.limit)
    guard let organisation = body.organisation.map({ OrganisationID($0) }) ?? context.principal.organisation else {
      throw Failure.forbidden(Programme.work)
    }
    let entry = try await programme.register(
      organisation, in: id, bloc: body.bloc, isTrained: body.trained ?? false, trainingNote: body.trainingNote ?? "",
      by: context.principal)
    let file = try await programme.entryFile(entry.id, for: context.principal)
    return try made(MaturityJSON.Entry(file), "entries/\(entry.id)")
  }

  private func publish(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try MaturityRequest.cycle(context)
    let body: MaturityBodies.Publication = try await JSONBody.read(request, limit: MaturityBodies.limit)
    try await programme.publish(id, decision: body.decision ?? "", by: context.principal)
    return try await cycle(context)
  }

  private func made(_ value: some Encodable, _ path: String) throws -> Response {
    var response = try Answer.json(value, status: .created)
    response.headers[.location] = "/api/v1/programme/maturity/\(path)"
    return response
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

/// Results from before the platform, for programs.
struct MaturityPastAPI: Sendable {
  let programme: Programme

  /// Below `/api/v1/programme/maturity`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get("past-results", use: list)
    staff.post("past-results", use: enter)
    staff.post("past-results/:past/confirm") { _, context in
      try await programme.confirmPast(try MaturityRequest.past(context), by: context.principal)
      return Answer.noContent()
    }
    staff.post("past-results/:past/return") { request, context in
      let body: MaturityBodies.Reason = try await JSONBody.read(request, limit: MaturityBodies.limit)
      try await programme.returnPast(try MaturityRequest.past(context), reason: body.reason, by: context.principal)
      return Answer.noContent()
    }
  }

  private func list(_ request: Request, context: StaffContext) async throws -> Response {
    let all = try await programme.pastResults(for: context.principal)
    return try Answer.json(MaturityJSON.Pasts(results: all.map(MaturityJSON.Past.init)))
  }

  private func enter(_ request: Request, context: StaffContext) async throws -> Response {
    let body: MaturityBodies.Past = try await JSONBody.read(request, limit: MaturityBodies.limit)
    let id = try await programme.enterPast(try body.draft(), by: context.principal)
    let one = try await programme.pastResult(id, for: context.principal)
    return try Answer.json(MaturityJSON.Pasts(results: [MaturityJSON.Past(one)]), status: .created)
  }
}
