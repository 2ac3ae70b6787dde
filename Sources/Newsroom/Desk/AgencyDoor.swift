import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// Someone who may do this in every agency has not said which one is meant.
struct AgencyUnchosen: Error, ProblemConvertible {
  let permission: Permission

  var problem: Problem {
    Failure.invalid(["": "Tài khoản này không thuộc cơ quan nào; hãy chọn cơ quan"]).problem
  }
}

/// Stands before the pages of this room, each of which shows one agency. Who belongs to none and may work in all chooses
/// one; who belongs to none and may work in none is told what to do. Everybody else is refused as everywhere.
struct AgencyDoor: RouterMiddleware {
  typealias Context = StaffContext

  let newsroom: Newsroom

  func handle(
    _ request: Request, context: StaffContext, next: (Request, StaffContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as AgencyUnchosen where request.isPageView {
      let agencies = try await newsroom.organisations.organisations(kind: .pressAgency, on: newsroom.clock.today)
      return AgencyPage(agencies: agencies, context: context).choice(error.permission)
    } catch Failure.forbidden where request.isPageView && context.principal.isOfNoAgency {
      return AgencyPage(agencies: [], context: context).nothing
    }
  }
}

extension Request {
  /// A person who opens an address, rather than a form, a script or a program.
  fileprivate var isPageView: Bool { isSafe && wantsHTML }
}

extension Principal {
  /// Works in no newsroom: nothing of an agency is theirs, whatever they may do for the whole installation.
  var isOfNoAgency: Bool {
    organisation == nil && Newsroom.permissions.keys.allSatisfy { organisations(for: $0)?.isEmpty ?? true }
  }
}

/// What stands where a page of an agency would.
struct AgencyPage {
  let agencies: [OrganisationProfile]
  let context: StaffContext

  private var t: Translator { context.translator }
  private var room: DeskRoom? {
    context.house.rooms.first { room in
      context.path == room.path || (room.path != DeskPath.board && context.path.hasPrefix(room.path + "/"))
    }
  }
  private var title: String { room.map { t($0.title) } ?? t("Bàn làm việc") }

  /// The agencies, each a link to the same page.
  func choice(_ permission: Permission) -> Response {
    let lines = agencies.map { agency -> HTML in
      """
      <li class="list__item"><a class="list__main" href="\(url: context.path + QueryText.of([("co-quan", agency.id.rawValue)]))">\
      <b>\(agency.name)</b>\(agency.governingBodyName.map { "<span class=\"list__meta\">\($0)</span>" as HTML })</a></li>
      """
    }
    let list: HTML =
      agencies.isEmpty
      ? EmptyState.html(
        t("Chưa có cơ quan báo chí nào. Hãy lập cơ quan trước."), act: door("organisations"), icon: "landmark")
      : "<h2>\(t("Chọn cơ quan"))</h2><ul class=\"list\" data-keys>\(lines)</ul>"
    return DeskPage(
      title: title, room: room?.id ?? "", body: "<div class=\"stack\">\(list)</div>",
      lead: "\(t("Bạn làm việc này được ở mọi cơ quan; mỗi lần ở một cơ quan."))"
    ).answer(context)
  }

  /// Nothing here is for this person, and what would change that.
  var nothing: Response {
    DeskPage(
      title: title, room: room?.id ?? "",
      body: EmptyState.html(
        t("Tài khoản này không thuộc cơ quan báo chí nào. Hãy vào bằng tài khoản có vai trò ở tòa soạn."),
        act: door("accounts"), icon: "building-2")
    ).answer(context, status: 403)
  }

  /// The way to a room that helps, where it is open to this person.
  private func door(_ id: String) -> HTML {
    let room = context.house.rooms.first { $0.id == id }
    guard let room, room.permission.map(context.principal.mayAnywhere) ?? true else { return .empty }
    return Button.link(t(room.title), to: room.path, icon: room.icon)
  }
}

extension Newsroom {
  /// The pages of this room: for somebody signed in, each of one agency.
  func desk(_ routes: RouterGroup<AppContext>) -> RouterGroup<StaffContext> {
    routes.group(context: StaffContext.self).add(middleware: AgencyDoor(newsroom: self))
  }
}
