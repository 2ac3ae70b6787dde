import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// The forms of an entry by pillar: scoring oneself with evidence, appraising, appealing and answering.
struct ScoringController: Sendable {
  let programme: Programme

  /// Below `/lam-viec/truong-thanh`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    for (path, kind) in [("cham", ScoringPage.Kind.own), ("tham-dinh", .appraisal), ("diem", .reading)] {
      staff.get("ho-so/:entry/\(path)") { request, context in try await page(kind, request, context) }
    }
    staff.post("ho-so/:entry/cham") { request, context in
      try await save(.own, request, context) { try await programme.saveScores($0, $1, by: context.principal) }
    }
    staff.post("ho-so/:entry/tham-dinh") { request, context in
      try await save(.appraisal, request, context) { try await programme.saveAppraisal($0, $1, by: context.principal) }
    }
    for (path, kind) in [("kien-nghi", AppealPage.Kind.appeal), ("tra-loi", .answer)] {
      staff.get("ho-so/:entry/\(path)") { _, context in try await appealing(kind, context) }
      staff.post("ho-so/:entry/\(path)") { request, context in try await appeal(kind, request, context) }
    }
    staff.get("ho-so/:entry/minh-chung/:criterion") { _, context in try await evidence(context) }
    staff.post("ho-so/:entry/minh-chung/:criterion", use: prove)
    staff.post("ho-so/:entry/minh-chung/:criterion/bo", use: unprove)
  }

  private func file(_ context: StaffContext) async throws -> EntryFile {
    try await programme.entryFile(try MaturityRequest.entry(context), for: context.principal)
  }

  private func page(
    _ kind: ScoringPage.Kind, _ request: Request, _ context: StaffContext, sent: Form? = nil,
    errors: [String: Phrase] = [:], conflict: Phrase? = nil
  ) async throws -> Response {
    let file = try await file(context)
    switch kind {
    case .own: try context.principal.require(Programme.work, in: file.entry.organisation)
    case .appraisal: try context.principal.require(Programme.appraise, in: file.cycle.holder)
    case .reading: break
    }
    let asked = sent?["tru"] ?? MaturityRequest.asked("tru", request)
    guard let pillar = file.scheme.pillars.first(where: { $0.code == asked }) ?? file.scheme.pillars.first else {
      throw Failure.notFound
    }
    return ScoringPage(
      kind: kind, file: file, pillar: pillar, today: programme.clock.today,
      isSaved: MaturityRequest.asked("luu", request) == "1", sent: sent, errors: errors, conflict: conflict
    ).answer(context)
  }

  /// Saves one pillar, and goes to the next.
  private func save(
    _ kind: ScoringPage.Kind, _ request: Request, _ context: StaffContext,
    _ change: (MaturityEntryID, [TypedScore]) async throws -> Void
  ) async throws -> Response {
    let form = try await Form.read(request, context, limit: 524_288)
    let file = try await file(context)
    let pillars = file.scheme.pillars
    guard let place = pillars.firstIndex(where: { $0.code == form["tru"] }) else { throw Failure.notFound }
    do {
      try await change(file.entry.id, MaturityRequest.scores(form, of: file.of(pillars[place])))
      let next = form.isOn("stay") || place + 1 == pillars.count ? pillars[place] : pillars[place + 1]
      return Answer.seeOther("\(MaturityPath.act(file.entry.id, kind.path))?tru=\(next.code)&luu=1")
    } catch Failure.invalid(let errors) {
      return try await page(kind, request, context, sent: form, errors: errors)
    } catch Failure.conflict(let why) {
      return try await page(kind, request, context, sent: form, conflict: why)
    }
  }

  private func appealing(
    _ kind: AppealPage.Kind, _ context: StaffContext, sent: Form? = nil, errors: [String: Phrase] = [:],
    conflict: Phrase? = nil
  ) async throws -> Response {
    let file = try await file(context)
    switch kind {
    case .appeal: try context.principal.require(Programme.confirm, in: file.entry.organisation)
    case .answer: try context.principal.require(Programme.appraise, in: file.cycle.holder)
    }
    return AppealPage(kind: kind, file: file, sent: sent, errors: errors, conflict: conflict).answer(context)
  }

  private func appeal(_ kind: AppealPage.Kind, _ request: Request, _ context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 524_288)
    let file = try await file(context)
    do {
      switch kind {
      case .appeal:
        try await programme.appeal(
          file.entry.id, file.criteria.map { ($0.criterion.id, form["appeal-\($0.criterion.id)"]) },
          by: context.principal)
      case .answer:
        try await programme.answerAppeal(
          file.entry.id, MaturityRequest.scores(form, of: file.openAppeals), by: context.principal)
      }
      return Answer.seeOther(MaturityPath.entry(file.entry.id))
    } catch Failure.invalid(let errors) {
      return try await appealing(kind, context, sent: form, errors: errors)
    } catch Failure.conflict(let why) {
      return try await appealing(kind, context, sent: form, conflict: why)
    }
  }

  private func evidence(
    _ context: StaffContext, sent: Form? = nil, errors: [String: Phrase] = [:], conflict: Phrase? = nil
  ) async throws -> Response {
    let file = try await file(context)
    let id = IndexCriterionID(try MaturityRequest.part("criterion", context))
    guard let one = file.criteria.first(where: { $0.criterion.id == id }) else { throw Failure.notFound }
    return ScoreEvidencePage(
      file: file, one: one, today: programme.clock.today,
      mayAdd: file.entry.state == .scoring && file.sight == .own
        && context.principal.may(Programme.work, in: file.entry.organisation),
      indicators: programme.indicators.values.map { (value: $0.id, label: context.translator($0.name)) }
        .sorted { $0.label < $1.label }, sent: sent, errors: errors, conflict: conflict
    ).answer(context)
  }

  private func prove(_ request: Request, context: StaffContext) async throws -> Response {
    let entry = try MaturityRequest.entry(context)
    let criterion = IndexCriterionID(try MaturityRequest.part("criterion", context))
    _ = try await file(context)
    let limits = MultipartReader.Limits(file: Programme.largestEvidence, field: 65_536, parts: 12)
    return try await Upload.read(request, context, limits: limits) { upload in
      let form = upload.form
      do {
        var offered = OfferedEvidence(
          criterion: criterion, text: form["evidence"], name: form["name"], file: upload.file("file"),
          indicator: form["indicator"])
        if let until = form.optional("valid-until") {
          guard let day = CivilDate(rawValue: until) else { throw Failure.invalid(["valid-until": "Cần có ngày"]) }
          offered.validUntil = day
        }
        try await programme.prove(entry, offered, once: form.number, by: context.principal)
        return Answer.seeOther(MaturityPath.act(entry, "minh-chung/\(criterion)"))
      } catch Failure.invalid(let errors) {
        return try await evidence(context, sent: form, errors: errors)
      } catch Failure.conflict(let why) {
        return try await evidence(context, sent: form, conflict: why)
      }
    }
  }

  private func unprove(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 65_536)
    let entry = try MaturityRequest.entry(context)
    let criterion = try MaturityRequest.part("criterion", context)
    do {
      try await programme.unprove(entry, evidence: EvidenceID(form["evidence"]), by: context.principal)
      return Answer.seeOther(MaturityPath.act(entry, "minh-chung/\(criterion)"))
    } catch Failure.conflict(let why) {
      return try await evidence(context, conflict: why)
    }
  }
}
