import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// One target's page and the acts on its figures.
struct TargetController: Sendable {
  let programme: Programme

  /// Below `/lam-viec/ke-hoach-tinh`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get("chi-tieu/:target") { _, context in try await page(context) }
    staff.post("chi-tieu/:target/nhap", use: enter)
    staff.post("chi-tieu/:target/xac-nhan") { request, context in
      try await act(request, context) { form, _ in
        try await programme.confirmFigure(FigureEntryID(form["entry"]), by: context.principal)
      }
    }
    staff.post("chi-tieu/:target/tra-lai") { request, context in
      try await act(request, context) { form, _ in
        try await programme.returnFigure(FigureEntryID(form["entry"]), reason: form["reason"], by: context.principal)
      }
    }
    staff.post("chi-tieu/:target/rut") { request, context in
      try await act(request, context) { form, _ in
        try await programme.withdrawFigure(FigureEntryID(form["entry"]), by: context.principal)
      }
    }
    addRestatementRoutes(to: staff)
  }

  func target(_ context: StaffContext) -> TargetID { TargetID(context.parameters.get("target") ?? "") }

  func act(
    _ request: Request, _ context: StaffContext, _ change: (Form, TargetID) async throws -> Void
  ) async throws -> Response {
    let form = try await Form.read(request, context, limit: 65_536)
    return try await answered(form, context) { try await change(form, target(context)) }
  }

  func answered(
    _ form: Form, _ context: StaffContext, _ change: () async throws -> Void
  ) async throws -> Response {
    do {
      try await change()
      return Answer.seeOther(ProgrammePath.target(target(context)))
    } catch Failure.invalid(let errors) {
      return try await page(context, sent: form, errors: errors)
    } catch Failure.conflict(let why) {
      return try await page(context, sent: form, conflict: why)
    }
  }

  private func enter(_ request: Request, context: StaffContext) async throws -> Response {
    // Who may not see the plan, or enters nothing for anybody, sends nothing to disk.
    _ = try await programme.target(target(context), for: context.principal)
    guard context.principal.mayAnywhere(Programme.work) else { throw Failure.notFound }
    let limits = MultipartReader.Limits(file: Programme.largestEvidence, field: 65_536, parts: 20)
    return try await Upload.read(request, context, limits: limits, in: programme.folder) { upload in
      let form = upload.form
      return try await answered(form, context) {
        // Whose figure it is comes before what is wrong with it.
        guard context.principal.may(Programme.work, in: OrganisationID(form["organisation"])) else {
          throw Failure.notFound
        }
        guard let day = CivilDate(rawValue: form["ngay"]) else { throw Failure.invalid(["ngay": "Cần có ngày"]) }
        var input = FigureInput(
          organisation: OrganisationID(form["organisation"]), day: day,
          numerator: try Self.numerator(form), denominator: try Self.denominator(form))
        input.note = form["note"]
        input.evidence = form["evidence"]
        try await programme.enterFigure(
          target(context), input, file: upload.file("file"), once: form.number, by: context.principal)
      }
    }
  }

  /// Of two boxes, or of the one choice where an organisation is one: `1/1`, `0/1`, `0/0`.
  static func numerator(_ form: Form, _ prefix: String = "") throws(Failure) -> Double {
    if let share = form.optional("\(prefix)share") { return share.hasPrefix("1/") ? 1 : 0 }
    return try number(form["\(prefix)numerator"], "numerator")
  }

  static func denominator(_ form: Form, _ prefix: String = "") throws(Failure) -> Double? {
    if let share = form.optional("\(prefix)share") { return share.hasSuffix("/0") ? 0 : 1 }
    guard let text = form.optional("\(prefix)denominator") else { return nil }
    return try number(text, "denominator")
  }

  /// `2`, `18,5`, `1.234` as people here write numbers; nothing else that a programming language would take for one.
  static func number(_ text: String, _ field: String) throws(Failure) -> Double {
    let plain = text.replacing(" ", with: "")
    let parts = plain.split(separator: ".", omittingEmptySubsequences: false)
    // Points between groups of three are no decimal point.
    let isGrouped = parts.count > 1 && parts.dropFirst().allSatisfy { $0.prefix { $0.isNumber }.count == 3 }
    let normal = (isGrouped ? plain.replacing(".", with: "") : plain).replacing(",", with: ".")
    let digits = normal.split(separator: ".", omittingEmptySubsequences: false)
    guard digits.count <= 2, digits.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }),
      digits[0].count <= 15, digits.count == 1 || digits[1].count <= 6, let number = Double(normal)
    else { throw .invalid([field: "Cần một số không âm, viết bằng chữ số"]) }
    return number
  }

  func page(
    _ context: StaffContext, sent: Form? = nil, errors: [String: Phrase] = [:], conflict: Phrase? = nil
  ) async throws -> Response {
    let principal = context.principal
    let view = try await programme.targetView(target(context), for: principal)
    let today = programme.clock.today
    let deadlines = view.works.map { ($0.id, WorkDeadline($0, programme.calendar, today: today)) }
    let isOfOnes = programme.countsOnes(view.target, in: view.plan)
    let day = view.days.last ?? today
    let isListed = isOfOnes ? try await programme.population(of: view.target, in: view.plan, on: day) != nil : false
    return TargetPage(
      view: view, today: today, principal: principal, mayEnter: try await programme.mayEnter(view, principal),
      deadlines: Dictionary(deadlines, uniquingKeysWith: { first, _ in first }), sent: sent, errors: errors,
      conflict: conflict, isOfOnes: isListed,
      standsIn: try await programme.standsIn(for: view.entries, in: view.plan, principal)
    ).answer(context)
  }
}

extension Programme {
  /// For which organisations a person may enter a figure of a target: those of its population today for which the person
  /// works; or the plan's keeper, where the registers cannot list whom it is of.
  func mayEnter(_ view: TargetView, _ principal: Principal) async throws -> [(id: OrganisationID, name: String)] {
    guard principal.mayAnywhere(Self.work) else { return [] }
    let day = view.days.last ?? clock.today
    if let population = try await population(of: view.target, in: view.plan, on: day) {
      return population.members.map { (id: $0.facts.id, name: $0.facts.name) }.filter {
        principal.may(Self.work, in: $0.id)
      }
    }
    guard let owner = view.plan.owner, principal.may(Self.work, in: owner) else { return [] }
    return [(owner, try await organisations.organisation(owner, on: day)?.name ?? view.plan.issuer)]
  }
}
