import Contracts
import Hummingbird
import Kernel
import Web

/// `/api/v1/items/:id/export`.
struct ExportController: Sendable {
  let newsroom: Newsroom
  func addRoutes(to routes: RouterGroup<AppContext>) {}
}
