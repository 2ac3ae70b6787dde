package import Hummingbird
package import Web

extension Corrections {
  /// `/lam-viec/cai-chinh` and `/api/v1/corrections`. What readers see is at `/cai-chinh`, in the room Channels.
  package func addRoutes(to routes: RouterGroup<AppContext>) {
    let staff = routes.group("lam-viec/cai-chinh", context: StaffContext.self)
    BoardController(corrections: self).addRoutes(to: staff)
    CaseController(corrections: self).addRoutes(to: staff)
    PaperController(corrections: self).addRoutes(to: staff)
    CorrectionsAPI(corrections: self).addRoutes(to: routes)
  }
}
