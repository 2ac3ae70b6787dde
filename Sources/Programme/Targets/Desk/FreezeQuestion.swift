import Contracts
import Hummingbird
import Kernel
import Persistence
import Web

/// Before figures are frozen: what will be, what is missing, what waits, each by name, and that it is public at once.
struct FreezeQuestion: Sendable {
  struct Line: Sendable {
    let target: TargetRecord
    let figure: TargetFigure?
    /// Of what agencies earn, for who may not see that: it is frozen, not shown.
    var isHidden = false
  }

  let plan: PlanRecord
  let day: CivilDate
  let lines: [Line]
  let waiting: [FigureEntry]
  /// A digest over what is shown here: what is frozen is what was seen.
  let mark: String
  var hasChanged = false
  var conflict: Phrase?

  private var known: [Line] { lines.filter { $0.figure.map { $0.missing.isEmpty } ?? false } }
  private var lacking: [Line] { lines.filter { $0.figure.map { !$0.missing.isEmpty } ?? true } }

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let back = FreezePage.path(plan.id)
    let body: HTML = """
      <div class="stack">\(conflict.map { Notice.bad(t("Chưa làm được"), detail: t($0)) })\
      \(if: hasChanged, Notice.warn(t("Số liệu đã đổi từ lúc bạn mở trang này: hãy xem lại trước khi chốt.")))\
      \(Notice.warn(
        t("Chốt là không sửa được nữa, chỉ điều chỉnh bên cạnh."),
        detail: plan.state == .active
          ? t("Số liệu hiện ngay trên trang công khai Tiến độ và trong dữ liệu mở.")
          : t("Số liệu hiện trên trang công khai Tiến độ khi kế hoạch được thực hiện.")))\
      \(missing(t))\(figures(t))\
      <form class="stack" method="post" action="\(url: "\(back)/chot")">\(context.csrfField)\
      <input type="hidden" name="ngay" value="\(day.rawValue)"><input type="hidden" name="da-xem" value="\(mark)">\
      \(unconfirmed(t))\
      <p>\(Button.submit(t("Chốt và công bố số liệu ngày \(day.vietnamese)"), style: .danger)) \
      <a href="\(url: back)">\(t("Không chốt"))</a></p></form></div>
      """
    return DeskPage(
      title: t("Chốt số liệu ngày \(day.vietnamese)?"), room: Programme.room, body: body,
      breadcrumb: [(plan.shortTitle, ProgrammePath.plan(plan.id)), (t("Tính và chốt số liệu"), back)],
      styles: ["targets.css"]
    ).answer(context, status: conflict == nil && !hasChanged ? 200 : 409)
  }

  private func missing(_ t: Translator) -> HTML {
    guard !lacking.isEmpty else { return .empty }
    let items = lacking.map { line -> HTML in
      let why = line.figure.map { $0.missingText(t) } ?? t("chưa tính, chưa nhập")
      return "<li>\(line.target.measure): \(why)</li>"
    }
    return """
      <section class="stack"><h2>\(t("\(lacking.count) trên \(lines.count) chỉ tiêu còn thiếu số liệu"))</h2>\
      <ul class="bullets">\(items)</ul></section>
      """
  }

  private func figures(_ t: Translator) -> HTML {
    let shown = lines.filter { $0.figure != nil }
    guard !shown.isEmpty else { return .empty }
    let table = Table.html(
      caption: t("Số liệu sẽ chốt"), columns: [.init(t("Chỉ tiêu")), .init(t("Số liệu"), .fit)],
      rows: shown.map { line in
        [
          "\(line.target.measure)",
          "<span class=\"figures\">\(line.isHidden ? t("không hiển thị") : line.figure.map { FigureText.count($0.count, line.target.unit, t) } ?? "—")</span>",
        ]
      })
    return "<section class=\"stack\"><h2>\(t("Sẽ chốt"))</h2>\(table)</section>"
  }

  private func unconfirmed(_ t: Translator) -> HTML {
    guard !waiting.isEmpty else { return .empty }
    let names = Dictionary(lines.map { ($0.target.id, $0.target.measure) }, uniquingKeysWith: { first, _ in first })
    let items = waiting.map { entry -> HTML in
      "<li>\(entry.name), \(names[entry.target] ?? ""): \(t("\(entry.enteredByName) nhập, chưa ai xác nhận"))</li>"
    }
    return """
      <section class="stack"><h2>\(t("\(waiting.count) số liệu chờ xác nhận"))</h2><ul class="bullets">\(items)</ul>\
      \(Field.check("bo-ra", label: t("Chốt không có các số này; chúng được trả lại cho người nhập")))</section>
      """
  }
}

extension Programme {
  /// What a freeze of a day would fix, for whoever may freeze.
  func freezeQuestion(of id: PlanID, on day: CivilDate, for principal: Principal) async throws -> FreezeQuestion {
    try await database.read { connection in
      let plan = try Self.kept(try PlanStore.find(id, on: connection), by: principal)
      try principal.require(Self.freeze, in: plan.owner)
      guard try FreezeStore.find(id, day, on: connection) == nil else { throw Self.isFrozen(day) }
      let figures = Dictionary(
        try FigureStore.wholes(of: id, on: connection).filter { $0.day == day }.map { ($0.target, $0) },
        uniquingKeysWith: { first, _ in first })
      let targets = try PlanStore.targets(of: id, on: connection).filter { target in
        figures[target.id] != nil || target.unit != .statement && target.endedOn.map { $0 >= day } ?? true
      }
      let kept = try FreezeStore.current(of: id, Set(figures.keys), on: connection)
      let waiting = try FigureEntryStore.waiting(of: id, on: day, on: connection)
      let text = try FrozenText.of(plan, day, targets: kept.map(CanonicalJSON.text), on: connection)
      return FreezeQuestion(
        plan: plan, day: day,
        lines: targets.map {
          .init(target: $0, figure: figures[$0.id], isHidden: !Self.seesAll(of: $0, in: plan, principal))
        }, waiting: waiting,
        mark: FrozenText.digest("\(text.digest) \(waiting.map(\.id.rawValue).joined(separator: " "))"))
    }
  }
}
