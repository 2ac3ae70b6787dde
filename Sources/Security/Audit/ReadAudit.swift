import Kernel
import Persistence

extension Security {
  /// A part of the log, newest first, with the names of those who stand in it. Whoever may read it in some organisations
  /// sees what happened there.
  func readAudit(
    _ asked: AuditRequest, by principal: Principal
  ) async throws -> (entries: [AuditRecord], next: String?, people: [String: String]) {
    try principal.requireAnywhere(Self.readAudit)
    let organisations = principal.organisations(for: Self.readAudit)
    return try await database.read { connection in
      var query = AuditQuery()
      if !asked.who.isEmpty {
        let account = try AccountStore.account(login: Login.typed(asked.who), on: connection)
        // Nobody has that name: nothing is found, rather than everything.
        query.actor = account?.id ?? AccountID(asked.who)
      }
      query.action = asked.action
      query.subject = asked.subject
      query.from = asked.from
      query.to = asked.to
      query.organisations = organisations
      query.before = asked.before.flatMap(Int.init)
      let page = try AuditStore.page(query, on: connection)
      let ids = Set(
        page.items.flatMap { entry in
          [entry.actor?.rawValue, entry.subject.hasPrefix("account/") ? String(entry.subject.dropFirst(8)) : nil]
        }.compactMap { $0 })
      let accounts = try AccountStore.accounts(ids.map { AccountID($0) }, on: connection)
      let people = Dictionary(accounts.map { ($0.id.rawValue, $0.name) }, uniquingKeysWith: { first, _ in first })
      return (page.items, page.next, people)
    }
  }
}
