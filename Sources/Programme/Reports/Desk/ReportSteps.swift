import Foundation
import Kernel
import Web

/// What is to be done next with a report, by its state.
struct ReportSteps: Sendable {
  let file: ReportFile
  let context: StaffContext
  let errors: [String: Phrase]
  /// What was sent and did not hold.
  let typed: Form?

  private var record: ReportRecord { file.record }
  private var t: Translator { context.translator }

  var html: HTML {
    guard file.mayWork, record.state != .sent else { return .empty }
    return """
      <section class="panel__part"><h2>\(t("Việc tiếp theo"))</h2>\(gaps)\(next)\
      </section>
      """
  }

  private var next: HTML {
    switch record.state {
    case .draft:
      """
      <div class="report-acts">\(if: record.plan != nil, Button.post(
        t("Lấy lại số liệu"), to: ReportPath.act(record.id, "so-lieu"), context, icon: "refresh-cw"))\
      \(Button.post(t("Gửi duyệt"), to: ReportPath.act(record.id, "buoc"), context, style: .primary, fields: ["move": "submit"]))\
      </div>
      """
    case .review:
      """
      \(asked)\(file.mayApprove ? approval : "<p class=\"quiet\">\(t("Người khác duyệt: bạn đã soạn báo cáo này."))</p>")\(back)
      """
    case .approved: "\(signing)\(back)"
    case .signed: "\(sending)\(signing)\(back)"
    case .sent: .empty
    }
  }

  /// Who was told that it waits; a report nobody can approve would wait for ever.
  private var asked: HTML {
    if file.lacksApprover {
      return Notice.warn(
        t("Chưa có ai khác duyệt được báo cáo này"),
        detail: t("Nhờ quản trị cấp quyền lập, ký, gửi báo cáo cho một người nữa của cơ quan."))
    }
    let told = file.events.last { $0.kind == ReportMove.submit.rawValue }?.words ?? ""
    return told.isEmpty ? .empty : "<p class=\"quiet\">\(t("Đã báo người duyệt: \(told)."))</p>"
  }

  /// Figures that can still change are approved only by saying so, and why.
  private var approval: HTML {
    let count = record.facts.unfrozen
    guard count > 0 else {
      return Button.post(
        t("Duyệt"), to: ReportPath.act(record.id, "buoc"), context, style: .primary, fields: ["move": "approve"])
    }
    return """
      <form class="form" method="post" action="\(url: ReportPath.act(record.id, "buoc"))">\(context.csrfField)\
      <input type="hidden" name="move" value="approve">\
      \(Field.check("despite", label: t("Duyệt dù còn \(count) số liệu chưa chốt"), isOn: typed?["despite"] == "1"))\
      \(Field.area(
        "unfrozen", label: t("Vì sao duyệt khi chưa chốt"), value: typed?["unfrozen"] ?? "", rows: 2,
        hint: t("Giữ trong lịch sử của báo cáo, không in vào văn bản"), error: errors["unfrozen"].map { t($0) }))\
      <div class="form__acts">\(Button.submit(t("Duyệt")))</div></form>
      """
  }

  private var back: HTML {
    """
    <form class="form" method="post" action="\(url: ReportPath.act(record.id, "buoc"))">\(context.csrfField)\
    <input type="hidden" name="move" value="send-back">\
    \(Field.area(
      "reason", label: t("Lý do trả lại"), rows: 2, error: errors["reason"].map { t($0) }, isRequired: true))\
    <div class="form__acts">\(Button.submit(t("Trả lại để sửa"), style: .plain))</div></form>
    """
  }

  private var signing: HTML {
    """
    <form class="form" method="post" enctype="multipart/form-data" action="\(url: ReportPath.act(record.id, "ban-ky"))">\
    \(context.csrfField)\(Field.date("signed-on", label: t("Ngày ký"), value: record.signedOn, isRequired: true))\
    \(Field.file(
      "signed", label: t("Bản đã ký"), accept: ".pdf,.png,.jpg,.jpeg,.p7s,.p7m",
      hint: t("PDF, ảnh quét, hoặc tệp chữ ký số p7s, p7m"), isRequired: true))\
    <div class="form__acts">\(Button.submit(t("Gắn bản đã ký"), style: .plain, icon: "paperclip"))</div></form>
    """
  }

  private var sending: HTML {
    """
    <form class="form" method="post" action="\(url: ReportPath.act(record.id, "buoc"))">\(context.csrfField)\
    <input type="hidden" name="move" value="send">\
    \(Field.date("sent-on", label: t("Ngày gửi"), isRequired: true))\
    \(Field.text("words", label: t("Cách gửi"), hint: t("Trục liên thông văn bản, bưu điện, nộp trực tiếp…"), isRequired: true))\
    <div class="form__acts">\(Button.submit(t("Ghi là đã gửi")))</div></form>
    """
  }

  /// What a paper without would be sent back for.
  private var gaps: HTML {
    guard record.state != .sent, file.mayWork else { return .empty }
    var lines: [String] = []
    if record.facts.unfrozen > 0 {
      lines.append(t("\(record.facts.unfrozen) số liệu chưa chốt"))
    } else if record.plan != nil, !record.facts.isFrozen {
      lines.append(t("chưa có số liệu nào"))
    }
    if record.head.place.isEmpty { lines.append(t("chưa có nơi ban hành")) }
    if record.head.signer.isEmpty { lines.append(t("chưa có người ký")) }
    let empty = record.sections.count { $0.kind == .narrative && $0.paragraphs.isEmpty }
    if empty > 0 { lines.append(t("\(empty) phần viết tay còn trống")) }
    return lines.isEmpty ? .empty : "<p class=\"quiet\">\(t("Còn thiếu: \(lines.joined(separator: "; "))."))</p>"
  }
}
