import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// `/lam-viec/ke-hoach-tinh/so-sanh-tinh` for people, `/tien-do/so-lieu-chia-se.json` for other installations.
struct ProvincesController: Sendable {
  let programme: Programme

  func addRoutes(to routes: RouterGroup<AppContext>, _ staff: RouterGroup<StaffContext>) {
    routes.get("tien-do/so-lieu-chia-se.json", use: document)
    staff.get("so-sanh-tinh") { request, context in
      let comparison = try await programme.provinceComparison(Self.query(request), for: context.principal)
      return ProvincesPage(comparison: comparison, now: programme.clock.now).answer(context)
    }
    staff.get("so-sanh-tinh.csv") { request, context in
      let comparison = try await programme.provinceComparison(Self.query(request), for: context.principal)
      let table = ProvincesTable(comparison: comparison, now: programme.clock.now).csv(context.translator)
      return table.answer(named: "so-sanh-tinh.csv")
    }
  }

  static func query(_ request: Request) -> Programme.ProvinceQuery {
    var query = Programme.ProvinceQuery(definition: request.asked("so"), year: Int(request.asked("nam")))
    query.order = ProvinceComparison.Order(rawValue: request.asked("xep"))
    switch request.asked("chieu") {
    case "giam": query.isDescending = true
    case "tang": query.isDescending = false
    default: break
    }
    return query
  }

  /// Its tag is of the figures alone, so that whoever asks daily is told that nothing has changed.
  private func document(_ request: Request, context: AppContext) async throws -> Response {
    let document = try await programme.sharedDocument()
    let tag = "\"\(try DocumentDigest.of(document).prefix(32))\""
    var response: Response
    if EntityTag.list(request.headers[.ifNoneMatch], holds: tag) {
      response = Response(status: .notModified)
    } else {
      response = try Answer.json(document)
    }
    response.headers[.eTag] = tag
    return PublicController.open(response)
  }
}

extension Programme {
  func addSharingRoutes(to routes: RouterGroup<AppContext>) {
    let staff = routes.group("lam-viec/ke-hoach-tinh", context: StaffContext.self)
    ProvincesController(programme: self).addRoutes(to: routes, staff)
    PeersController(programme: self).addRoutes(to: staff)
    SharingAPI(programme: self).addRoutes(to: routes)
  }
}
