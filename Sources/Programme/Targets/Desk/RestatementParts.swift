import Contracts
import Kernel
import Web

/// Restatements that wait for a second person, with the acts on them.
struct WaitingRestatementsPart: Sendable {
  let view: TargetView
  let principal: Principal

  func html(_ context: StaffContext) -> HTML {
    let t = context.translator
    let waiting = view.proposals.filter { $0.state == .waiting }
    guard !waiting.isEmpty else { return .empty }
    return """
      <section class="stack" id="dieu-chinh"><h2>\(t("Điều chỉnh chờ xác nhận"))</h2>\
      <p class="quiet">\(t("Cho đến khi được xác nhận, mọi nơi vẫn hiện số liệu đã chốt."))</p>\(Table.html(
        caption: t("Đề nghị điều chỉnh, cũ nhất trước"),
        columns: [
          .init(t("Ngày báo cáo"), .fit), .init(t("Số liệu")), .init(t("Người đề nghị")), .init(t("Minh chứng")),
          .init(t("Trạng thái")),
        ], rows: waiting.map { row($0, context) }))</section>
      """
  }

  private func row(_ one: RestatementProposal, _ context: StaffContext) -> [HTML] {
    let t = context.translator
    let unit = view.unit(on: one.day)
    return [
      TimeText.day(one.day),
      """
      \(if: !one.name.isEmpty, "\(one.name): ")<span class="figures"><del class="kpi__was">\(FigureText.count(one.was, unit, t))</del> \
      \(FigureText.count(one.count, unit, t))</span>
      """,
      "\(one.proposedByName), \(VietnamTime.dateAndClock(one.proposedAt))<br>\(t("Lý do")): \(one.reason)",
      RestatementProofs.html(view.proofs[one.id.rawValue] ?? []), state(one, context),
    ]
  }

  private func state(_ one: RestatementProposal, _ context: StaffContext) -> HTML {
    let t = context.translator
    let told = view.told[FigureTold.proposal(one.id)].map {
      t("đã báo \($0.people), lúc \(VietnamTime.dateAndClock($0.at))")
    }
    return """
      \(StateWord.html(t(one.state.phrase), .waiting)) \
      <span class="kpi__note">\(told ?? t("chưa có người thứ hai ở cơ quan giữ kế hoạch xác nhận được, sẽ báo khi có"))</span>\
      \(acts(one, context))
      """
  }

  private func acts(_ one: RestatementProposal, _ context: StaffContext) -> HTML {
    let t = context.translator
    let path = "\(ProgrammePath.target(view.target.id))/dieu-chinh"
    if one.proposedBy == principal.id {
      return Button.post(t("Rút đề nghị"), to: "\(path)/rut", context, fields: ["proposal": one.id.rawValue])
    }
    guard view.mayDecide else { return .empty }
    return """
      \(Button.post(
        t("Xác nhận điều chỉnh"), to: "\(path)/xac-nhan", context, icon: "check", fields: ["proposal": one.id.rawValue]))\
      <form class="inline-form" method="post" action="\(url: "\(path)/tu-choi")">\(context.csrfField)\
      <input type="hidden" name="proposal" value="\(one.id.rawValue)">\
      <label class="field__label" for="words-\(one.id.rawValue)">\(t("Lý do từ chối"))</label>\
      <input class="field__control" id="words-\(one.id.rawValue)" name="words" required maxlength="2000">\
      \(Button.submit(t("Từ chối"), style: .plain))</form>
      """
  }
}

/// Freezes of a target, what was restated with its evidence, and what was proposed and did not take effect.
struct FreezeHistoryPart: Sendable {
  let view: TargetView

  func html(_ t: Translator) -> HTML {
    let freezes = view.freezes.filter { view.days.contains($0.day) }.map { freeze -> HTML in
      """
      <li>\(t("\(freeze.frozenByName) chốt số liệu ngày \(freeze.day.vietnamese), lúc \(VietnamTime.dateAndClock(freeze.frozenAt))")) \
      <code class="kpi-digest">SHA-256 \(freeze.digest)</code></li>
      """
    }
    let ended = view.proposals.filter { $0.state == .refused || $0.state == .withdrawn }
    let lines = freezes + view.restatements.map { restatement($0, t) } + ended.map { proposal($0, t) }
    guard !lines.isEmpty else { return .empty }
    return "<section><h2>\(t("Chốt và điều chỉnh"))</h2><ol class=\"kpi-history\">\(lines)</ol></section>"
  }

  private func restatement(_ one: Restatement, _ t: Translator) -> HTML {
    let unit = view.unit(on: one.day)
    let (was, now) = (FigureText.count(one.was, unit, t), FigureText.count(one.count, unit, t))
    let words =
      view.mayManage
      ? t("\(one.madeByName) điều chỉnh số liệu ngày \(one.day.vietnamese) từ \(was) thành \(now)")
      : t("\(one.madeByName) điều chỉnh số liệu ngày \(one.day.vietnamese)")
    let second = one.confirmedByName.isEmpty ? "" : ", " + t("\(one.confirmedByName) xác nhận")
    let proofs = view.proposal(of: one).flatMap { view.proofs[$0.id.rawValue] } ?? []
    return """
      <li>\(words)\(if: !one.name.isEmpty, " (\(one.name))")\(second), \(VietnamTime.dateAndClock(one.madeAt)). \
      \(t("Lý do")): \(one.reason)\(if: !proofs.isEmpty, RestatementProofs.html(proofs))\
      \(if: !one.digest.isEmpty, " <code class=\"kpi-digest\">SHA-256 \(one.digest)</code>")</li>
      """
  }

  private func proposal(_ one: RestatementProposal, _ t: Translator) -> HTML {
    let unit = view.unit(on: one.day)
    let (was, said) = (FigureText.count(one.was, unit, t), FigureText.count(one.count, unit, t))
    let end =
      one.state == .refused
      ? t("\(one.decidedByName) từ chối: \(one.words)") : t("\(one.decidedByName) rút đề nghị")
    return """
      <li>\(t("\(one.proposedByName) đề nghị điều chỉnh số liệu ngày \(one.day.vietnamese) từ \(was) thành \(said)"))\
      \(if: !one.name.isEmpty, " (\(one.name))"). \(t("Lý do")): \(one.reason). \
      \(StateWord.html(t(one.state.phrase), .off)) \(end)\(one.decidedAt.map { ", \(VietnamTime.dateAndClock($0))" } ?? "")</li>
      """
  }
}

enum RestatementProofs {
  static func html(_ proofs: [Evidence]) -> HTML {
    guard !proofs.isEmpty else { return "—" }
    return "<ul class=\"kpi-proofs\">\(proofs.map { "<li>\(TargetPartsPart.proof($0))</li>" as HTML })</ul>"
  }
}
