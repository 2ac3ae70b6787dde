package import Kernel
package import Persistence

/// Something a person should know: shown in the page, and in the digest by mail.
package struct NoticeDraft: Sendable {
  /// Whom it is for; the one who did it is left out by the receiver.
  package let people: [AccountID]
  /// What it is about, for choosing which ones to get by mail: `item.sent-back`, `planning.assigned`, `comment.mention`.
  package let kind: String
  /// One sentence: `Lan đã trả lại bài “Lũ về” với lời nhắn: thiếu nguồn ảnh`.
  package let text: Phrase
  /// Where it leads on the desk.
  package let path: String
  /// In whose work it happened.
  package let organisation: OrganisationID
  /// Who caused it; nil: the program.
  package let by: AccountID?
  /// Notices of one person with the same key that are still unread are one: the newest.
  package let key: String?

  /// Without `key` each notice stands for itself.
  package init(
    people: [AccountID], kind: String, text: Phrase, path: String, organisation: OrganisationID, by: AccountID?,
    key: String? = nil
  ) {
    self.people = people
    self.kind = kind
    self.text = text
    self.path = path
    self.organisation = organisation
    self.by = by
    self.key = key
  }
}

/// Tells people. Room Collaboration implements it.
package protocol Notifier: Sendable {
  /// In the transaction of what it tells of: a notice that is kept is a thing that happened.
  func notify(_ notice: NoticeDraft, on connection: any Connection) throws
}

/// Tells nobody; for tests of other things.
package struct NoNotifier: Notifier {
  /// For tests of other things.
  package init() {}
  /// Tells nobody.
  package func notify(_ notice: NoticeDraft, on connection: any Connection) throws {}
}
