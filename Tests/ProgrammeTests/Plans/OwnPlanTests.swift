import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Programme

/// An agency's chief writes the agency's own plan, and nobody else's.
@Suite("An agency's own plan")
struct OwnPlanTests {
  static let chief = Principal(
    id: .new(), name: "Vinh", organisation: PlansBench.agency,
    scoped: [PlansBench.agency: [Programme.read, Programme.work, Programme.writeOwn]])
  /// Of another agency.
  static let rival = Principal(
    id: .new(), name: "Sơn", organisation: PlansBench.elsewhere,
    scoped: [PlansBench.elsewhere: [Programme.read, Programme.work, Programme.writeOwn]])

  private static func draft(_ kind: PlanKind, of owner: OrganisationID) -> PlanDraft {
    var draft = PlanDraft()
    draft.kind = kind
    draft.owner = owner
    draft.title = "Kế hoạch chuyển đổi số của Báo Lam Giang năm 2026"
    draft.shortTitle = "Chuyển đổi số Báo Lam Giang"
    draft.fromYear = 2026
    draft.toYear = 2027
    return draft
  }

  @Test("from a draft over targets taken over and tasks to an amendment, all by the chief", arguments: Engine.all)
  func whole(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      let programme = bench.programme
      let above = try await bench.plan()
      let source = try await programme.addTarget(
        above.code, bench.target("Lên nền tảng số", [2026: "67%"]), by: bench.lead)
      try await programme.setState(above.code, .active, by: bench.lead)
      let plan = try await programme.createPlan(Self.draft(.agency, of: PlansBench.agency), by: Self.chief)
      #expect(try await programme.adopt(plan.code, targets: [source], by: Self.chief) == 1)
      var task = TaskDraft()
      task.title = "Mở lớp"
      task.leads = ["Báo Lam Giang"]
      try await programme.addTask(plan.code, task, by: Self.chief)
      try await programme.setState(plan.code, .active, by: Self.chief)
      let paper = AmendmentDraft(number: "9/QĐ-BLG", effectiveOn: CivilDate(2026, 12, 1), summary: "Thêm chỉ tiêu")
      try await programme.openAmendment(plan.code, paper, by: Self.chief)
      try await programme.addTarget(plan.code, bench.target("Hai", [2026: "10%"]), by: Self.chief)
      try await programme.closeAmendment(plan.code, by: Self.chief)
      #expect(try await programme.plan(named: plan.code, for: Self.chief).mayManage)
      #expect(bench.heard.actions.contains("programme.amendment.close"))
    }
  }

  @Test(
    "another agency's draft is not there, its plan in force and the province's are only read", arguments: Engine.all)
  func others(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      let programme = bench.programme
      let target = bench.target("Một", [2026: "50%"])
      let own = try await programme.createPlan(Self.draft(.agency, of: PlansBench.agency), by: Self.chief)
      await #expect(throws: Failure.notFound) { try await programme.plan(named: own.code, for: Self.rival) }
      await #expect(throws: Failure.notFound) { try await programme.addTarget(own.code, target, by: Self.rival) }
      try await programme.addTarget(own.code, target, by: Self.chief)
      try await programme.setState(own.code, .active, by: Self.chief)
      let province = try await bench.plan()
      await #expect(throws: Failure.notFound) { try await programme.addTarget(province.code, target, by: Self.chief) }
      let provinces = try await programme.addTarget(province.code, target, by: bench.lead)
      try await programme.setState(province.code, .active, by: bench.lead)
      for (plan, who) in [(own, Self.rival), (province, Self.chief), (own, bench.editor)] {
        let refusal = Failure.forbidden(Programme.manage)
        await #expect(throws: refusal) { try await programme.addTarget(plan.code, target, by: who) }
        await #expect(throws: refusal) { try await programme.setState(plan.code, .ended, by: who) }
        await #expect(throws: refusal) { try await programme.adopt(plan.code, targets: [provinces], by: who) }
        await #expect(throws: refusal) {
          try await programme.changePlan(plan.code, Self.draft(plan.kind, of: PlansBench.agency), by: who)
        }
        await #expect(throws: refusal) {
          try await programme.computeFigures(of: plan.id, on: programme.clock.today, by: who)
        }
      }
    }
  }

  @Test("it stays a plan of the agency: no plan of a province is written or made of it", arguments: Engine.all)
  func kinds(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      let programme = bench.programme
      #expect(
        await plansRefused("kind") {
          _ = try await programme.createPlan(Self.draft(.provincial, of: PlansBench.agency), by: Self.chief)
        })
      await #expect(throws: Failure.forbidden(Programme.manage)) {
        try await programme.createPlan(Self.draft(.agency, of: PlansBench.department), by: Self.chief)
      }
      let own = try await programme.createPlan(Self.draft(.agency, of: PlansBench.agency), by: Self.chief)
      #expect(
        await plansRefused("kind") {
          try await programme.changePlan(own.code, Self.draft(.provincial, of: PlansBench.agency), by: Self.chief)
        })
      // A plan of the province that was given to the agency is not the agency's own: others' figures are in it.
      let given = try await bench.plan()
      try await programme.givePlan(given.code, to: PlansBench.agency, by: bench.administrator)
      await #expect(throws: Failure.notFound) { try await programme.plan(named: given.code, for: Self.chief) }
    }
  }

  @Test("the chief lays work of the plan on the agency, and on nobody else", arguments: Engine.all)
  func work(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      let programme = bench.programme
      let own = try await programme.createPlan(Self.draft(.agency, of: PlansBench.agency), by: Self.chief)
      var draft = WorkDraft(lead: PlansBench.agency)
      draft.plan = own.id
      draft.title = "Mở lớp"
      draft.dueOn = CivilDate(2026, 12, 15)
      let id = try await programme.make(draft, by: Self.chief)
      draft.lead = PlansBench.elsewhere
      let other = draft
      #expect(await plansRefused("lead") { try await programme.make(other, by: Self.chief) })
      #expect(
        await plansRefused("lead") {
          try await programme.reassign(id, to: PlansBench.elsewhere, reason: "Bận", by: Self.chief)
        })
      draft.plan = nil
      let loose = draft
      #expect(await plansRefused("plan") { try await programme.make(loose, by: Self.chief) })
      #expect(try await programme.file(id, for: Self.chief).work.mayKeep(Self.chief))
      await #expect(throws: Failure.notFound) { try await programme.file(id, for: Self.rival) }
    }
  }

  @Test("the pages offer it: the form has only the agency and its kind", arguments: [Engine.sqlite])
  func pages(engine: Engine) async throws {
    try await withPlans(engine) { bench in
      let site = AskedSite(people: [Self.chief, Self.rival, bench.lead]) { bench.programme.addRoutes(to: $0) }
      let rooms = "/lam-viec/ke-hoach-tinh"
      let form = try await site.get("\(rooms)/moi", as: Self.chief)
      #expect(try await site.get(rooms, as: Self.chief).text.contains("Viết kế hoạch"))
      #expect(form.status == 200 && form.text.contains("value=\"agency\"") && !form.text.contains("provincial"))
      #expect(form.text.contains(PlansBench.agency.rawValue) && !form.text.contains(PlansBench.department.rawValue))
      let province = try await bench.plan()
      #expect(try await site.get("\(rooms)/\(province.code)/sua", as: Self.chief).status == 404)
      try await bench.programme.addTarget(province.code, bench.target("Một", [2026: "50%"]), by: bench.lead)
      try await bench.programme.setState(province.code, .active, by: bench.lead)
      #expect(try await site.get("\(rooms)/\(province.code)", as: Self.chief).status == 200)
      for path in ["sua", "them-chi-tieu", "them-nhiem-vu", "them-han", "sua-doi", "nhap"] {
        #expect(try await site.get("\(rooms)/\(province.code)/\(path)", as: Self.chief).status == 403, "\(path)")
      }
    }
  }
}
