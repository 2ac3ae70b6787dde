import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Persistence
import Web

/// The cycles: their list, opening one, one cycle with its queue and results, and an organisation through the years.
struct MaturityController: Sendable {
  let programme: Programme

  /// Below `/lam-viec/truong-thanh`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get("", use: home)
    staff.get("dot/moi") { _, context in try await starting(context, nil, [:]) }
    staff.post("dot/moi", use: open)
    staff.get("dot/:cycle") { request, context in try await cycle(request, context) }
    staff.post("dot/:cycle/dang-ky", use: register)
    staff.post("dot/:cycle/cong-bo", use: publish)
    staff.get("dot/:cycle/ket-qua.csv", use: table)
    staff.get("co-quan/:organisation", use: history)
  }

  private func home(_ request: Request, context: StaffContext) async throws -> Response {
    MaturityHomePage(
      list: try await programme.cycleList(for: context.principal),
      distributions: try programme.publishedDistributions(), today: programme.clock.today, principal: context.principal
    ).answer(context)
  }

  private func starting(
    _ context: StaffContext, _ sent: Form?, _ errors: [String: Phrase]
  ) async throws -> Response {
    try context.principal.require(Programme.appraise, in: context.principal.organisation)
    let versions = try await programme.database.read { try IndexStore.versions(on: $0) }
    return NewCyclePage(versions: versions, year: programme.clock.today.year, sent: sent, errors: errors)
      .answer(context)
  }

  private func open(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 65_536)
    do {
      var errors: [String: Phrase] = [:]
      func day(_ name: String) -> CivilDate {
        guard let day = CivilDate(rawValue: form[name]) else {
          errors[name] = "Cần có ngày"
          return CivilDate(daysSince1970: 0)
        }
        return day
      }
      let start = CycleStart(
        version: form["version"], year: Int(form["year"]) ?? 0, title: form["title"], dataFrom: day("data-from"),
        dataTo: day("data-to"), registerUntil: day("register-until"), scoreUntil: day("score-until"),
        appraiseUntil: day("appraise-until"), appealUntil: day("appeal-until"),
        needsTraining: form.isOn("needs-training"))
      guard errors.isEmpty else { throw Failure.invalid(errors) }
      let cycle = try await programme.openCycle(start, by: context.principal)
      return Answer.seeOther(MaturityPath.cycle(cycle.id))
    } catch Failure.invalid(let errors) {
      return try await starting(context, form, errors)
    }
  }

  private func cycle(
    _ request: Request, _ context: StaffContext, sent: Form? = nil, errors: [String: Phrase] = [:],
    conflict: Phrase? = nil
  ) async throws -> Response {
    let id = try MaturityRequest.cycle(context)
    let file = try await programme.cycleFile(id, for: context.principal)
    let organisation = context.principal.organisation
    var own: OrganisationProfile?
    if let organisation, context.principal.may(Programme.work, in: organisation) {
      let profile = try await programme.organisations.organisation(organisation, on: programme.clock.today)
      own = profile?.kind == .pressAgency ? profile : nil
    }
    return CyclePage(
      file: file, own: own, today: programme.clock.today,
      isIntact: file.cycle.isPublished ? try await programme.isIntact(id) : nil,
      bloc: Bloc(rawValue: MaturityRequest.asked("khoi", request)), principal: context.principal, sent: sent,
      errors: errors, conflict: conflict
    ).answer(context)
  }

  private func register(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 65_536)
    let id = try MaturityRequest.cycle(context)
    _ = try await programme.cycleFile(id, for: context.principal)
    do {
      guard let organisation = context.principal.organisation else { throw Failure.forbidden(Programme.work) }
      guard let bloc = Bloc(rawValue: form["bloc"]) else { throw Failure.invalid(["bloc": "Chọn khối của năm nay"]) }
      let entry = try await programme.register(
        organisation, in: id, bloc: bloc, isTrained: form.isOn("trained"), trainingNote: form["training-note"],
        by: context.principal)
      return Answer.seeOther(MaturityPath.entry(entry.id))
    } catch Failure.invalid(let errors) {
      return try await cycle(request, context, sent: form, errors: errors)
    } catch Failure.conflict(let why) {
      return try await cycle(request, context, sent: form, conflict: why)
    }
  }

  private func publish(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 65_536)
    let id = try MaturityRequest.cycle(context)
    _ = try await programme.cycleFile(id, for: context.principal)
    do {
      try await programme.publish(id, decision: form["decision"], by: context.principal)
      return Answer.seeOther(MaturityPath.cycle(id))
    } catch Failure.invalid(let errors) {
      return try await cycle(request, context, sent: form, errors: errors)
    } catch Failure.conflict(let why) {
      return try await cycle(request, context, sent: form, conflict: why)
    }
  }

  /// The published ranking as a table for other programs.
  private func table(_ request: Request, context: StaffContext) async throws -> Response {
    let file = try await programme.cycleFile(try MaturityRequest.cycle(context), for: context.principal)
    guard file.cycle.isPublished else { throw Failure.notFound }
    let t = context.translator
    let head = [t("Khối"), t("Hạng"), t("Cơ quan"), t("Tổng điểm"), t("Mức")]
    var table = CSVTable(head)
    for result in file.results {
      table.add([
        t(result.bloc.phrase), String(result.rank), result.name, result.total.text,
        result.level == nil ? t("ngưỡng chưa xác minh") : result.levelName,
      ])
    }
    return table.answer(named: "chi-so-truong-thanh-\(file.cycle.year).csv")
  }

  private func history(_ request: Request, context: StaffContext) async throws -> Response {
    let id = OrganisationID(try MaturityRequest.part("organisation", context))
    return MaturityHistoryPage(
      history: try await programme.maturityHistory(of: id, for: context.principal),
      mayEnter: try await !programme.pastAgencies(for: context.principal).isEmpty
    ).answer(context)
  }
}
