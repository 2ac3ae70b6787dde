package import Contracts
package import Foundation
package import Kernel
package import Logging
package import Persistence
import Web

/// The gate of the house: who may sign in, what each may do, and the log of what was done.
package struct Security: Sendable {
  /// Appends to the audit log; hand it to every room.
  package let audit: AuditLog
  /// Finds the session of a request; for `SessionMiddleware(reader:onDenied:)`.
  package let sessionReader: RequestSessions
  /// Who works where.
  package let people: Staff

  let database: Database
  let clock: WallClock
  let names: [Permission: Phrase]
  let actions: ActionNames
  let policies: SecurityPolicies
  let roles: RoleTable
  let organisations: any OrganisationDirectory
  let sessions: Sessions
  let signIn: SignIn
  let enterCode: EnterCode
  let signOut: SignOut
  let own: OwnAccount
  let administration: Administration
  let sampled: SampledAudit

  /// Opens the gate. Throws where the policy files or the installation key cannot be read.
  ///
  /// - Parameters:
  ///   - keyFile: 32 secret bytes, made where there are none. Back it up with the database: without it no second factor
  ///     works, and the audit log's seal is not recognised.
  ///   - policies: the folder with `security.json`, `roles.json` and `audit-actions.json`.
  ///   - permissions: every permission of the house with its name, for the screens that show roles.
  ///   - passwordCost: log2 of scrypt's N; tests lower it.
  package init(
    database: Database, clock: WallClock, keyFile: URL, policies: URL, organisations: any OrganisationDirectory,
    permissions: [Permission: Phrase], logger: Logger = Logger(label: "hoitu.security"), passwordCost: Int? = nil
  ) throws {
    let key = try InstallationKey(file: keyFile)
    let rules = try SecurityPolicies(file: policies.appendingPathComponent("security.json"))
    let roles = try RoleTable(file: policies.appendingPathComponent("roles.json"))
    let cost = passwordCost.map { PasswordHash.Cost(logN: $0, r: 8, p: 1) }
    let hasher = PasswordHasher(cost: cost ?? .house)
    let lightHasher = PasswordHasher(cost: cost ?? RecoveryCodes.cost, threads: 1)
    let audit = AuditLog(database: database, clock: clock, key: key)
    let sampled = SampledAudit(database: database, clock: clock, audit: audit, logger: logger)
    let sessions = Sessions(
      database: database, clock: clock, policies: rules, roles: roles, cookie: SessionCookie(key))
    let gate = Gate(clock: clock, audit: audit, key: key)
    let box = SecretBox(key)
    let signIn = SignIn(
      database: database, clock: clock, policies: rules, roles: roles, hasher: hasher, sessions: sessions, gate: gate,
      audit: audit, sampled: sampled)
    self.audit = audit
    self.sampled = sampled
    self.database = database
    self.clock = clock
    self.names = permissions
    actions = try ActionNames(file: policies.appendingPathComponent("audit-actions.json"))
    self.policies = rules
    self.roles = roles
    self.organisations = organisations
    self.sessions = sessions
    self.signIn = signIn
    sessionReader = RequestSessions(sessions: sessions)
    people = Staff(database: database, clock: clock, roles: roles)
    signOut = SignOut(database: database, sessions: sessions, audit: audit)
    enterCode = EnterCode(signIn: signIn, box: box, recoveryHasher: lightHasher)
    own = OwnAccount(
      database: database, clock: clock, policies: rules, roles: roles, organisations: organisations, hasher: hasher,
      recoveryHasher: lightHasher, sessions: sessions, gate: gate, audit: audit, box: box, key: key)
    administration = Administration(
      database: database, clock: clock, policies: rules, roles: roles, organisations: organisations, hasher: hasher,
      lightHasher: lightHasher, sessions: sessions, audit: audit)
  }

  /// Keeps a denial in the audit log; for `SessionMiddleware(reader:onDenied:)`. A flood is counted, not written out.
  package func denied(_ principal: Principal?, _ permission: Permission, _ path: String) async {
    await sampled.record(
      AuditEntry(
        actor: principal?.id, action: "security.denied", subject: String(path.prefix(200)),
        organisation: principal?.organisation, detail: ["permission": permission.rawValue]))
  }
}
