import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Persistence
import Web

/// The acts on what belongs to an item beside its text: embargo, machines, sources, translations, overrides.
struct ItemPartsController {
  let newsroom: Newsroom

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let newsroom = newsroom
    let acts = WorkflowController(newsroom: newsroom)
    let desk = newsroom.desk(routes)
    acts.add("giu-tin", .held, to: desk) { call in
      let text = call.form.optional("until")
      let time = text.flatMap(LocalTime.date)
      guard text == nil || time != nil else { throw Failure.invalid(["until": "Giờ hết giữ tin chưa đúng"]) }
      try await newsroom.setEmbargo(time, of: call.id, reason: call.form["hold-reason"], by: call.principal)
    }
    acts.add("khong-dang", .held, to: desk) { call in
      try await newsroom.setNotForPublication(
        call.form.isOn("on"), of: call.id, reason: call.form["inside-reason"], by: call.principal)
    }
    acts.add("dung-ai", .declared, to: desk) { call in
      guard let origin = AIUse.Origin(rawValue: call.form["origin"]) else {
        throw Failure.invalid(["origin": "Cần chọn mức dùng AI"])
      }
      try await newsroom.declareAI(
        origin, on: call.form["target"], tool: call.form["tool"], purpose: call.form["purpose"],
        misleads: call.form.isOn("misleads"), of: call.id, by: call.principal)
    }
    acts.add("kiem-chung-ai", .verified, to: desk) { call in
      try await newsroom.verifyAI(on: call.form["target"], of: call.id, by: call.principal)
    }
    acts.add("nguon-tin", .sourced, to: desk) { call in
      try await newsroom.addSource(
        name: call.form["source-name"], contact: call.form["contact"], note: call.form["source-note"],
        isProtected: call.form.isOn("protected"), to: call.id, by: call.principal)
    }
    acts.add("bo-nguon-tin", .sourced, to: desk) { call in
      try await newsroom.removeSource(call.form["source"], from: call.id, by: call.principal)
    }
    acts.add("cho-qua", .overridden, to: desk) { call in
      let parts = call.form["finding"].split(separator: "|", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { throw Failure.invalid(["finding": "Cần chọn lỗi cho qua"]) }
      try await newsroom.overrideFinding(
        rule: parts[0], place: parts[1], of: call.id, reason: call.form["override-reason"], by: call.principal)
    }
    desk.post("lam-viec/bai/:id/ban-dich", use: translate)
    desk.get("lam-viec/bai/:id/ban-dich", use: EditorController.backToItem)
    routes.group(context: StaffContext.self).get("api/v1/items/:id/checks", use: checks)
  }

  /// Leads to the new item: the next thing to do is to translate it.
  @Sendable private func translate(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context)
    let id = try context.itemID
    guard let language = Language(rawValue: form["language"]) else {
      throw Failure.invalid(["language": "Cần chọn ngôn ngữ"])
    }
    do {
      let made = try await newsroom.translate(id, into: language, by: context.principal)
      return Answer.seeOther(DeskPath.item(made.id) + "?xong=\(DoneAct.translated.rawValue)")
    } catch Failure.conflict(let why) {
      var view = try await newsroom.editorView(of: id, for: context.principal)
      view.notice = .failed(why)
      return EditorPage(view: view, context: context).page.answer(context, status: 409)
    }
  }

  /// What stands between the text that is saved and its readers; the editor asks after it has saved.
  @Sendable private func checks(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.itemID
    let found = try await newsroom.findings(of: id, for: context.principal)
    let t = context.translator
    return try Answer.json(
      ChecksResponse(
        revision: found.revision,
        findings: found.preflight.findings.map { .init($0, t) }))
  }
}

/// What stands between a text and its readers, as programs see it.
struct ChecksResponse: Encodable {
  struct Finding: Encodable {
    let rule: PreflightRule
    let place: String
    let text: String
    let blocks: Bool
    let isOverridden: Bool

    init(_ finding: Preflight.Finding, _ t: Translator) {
      rule = finding.rule
      place = finding.place
      text = t(finding.phrase)
      blocks = finding.blocks
      isOverridden = finding.override != nil
    }
  }

  let revision: Int
  let findings: [Finding]
}
