import Kernel
import Persistence
import ServiceLifecycle

/// Hears from other nodes whose sessions have changed. Without it a revoked session would live on there for the
/// seconds of the cache.
package struct SessionRevocations: Service {
  let sessions: Sessions

  /// Listens until shutdown.
  package func run() async throws {
    for await account in sessions.database.notifications(on: SessionCache.channel).cancelOnGracefulShutdown() {
      sessions.cache.forget(AccountID(account))
    }
  }
}
