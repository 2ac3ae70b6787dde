package import Hummingbird
package import Web

extension Organisations {
  /// `/lam-viec/to-chuc`, `/lam-viec/so-bo`, `/lam-viec/dia-gioi`, `/api/v1/organisations`, `/api/v1/units`,
  /// `/api/v1/registers`.
  package func addRoutes(to routes: RouterGroup<AppContext>) {
    let staff = routes.group("lam-viec/to-chuc", context: StaffContext.self)
    OrganisationsController(organisations: self).addRoutes(to: staff)
    ChangeController(organisations: self).addRoutes(to: staff)
    SuccessionController(organisations: self).addRoutes(to: staff)
    OrganisationRegistersController(organisations: self).addRoutes(to: staff)
    let registers = routes.group("lam-viec/so-bo", context: StaffContext.self)
    RegistersController(organisations: self).addRoutes(to: registers)
    RowController(organisations: self).addRoutes(to: registers)
    ImportController(organisations: self).addRoutes(to: registers)
    RevenueController(organisations: self).addRoutes(to: registers, of: staff)
    UnitController(organisations: self).addRoutes(to: routes)
    OrganisationsAPI(organisations: self).addRoutes(to: routes)
    RegistersAPI(organisations: self).addRoutes(to: routes)
  }
}
