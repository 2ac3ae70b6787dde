import Contracts
import Persistence
import ServiceLifecycle
import Web

/// Passes on what is told of changed pages, from this node and others, until shutdown.
struct PurgeListener: Service {
  let database: Database
  let cache: PageCache

  func run() async throws {
    for await payload in database.notifications(on: PageKey.channel).cancelOnGracefulShutdown() {
      // Empty: the line to other nodes was broken for a while, and nobody knows what was told meanwhile.
      if payload.isEmpty {
        cache.purgeAll()
      } else {
        cache.purge(payload: payload)
      }
    }
  }
}
