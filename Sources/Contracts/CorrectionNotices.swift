package import Foundation
package import Kernel

/// `Thông tin cải chính, xin lỗi` or a response, as readers see it (Law 126/2025; NĐ 237/2026 Art 19, 21; Law 103/2016
/// Art 42, 43 for what was published before 01/7/2026).
package struct CorrectionNotice: Sendable, Equatable {
  /// Correction or response: the law treats them differently.
  package enum Kind: String, Sendable, Codable {
    /// Cải chính, xin lỗi.
    case correction
    /// Phản hồi: a person or body answers what was published about them.
    case response
  }

  /// The ID of the record in room Corrections, as text; also the cursor of a list.
  package let id: String
  /// Correction or response: decides how pages head it.
  package let kind: Kind
  /// Exactly as the law words it for corrections.
  package let title: String
  /// `/cai-chinh/<number>` on the agency's site.
  package let path: String
  /// The story that it is about; nil where it was not published here.
  package let item: ItemID?
  /// What the law wants named: work, section, issue, date, channel; the false content; the corrected content; the
  /// apology; as lines with their labels, in order.
  package let lines: [(label: Phrase, text: String)]
  /// When readers saw it first.
  package let publishedAt: Date
  /// Until when it stays on the home page at least; nil while the rule has no confirmed number: it stays until taken down.
  package let homeUntil: Date?

  /// What room Corrections hands out; `title` and `lines` are worded already.
  package init(
    id: String, kind: Kind, title: String, path: String, item: ItemID?, lines: [(label: Phrase, text: String)],
    publishedAt: Date, homeUntil: Date?
  ) {
    self.id = id
    self.kind = kind
    self.title = title
    self.path = path
    self.item = item
    self.lines = lines
    self.publishedAt = publishedAt
    self.homeUntil = homeUntil
  }

  /// By all its parts; written out since tuples are not Equatable.
  package static func == (left: CorrectionNotice, right: CorrectionNotice) -> Bool {
    left.id == right.id && left.kind == right.kind && left.title == right.title && left.path == right.path
      && left.item == right.item && left.publishedAt == right.publishedAt && left.homeUntil == right.homeUntil
      && left.lines.map(\.label) == right.lines.map(\.label) && left.lines.map(\.text) == right.lines.map(\.text)
  }
}

/// The corrections and responses that the public sees. Room Corrections implements it.
package protocol CorrectionNotices: Sendable {
  /// For the section of the home page, where each has its time by law: all of them, newest first.
  func onHome(of organisation: OrganisationID) async throws -> [CorrectionNotice]
  /// Those about one story, newest first.
  func about(_ item: ItemID) async throws -> [CorrectionNotice]
  /// All of an agency, newest first; `before` is the cursor of the page before.
  func all(of organisation: OrganisationID, before: String?, limit: Int) async throws -> Page<CorrectionNotice>
  /// By the number at the end of its address; nil where the agency published none of that number.
  func notice(of organisation: OrganisationID, number: String) async throws -> CorrectionNotice?
}

/// Acts on items that the law asks for when something false was published. Room Newsroom implements it.
package protocol EditorialActs: Sendable {
  /// What readers see of an item now; nil unless it is or was published.
  func published(_ item: ItemID, for principal: Principal) async throws -> (title: String, section: String, at: Date)?
  /// Whether readers would read other words than now if the item's current text were published.
  func isReworded(_ item: ItemID, for principal: Principal) async throws -> Bool
  /// Takes a published item away from readers; its text stays on the server (NĐ 237/2026 Art 19.1a).
  func takeDown(_ item: ItemID, reason: String, by principal: Principal) async throws
  /// Publishes the item's current text anew, after the false part was taken out of it.
  func republish(_ item: ItemID, by principal: Principal) async throws
}
