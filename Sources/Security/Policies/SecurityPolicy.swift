import Kernel

/// A number the law or we set for passwords, sessions and accounts. The values are dated data
/// (`data/policies/security.json`), each with its source; this only names them.
enum PolicyRule: String, CaseIterable, Codable, Sendable {
  case lengthAlone = "password.length.single-factor"
  case classesAlone = "password.classes.single-factor"
  case lengthWithSecondFactor = "password.length.two-factor"
  case lengthMaximum = "password.length.maximum"
  case changeFirst = "password.change-first"
  case oneTimeHours = "password.one-time-hours"
  case administratorPasswordDays = "password.age-days.administrator"
  case administratorHistory = "password.history.administrator"
  case administratorSecondFactor = "second-factor.required.administrator"
  case userSecondFactor = "second-factor.required.user"
  case lockFailures = "lock.failures"
  case lockHours = "lock.hours"
  case addressFailures = "throttle.address.failures"
  case addressMinutes = "throttle.address.minutes"
  case userIdleMinutes = "session.idle-minutes.user"
  case administratorIdleMinutes = "session.idle-minutes.administrator"
  case absoluteHours = "session.absolute-hours"
  case challengeMinutes = "session.challenge-minutes"
  case dormantDays = "account.dormant-days"
  case tokenDays = "token.days"
  case auditMonths = "audit.retention-months"
}

/// The rules as they hold on one day.
struct SecurityPolicy: Sendable {
  private let values: [PolicyRule: Int]

  init(values: [PolicyRule: Int]) {
    self.values = values
  }

  /// Every rule has a value: ``SecurityPolicies`` refuses a file in which one is missing.
  subscript(rule: PolicyRule) -> Int { values[rule] ?? 0 }

  /// Seconds without a request after which a session ends (SE1).
  func idleSeconds(_ kind: RoleKind) -> Double {
    Double(self[kind == .administrator ? .administratorIdleMinutes : .userIdleMinutes]) * 60
  }

  /// Seconds after which a session ends whatever is done with it.
  var absoluteSeconds: Double { Double(self[.absoluteHours]) * 3600 }

  func needsSecondFactor(_ kind: RoleKind) -> Bool {
    self[kind == .administrator ? .administratorSecondFactor : .userSecondFactor] != 0
  }
}
