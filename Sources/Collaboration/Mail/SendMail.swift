import Foundation
import Kernel
import Logging
import Messaging
import Persistence

/// To hand one mail to the server.
struct SendMail: Job {
  static let name = "collaboration.mail"
  /// With waits that double from five seconds this goes on for about five hours.
  static let attempts = 14
  let mail: String
}

/// To write one mail of the notices that a person wants at once.
struct MailNotices: Job {
  static let name = "collaboration.mail-notices"
  let account: AccountID
}

extension Collaboration {
  /// Sends a mail, never knowingly twice: it is marked before and after, and where nobody can tell whether it arrived it
  /// is left.
  func send(_ id: String) async throws {
    guard let mail else { throw SMTPFailure.notNow("no mail server is configured") }
    let now = clock.now
    guard let waiting = try await database.write({ try MailStore.begin(id, at: now, on: $0) }),
      let to = MailAddress(waiting.address)
    else { return }
    let message = MailMessage(
      id: waiting.id, from: mail.from, fromName: mail.fromName, to: to, subject: waiting.subject, text: waiting.text,
      html: waiting.html, date: waiting.madeAt)
    do {
      try await SMTPClient(configuration: mail).send(message)
      try await end(id, "sent")
    } catch SMTPFailure.refused(let why) {
      try await end(id, "refused", why)
    } catch SMTPFailure.uncertain {
      try await end(id, "unknown", SMTPFailure.uncertain.description)
    } catch {
      try await end(id, "waiting", "\(error)")
      throw error
    }
  }

  private func end(_ id: String, _ state: String, _ error: String? = nil) async throws {
    let now = clock.now
    try await Task { [database] in
      // In a task of its own: what happened is written down even while the program is shutting down.
      try await database.write { try MailStore.end(id, state, error, at: now, on: $0) }
    }.value
  }
}
