import Contracts
import Crypto
import Foundation
import Kernel
import Persistence

/// Who chooses how to be told, and how they look at the desk now.
struct MailReader: Sendable {
  let account: AccountID
  let name: String
  let organisation: OrganisationID?
  let language: Language
  let origin: String
}

/// Accounts are made without a mail address, so a person gives one here, and shows by a code that it is theirs.
extension Collaboration {
  static let codeMinutes = 30.0
  static let codeTries = 5
  /// Seconds between two codes.
  static let codePause = 60.0

  func choose(
    _ choices: [NoticeTopic: NoticeTopic.Delivery], hour: Int?, _ reader: MailReader
  ) async throws {
    let hasMail = mail != nil
    try await database.write { connection in
      let isMailed = try !MailStore.confirmed([reader.account], on: connection).isEmpty
      let known = try NoticeStore.choices(of: reader.account, on: connection)
      for (topic, chosen) in choices {
        let delivery = topic.isDuty && chosen == .none ? .page : chosen
        // Without an address only page or nothing could be chosen: what was chosen of mail, or usual, stays for later.
        let stays = !isMailed && delivery == .page && known[topic] != NoticeTopic.Delivery.none
        if stays { continue }
        let kept = !isMailed && delivery == .page ? topic.usual : delivery
        try NoticeStore.choose(kept, for: topic, of: reader.account, on: connection)
      }
      guard hasMail, let hour, (0...23).contains(hour) else { return }
      try touch(reader, on: connection)
      try connection.execute("UPDATE mail_person SET digest_hour = \(hour) WHERE account = \(reader.account)")
    }
  }

  /// Sends a code to an address that is to be the person's.
  func askForAddress(_ typed: String, _ reader: MailReader) async throws {
    guard mail != nil else { throw Failure.notFound }
    guard let address = MailAddress(typed) else {
      throw Failure.invalid(["address": "Địa chỉ thư không đúng, ví dụ: lan@baolamgiang.example"])
    }
    let now = clock.now
    let code = String(Int.random(in: 100_000...999_999))
    let words = MailWords.code(code, to: reader.name, catalogue.translator(reader.language))
    try await database.write { connection in
      try touch(reader, on: connection)
      let person = try MailStore.person(reader.account, on: connection)
      if let made = person?.codeMadeAt, now.timeIntervalSince(made) < Self.codePause {
        throw Failure.invalid(["address": "Vừa gửi một mã. Hãy đợi một phút rồi gửi lại."])
      }
      try connection.execute(
        """
        UPDATE mail_person SET new_address = \(address.description), code_hash = \(Self.hash(code, reader.account)),
          code_made_at = \(now), code_tries = 0
        WHERE account = \(reader.account)
        """)
      try MailStore.put(
        UUIDv7.shared.next(), for: reader.account, to: address.description, words, at: now, on: connection)
    }
  }

  /// Takes the address whose code was typed.
  func confirmAddress(_ typed: String, _ reader: MailReader) async throws {
    let now = clock.now
    let isRight = try await database.write { connection in
      guard let person = try MailStore.person(reader.account, on: connection), let address = person.newAddress,
        let hash = person.codeHash, let made = person.codeMadeAt
      else { throw Failure.invalid(["code": "Chưa có địa chỉ nào đang chờ mã."]) }
      guard person.codeTries < Self.codeTries, now.timeIntervalSince(made) < Self.codeMinutes * 60 else {
        throw Failure.invalid(["code": "Mã đã hết hạn. Hãy gửi mã khác."])
      }
      guard hash == Self.hash(typed.filter(\.isNumber), reader.account) else {
        try connection.execute(
          "UPDATE mail_person SET code_tries = code_tries + 1 WHERE account = \(reader.account)")
        return false
      }
      try connection.execute(
        """
        UPDATE mail_person SET address = \(address), confirmed_at = \(now), new_address = NULL, code_hash = NULL,
          code_tries = 0
        WHERE account = \(reader.account)
        """)
      try record(action: "collaboration.mail.confirm", reader, on: connection)
      return true
    }
    guard isRight else { throw Failure.invalid(["code": "Mã không đúng."]) }
  }

  /// No mail from now on; what waits is in the page.
  func forgetAddress(_ reader: MailReader) async throws {
    try await database.write { connection in
      try connection.execute(
        """
        UPDATE mail_person SET address = NULL, confirmed_at = NULL, new_address = NULL, code_hash = NULL
        WHERE account = \(reader.account)
        """)
      try connection.execute(
        "UPDATE notice SET mail = 'no' WHERE account = \(reader.account) AND mail IN ('now', 'digest')")
      try record(action: "collaboration.mail.forget", reader, on: connection)
    }
  }

  private func touch(_ reader: MailReader, on connection: any Connection) throws {
    try MailStore.touch(
      reader.account, name: reader.name, language: reader.language, origin: reader.origin, on: connection)
  }

  private func record(action: String, _ reader: MailReader, on connection: any Connection) throws {
    try audit.record(
      AuditEntry(
        actor: reader.account, action: action, subject: "account/\(reader.account)",
        organisation: reader.organisation), on: connection)
  }

  private static func hash(_ code: String, _ account: AccountID) -> String {
    SHA256.hash(data: Data("\(account):\(code)".utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
      .joined()
  }
}
