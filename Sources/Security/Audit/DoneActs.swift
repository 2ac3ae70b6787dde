import Contracts
package import Kernel
import Persistence

/// What a person has done, as the audit log tells it.
extension Security: PersonalActs {
  /// Looks into the audit log at most once for each action.
  package func done(_ actions: [String], by account: AccountID) async throws -> Set<String> {
    try await database.read { connection in
      var done: Set<String> = []
      for action in Set(actions) {
        let isBeginning = action.hasSuffix(".")
        // By one index, actor first: a person's own lines are few beside the log.
        let found = try connection.exists(
          isBeginning
            ? "SELECT 1 FROM audit_entry WHERE actor = \(account) AND action LIKE \(action + "%") LIMIT 1"
            : "SELECT 1 FROM audit_entry WHERE actor = \(account) AND action = \(action) LIMIT 1")
        if found { done.insert(action) }
      }
      return done
    }
  }
}
