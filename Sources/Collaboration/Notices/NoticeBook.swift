package import Contracts
import Foundation
package import Kernel
import Messaging
package import Persistence

/// Writes notices down for the people they are for. The port that other rooms are given.
package struct NoticeBook: Notifier {
  /// How long a mail waits for what follows at once, so that a burst is one mail. Seconds.
  static let gathering = 30.0

  let clock: WallClock
  let sendsMail: Bool

  /// - Parameter sendsMail: whether a mail server was configured.
  package init(clock: WallClock, sendsMail: Bool) {
    self.clock = clock
    self.sendsMail = sendsMail
  }

  /// One notice for each person but the one who did it; queues mail in the same transaction for those who chose it
  /// and confirmed their address.
  package func notify(_ notice: NoticeDraft, on connection: any Connection) throws {
    let people = Array(Set(notice.people.filter { $0 != notice.by })).sorted()
    guard !people.isEmpty else { return }
    let topic = NoticeTopic(kind: notice.kind)
    for start in stride(from: 0, to: people.count, by: 200) {
      let part = Array(people[start..<min(start + 200, people.count)])
      let chosen = try NoticeStore.choices(topic, of: part, on: connection)
      let confirmed = sendsMail ? try MailStore.confirmed(part, on: connection) : []
      for person in part {
        let delivery = chosen[person] ?? topic.usual
        guard delivery != .none || topic.isDuty else { continue }
        let mail = confirmed.contains(person) ? delivery.mailState : "no"
        try NoticeStore.put(notice, for: person, mail: mail, at: clock.now, on: connection)
        if mail == "now" {
          try connection.enqueue(
            MailNotices(account: person), runAt: clock.now.addingTimeInterval(Self.gathering), key: person.rawValue)
        }
      }
    }
  }
}
