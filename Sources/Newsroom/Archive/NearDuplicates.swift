import Contracts
import Kernel
import NewsFormats
import Persistence

extension Newsroom {
  /// Published items of the agency whose text is nearly this one's, the likest first.
  func nearDuplicates(of opened: Opened, limit: Int = 10) async throws -> [ItemDouble] {
    guard let print = TextFingerprint(DoubleStore.words(opened.revision.text)) else { return [] }
    return try await database.read { connection in
      try DoubleStore.published(
        like: print, of: opened.item.organisation, except: opened.item.id, limit: limit, on: connection)
    }
  }
}
