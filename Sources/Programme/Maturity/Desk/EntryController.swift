import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import OfficeDocuments
import Web

/// One entry: its page, its steps, and the forms by pillar.
struct EntryController: Sendable {
  let programme: Programme

  /// Below `/lam-viec/truong-thanh`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get("ho-so/:entry") { _, context in try await page(context) }
    act(staff, "nhan") { form, id, person in
      guard let bloc = Bloc(rawValue: form["bloc"]) else { throw Failure.invalid(["bloc": "Chọn khối của năm nay"]) }
      try await programme.admit(id, bloc: bloc, isTrained: form.isOn("trained"), by: person)
    }
    act(staff, "trinh") { _, id, person in try await programme.submit(id, by: person) }
    act(staff, "tra-lai") { form, id, person in
      try await programme.sendBack(id, reason: form["reason"], by: person)
    }
    act(staff, "duyet") { _, id, person in try await programme.approve(id, by: person) }
    act(staff, "duyet-mot-minh") { form, id, person in
      try await programme.approveAlone(id, isStated: form.isOn("alone"), by: person)
    }
    act(staff, "tra-lai-co-quan") { form, id, person in
      try await programme.handBack(id, reason: form["reason"], by: person)
    }
    act(staff, "tham-dinh-xong") { _, id, person in try await programme.finishAppraisal(id, by: person) }
    act(staff, "dong-y") { _, id, person in try await programme.accept(id, by: person) }
    act(staff, "mo-lai") { form, id, person in try await programme.reopen(id, reason: form["reason"], by: person) }
    act(staff, "khong-xep-hang") { form, id, person in
      try await programme.leaveOut(id, reason: form["reason"], by: person)
    }
    act(staff, "rut") { form, id, person in try await programme.withdraw(id, reason: form["reason"], by: person) }
    staff.get("ho-so/:entry/giay-chung-nhan", use: certificate)
    staff.get("ho-so/:entry/giay-chung-nhan.pdf", use: paper)
  }

  /// An act of a form on the entry's page: back to the page, or the page again with what does not hold.
  private func act(
    _ staff: RouterGroup<StaffContext>, _ path: String,
    _ change: @Sendable @escaping (Form, MaturityEntryID, Principal) async throws -> Void
  ) {
    staff.post("ho-so/:entry/\(path)") { request, context in
      let id = try MaturityRequest.entry(context)
      let form = try await Form.read(request, context, limit: 65_536)
      do {
        try await change(form, id, context.principal)
        return Answer.seeOther(MaturityPath.entry(id))
      } catch Failure.invalid(let errors) {
        return try await page(context, sent: form, errors: errors)
      } catch Failure.conflict(let why) {
        return try await page(context, sent: form, conflict: why)
      }
    }
  }

  private func page(
    _ context: StaffContext, sent: Form? = nil, errors: [String: Phrase] = [:], conflict: Phrase? = nil
  ) async throws -> Response {
    let (file, person) = (
      try await programme.entryFile(try MaturityRequest.entry(context), for: context.principal), context.principal
    )
    var page = EntryPage(
      file: file, principal: person, today: programme.clock.today, sent: sent, errors: errors, conflict: conflict)
    if file.entry.state == .approval, file.scorers.contains(person.id) {
      page.mayApproveAlone = try await programme.standsAlone(in: file.entry.organisation, person)
    }
    return page.answer(context)
  }

  private func certificate(_ request: Request, context: StaffContext) async throws -> Response {
    let file = try await programme.entryFile(try MaturityRequest.entry(context), for: context.principal)
    guard let result = file.result, file.cycle.isPublished else { throw Failure.notFound }
    return CertificatePage(file: file, result: result).answer(context)
  }

  /// The same as PDF; the address stays for whoever prints a hundred of them.
  private func paper(_ request: Request, context: StaffContext) async throws -> Response {
    let file = try await programme.entryFile(try MaturityRequest.entry(context), for: context.principal)
    guard let result = file.result, let day = file.cycle.publishedAt else { throw Failure.notFound }
    var issuer: OrganisationProfile?
    if let holder = file.cycle.holder {
      issuer = try await programme.organisations.organisation(holder, on: CivilDate(day))
    }
    let symbol = issuer.map { programme.reportTypes.names.symbol(of: $0.name) } ?? ""
    let paper = CertificatePaper(file: file, result: result, issuer: issuer, symbol: symbol)
    let pdf = try await paper.certificate.pdf()
    var response = Response(
      status: .ok, headers: [.contentType: "application/pdf", .contentLength: String(pdf.count)],
      body: .init(byteBuffer: ByteBuffer(bytes: pdf)))
    response.headers[.contentDisposition] = "attachment; filename=\"giay-chung-nhan-\(file.cycle.year).pdf\""
    response.headers[.cacheControl] = "private, no-store"
    return response
  }
}
