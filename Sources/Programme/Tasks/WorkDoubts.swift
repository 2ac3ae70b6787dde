import Contracts
import Kernel
import Vietnamese

/// What may be meant and often is a slip: asked about before anything is written, not told of afterwards.
enum WorkDoubt: String, Sendable, CaseIterable {
  /// The day to be done by is over as the work is laid down.
  case past
  /// Nobody of the lead organisation has an account that does such work: nobody would be told.
  case silent

  /// The field it stands beside.
  var field: String { self == .past ? "due-on" : "lead" }

  /// What the box says that is ticked to go on.
  var phrase: Phrase {
    switch self {
    case .past: "Vẫn ghi hạn đã qua này"
    case .silent: "Vẫn giao cho đơn vị này, tôi sẽ tự báo"
    }
  }
}

extension Programme {
  /// What is doubtful in laying work on these, with the words for each.
  ///
  /// - Parameter due: nil where the day is not being set.
  func doubts(due: CivilDate?, leads: [OrganisationID]) async throws -> [WorkDoubt: Phrase] {
    var doubts: [WorkDoubt: Phrase] = [:]
    let today = clock.today
    if let due, calendar.nextWorkingDay(onOrAfter: due) < today {
      doubts[.past] = "Hạn \(due.vietnamese) đã qua. Sửa lại, hoặc đánh dấu ô bên dưới để vẫn ghi."
    }
    var silent: [OrganisationID] = []
    for lead in leads.prefix(200) where try await people.people(in: lead, who: Self.work).isEmpty {
      silent.append(lead)
    }
    if !silent.isEmpty {
      let names = try await names(of: silent)
      let shown = silent.prefix(5).compactMap { names[$0] }.joined(separator: "; ")
      doubts[.silent] =
        "Chưa ai ở đây có tài khoản làm nhiệm vụ nên sẽ không ai được báo: \(shown). Đổi đơn vị, hoặc đánh dấu ô bên dưới để vẫn giao."
    }
    return doubts
  }

  /// Of these, the organisations on which a department may lay work outside any plan: press agencies and communes of its own
  /// province, as the registers have it today.
  func overseen(_ leads: [OrganisationID], by principal: Principal) async throws -> Set<OrganisationID> {
    guard let own = principal.organisation, principal.may(Self.manage, in: own) else { return [] }
    let today = clock.today
    let facts = try await registers.facts(Array(Set(leads + [own])).sorted(), on: today)
    guard let department = facts[own], department.kind == .department, let province = department.province else {
      return []
    }
    return Set(
      facts.values.filter { one in
        one.province == province && (one.kind == .pressAgency || one.kind == .commune)
      }.map(\.id))
  }
}
