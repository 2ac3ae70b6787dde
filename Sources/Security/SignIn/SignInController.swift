import Hummingbird
import Kernel
import Web

struct SignInController: Sendable {
  let security: Security
  func addRoutes(to routes: RouterGroup<AppContext>) {}
}
