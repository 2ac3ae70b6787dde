import Hummingbird
import Kernel
import Messaging
import Web

extension Programme {
  static let reportsRoom = "reports"

  static var reportsDesk: DeskRoom {
    DeskRoom(id: reportsRoom, title: "Báo cáo", icon: "file-text", path: ProgrammePath.reports, permission: read)
  }

  var reportSchedules: [Schedule] {
    [Schedule("programme.remind-reports", .daily(hour: 7, minute: 10)) { _ in try await remindReports() }]
  }

  func addReportRoutes(to routes: RouterGroup<AppContext>) {
    ReportController(programme: self).addRoutes(
      to: routes.group("lam-viec/bao-cao", context: StaffContext.self))
    ReportsAPI(programme: self).addRoutes(to: routes)
    PublicController(programme: self).addRoutes(to: routes)
  }
}
