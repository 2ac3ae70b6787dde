import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// The acts on an item, as forms send them. What is refused comes back on the item's page, with what to do.
struct WorkflowController {
  let newsroom: Newsroom

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = newsroom.desk(routes)
    func act(_ name: String, _ done: DoneAct, _ body: @Sendable @escaping (Call) async throws -> Void) {
      add(name, done, to: desk, body)
    }
    let newsroom = newsroom
    act("gui-duyet", .submitted) { try await newsroom.submit($0.id, by: $0.principal) }
    act("tra-lai", .sentBack) { call in
      try await newsroom.sendBack(
        call.id, reason: call.form["reason"], to: call.form.optional("stage"), by: call.principal)
    }
    act("duyet", .approved) { try await newsroom.approve($0.id, revision: $0.revision ?? 0, by: $0.principal) }
    act("xuat-ban", .published) { try await newsroom.publish($0.id, revision: $0.revision, by: $0.principal) }
    act("cap-nhat", .updated) { call in
      try await newsroom.updatePublished(
        call.id, revision: call.revision, isMinor: call.form["significance"] == "minor" || call.form.isOn("minor"),
        note: call.form["note"], renewsAddress: call.form.isOn("renew"),
        by: call.principal)
    }
    act("hen-gio", .scheduled) { call in
      guard let time = LocalTime.date(call.form["at"]) else { throw Failure.invalid(["at": "Giờ hẹn chưa đúng"]) }
      try await newsroom.schedule(call.id, for: time, revision: call.revision, by: call.principal)
    }
    act("bo-hen-gio", .unscheduled) { try await newsroom.schedule($0.id, for: nil, by: $0.principal) }
    act("go", .withdrawn) { try await newsroom.withdraw($0.id, reason: $0.form["reason"], by: $0.principal) }
    act("chuyen", .handedOver) { call in
      try await newsroom.handOver(call.id, to: AccountID(call.form["to"]), by: call.principal)
    }
    desk.post("lam-viec/bai/:id/xoa", use: delete)
    desk.get("lam-viec/bai/:id/xoa", use: EditorController.backToItem)
    desk.post("lam-viec/bai/:id/bo-xoa", use: undelete)
    act("han", .deadline) { call in
      let text = call.form.optional("deadline")
      let deadline = text.flatMap(LocalTime.date)
      guard text == nil || deadline != nil else { throw Failure.invalid(["deadline": "Hạn chưa đúng"]) }
      try await newsroom.setDeadline(deadline, of: call.id, by: call.principal)
    }
  }

  /// An act on an item at an address of its own.
  func add(
    _ name: String, _ done: DoneAct, to desk: RouterGroup<StaffContext>,
    _ body: @Sendable @escaping (Call) async throws -> Void
  ) {
    desk.post("lam-viec/bai/:id/\(name)") { request, context in
      try await answer(request, context, done, body)
    }
    // What was refused is shown under this address; loading it again leads to the item.
    desk.get("lam-viec/bai/:id/\(name)", use: EditorController.backToItem)
  }

  /// There is no item any more to lead back to.
  @Sendable private func delete(_ request: Request, context: StaffContext) async throws -> Response {
    let call = Call(
      id: try context.itemID, form: try await Form.read(request, context), principal: context.principal)
    do {
      try await newsroom.delete(call.id, revision: call.revision, by: call.principal)
      return Answer.seeOther(DeskPath.items + QueryText.of([("da-xoa", call.id.rawValue)]))
    } catch Failure.conflict(let why) {
      var view = try await newsroom.editorView(of: call.id, for: context.principal)
      view.notice = .failed(why)
      return EditorPage(view: view, context: context).page.answer(context, status: 409)
    }
  }

  @Sendable private func undelete(_ request: Request, context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context)
    let item = try await newsroom.undelete(try context.itemID, by: context.principal)
    return Answer.seeOther(DeskPath.item(item.id) + "?xong=\(DoneAct.undeleted.rawValue)")
  }

  /// One act, as it was asked for.
  struct Call: Sendable {
    let id: ItemID
    let form: Form
    let principal: Principal
    /// The text the person had before their eyes.
    var revision: Int? { Int(form["revision"]) }
  }

  private func answer(
    _ request: Request, _ context: StaffContext, _ done: DoneAct, _ body: (Call) async throws -> Void
  ) async throws -> Response {
    let call = Call(
      id: try context.itemID, form: try await Form.read(request, context), principal: context.principal)
    do {
      try await body(call)
      return Answer.seeOther(DeskPath.item(call.id) + "?xong=\(done.rawValue)")
    } catch Failure.invalid(let errors) {
      var view = try await newsroom.editorView(of: call.id, for: context.principal)
      view.problems = errors
      return EditorPage(view: view, context: context).page.answer(context, status: 422)
    } catch Failure.conflict(let why) {
      var view = try await newsroom.editorView(of: call.id, for: context.principal)
      view.notice = .failed(why)
      return EditorPage(view: view, context: context).page.answer(context, status: 409)
    }
  }
}
