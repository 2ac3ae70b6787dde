import Contracts
import Foundation
import Kernel
import Persistence

extension Organisations {
  /// At the start of a day, what was planned for it comes to hold: the sites of organisations of which a version or a
  /// post began today or ended yesterday are made anew, and every node forgets what it knew.
  func turnDay(at time: Date) async throws {
    let today = CivilDate(time)
    let yesterday = today.adding(days: -1)
    let register = register
    try await database.write { connection in
      let changed: [OrganisationID] = try connection.values(
        """
        SELECT organisation FROM organisation_version WHERE valid_from = \(today) OR valid_to = \(yesterday)
        UNION SELECT organisation FROM organisation_post WHERE valid_from = \(today) OR valid_to = \(yesterday)
        """)
      let governed: [OrganisationID] = try connection.values(
        "SELECT DISTINCT organisation FROM organisation_version WHERE governing_body IN \(list: changed) LIMIT 2000")
      try connection.purge(Set(changed + governed).sorted().map(PageKey.site))
      try connection.notify(OrganisationRegister.channel, "")
      connection.afterCommit { register.forget() }
    }
  }
}
