import Foundation
import HTTPTypes
package import Hummingbird
import Kernel
import Persistence
package import Web

extension House {
  /// `/health` (the process answers), `/ready` (so does the database, and the schema is up to date), `/metrics`.
  package func addOperationsRoutes(to routes: RouterGroup<AppContext>) {
    routes.get("/health") { _, _ in Self.plain("ok") }
    routes.get("/ready") { _, _ in await readiness() }
    routes.get("/metrics") { _, context in try metrics(context) }
    routes.get("/favicon.ico") { _, _ in Answer.moved("/assets/mark.svg") }
  }

  private func readiness() async -> Response {
    do {
      try await database.check()
      let pending = try await database.pending(Self.migrations)
      guard pending.isEmpty else { return Self.plain("schema: \(pending.count) steps to do", .serviceUnavailable) }
      guard database.isHearing else { return Self.plain("catching up with the database", .serviceUnavailable) }
      return Self.plain("ready")
    } catch {
      // Cached pages are still served: `/health` stays well, and whoever routes traffic decides by this.
      return Self.plain("the database does not answer", .serviceUnavailable)
    }
  }

  /// Figures are for those who look after the machine: from the machine itself, or through a trusted proxy's own rules.
  private func metrics(_ context: AppContext) throws -> Response {
    guard context.clientAddress == "127.0.0.1" || context.clientAddress == "::1" else { throw Failure.notFound }
    let text = registry.text() + counters.prometheus + cache.figures.prometheus
    return Answer.bytes(text, type: PrometheusRegistry.contentType)
  }

  private static func plain(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
    Answer.bytes(text + "\n", type: "text/plain; charset=utf-8", status: status)
  }
}
