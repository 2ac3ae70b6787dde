import Contracts
import Foundation
import Kernel
import Web

/// Who is there, who has how much, and the shifts and desks of the newsroom.
struct PeoplePage {
  let organisation: OrganisationID
  let team: [TeamMember]
  let availability: [Availability]
  let shifts: [Shift]
  let desks: [PlanningDesk]
  let sent: Sent
  let today: CivilDate
  let context: StaffContext

  private var t: Translator { context.translator }
  private var principal: Principal { context.principal }
  private var manages: Bool { principal.may(Planning.manage, in: organisation) }
  private var mayAdd: Bool { principal.may(Planning.pitch, in: organisation) }

  var page: DeskPage {
    PlanningPage.page(t("Nhân sự"), body)
  }

  private var body: HTML {
    """
    \(PlanningPage.tabs(.people, today: today, t))\(Notice.problems(sent.errors, t))\
    \(PlanningPage.section(t("Hôm nay"), teamTable))\
    \(if: mayAdd, PlanningPage.section(t("Ghi ngày nghỉ, công tác, ca trực"), form))\
    \(PlanningPage.section(t("Sáu mươi ngày tới"), list))\
    \(PlanningPage.section(t("Ca trực"), shiftPart))\
    \(PlanningPage.section(t("Ban, phòng"), deskPart))
    """
  }

  private var teamTable: HTML {
    let rows = team.map { member -> [HTML] in
      let shift = availability.first { $0.person == member.person.id && $0.kind == .shift && $0.holds(on: today) }
      let name = shift.flatMap { entry in shifts.first { $0.id == entry.shift } }
      let state =
        member.away.map { StateWord.html(t($0.kind.phrase), .off) }
        ?? name.map { StateWord.html($0.name, .live, more: "\($0.hours)") } ?? StateWord.html(t("có mặt"), .ready)
      return ["\(member.person.name)", "\(t(Phrase(stringLiteral: member.person.roleTitle)))", state, "\(member.load)"]
    }
    return Table.html(
      caption: t("Ai có mặt hôm nay"),
      columns: [
        .init(t("Tên")), .init(t("Vai trò"), .fit), .init(t("Hôm nay"), .fit), .init(t("Việc đang có"), .figure),
      ],
      rows: rows)
  }

  private var form: HTML {
    let people = team.map(\.person).sorted { $0.name < $1.name }
    return """
      <form method="post" action="\(PlanningPath.people)" class="form">\(context.csrfField)\
      <div class="form__row">\(if: manages, Field.select(
        "person", label: t("Người"), options: people.map { ($0.id.rawValue, $0.name) },
        selected: sent.form.optional("person") ?? principal.id.rawValue, error: sent.error("person", t)))\
      \(Field.select(
        "kind", label: t("Loại"), options: Availability.Kind.allCases.map { ($0.rawValue, t($0.phrase)) },
        selected: sent.form["kind"]))\
      \(if: !shifts.isEmpty, Field.select(
        "shift", label: t("Ca"), options: [("", t("Không"))] + shifts.map { ($0.id.rawValue, "\($0.name) (\($0.hours))") },
        selected: sent.form["shift"], hint: t("Chỉ khi trực ca."), error: sent.error("shift", t)))</div>\
      <div class="form__row">\(Field.date("from", label: t("Từ ngày"), value: CivilDate(rawValue: sent.form["from"]) ?? today, error: sent.error("from", t), isRequired: true))\
      \(Field.date("to", label: t("Đến hết ngày"), value: CivilDate(rawValue: sent.form["to"]), hint: t("Để trống nếu chỉ một ngày."), error: sent.error("to", t)))</div>\
      \(Field.text("note", label: t("Ghi chú"), value: sent.form["note"], maxLength: 300))\
      <div class="form__acts">\(Button.submit(t("Ghi")))</div></form>
      """
  }

  private var list: HTML {
    guard !availability.isEmpty else { return "<p class=\"quiet\">\(t("Chưa ghi gì."))</p>" }
    let names = Dictionary(shifts.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    let lines = availability.map { entry -> HTML in
      let span =
        entry.fromDay == entry.toDay
        ? entry.fromDay.vietnamese : "\(entry.fromDay.vietnamese) – \(entry.toDay.vietnamese)"
      let mayDrop = manages || (entry.person == principal.id && mayAdd)
      return """
        <li class="list__item"><span class="list__main">\(entry.personName)</span><span class="list__meta">\
        <span>\(t(entry.kind.phrase))\(entry.shift.flatMap { names[$0] }.map { ": \($0)" as HTML })</span><span>\(span)</span>\
        \(if: !entry.note.isEmpty, "<span>\(entry.note)</span>")</span>\
        \(if: mayDrop, "<span class=\"list__acts\">\(Button.post(t("Bỏ"), to: "\(PlanningPath.people)/\(entry.id)/bo", context, style: .quiet))</span>")</li>
        """
    }
    return "<ul class=\"list\">\(lines)</ul>"
  }

  private func lines<Value>(_ values: [Value], _ line: (Value) -> (name: String, meta: String, close: String)) -> HTML {
    guard !values.isEmpty else { return "<p class=\"quiet\">\(t("Chưa ghi gì."))</p>" }
    let items = values.map { value -> HTML in
      let (name, meta, close) = line(value)
      return """
        <li class="list__item"><span class="list__main">\(name)</span><span class="list__meta"><span>\(meta)</span></span>\
        \(if: manages, "<span class=\"list__acts\">\(Button.post(t("Đóng"), to: close, context, style: .quiet))</span>")</li>
        """
    }
    return "<ul class=\"list\">\(items)</ul>"
  }

  private var shiftPart: HTML {
    let list = lines(shifts) { ($0.name, $0.hours, "\(PlanningPath.board)/ca/\($0.id)/dong") }
    guard manages else { return list }
    return """
      \(list)<form method="post" action="\(PlanningPath.board)/ca" class="form">\(context.csrfField)<div class="form__row">\
      \(Field.text("shift-name", label: t("Tên ca"), value: sent.form["shift-name"], isRequired: true, maxLength: 100))\
      \(Field.text("shift-from", label: t("Từ giờ"), value: sent.form["shift-from"], type: "time", isRequired: true))\
      \(Field.text("shift-to", label: t("Đến giờ"), value: sent.form["shift-to"], type: "time", isRequired: true))</div>\
      <div class="form__acts">\(Button.submit(t("Ghi ca"), style: .plain))</div></form>
      """
  }

  private var deskPart: HTML {
    let list = lines(desks) { ($0.name, "", "\(PlanningPath.board)/ban-phong/\($0.id)/dong") }
    guard manages else { return list }
    return """
      \(list)<form method="post" action="\(PlanningPath.board)/ban-phong" class="form">\(context.csrfField)\
      \(Field.text("desk-name", label: t("Tên ban, phòng"), value: sent.form["desk-name"], isRequired: true, maxLength: 100))\
      <div class="form__acts">\(Button.submit(t("Thêm ban, phòng"), style: .plain))</div></form>
      """
  }
}
