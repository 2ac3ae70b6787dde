import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// The acts of the desk on one item, as forms send them from its panel.
struct ActsController {
  let newsroom: Newsroom

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = newsroom.desk(routes)
    func act(_ name: String, _ body: @Sendable @escaping (ItemID, Form, Principal) async throws -> String) {
      desk.post("lam-viec/bai/:id/\(name)") { request, context in
        try await answer(request, context, body)
      }
      desk.get("lam-viec/bai/:id/\(name)", use: EditorController.backToItem)
    }
    let newsroom = newsroom
    act("bo") { id, form, principal in
      try await newsroom.spike(id, reason: form["spike-reason"], revision: Int(form["revision"]), by: principal)
      return DeskPath.items + "?trang-thai=\(ItemsPage.deleted)"
    }
    act("nhan-ban") { id, _, principal in
      DeskPath.item(try await newsroom.duplicate(id, by: principal).id)
    }
    act("viet-tiep") { id, form, principal in
      DeskPath.item(try await newsroom.rewrite(id, keepsText: form.isOn("keep"), by: principal).id)
    }
    act("danh-dau") { id, form, principal in
      guard let target = Newsroom.MarkTarget(form["mark-for"]) else {
        throw Failure.invalid(["mark-for": "Chưa chọn người nhận"])
      }
      try await newsroom.mark(id, for: target, note: form["mark-note"], by: principal)
      return done(id, .marked)
    }
    act("xong-danh-dau") { id, form, principal in
      try await newsroom.finishMark(form["mark"], of: id, by: principal)
      return done(id, .markDone)
    }
    act("nhan") { id, form, principal in
      let wanted = Set(form.all("flag").compactMap(ItemFlag.init(rawValue:)))
      for flag in ItemFlag.allCases {
        try await newsroom.setFlag(flag, wanted.contains(flag), on: id, by: principal)
      }
      return done(id, .flagged)
    }
    act("diem-tin") { id, form, principal in
      let organisation = try await newsroom.item(id, for: principal).organisation
      let list = try await newsroom.openHighlight(
        named: form["highlight"], on: newsroom.clock.today, in: organisation, by: principal)
      try await newsroom.addHighlight(id, to: list.id, by: principal)
      return done(id, .highlighted)
    }
  }

  private func answer(
    _ request: Request, _ context: StaffContext,
    _ body: (ItemID, Form, Principal) async throws -> String
  ) async throws -> Response {
    let id = try context.itemID
    let form = try await Form.read(request, context)
    do {
      return Answer.seeOther(try await body(id, form, context.principal))
    } catch Failure.invalid(let errors) {
      var view = try await newsroom.editorView(of: id, for: context.principal)
      view.problems = errors
      return EditorPage(view: view, context: context).page.answer(context, status: 422)
    } catch Failure.conflict(let why) {
      var view = try await newsroom.editorView(of: id, for: context.principal)
      view.notice = .failed(why)
      return EditorPage(view: view, context: context).page.answer(context, status: 409)
    }
  }
}

/// The item's page, saying what was done.
private func done(_ id: ItemID, _ act: DoneAct) -> String { DeskPath.item(id) + "?xong=\(act.rawValue)" }
