import Contracts
package import Foundation
package import Kernel
import Newsroom
import Organisations
import Search
package import Security

/// What the command line asks of the house.
extension House {
  /// Opens an account; returns its first password.
  package func openAccount(login: String, name: String, role: String, agency: String?) async throws -> String {
    var organisation: OrganisationID?
    if let agency { organisation = try await self.agency(agency) }
    return try await security.createAccount(
      NewAccount(login: login, name: name, organisation: organisation, role: RoleID(rawValue: role))
    ).password
  }

  /// Break-glass.
  package func unlockAccount(login: String) async throws {
    try await security.unlock(login: login)
  }

  /// Forgets the second factor and returns a new first password.
  package func resetAccount(login: String) async throws -> String {
    try await security.resetSecondFactor(login: login).password
  }

  /// The press agency with this short address today.
  package func agency(_ slug: String) async throws -> OrganisationID {
    let agencies = try await organisations.register.organisations(kind: .pressAgency, on: clock.today)
    guard let found = agencies.first(where: { $0.slug == slug }) else {
      throw ExportError.missing("the agency \(slug); there are: \(agencies.map(\.slug).joined(separator: ", "))")
    }
    return found.id
  }

  /// Takes in articles, one a line, telling how it goes on one line of the terminal.
  package func importArticles(from file: URL, agency slug: String) async throws {
    let options = ImportOptions(organisation: try await agency(slug), tidiesIndex: true)
    let result = try await intake.importArticles(from: file, options, by: .system([Newsroom.importItems])) { progress in
      let share = progress.bytes > 0 ? 100 * progress.position / progress.bytes : 100
      let rest = progress.remaining.map { ", \(Int($0.rounded())) s to go" } ?? ""
      print(
        "\r\(share) %  \(progress.done) taken in, \(progress.known) known, \(progress.failed) unreadable, "
          + "\(Int(progress.rate)) a second\(rest)   ", terminator: "")
      fflush(nil)
    }
    print("\n\(result.done) taken in, \(result.known) known, \(result.failed) unreadable, \(Int(result.rate)) a second")
  }

  /// Makes the search index again from the texts that were put into it.
  package func rebuildSearch() async throws {
    try await SearchIndex().rebuild(in: database)
  }

  /// Accepts the audit log that came with an import under this installation's own key, and says so in it.
  package func sealImported() async throws {
    try await security.audit.reseal(reason: "import", by: nil)
  }

  /// Reads the audit log from its first entry; `progress` is told how many were read.
  package func verifyAudit(progress: @escaping @Sendable (Int) -> Void) async throws -> AuditVerdict {
    try await security.audit.verify(progress: progress)
  }
}
