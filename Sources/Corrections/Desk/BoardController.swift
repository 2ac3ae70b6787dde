import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// The board, opening a case, and the register of a year.
struct BoardController: Sendable {
  let corrections: Corrections

  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get("", use: board)
    staff.get("so", use: register)
    staff.get("moi", use: start)
    staff.post("moi", use: open)
  }

  private func board(_ request: Request, context: StaffContext) async throws -> Response {
    let principal = context.principal
    let organisation = try Corrections.agency(of: principal, asked: request.asked("co-quan"))
    let isClosed = request.asked("xem") == "dong"
    let before = request.asked("truoc")
    let lines = isClosed ? [] : try await corrections.board(of: organisation, for: principal)
    let closed =
      isClosed
      ? try await corrections.closed(
        of: organisation, before: before.isEmpty ? nil : CaseID(before), for: principal) : nil
    let people = try await corrections.people.people(in: organisation)
    return BoardPage(
      organisation: organisation, lines: lines, closed: closed,
      people: Dictionary(people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
      agencies: try await agencies(principal), year: corrections.clock.today.year,
      mayManage: principal.may(Corrections.manage, in: organisation), done: false
    ).answer(context)
  }

  /// The agencies this person works with, by name; only shown where there are several.
  private func agencies(_ principal: Principal) async throws -> [OrganisationProfile] {
    let all = try await corrections.organisations.organisations(kind: .pressAgency, on: corrections.clock.today)
    return all.filter { principal.may(Corrections.read, in: $0.id) }
  }

  private func register(_ request: Request, context: StaffContext) async throws -> Response {
    let organisation = try Corrections.agency(of: context.principal, asked: request.asked("co-quan"))
    let year = Int(request.asked("nam")) ?? corrections.clock.today.year
    let text = try await corrections.register(of: organisation, year: year, for: context.principal)
    var response = Answer.bytes(text, type: "text/csv; charset=utf-8")
    response.headers[.contentDisposition] = "attachment; filename=\"so-cai-chinh-\(year).csv\""
    response.headers[.cacheControl] = "no-store"
    return response
  }

  private func start(_ request: Request, context: StaffContext) async throws -> Response {
    let item = request.asked("bai")
    return try await form(
      kind: CaseKind(rawValue: request.asked("loai")), item: item.isEmpty ? nil : ItemID(item),
      agency: request.asked("co-quan"), sent: nil, errors: [:], request, context)
  }

  private func open(_ request: Request, context: StaffContext) async throws -> Response {
    let sent = try await Form.read(request, context, limit: 262_144)
    let kind = CaseKind(rawValue: sent["kind"]) ?? .correction
    let item = sent.optional("bai").map { ItemID($0) }
    do {
      let record = try await corrections.open(try begin(sent, kind, item, context), by: context.principal)
      return Answer.seeOther("\(CasePath.show(record.id))?moi=1")
    } catch Failure.invalid(let errors) {
      return try await form(
        kind: kind, item: item, agency: sent["co-quan"], sent: sent, errors: errors, request, context)
    }
  }

  private func begin(
    _ sent: Form, _ kind: CaseKind, _ item: ItemID?, _ context: StaffContext
  ) throws -> CaseStart {
    CaseStart(
      organisation: try Corrections.agency(of: context.principal, asked: sent["co-quan"]), kind: kind,
      origin: CaseOrigin(rawValue: sent["origin"]) ?? .complaint, item: item, work: CaseForm.work(sent),
      startedOn: try sent.day("started-on"), detail: CaseForm.detail(sent),
      responsible: sent.optional("responsible").map { AccountID($0) })
  }

  private func form(
    kind: CaseKind?, item: ItemID?, agency: String, sent: Form?, errors: [String: Phrase], _ request: Request,
    _ context: StaffContext
  ) async throws -> Response {
    let principal = context.principal
    let brief = try await item.asyncMap { id in
      guard let brief = try await corrections.items.briefs([id], for: principal)[id] else { throw Failure.notFound }
      return brief
    }
    let organisation = try brief?.organisation ?? Corrections.agency(of: principal, asked: agency)
    try principal.require(Corrections.manage, in: organisation)
    let people = try await corrections.people.people(in: organisation)
    let words = brief == nil ? request.asked("tim") : ""
    let found =
      words.isEmpty ? [] : try await corrections.items.find(words, in: organisation, for: principal, limit: 10)
    let known = try await item.asyncMap { try await corrections.cases(about: $0, for: principal) } ?? []
    let shown = try await brief.asyncMap { try await corrections.acts.published($0.id, for: principal) } ?? nil
    var work = sent.flatMap { CaseForm.work($0) }
    if let shown {
      let section = work?.section ?? ""
      var published = Work(date: CivilDate(shown.at))
      published.title = shown.title
      published.section = section.isEmpty ? shown.section : section
      work = published
    }
    return OpenPage(
      organisation: organisation, kind: kind, brief: brief, isPublished: shown != nil, known: known,
      fields: kind.map { kind in
        CaseForm(
          kind: kind, origin: sent.flatMap { CaseOrigin(rawValue: $0["origin"]) } ?? .complaint, work: work,
          item: shown == nil ? nil : brief,
          startedOn: sent.flatMap { CivilDate(rawValue: $0["started-on"]) } ?? corrections.clock.today,
          detail: sent.map { CaseForm.detail($0) } ?? CaseDetail(),
          responsible: sent.flatMap { $0.optional("responsible") }.map { AccountID($0) } ?? principal.id,
          people: people, isNew: true, errors: errors)
      }, words: words, found: found.filter { $0.firstPublishedAt != nil }, errors: errors
    ).answer(context)
  }
}

extension Optional where Wrapped: Sendable {
  /// `map` with a closure that waits.
  func asyncMap<Value: Sendable>(_ transform: (Wrapped) async throws -> Value) async throws -> Value? {
    guard let self else { return nil }
    return try await transform(self)
  }
}
