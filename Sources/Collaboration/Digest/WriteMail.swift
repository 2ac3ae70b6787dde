import Contracts
import Foundation
import Kernel
import Messaging
import Persistence

extension Collaboration {
  /// What a mail holds at most; the rest is counted in the page.
  static let mailLimit = 50

  /// Writes the mail of what a person wants to know at once, if they have not read it meanwhile.
  func mailNotices(to account: AccountID) async throws {
    let now = clock.now
    try await database.write { connection in
      guard let person = try MailStore.person(account, on: connection), let address = person.address else { return }
      let id = UUIDv7.shared.next()
      guard let words = try take("now", of: person, isDigest: false, at: now, on: connection) else { return }
      try MailStore.put(id, for: account, to: address, words, at: now, on: connection)
    }
  }

  /// Writes the day's mails that are due. Each in one transaction with the mark that the day has had its mail, so there is
  /// never a second, however often and on however many machines this runs.
  func writeDigests() async throws {
    guard mail != nil else { return }
    let now = clock.now
    let day = CivilDate(now)
    let hour = VietnamTime.hourAndMinute(now).hour
    while true {
      let due = try await database.read { try MailStore.due(day: day, hour: hour, limit: 100, on: $0) }
      for account in due {
        let duties = try await mailedDuties(of: account, on: day)
        try await database.write { connection in
          guard let person = try MailStore.person(account, on: connection), let address = person.address,
            person.digestDay.map({ $0 < day }) ?? true
          else { return }
          try connection.execute("UPDATE mail_person SET digest_day = \(day) WHERE account = \(account)")
          let id = UUIDv7.shared.next()
          guard
            let words = try take(
              "digest", of: person, isDigest: true, duties, at: now, on: connection)
          else { return }
          try MailStore.put(id, for: account, to: address, words, at: now, on: connection)
        }
      }
      if due.count < 100 { return }
    }
  }

  /// What a person owes, for the day's mail, unless they want no mail of that. It is owed on days off too, but nobody is told.
  private func mailedDuties(of account: AccountID, on day: CivilDate) async throws -> [OwedDuty] {
    guard day.weekday < 6, let principal = try await principals.principal(account),
      let list = try await duties(of: principal)
    else { return [] }
    let choices = try await database.read { try NoticeStore.choices(of: account, on: $0) }
    switch choices[.programme] ?? NoticeTopic.programme.usual {
    case .mail, .digest: return list.duties.filter { $0.urgency != .later }
    case .none, .page: return []
    }
  }

  /// The words of what waits to be mailed, marked as mailed; nil where nothing does.
  private func take(
    _ mail: String, of person: MailPerson, isDigest: Bool, _ duties: [OwedDuty] = [], at now: Date,
    on connection: any Connection
  ) throws -> MailWords? {
    let notices: [StaffNotice] = try connection.all(
      """
      SELECT \(StaffNotice.columns) FROM notice
      WHERE account = \(person.account) AND mail = \(mail) AND read_at IS NULL ORDER BY id DESC
      LIMIT \(Self.mailLimit)
      """)
    guard !notices.isEmpty || !duties.isEmpty else { return nil }
    try connection.execute(
      "UPDATE notice SET mail = 'sent', mailed_at = \(now) WHERE account = \(person.account) AND mail = \(mail)")
    return MailWords.notices(
      notices, duties, to: person, isDigest: isDigest, catalogue.translator(person.language))
  }
}
