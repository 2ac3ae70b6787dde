import Contracts
import Kernel
import Web

/// What a plan stands on, and what became of it by a day.
struct PlanBasesPart: Sendable {
  let view: Programme.PlanView
  let day: CivilDate

  func html(_ t: Translator) -> HTML {
    let bases = view.whole.texts(.basis)
    let states = bases.map { BasisState.of(view.whole.laws[$0.ref], view.whole.changes[$0.ref] ?? [], on: day) }
    let replaced = states.count { $0 == .replaced }
    return """
      <form method="get" action="\(url: ProgrammePath.plan(view.record.id))" class="form plan-day">\
      <input type="hidden" name="xem" value="\(PlanTab.bases.rawValue)"><div class="form__row">\
      \(Field.date("ngay", label: t("Xét vào ngày"), value: day))\
      <div class="form__acts">\(Button.submit(t("Xem"), style: .plain, icon: "search"))</div></div></form>\
      <p>\(t("Vào ngày \(day.vietnamese): \(replaced) trong \(bases.count) căn cứ đã được thay thế."))</p>\
      \(FilterBar.html(target: "bases", label: t("Lọc căn cứ"), count: bases.count, t))\
      \(Table.html(
        caption: t("Căn cứ pháp lý"),
        columns: [.init(t("Căn cứ")), .init(t("Tình trạng"), .fit), .init(t("Thay thế, sửa đổi"))],
        rows: zip(bases, states).map { basis, state in [name(basis, t), word(state, t), became(basis, t)] }, id: "bases"))
      """
  }

  private func name(_ basis: PlanText, _ t: Translator) -> HTML {
    "\(PlanProse.html(basis.text))\(PlanWords.place(basis.section, basis.lines, t))"
  }

  private func word(_ state: BasisState, _ t: Translator) -> HTML {
    switch state {
    case .unchecked: StateWord.html(t("Chưa kiểm tra"), .waiting)
    case .inForce: StateWord.html(t("Còn hiệu lực"), .done)
    case .notYet: StateWord.html(t("Chưa có hiệu lực"), .draft)
    case .amended: StateWord.html(t("Đã sửa đổi"), .ready)
    case .replaced: StateWord.html(t("Đã thay thế"), .bad)
    }
  }

  private func became(_ basis: PlanText, _ t: Translator) -> HTML {
    let changes = view.whole.changes[basis.ref] ?? []
    let law = view.whole.laws[basis.ref]
    let lines = changes.map { change -> HTML in
      let isPast = change.from.map { $0 <= day } ?? true
      let when = change.from.map { t("từ \($0.vietnamese)") } ?? t("không rõ ngày")
      return """
        <li\(attribute: "class", isPast ? nil : "quiet")>\(change.by), \(when)\
        \(if: !isPast, " (\(t("chưa đến ngày")))")\
        \(if: !change.note.isEmpty, "<span class=\"plan-place\">\(Self.sentence(change.note))</span>")\(mark(change.mark, t))</li>
        """
    }
    let note = law.map { law -> HTML in
      "\(if: !law.note.isEmpty, "<span class=\"plan-place\">\(Self.sentence(law.note))</span>")\(mark(law.mark, t))"
    }
    return "\(if: !lines.isEmpty, "<ul class=\"plan-list\">\(lines)</ul>")\(note)"
  }

  private static func sentence(_ note: String) -> String { note.prefix(1).uppercased() + note.dropFirst() }

  /// How sure it is; nothing where it was read in the paper itself.
  private func mark(_ mark: String, _ t: Translator) -> HTML {
    "\(if: mark != "A", "<span class=\"plan-place plan-mark\">\(t("Nguồn: \(t(SourceMark.words(mark)))"))</span>")"
  }
}
