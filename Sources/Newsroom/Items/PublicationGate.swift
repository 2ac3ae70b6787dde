package import Foundation
package import Kernel

/// The one door to the outside: an embargo and "not for publication" hold here, whoever asks and by whatever way. Nobody
/// may override it; what is closed is opened by lifting the embargo or the mark, which is an act with a name and a reason.
///
/// Whatever carries a text of an item out of the newsroom asks first: publishing, updating, scheduling, exports, live
/// entries. Readers' pages, feeds, search and the public interface read only what passed it (``PublishedStore/put``).
package struct PublicationGate: Sendable, Equatable {
  /// Not before this moment.
  package let embargo: Date?
  /// Never.
  package let isNotForPublication: Bool

  /// What closes it: either is enough.
  package init(embargo: Date?, isNotForPublication: Bool) {
    self.embargo = embargo
    self.isNotForPublication = isNotForPublication
  }

  /// As the item has them now.
  package init(_ item: Item) {
    self.init(embargo: item.embargo, isNotForPublication: item.isNotForPublication)
  }

  /// Why it is closed at this moment; nil where it is open.
  package func reason(at time: Date) -> (place: String, phrase: Phrase)? {
    if isNotForPublication { return ("not-for-publication", "Bài được đánh dấu không đăng") }
    if let embargo, time < embargo {
      return ("embargo", "Bài bị giữ tới \(VietnamTime.dateAndClock(embargo))")
    }
    return nil
  }

  /// Whether nothing closes it at this moment.
  package func isOpen(at time: Date) -> Bool { reason(at: time) == nil }

  /// Throws ``Failure/invalid(_:)`` with the field that closes it, unless it is open at this moment.
  package func pass(at time: Date) throws(Failure) {
    if let reason = reason(at: time) { throw .invalid([reason.place: reason.phrase]) }
  }
}

extension Item {
  /// What stands between it and the outside.
  package var gate: PublicationGate { PublicationGate(self) }
}
