import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Persistence
import Web

/// `/lam-viec/thong-bao/cai-dat`: what is told where, to which address, and when the day's mail comes.
struct NoticeSettingsController: Sendable {
  let collaboration: Collaboration

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = routes.group(context: StaffContext.self)
    desk.get("lam-viec/thong-bao/cai-dat", use: show)
    desk.post("lam-viec/thong-bao/cai-dat", use: save)
    desk.post("lam-viec/thong-bao/cai-dat/dia-chi", use: address)
    desk.post("lam-viec/thong-bao/cai-dat/ma", use: code)
    desk.post("lam-viec/thong-bao/cai-dat/bo-dia-chi", use: forget)
  }

  @Sendable func show(_ request: Request, context: StaffContext) async throws -> Response {
    try await page(context, done: request.asked("xong"))
  }

  @Sendable func save(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    var choices: [NoticeTopic: NoticeTopic.Delivery] = [:]
    for topic in NoticeTopic.allCases {
      choices[topic] = NoticeTopic.Delivery(rawValue: form[topic.rawValue])
    }
    try await collaboration.choose(choices, hour: form.optional("gio").flatMap { Int($0) }, reader(context))
    return Answer.seeOther(NoticePath.settings + "?xong=da-luu")
  }

  @Sendable func address(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    do {
      try await collaboration.askForAddress(form["address"], reader(context))
      return Answer.seeOther(NoticePath.settings + "?xong=ma")
    } catch Failure.invalid(let errors) {
      return try await page(context, typed: form["address"], errors: errors)
    }
  }

  @Sendable func code(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    do {
      try await collaboration.confirmAddress(form["code"], reader(context))
      return Answer.seeOther(NoticePath.settings + "?xong=dia-chi")
    } catch Failure.invalid(let errors) {
      return try await page(context, errors: errors)
    }
  }

  @Sendable func forget(_ request: Request, context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context, limit: 16_384)
    try await collaboration.forgetAddress(reader(context))
    return Answer.seeOther(NoticePath.settings + "?xong=bo-dia-chi")
  }

  private func reader(_ context: StaffContext) -> MailReader {
    let scheme = context.parent.isSecure ? "https" : "http"
    return MailReader(
      account: context.principal.id, name: context.principal.name, organisation: context.principal.organisation,
      language: context.translator.language, origin: "\(scheme)://\(context.parent.host)")
  }

  private func page(
    _ context: StaffContext, done: String? = nil, typed: String? = nil, errors: [String: Phrase] = [:]
  ) async throws -> Response {
    let account = context.principal.id
    let (choices, person) = try await collaboration.database.read { connection in
      (
        try NoticeStore.choices(of: account, on: connection),
        try connection.first(
          "SELECT \(MailPerson.columns) FROM mail_person WHERE account = \(account)", as: MailPerson.self)
      )
    }
    return NoticeSettingsPage(
      choices: choices, person: person, hasMail: collaboration.mail != nil, done: done, typed: typed, errors: errors,
      context: context
    ).page.answer(context, status: errors.isEmpty ? 200 : 422)
  }
}
