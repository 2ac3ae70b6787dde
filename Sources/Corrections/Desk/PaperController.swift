import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// What is looked at or taken out of a case: the preview of the notice, letters, the text that was removed.
struct PaperController: Sendable {
  let corrections: Corrections

  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get(":id/xem-truoc", use: preview)
    staff.get(":id/thu", use: letter)
    staff.get(":id/thu.eml", use: message)
    staff.get(":id/ban-luu", use: snapshot)
  }

  private func full(_ context: StaffContext) async throws -> CaseFile {
    let file = try await corrections.file(try context.caseID(), for: context.principal)
    guard file.sight == .full else { throw Failure.notFound }
    return file
  }

  private func page(_ title: String, _ file: CaseFile, _ body: HTML, _ context: StaffContext) -> Response {
    let t = context.translator
    let label = file.record.label
    return DeskPage(
      title: title, room: Corrections.room, body: body,
      breadcrumb: [
        (t("Cải chính, phản hồi"), CasePath.board), (t("Hồ sơ \(label)"), CasePath.show(file.record.id)),
      ], styles: ["corrections.css"]
    ).answer(context)
  }

  private func preview(_ request: Request, context: StaffContext) async throws -> Response {
    let file = try await full(context)
    guard file.record.kind.hasNotice else { throw Failure.notFound }
    let t = context.translator
    let writer = file.writer()
    let published = file.waitingRound == nil ? file.notices.last : nil
    let lines = (published?.lines ?? writer.lines).map {
      CorrectionSheet.Line(label: $0.field.label.vietnamese, text: $0.text)
    }
    let story = file.brief?.publicPath.map { SitePage.Link(t("Xem tác phẩm"), $0) }
    let missing = published == nil ? writer.missing : [:]
    let needs = missing.sorted { $0.key < $1.key }.map { "<li>\(t($0.value))</li>" as HTML }
    return page(
      t("Xem trước tin"), file,
      """
      <div class="stack">\(if: !needs.isEmpty, Notice.warn(t("Chưa đủ để đăng"), acts: "<ul>\(needs)</ul>"))\
      <div class="case-preview">\(CorrectionSheet.html(
        title: published?.title ?? writer.title, lines: lines, published: published?.publishedAt, story: story, t))</div>\
      <p>\(Button.link(t("Về hồ sơ"), to: CasePath.show(file.record.id), icon: "arrow-left"))</p></div>
      """, context)
  }

  private func paper(_ request: Request, _ file: CaseFile, _ context: StaffContext) throws -> CaseLetter {
    let today = corrections.clock.today
    if let round = Int(request.asked("lan")), let found = file.rounds.first(where: { $0.number == round }) {
      guard let letter = CaseLetter.refusal(found, file, on: today) else { throw Failure.notFound }
      return letter
    }
    let domain = file.agency?.imprint.domain ?? ""
    let site =
      domain.isEmpty ? "\(context.parent.isSecure ? "https" : "http")://\(context.parent.host)" : "https://\(domain)"
    guard let place = file.places.first(where: { $0.id.rawValue == request.asked("noi") }),
      let letter = CaseLetter.republisher(
        place, file, site: site, on: today)
    else { throw Failure.notFound }
    return letter
  }

  private func letter(_ request: Request, context: StaffContext) async throws -> Response {
    let file = try await full(context)
    let t = context.translator
    let letter = try paper(request, file, context)
    let query = request.uri.query ?? ""
    return page(
      letter.subject, file,
      """
      <div class="stack"><p class="quiet">\(t("In bằng lệnh in của trình duyệt, hoặc tải thư để gửi bằng chương trình thư."))</p>\
      <div class="form__acts">\(Button.link(
        t("Tải thư (.eml)"), to: CasePath.act(file.record.id, "thu.eml") + "?\(query)", icon: "download"))\
      \(Button.link(t("Về hồ sơ"), to: CasePath.show(file.record.id), icon: "arrow-left"))</div>\
      <div class="case-letter" lang="vi">\(letter.text)</div></div>
      """, context)
  }

  private func message(_ request: Request, context: StaffContext) async throws -> Response {
    let file = try await full(context)
    let letter = try paper(request, file, context)
    let text = letter.message(
      from: file.agency?.imprint.email ?? "", at: corrections.clock.now, id: UUIDv7.shared.next())
    var response = Answer.bytes(text, type: "message/rfc822")
    response.headers[.contentDisposition] =
      "attachment; filename=\"ho-so-\(file.record.number)-\(file.record.year).eml\""
    return response
  }

  /// What was published, for those who keep cases; looking at it is written down.
  private func snapshot(_ request: Request, context: StaffContext) async throws -> Response {
    let file = try await full(context)
    try context.principal.require(Corrections.manage, in: file.record.organisation)
    let asked = request.asked("ban")
    guard let found = file.snapshots.first(where: { $0.id.rawValue == asked }), let content = found.content else {
      throw Failure.notFound
    }
    try await corrections.looked(at: found, of: file.record, by: context.principal)
    let t = context.translator
    let body = (try? StoryBody(json: content.body))?.plainText ?? ""
    let paragraphs = body.split(whereSeparator: \.isNewline).map { "<p>\($0)</p>" as HTML }
    return page(
      t("Bản đã đăng"), file,
      """
      <div class="stack">\(Notice.warn(
        t("Bản lưu để đối chiếu. Chỉ người giữ hồ sơ xem được; không đăng lại phần sai."),
        detail: corrections.regimes.retention.text))\
      <dl class="facts facts--wide"><div><dt>\(t("Lưu lúc"))</dt><dd>\(TimeText.absolute(found.takenAt))</dd></div>\
      <div><dt>\(t("Giữ đến hết ngày"))</dt><dd>\(TimeText.day(found.keepUntil))</dd></div>\
      <div><dt>SHA-256</dt><dd><code>\(found.digest)</code> · \
      \(found.isIntact ? t("nguyên vẹn") : t("khác mã băm"))</dd></div></dl>\
      <article class="case-preview" lang="vi"><h2>\(content.title)</h2><p><strong>\(content.summary)</strong></p>\
      \(paragraphs)</article></div>
      """, context)
  }
}
