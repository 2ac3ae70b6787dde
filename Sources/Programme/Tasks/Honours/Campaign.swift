import Contracts
import Foundation
package import Kernel
import Persistence

/// Marks the IDs of campaigns.
package enum CampaignMark {}
/// Names a campaign (đợt).
package typealias CampaignID = ID<CampaignMark>

/// A campaign (đợt tuyên truyền, thi đua, cao điểm): its days, the tasks it serves, what came of it.
struct Campaign: Sendable, RowDecodable {
  static let columns: SQL = """
    id, plan, keeper, name, content, starts_on, ends_on, result, made_by, made_at, updated_at, version
    """

  var id: CampaignID
  var plan: PlanID?
  var keeper: OrganisationID
  var name: String
  var content: String
  var startsOn: CivilDate
  var endsOn: CivilDate
  var result: String
  var madeBy: AccountID
  var madeAt: Date
  var updatedAt: Date
  var version: Int

  init(
    keeper: OrganisationID, plan: PlanID?, name: String, content: String, startsOn: CivilDate, endsOn: CivilDate,
    result: String, by account: AccountID, at time: Date
  ) {
    id = .new()
    self.keeper = keeper
    self.plan = plan
    self.name = name
    self.content = content
    self.startsOn = startsOn
    self.endsOn = endsOn
    self.result = result
    madeBy = account
    madeAt = time
    updatedAt = time
    version = 1
  }

  init(row: Row) throws {
    id = try row["id"]
    plan = try row["plan"]
    keeper = try row["keeper"]
    name = try row["name"]
    content = try row["content"]
    startsOn = try row["starts_on"]
    endsOn = try row["ends_on"]
    result = try row["result"]
    madeBy = try row["made_by"]
    madeAt = try row["made_at"]
    updatedAt = try row["updated_at"]
    version = try row["version"]
  }
}

/// All SQL about campaigns.
enum CampaignStore {
  static func insert(_ one: Campaign, on connection: any Connection) throws {
    try connection.execute(
      """
      INSERT INTO work_campaign (\(Campaign.columns))
      VALUES (\(one.id), \(one.plan), \(one.keeper), \(one.name), \(one.content), \(one.startsOn), \(one.endsOn),
        \(one.result), \(one.madeBy), \(one.madeAt), \(one.updatedAt), \(one.version))
      """)
  }

  static func lock(_ id: CampaignID, on connection: any Connection) throws -> Campaign? {
    try connection.first("SELECT \(Campaign.columns) FROM work_campaign WHERE id = \(id)\(SQL.forUpdate)")
  }

  static func find(_ id: CampaignID, on connection: any Connection) throws -> Campaign? {
    try connection.first("SELECT \(Campaign.columns) FROM work_campaign WHERE id = \(id)")
  }

  static func update(_ one: Campaign, on connection: any Connection) throws {
    try connection.execute(
      """
      UPDATE work_campaign
      SET name = \(one.name), content = \(one.content), starts_on = \(one.startsOn), ends_on = \(one.endsOn),
        result = \(one.result), updated_at = \(one.updatedAt), version = version + 1
      WHERE id = \(one.id)
      """)
  }

  static func of(work: WorkID, on connection: any Connection) throws -> [Campaign] {
    try connection.all(
      """
      SELECT \(Campaign.columns) FROM work_campaign
      WHERE id IN (SELECT campaign FROM work_campaign_task WHERE work = \(work)) ORDER BY ends_on DESC, id LIMIT 200
      """)
  }

  /// Those that run or come first; nil: of everybody.
  static func of(keepers: [OrganisationID]?, on connection: any Connection) throws -> [Campaign] {
    let whose: SQL = keepers.map { "WHERE keeper IN \(list: $0)" } ?? ""
    return try connection.all(
      "SELECT \(Campaign.columns) FROM work_campaign \(whose) ORDER BY ends_on DESC, id LIMIT 1000")
  }

  static func works(of id: CampaignID, on connection: any Connection) throws -> [WorkID] {
    try connection.values("SELECT work FROM work_campaign_task WHERE campaign = \(id) ORDER BY work LIMIT 500")
  }

  static func set(works: [WorkID], of id: CampaignID, on connection: any Connection) throws {
    try connection.execute("DELETE FROM work_campaign_task WHERE campaign = \(id)")
    for work in Set(works).sorted() {
      try connection.execute("INSERT INTO work_campaign_task (campaign, work) VALUES (\(id), \(work))")
    }
  }
}
