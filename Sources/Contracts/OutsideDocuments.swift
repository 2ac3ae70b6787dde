package import Foundation
package import Kernel

/// Documents that other servers offer, read within limits and never from inside our own network. Room Newsroom implements
/// it with the client that follows feeds.
package protocol OutsideDocuments: Sendable {
  /// Throws ``OutsideTrouble`` where an address may not be asked at all; asks nobody.
  func check(_ address: String) throws(OutsideTrouble)
  /// Asks for a document; throws ``OutsideTrouble`` where nothing came, in words for people.
  func document(at address: String, _ request: OutsideRequest) async throws -> OutsideAnswer
}

/// What is asked for, and how much of it is taken.
package struct OutsideRequest: Sendable {
  /// Media types that are taken, in lower case; everything else is refused.
  package var types: [String]
  /// More bytes are refused.
  package var bytes: Int
  /// How long the whole answer may take.
  package var seconds: Int
  /// From the last answer, so that a document that has not changed is not sent again (RFC 9110 §13.1).
  package var etag: String?
  /// As the other server wrote it; sent back unread.
  package var lastModified: String?

  /// A minute where nothing else is said, and nothing remembered of an answer before.
  package init(types: [String], bytes: Int, seconds: Int = 60, etag: String? = nil, lastModified: String? = nil) {
    self.types = types
    self.bytes = bytes
    self.seconds = seconds
    self.etag = etag
    self.lastModified = lastModified
  }
}

/// What came of asking, where an answer came at all.
package enum OutsideAnswer: Sendable {
  case document(Data, etag: String?, lastModified: String?)
  case unchanged
  /// An answer that is neither: its status, and the seconds it asks us to stay away.
  case status(Int, retryAfter: Int?)
}

/// Why nothing came, in words.
package struct OutsideTrouble: Error, Equatable, Sendable {
  /// What was wrong and what can be done, for whoever entered the address.
  package let words: Phrase

  /// `words` is shown as it is.
  package init(words: Phrase) {
    self.words = words
  }
}

/// Reads nothing; for parts and tests that ask nobody.
package struct NoOutsideDocuments: OutsideDocuments {
  /// For parts and tests that ask nobody.
  package init() {}
  /// Always throws ``OutsideTrouble``.
  package func check(_ address: String) throws(OutsideTrouble) { throw Self.trouble }
  /// Always throws ``OutsideTrouble``.
  package func document(at address: String, _ request: OutsideRequest) async throws -> OutsideAnswer {
    throw Self.trouble
  }
  private static var trouble: OutsideTrouble { OutsideTrouble(words: "Phần mềm này không đọc tài liệu từ nơi khác.") }
}
