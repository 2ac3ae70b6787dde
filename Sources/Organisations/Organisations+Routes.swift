package import Hummingbird
package import Web

extension Organisations {
  /// `/lam-viec/to-chuc`, `/lam-viec/dia-gioi`, `/api/v1/organisations`, `/api/v1/units`.
  package func addRoutes(to routes: RouterGroup<AppContext>) {
    let staff = routes.group("lam-viec/to-chuc", context: StaffContext.self)
    OrganisationsController(organisations: self).addRoutes(to: staff)
    ChangeController(organisations: self).addRoutes(to: staff)
    SuccessionController(organisations: self).addRoutes(to: staff)
    UnitController(organisations: self).addRoutes(to: routes)
    OrganisationsAPI(organisations: self).addRoutes(to: routes)
  }
}
