import Contracts
import Foundation
import Kernel
import Persistence

extension Programme {
  /// Ghi một đợt tuyên truyền, thi đua with the tasks it serves.
  @discardableResult
  func add(
    _ campaign: Campaign, works: [WorkID], known: [String: Phrase] = [:], once: FormNumber? = nil,
    by principal: Principal
  ) async throws -> CampaignID {
    try principal.require(Self.manage, in: campaign.keeper)
    try Self.check(campaign, works, known)
    return try await database.write(once: once, at: clock.now) { connection in
      if let plan = campaign.plan { _ = try Self.visible(try PlanStore.find(plan, on: connection), to: principal) }
      for work in works { _ = try seenOrInvalid(work, principal, on: connection) }
      try CampaignStore.insert(campaign, on: connection)
      try CampaignStore.set(works: works, of: campaign.id, on: connection)
      try record("programme.campaign.add", campaign, by: principal, on: connection)
      return campaign.id
    }
  }

  /// Sửa, and writes down what came of it.
  func change(
    _ id: CampaignID, base: Int, works: [WorkID], known: [String: Phrase] = [:], by principal: Principal,
    _ write: @escaping @Sendable (inout Campaign) -> Void
  )
    async throws
  {
    try await database.write { connection in
      guard var campaign = try CampaignStore.lock(id, on: connection), principal.may(Self.read, in: campaign.keeper)
      else {
        throw Failure.notFound
      }
      try principal.require(Self.manage, in: campaign.keeper)
      guard campaign.version == base else {
        throw Failure.conflict("Có người vừa sửa đợt này. Mở lại trang rồi sửa tiếp.")
      }
      write(&campaign)
      try Self.check(campaign, works, known)
      let before = Set(try CampaignStore.works(of: id, on: connection))
      for work in works where !before.contains(work) { _ = try seenOrInvalid(work, principal, on: connection) }
      campaign.updatedAt = clock.now
      try CampaignStore.update(campaign, on: connection)
      try CampaignStore.set(works: works, of: id, on: connection)
      try record("programme.campaign.change", campaign, by: principal, on: connection)
    }
  }

  func campaigns(for principal: Principal) async throws -> [Campaign] {
    guard principal.mayAnywhere(Self.read) else { throw Failure.forbidden(Self.read) }
    let keepers = principal.organisations(for: Self.read)
    return try await database.read { try CampaignStore.of(keepers: keepers, on: $0) }
  }

  /// A campaign with the tasks of it that this person sees.
  func campaign(_ id: CampaignID, for principal: Principal) async throws -> (Campaign, [WorkRecord]) {
    try await database.read { connection in
      guard let one = try CampaignStore.find(id, on: connection), principal.may(Self.read, in: one.keeper) else {
        throw Failure.notFound
      }
      let works = try WorkStore.find(try CampaignStore.works(of: id, on: connection), on: connection)
      return (one, works.filter { (try? Self.seen($0, by: principal, on: connection)) != nil })
    }
  }

  private static func check(
    _ campaign: Campaign, _ works: [WorkID], _ known: [String: Phrase]
  ) throws(Failure) {
    var errors = known
    if campaign.name.isEmpty { errors["name"] = "Cần tên đợt" }
    if campaign.name.count > 500 { errors["name"] = "Tên dài quá 500 chữ" }
    if campaign.endsOn < campaign.startsOn { errors.add(["ends-on": "Ngày kết thúc trước ngày bắt đầu"]) }
    if [campaign.content, campaign.result].contains(where: { $0.count > 20_000 }) {
      errors[""] = "Một ô dài quá 20000 chữ"
    }
    if works.count > 300 { errors["works"] = "Nhiều nhiệm vụ quá" }
    guard errors.isEmpty else { throw .invalid(errors) }
  }

  private func record(
    _ action: String, _ campaign: Campaign, by principal: Principal, on connection: any Connection
  ) throws {
    try audit.record(
      AuditEntry(
        actor: principal.id, action: action, subject: "campaign/\(campaign.id)", organisation: campaign.keeper),
      on: connection)
  }
}
