import Contracts
import Kernel
import Web

/// Duties in groups, each a short list that unfolds: what is late, what waits for this person, what comes next.
struct DutyView {
  let list: DutyList
  let place: DutyPart.Place
  let t: Translator

  /// So many of a group before the rest is folded away.
  private var short: Int { place == .beside ? 5 : 8 }
  private var shown: [OwedDuty.Urgency] {
    place == .own ? OwedDuty.Urgency.allCases : [.late, .waiting, .soon]
  }

  var part: DutyPart {
    DutyPart(html: html, count: shown.map { list.of($0).count }.reduce(0, +), late: list.late)
  }

  private var html: HTML {
    switch place {
    case .morning: "<div class=\"stack duties\">\(isQuiet ? quiet : groups)</div>"
    case .own: list.duties.isEmpty ? nothingOwn : "<div class=\"stack duties\">\(groups)</div>"
    case .beside: isQuiet ? .empty : beside
    }
  }

  private var isQuiet: Bool { shown.allSatisfy { list.of($0).isEmpty } }

  private var quiet: HTML {
    EmptyState.html(
      t("Không có gì trễ, không có gì chờ bạn, không có hạn nào trong những ngày làm việc tới."), icon: "check-check")
  }

  private var nothingOwn: HTML {
    EmptyState.html(t("Không có việc nào giao đích danh bạn và không có gì chờ bạn."), icon: "check-check")
  }

  private var groups: HTML {
    let parts = shown.map { group($0) }
    // What is not there is said only where it is good news.
    let calm: HTML? =
      place == .morning && list.late == 0 ? "<p class=\"duties__calm\">\(t("Không có gì trễ."))</p>" : nil
    return "\(calm)\(parts)"
  }

  /// One line that counts; what it counts unfolds below it.
  private var beside: HTML {
    let counts: [HTML] = [
      list.late > 0 ? StateWord.html(t("\(list.late) trễ"), .bad) : nil,
      count(.waiting).map { StateWord.html(t("\($0) chờ bạn"), .waiting) },
      count(.soon).map { StateWord.html(t("\($0) sắp đến hạn"), .ready) },
    ].compactMap(\.self)
    return """
      <details class="duties duties--beside"><summary><b>\(t("Việc theo kế hoạch và sổ bộ"))</b> \
      <span class="duties__counts">\(counts)</span>\(Icon.html("chevron-down"))</summary>\(groups)</details>
      """
  }

  private func count(_ urgency: OwedDuty.Urgency) -> Int? {
    let count = list.of(urgency).count
    return count > 0 ? count : nil
  }

  private func group(_ urgency: OwedDuty.Urgency) -> HTML {
    let duties = list.of(urgency)
    guard !duties.isEmpty else { return .empty }
    let rest = duties.dropFirst(short)
    let more: HTML = """
      <details class="duties__more"><summary>\(t("Còn \(rest.count) việc nữa"))\(Icon.html("chevron-down"))</summary>\
      <ul class="list" data-keys>\(rest.map { line($0) })</ul></details>
      """
    return """
      <section class="section duties__group" aria-labelledby="duties-\(String(describing: urgency))">\
      <h2 id="duties-\(String(describing: urgency))">\(t(title(urgency))) <span class="count">\(duties.count)</span></h2>\
      <ul class="list" data-keys>\(duties.prefix(short).map { line($0) })</ul>\(if: !rest.isEmpty, more)</section>
      """
  }

  private func title(_ urgency: OwedDuty.Urgency) -> Phrase {
    switch urgency {
    case .late: "Đang trễ"
    case .waiting: "Chờ bạn"
    case .soon: "Sắp đến hạn"
    case .later: "Còn thời gian"
    }
  }

  private func line(_ duty: OwedDuty) -> HTML {
    let kind: StateWord.Kind =
      switch duty.urgency {
      case .late: .bad
      case .waiting: .waiting
      case .soon: .ready
      case .later: .draft
      }
    let due: HTML? = duty.due.map { "<span>\(t("hạn")) \(TimeText.day($0))</span>" }
    return """
      <li class="list__item"><a class="list__main" href="\(url: duty.path)">\(duty.title)</a>\
      <span class="list__meta">\(StateWord.html(t(duty.words), kind))\(due)<span>\(t(duty.kind))</span>\
      \(if: !duty.detail.isEmpty, "<span>\(duty.detail)</span>")\
      \(if: duty.isOwn && place != .own, "<span>\(t("giao cho bạn"))</span>")</span></li>
      """
  }
}
