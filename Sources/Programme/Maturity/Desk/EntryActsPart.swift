import Kernel
import Web

/// What may be done with an entry now, for whoever may do it: the same machine that the use cases ask.
struct EntryActsPart {
  let page: EntryPage
  let context: StaffContext

  private var t: Translator { context.translator }
  private var entry: MaturityEntry { page.entry }

  var html: HTML {
    let acts = EntryStep.all.filter { $0.from == entry.state && may($0) }.map { form($0) }
    guard !page.cycle.isPublished, !acts.allSatisfy(\.isEmpty) else { return .empty }
    return
      "<section class=\"section\"><h2>\(t("Việc tiếp theo"))</h2><div class=\"maturity-acts\">\(acts)</div></section>"
  }

  private func may(_ step: EntryStep) -> Bool {
    switch step.actor {
    case .head where step.act == .approveAlone && !page.mayApproveAlone: false
    case .worker, .head:
      page.principal.may(step.actor.permission, in: entry.organisation)
        && (step.deadline.map { page.today <= $0(page.cycle) } ?? true)
    case .appraiser where step.act == .handBack && (!page.file.isAlone || page.today > page.cycle.scoreUntil): false
    case .appraiser:
      page.mayAppraise && !page.file.scorers.contains(page.principal.id) && entry.approvedBy != page.principal.id
    }
  }

  private func form(_ step: EntryStep) -> HTML {
    switch step.act {
    case .admit: admit
    case .submit: Button.post(t("Trình duyệt nội bộ"), to: path("trinh"), context, style: .primary)
    case .sendBack: reasoned(t("Trả lại để chấm tiếp"), "tra-lai")
    case .approve where page.mayApproveAlone: .empty
    case .approveAlone: alone
    case .handBack: reasoned(t("Trả lại cơ quan"), "tra-lai-co-quan")
    case .approve:
      page.file.scorers.contains(page.principal.id)
        ? "<p class=\"quiet\">\(t("Người đã chấm điểm không tự duyệt; cần một người khác của cơ quan duyệt."))</p>"
        : Button.post(t("Duyệt và gửi thẩm định"), to: path("duyet"), context, style: .primary)
    case .finishAppraisal:
      page.file.appraised == page.file.criteria.count
        ? Button.post(t("Thẩm định xong"), to: path("tham-dinh-xong"), context, style: .primary) : .empty
    case .accept: Button.post(t("Đồng ý với kết quả thẩm định"), to: path("dong-y"), context)
    case .appeal: Button.link(t("Kiến nghị"), to: path("kien-nghi"))
    case .settleAppeal: Button.link(t("Trả lời kiến nghị"), to: path("tra-loi"), style: .primary)
    case .reopen: reasoned(t("Mở lại thẩm định"), "mo-lai")
    case .leaveOut: reasoned(t("Không xếp hạng"), "khong-xep-hang")
    case .withdraw: reasoned(t("Rút đăng ký"), "rut")
    case .register, .publish: .empty
    }
  }

  private func path(_ act: String) -> String { MaturityPath.act(entry.id, act) }

  private var admit: HTML {
    """
    <form class="form" method="post" action="\(url: path("nhan"))">\(context.csrfField)\
    \(Field.select(
      "bloc", label: t("Khối của năm nay"), options: Bloc.allCases.map { (value: $0.rawValue, label: t($0.phrase)) },
      selected: entry.bloc.rawValue, hint: t("Khối là của từng năm, không suy từ tên cơ quan.")))\
    \(Field.check("trained", label: t("Cơ quan đã hoàn thành tập huấn"), isOn: entry.isTrained))\
    <div class="form__acts">\(Button.submit(t("Nhận đăng ký")))</div></form>
    """
  }

  /// The one person of an agency says so, and it goes on with that known.
  private var alone: HTML {
    """
    <form class="form" method="post" action="\(url: path("duyet-mot-minh"))">\(context.csrfField)\
    <p class="quiet">\(t("Người đã chấm thì không tự duyệt. Cơ quan chưa có ai khác có quyền duyệt, nên bạn gửi thẩm định được nếu ghi rõ điều đó; cơ quan thẩm định sẽ thấy."))</p>\
    \(Field.check("alone", label: t("Cơ quan chỉ có một người có quyền duyệt là tôi; chưa có người thứ hai xem lại điểm này")))\
    <div class="form__acts">\(Button.submit(t("Gửi thẩm định")))</div></form>
    """
  }

  private func reasoned(_ label: String, _ act: String) -> HTML {
    let isTried = page.sent?["act"] == act
    return """
      <details class="maturity-fold"\(flag: "open", isTried)><summary>\(label)</summary>\
      <form class="form" method="post" action="\(url: path(act))">\(context.csrfField)\
      <input type="hidden" name="act" value="\(act)">\
      <label class="field__label" for="reason-\(act)">\(t("Lý do"))</label>\
      <textarea class="field__control" id="reason-\(act)" name="reason" rows="3" required maxlength="4000">\n\(isTried ? page.sent?["reason"] ?? "" : "")</textarea>\
      <div class="form__acts">\(Button.submit(label, style: .plain))</div></form></details>
      """
  }
}
