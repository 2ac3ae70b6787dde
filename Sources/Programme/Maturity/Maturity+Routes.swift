import Hummingbird
import Web

extension Programme {
  /// `/lam-viec/truong-thanh` and `/api/v1/programme/maturity`.
  func addMaturityRoutes(to routes: RouterGroup<AppContext>) {
    let staff = routes.group("lam-viec/truong-thanh", context: StaffContext.self)
    MaturityController(programme: self).addRoutes(to: staff)
    IndexVersionController(programme: self).addRoutes(to: staff)
    EntryController(programme: self).addRoutes(to: staff)
    ScoringController(programme: self).addRoutes(to: staff)
    PastController(programme: self).addRoutes(to: staff)
    MaturityAPI(programme: self).addRoutes(to: routes)
  }
}
