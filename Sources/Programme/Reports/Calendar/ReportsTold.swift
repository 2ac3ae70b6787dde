import Kernel
import Persistence

/// Which deadlines of reports organisations were told of. Nothing is late of which nobody was told: what had passed when an
/// organisation began to work here is from before the platform.
struct ReportsTold: Sendable {
  /// For how many days after the last one people are still told that it has passed.
  static let lateDays = 30

  private let told: [String: Set<OrganisationID>]

  init(of dues: [ReportDue], on connection: any Connection) throws {
    var told: [String: Set<OrganisationID>] = [:]
    let keys = Array(Set(dues.map(\.key)))
    // As many as a statement takes on either engine.
    for start in stride(from: 0, to: keys.count, by: 500) {
      let some = keys[start..<min(start + 500, keys.count)]
      try connection.forEach(
        "SELECT DISTINCT due, organisation FROM plan_report_told WHERE due IN \(list: Array(some))"
      ) { row in
        told[try row["due"] as String, default: []].insert(try row["organisation"])
      }
    }
    self.told = told
  }

  /// Whether a deadline passed before anybody of the organisation could be told of it here.
  func isBefore(_ due: ReportDue, of organisation: OrganisationID?, on today: CivilDate) -> Bool {
    guard due.last.adding(days: Self.lateDays) < today else { return false }
    guard let organisation else { return true }
    return told[due.key]?.contains(organisation) != true
  }
}
