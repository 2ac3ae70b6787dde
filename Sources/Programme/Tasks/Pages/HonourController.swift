import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// Honours and campaigns beside the tasks they serve.
struct HonourController: Sendable {
  let programme: Programme

  /// Below `/lam-viec/nhiem-vu`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get("tuyen-duong") { _, context in try await honours(context) }
    staff.post("tuyen-duong", use: add)
    staff.post("tuyen-duong/bo", use: remove)
    staff.get("dot", use: campaigns)
    staff.get("dot/moi") { _, context in try await campaign(nil, context) }
    staff.post("dot/moi", use: make)
    staff.get("dot/:campaign") { _, context in
      try await campaign(CampaignID(context.parameters.get("campaign") ?? ""), context)
    }
    staff.post("dot/:campaign", use: change)
  }

  /// For which organisations this person may write such things down.
  private func own(_ principal: Principal) async throws -> [OrganisationProfile] {
    guard principal.mayAnywhere(Programme.manage) else { return [] }
    let all = try await programme.organisationsToday().filter { principal.may(Programme.manage, in: $0.id) }
    return all.filter { $0.id == principal.organisation } + all.filter { $0.id != principal.organisation }.prefix(200)
  }

  private func honours(
    _ context: StaffContext, sent: Form? = nil, errors: [String: Phrase] = [:]
  ) async throws -> Response {
    let principal = context.principal
    let all = try await programme.honours(for: principal)
    return HonoursPage(
      honours: all,
      mayRemove: Set(all.filter { principal.may(Programme.manage, in: $0.keeper) }.map(\.id)),
      works: try await programme.list(WorkFilter(), for: principal)
        + programme.list(WorkFilter(isClosed: true), for: principal),
      own: try await own(principal), sent: sent, errors: errors
    ).answer(context)
  }

  private func add(_ request: Request, context: StaffContext) async throws -> Response {
    let sent = try await Form.read(request, context, limit: 65_536)
    var faults: [String: Phrase] = [:]
    let day = TaskQuery.needed("issued-on", sent, &faults)
    do {
      let honour = Honour(
        keeper: OrganisationID(sent["keeper"]), kind: Honour.Kind(rawValue: sent["kind"]) ?? .organisation,
        name: sent["name"], form: sent["form"], reason: sent["reason"], issuer: sent["issuer"], number: sent["number"],
        issuedOn: day ?? programme.clock.today, by: context.principal.id, at: programme.clock.now)
      try await programme.add(
        honour, work: sent.optional("work").map { WorkID($0) }, plan: nil, known: faults, once: sent.number,
        by: context.principal)
      return Answer.seeOther(TaskParts.View.honours.path)
    } catch Failure.invalid(let errors) {
      return try await honours(context, sent: sent, errors: errors)
    }
  }

  private func remove(_ request: Request, context: StaffContext) async throws -> Response {
    let sent = try await Form.read(request, context, limit: 16_384)
    try await programme.removeHonour(HonourID(sent["honour"]), by: context.principal)
    return Answer.seeOther(TaskParts.View.honours.path)
  }

  private func campaigns(_ request: Request, context: StaffContext) async throws -> Response {
    CampaignsPage(
      campaigns: try await programme.campaigns(for: context.principal), today: programme.clock.today,
      mayMake: context.principal.mayAnywhere(Programme.manage)
    ).answer(context)
  }

  private func campaign(
    _ id: CampaignID?, _ context: StaffContext, sent: Form? = nil, errors: [String: Phrase] = [:],
    conflict: Phrase? = nil
  ) async throws -> Response {
    let principal = context.principal
    let found = id == nil ? nil : try await programme.campaign(id ?? CampaignID(""), for: principal)
    let mayChange = found.map { principal.may(Programme.manage, in: $0.0.keeper) }
    if id == nil, !principal.mayAnywhere(Programme.manage) { throw Failure.forbidden(Programme.manage) }
    return CampaignPage(
      campaign: found?.0, works: found?.1 ?? [], all: try await programme.list(WorkFilter(), for: principal),
      own: try await own(principal), plans: try await programme.runningPlans(for: principal),
      mayChange: mayChange ?? true,
      today: programme.clock.today, sent: sent, errors: errors, conflict: conflict
    ).answer(context)
  }

  private func make(_ request: Request, context: StaffContext) async throws -> Response {
    let sent = try await Form.read(request, context, limit: 262_144)
    var faults: [String: Phrase] = [:]
    let (start, end) = Self.days(sent, &faults, or: programme.clock.today)
    do {
      let one = Campaign(
        keeper: OrganisationID(sent["keeper"]), plan: sent.optional("plan").map { PlanID($0) }, name: sent["name"],
        content: sent["content"], startsOn: start, endsOn: end, result: sent["result"], by: context.principal.id,
        at: programme.clock.now)
      let id = try await programme.add(
        one, works: sent.all("works").map { WorkID($0) }, known: faults, once: sent.number, by: context.principal)
      return Answer.seeOther("\(TaskParts.View.campaigns.path)/\(id)")
    } catch Failure.invalid(let errors) {
      return try await campaign(nil, context, sent: sent, errors: errors)
    }
  }

  private func change(_ request: Request, context: StaffContext) async throws -> Response {
    let id = CampaignID(context.parameters.get("campaign") ?? "")
    let sent = try await Form.read(request, context, limit: 262_144)
    var faults: [String: Phrase] = [:]
    let (start, end) = Self.days(sent, &faults, or: programme.clock.today)
    do {
      try await programme.change(
        id, base: Int(sent["base"]) ?? 0, works: sent.all("works").map { WorkID($0) }, known: faults,
        by: context.principal
      ) { one in
        (one.name, one.content, one.result) = (sent["name"], sent["content"], sent["result"])
        (one.startsOn, one.endsOn) = (start, end)
      }
      return Answer.seeOther("\(TaskParts.View.campaigns.path)/\(id)")
    } catch Failure.invalid(let errors) {
      return try await campaign(id, context, sent: sent, errors: errors)
    } catch Failure.conflict(let why) {
      return try await campaign(id, context, sent: sent, conflict: why)
    }
  }

  /// Both days; where one does not hold it is a fault, and nothing will be written.
  private static func days(
    _ sent: Form, _ faults: inout [String: Phrase], or today: CivilDate
  ) -> (start: CivilDate, end: CivilDate) {
    let (start, end) = (TaskQuery.needed("starts-on", sent, &faults), TaskQuery.needed("ends-on", sent, &faults))
    return (start ?? end ?? today, end ?? start ?? today)
  }
}
