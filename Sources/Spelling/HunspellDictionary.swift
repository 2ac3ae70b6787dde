import CHunspell
import Foundation
import Synchronization

/// The dictionary of libhunspell. One handle serves one caller at a time, so every use of it is under a lock; that is why
/// it may be shared.
final class HunspellDictionary: @unchecked Sendable {
  private let handle: OpaquePointer
  private let known = Mutex<[String: Bool]>([:])

  /// - Parameter path: of both files, without ending. Nil where one of them is missing.
  init?(path: String) {
    let (affixes, words) = (path + ".aff", path + ".dic")
    guard FileManager.default.isReadableFile(atPath: affixes), FileManager.default.isReadableFile(atPath: words),
      let handle = Hunspell_create(affixes, words)
    else { return nil }
    self.handle = handle
  }

  deinit { Hunspell_destroy(handle) }

  func knows(_ word: String) -> Bool {
    known.withLock { known in
      if let answer = known[word] { return answer }
      let answer = Hunspell_spell(handle, word) != 0
      // Words repeat; what somebody pastes does not, so the memory has an end.
      if known.count > 50_000 { known = [:] }
      known[word] = answer
      return answer
    }
  }

  func suggestions(for word: String, limit: Int) -> [String] {
    known.withLock { _ in
      var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
      let count = Hunspell_suggest(handle, &list, word)
      defer { Hunspell_free_list(handle, &list, count) }
      guard count > 0, let list else { return [] }
      return (0..<min(Int(count), limit)).compactMap { list[$0].map { String(cString: $0) } }
    }
  }
}
