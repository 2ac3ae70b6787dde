import Contracts
import Foundation
import Kernel
import Web

/// Publishing the notice, and those that were published.
struct CaseNoticePart {
  let page: CasePage
  let context: StaffContext

  private var t: Translator { context.translator }
  private var record: CaseRecord { page.record }

  var html: HTML {
    let isResponse = record.kind == .response
    return """
      <section class="section"><h2>\(isResponse ? t("Đăng phản hồi") : t("Tin cải chính, xin lỗi"))</h2>\
      \(page.rule(isResponse ? .publishResponse : .place, t))\
      \(if: record.medium.isAired, page.rule(.airings, t))\
      \(published)\(if: page.mayPublish && mayStillPublish, form)\
      \(if: !page.mayPublish && mayStillPublish, "<p class=\"quiet\">\(t("Người có quyền đăng cải chính, phản hồi sẽ đăng tin này."))</p>")\
      </section>
      """
  }

  private var mayStillPublish: Bool {
    record.kind == .response ? page.file.waitingRound != nil : page.file.notices.isEmpty
  }

  private var published: HTML {
    let items = page.file.notices.map { notice -> HTML in
      let home: HTML =
        if let ended = notice.homeEndedAt {
          "\(t("thôi đặt ở trang chủ")) \(TimeText.absolute(ended))"
        } else if let until = notice.homeUntil {
          "\(t("ở trang chủ đến hết ngày \(CivilDate(until).adding(days: -1).vietnamese)"))"
        } else {
          "\(t("ở trang chủ đến khi có người thôi đặt (số ngày tối thiểu chưa xác nhận)"))"
        }
      return """
        <li><a href="\(url: notice.path)">\(notice.title)</a>\
        <p class="quiet">\(notice.number) · \(TimeText.absolute(notice.publishedAt)) · \(notice.accountName) · \(home)</p>\(if: page.mayPublish && notice.homeEndedAt == nil && notice.homeUntil == nil, endHome(notice))</li>
        """
    }
    return items.isEmpty ? .empty : "<ul class=\"case-list\">\(items)</ul>"
  }

  private func endHome(_ notice: NoticeRecord) -> HTML {
    Unfold.html(
      t("Thôi đặt ở trang chủ"), icon: "house",
      """
      <form class="form" method="post" action="\(url: CasePath.act(record.id, "thoi-trang-chu"))">\(context.csrfField)\
      <input type="hidden" name="notice" value="\(notice.number)">\
      \(Field.text("reason", label: t("Lý do thôi đặt ở trang chủ"), isRequired: true, maxLength: 500))\
      <div class="form__acts">\(Button.submit(t("Thôi đặt ở trang chủ"), style: .plain))</div></form>
      """)
  }

  private var form: HTML {
    let rule = page.file.regime.rule(.keepOnHome, .online)
    let hint =
      rule?.value.map { t("Ít nhất \($0) ngày (CO4); để trống thì đúng \($0) ngày.") }
      ?? t("Số ngày tối thiểu chưa xác nhận: nhập theo văn bản gốc. Để trống thì tin ở lại đến khi có người thôi đặt.")
    let missing = page.file.writer().missing
    return """
      \(Notice.problems(page.errors.isEmpty ? missing : [:], t))\
      \(rule.map { "<p class=\"quiet\">\($0.id) · \($0.article)\(ClockText.mark($0, t)) · \($0.text)</p>" as HTML })\
      <form class="form" method="post" action="\(url: CasePath.act(record.id, "dang"))">\(context.csrfField)\
      \(if: record.kind == .response, Field.area(
        "own-view", label: t("Ý kiến của tòa soạn (nếu có)"),
        hint: t("Đăng ngay sau phản hồi, kể cả khi không đồng ý."), maxLength: 20_000))\
      \(Field.text(
        "home-days", label: t("Số ngày ở trang chủ"), type: "number", hint: hint,
        error: page.errors["home-days"].map { t($0) }))\
      <div class="form__acts">\(Button.submit(
        record.kind == .response ? t("Đăng phản hồi") : t("Đăng cải chính, xin lỗi"), icon: "send"))\
      \(Button.link(t("Xem trước tin"), to: CasePath.act(record.id, "xem-truoc"), icon: "eye"))</div></form>
      """
  }
}

/// Responses by round, refusing and stopping.
struct CaseRoundsPart {
  let page: CasePage
  let context: StaffContext

  private var t: Translator { context.translator }

  var html: HTML {
    let rounds = page.file.rounds
    let most = page.file.regime.rule(.stopRounds, page.record.medium)?.value ?? 0
    let published = rounds.count { $0.state == .published }
    let items = rounds.map { round -> HTML in
      let state: HTML =
        switch round.state {
        case .waiting: StateWord.html(t("Chờ đăng"), .waiting)
        case .published: StateWord.html(t("Đã đăng"), .done)
        case .refused: StateWord.html(t("Đã từ chối"), .off)
        }
      let letter = CasePath.act(page.record.id, "thu") + "?lan=\(round.number)"
      return """
        <li><strong>\(t("Lần \(round.number)"))</strong> \(TimeText.day(round.receivedOn)) \(state)\
        <p>\(round.words)</p>\(if: !round.reason.isEmpty, """
          <p class="quiet">\(t("Lý do từ chối")): \(round.reason)</p>\
          \(Button.link(t("Văn bản từ chối"), to: letter, icon: "file-text"))
          """)</li>
        """
    }
    return """
      <section class="section"><h2>\(t("Các lần phản hồi"))</h2>\(page.rule(.stopRounds, t))\
      <ol class="timeline">\(items)</ol>\
      \(if: page.mayManage && page.file.waitingRound == nil, again)\
      \(if: page.mayPublish && page.file.waitingRound != nil, refuse)\
      \(if: page.mayPublish && published >= most && most > 0, Button.post(
        t("Dừng đăng phản hồi"), to: CasePath.act(page.record.id, "dung"), context, style: .danger))</section>
      """
  }

  private var again: HTML {
    Unfold.html(
      t("Ghi phản hồi tiếp"), icon: "plus", isOpen: !page.errors.isEmpty,
      """
      <form class="form" method="post" action="\(url: CasePath.act(page.record.id, "phan-hoi"))">\(context.csrfField)\
      \(Field.date("received-on", label: t("Ngày nhận phản hồi tiếp"), value: CivilDate(page.now),
      error: page.errors["received-on"].map { t($0) }, isRequired: true))\
      \(Field.area("request", label: t("Nội dung phản hồi (nguyên văn)"), error: page.errors["request"].map { t($0) },
      isRequired: true, maxLength: 20_000))\
      <div class="form__acts">\(Button.submit(t("Ghi phản hồi tiếp"), style: .plain))</div></form>
      """)
  }

  private var refuse: HTML {
    Unfold.html(
      t("Từ chối đăng"), icon: "ban", isOpen: page.errors["reason"] != nil,
      """
      \(page.rule(.refuseResponse, t))\
      <form class="form" method="post" action="\(url: CasePath.act(page.record.id, "tu-choi"))">\(context.csrfField)\
      \(Field.area("refusal", label: t("Lý do, gửi người phản hồi bằng văn bản"), isRequired: true, maxLength: 20_000))\
      <div class="form__acts">\(Button.submit(t("Từ chối đăng"), style: .danger))</div></form>
      """)
  }
}
