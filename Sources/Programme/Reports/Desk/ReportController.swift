import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import OfficeDocuments
import Persistence
import Web

/// `/lam-viec/bao-cao`: the calendar, drafting, a report and every act on it, and its files.
struct ReportController: Sendable {
  let programme: Programme

  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get("", use: calendar)
    staff.post("lap", use: draft)
    staff.get(":id", use: show)
    staff.get(":id/sua") { _, context in try await form(context) }
    staff.post(":id/sua", use: edit)
    staff.post(":id/so-lieu") { request, context in
      try await act(request, context) { try await programme.refreshReport($1, by: context.principal) }
    }
    staff.post(":id/buoc", use: move)
    staff.post(":id/xoa", use: delete)
    staff.post(":id/ban-ky", use: attach)
    staff.get(":id/so-sanh", use: compare)
    staff.get(":id/van-ban.docx") { _, context in try await document(context, "docx") }
    staff.get(":id/van-ban.pdf") { _, context in try await document(context, "pdf") }
    staff.get(":id/phu-luc.xlsx", use: workbook)
  }

  private func calendar(_ request: Request, context: StaffContext) async throws -> Response {
    try await calendar(Int(request.asked("nam")), context, isDeleted: request.asked("da-xoa") == "1")
  }

  private func calendar(
    _ asked: Int?, _ context: StaffContext, errors: [String: Phrase] = [:], isDeleted: Bool = false
  ) async throws -> Response {
    let principal = context.principal
    let today = programme.clock.today
    let year = asked.map { max(2000, min(2100, $0)) } ?? today.year
    let dated = try await programme.reportCalendar(year, for: principal)
    let plans = try await programme.database.read { connection in
      try PlanStore.all(on: connection).filter {
        $0.state != .draft && (try? Programme.visible($0, to: principal)) != nil
      }
    }
    // The national plan last: its own province's is what somebody mostly reports on.
    let reportable = plans.filter { dated.plans.contains($0.id) }
    return ReportCalendarPage(
      year: year, lines: dated.lines, others: dated.others, standing: programme.reportTypes.standing, plans: plans,
      calendar: programme.calendar,
      today: today,
      reportable: reportable.filter { $0.kind != .national } + reportable.filter { $0.kind == .national },
      errors: errors, isDeleted: isDeleted
    ).answer(context)
  }

  private func draft(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 16_384)
    do {
      let record = try await programme.draftReport(
        plan: form.optional("plan").map { PlanID($0) }, type: form.optional("type"), year: Int(form["year"]) ?? 0,
        period: form.optional("period") ?? "year", by: context.principal)
      return Answer.seeOther("\(ReportPath.show(record.id))?moi=1")
    } catch Failure.invalid(let errors) {
      return try await calendar(Int(form["year"]), context, errors: errors)
    }
  }

  private func show(_ request: Request, context: StaffContext) async throws -> Response {
    let file = try await programme.reportFile(try context.reportID(), comparing: true, for: context.principal)
    return ReportPage(
      file: file, context: context, isNew: request.asked("moi") == "1" && file.record.state.isOpen,
      isSaved: request.asked("da-luu") == "1"
    ).answer()
  }

  private func form(_ context: StaffContext, _ change: (inout ReportEditPage) -> Void = { _ in }) async throws
    -> Response
  {
    let file = try await programme.reportFile(try context.reportID(), for: context.principal)
    try context.principal.require(Programme.report, in: file.record.organisation)
    var page = ReportEditPage(file: file, context: context)
    change(&page)
    // What somebody typed while a colleague handed the draft on is shown, to be copied.
    guard file.record.state.isOpen || page.typed != nil else { return Answer.seeOther(ReportPath.show(file.record.id)) }
    return page.answer()
  }

  private func edit(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context, limit: 1_048_576)
    let id = try context.reportID()
    let file = try await programme.reportFile(id, for: context.principal)
    let names = ReportEdit.fields(file.record).keys
    let typed = Dictionary(names.map { ($0, form[$0]) }, uniquingKeysWith: { first, _ in first })
    let base = Int(form["base"]) ?? 0
    do {
      try await programme.editReport(
        id, ReportEdit(fields: typed, of: file.record, base: base), by: context.principal)
      return Answer.seeOther("\(ReportPath.show(id))?da-luu=1")
    } catch Failure.invalid(let errors) {
      return try await self.form(context) { page in
        page.typed = typed
        page.base = base
        page.errors = errors
      }
    } catch let clash as ReportClash {
      return try await self.form(context) { page in
        page.typed = clash.merge.fields
        page.theirs = clash.merge.theirs
        page.conflict = "\(clash.name) vừa lưu cùng những phần bạn sửa. Hãy xem bản của họ dưới mỗi phần rồi lưu lại."
      }
    } catch Failure.conflict(let why) {
      return try await self.form(context) { page in
        page.typed = typed
        page.conflict = why
      }
    }
  }

  /// An act of a form on the report's page: back to it, or the page again with what does not hold.
  private func act(
    _ request: Request, _ context: StaffContext, _ change: (Form, ReportID) async throws -> Void
  ) async throws -> Response {
    let id = try context.reportID()
    let form = try await Form.read(request, context, limit: 65_536)
    return try await answered(id, context, form) { try await change(form, id) }
  }

  /// - Parameter form: what was sent, which stays where it does not hold.
  private func answered(
    _ id: ReportID, _ context: StaffContext, _ form: Form, _ change: () async throws -> Void
  ) async throws -> Response {
    do {
      try await change()
      return Answer.seeOther(ReportPath.show(id))
    } catch Failure.invalid(let errors) {
      let file = try await programme.reportFile(id, comparing: true, for: context.principal)
      return ReportPage(file: file, context: context, errors: errors, typed: form).answer()
    } catch Failure.conflict(let why) {
      let file = try await programme.reportFile(id, comparing: true, for: context.principal)
      return ReportPage(file: file, context: context, conflict: why, typed: form).answer()
    }
  }

  private func move(_ request: Request, context: StaffContext) async throws -> Response {
    try await act(request, context) { form, id in
      guard let move = ReportMove(rawValue: form["move"]) else { throw Failure.invalid(["": "Không có bước này"]) }
      try await programme.moveReport(
        id, move, words: form.optional("reason") ?? form["words"], day: CivilDate(rawValue: form["sent-on"]),
        unfrozen: form["despite"] == "1" ? form["unfrozen"] : nil, by: context.principal)
    }
  }

  private func delete(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.reportID()
    _ = try await Form.read(request, context, limit: 16_384)
    do {
      let year = try await programme.deleteReport(id, by: context.principal)
      return Answer.seeOther("\(ReportPath.calendar)?nam=\(year)&da-xoa=1")
    } catch Failure.conflict(let why) {
      let file = try await programme.reportFile(id, comparing: true, for: context.principal)
      return ReportPage(file: file, context: context, conflict: why).answer()
    }
  }

  private func attach(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.reportID()
    return try await Upload.read(request, context) { upload in
      try await answered(id, context, upload.form) {
        guard let file = upload.file("signed") else { throw Failure.invalid(["signed": "Cần chọn bản đã ký"]) }
        guard let day = CivilDate(rawValue: upload.form["signed-on"]) else {
          throw Failure.invalid(["signed-on": "Cần có ngày ký"])
        }
        try await programme.attachSigned(
          id, file, signedOn: day, once: upload.form.number, by: context.principal)
      }
    }
  }

  private func compare(_ request: Request, context: StaffContext) async throws -> Response {
    let file = try await programme.reportFile(try context.reportID(), for: context.principal)
    guard let before = file.lastYear else { throw Failure.notFound }
    return ReportDiffPage(diff: ReportDiff(before: before, now: file.record), context: context).answer()
  }

  // MARK: Files

  private func document(_ context: StaffContext, _ ending: String) async throws -> Response {
    let file = try await programme.reportFile(try context.reportID(), for: context.principal)
    let paper = ReportPaper(record: file.record, document: file.type?.document ?? "").paper
    let data = ending == "pdf" ? try await paper.pdf() : try await paper.docx()
    return Self.kept(
      data, "\(file.record.fileName(file.plan)).\(ending)",
      type: ending == "pdf"
        ? "application/pdf" : "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
  }

  private func workbook(_ request: Request, context: StaffContext) async throws -> Response {
    let file = try await programme.reportFile(try context.reportID(), for: context.principal)
    return Self.kept(
      try await ReportWorkbook(record: file.record).book.data(), "phu-luc-\(file.record.fileName(file.plan)).xlsx",
      type: Workbook.contentType)
  }

  private static func kept(_ data: Data, _ name: String, type: String) -> Response {
    let buffer = ByteBuffer(bytes: data)
    return Response(
      status: .ok,
      headers: [
        .contentType: type, .contentLength: "\(buffer.readableBytes)", .cacheControl: "no-store",
        .contentDisposition: "attachment; filename=\"\(name)\"",
      ], body: .init(byteBuffer: buffer))
  }
}

extension StaffContext {
  /// The report that the address names.
  func reportID() throws -> ReportID {
    guard let text = parameters.get("id") else { throw Failure.notFound }
    return ReportID(text)
  }
}
