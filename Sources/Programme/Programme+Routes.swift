package import Hummingbird
package import Web

extension Programme {
  /// `/lam-viec/ke-hoach-tinh`, `/lam-viec/nhiem-vu`, `/lam-viec/truong-thanh`, `/lam-viec/bao-cao`, `/api/v1/programme`;
  /// for everybody `/tien-do`. A line for each controller.
  package func addRoutes(to routes: RouterGroup<AppContext>) {
    let plans = routes.group("lam-viec/ke-hoach-tinh", context: StaffContext.self)
    EvidenceController(programme: self).addRoutes(to: plans)
    addMaturityRoutes(to: routes)
    DashboardController(programme: self).addRoutes(to: plans)
    TargetController(programme: self).addRoutes(to: plans)
    FreezeController(programme: self).addRoutes(to: plans)
    FiguresAPI(programme: self).addRoutes(to: routes)
    RestatementsAPI(programme: self).addRoutes(to: routes)
    PlanController(programme: self).addRoutes(to: plans)
    AmendmentController(programme: self).addRoutes(to: plans)
    PlanEntryController(programme: self).addRoutes(to: plans)
    AdoptionController(programme: self).addRoutes(to: plans)
    PlanImportController(programme: self).addRoutes(to: plans)
    PlansAPI(programme: self).addRoutes(to: routes)
    addTaskRoutes(to: routes)
    addReportRoutes(to: routes)
    addSharingRoutes(to: routes)
  }
}
