import Foundation
import Kernel
import Persistence
import Vietnamese

/// A deadline as somebody writes it.
struct DeadlineDraft: Sendable, Equatable {
  var text = ""
  var who = ""
  var toWhom = ""
  var via = ""
  var every = "year"
  var month: Int?
  var day: Int?
  var isBefore = true
  var section = ""
  /// Who makes the report of each year here: one of ``makers``.
  var maker = ""

  /// Nobody, each press agency, whoever keeps the plan.
  static let makers = ["", "agency", "department"]
  static let periods = ["year", "half-year", "quarter", "month", "once"]

  init() {}

  init(_ deadline: PlanDeadline) {
    text = deadline.text
    who = deadline.who
    toWhom = deadline.toWhom
    via = deadline.via
    every = deadline.every
    month = deadline.month
    day = deadline.day
    isBefore = deadline.isBefore
    section = deadline.section
    maker = deadline.maker
  }

  func check() throws(Failure) {
    var errors: [String: Phrase] = [:]
    if text.isEmpty { errors["text"] = "Cần ghi báo cáo gì" }
    if who.isEmpty { errors["who"] = "Cần ghi ai báo cáo" }
    if !Self.periods.contains(every) { errors["every"] = "Chọn một kỳ" }
    if every == "year" || every == "once", month == nil { errors["month"] = "Cần tháng" }
    if !Self.makers.contains(maker) { errors["maker"] = "Chọn một cách lập" }
    if !maker.isEmpty, every != "year" || day == nil {
      errors["maker"] = "Báo cáo lập ở đây là báo cáo năm: cần kỳ hằng năm, có ngày và tháng"
    }
    if let month, !(1...12).contains(month) { errors["month"] = "Tháng từ 1 đến 12" }
    if let day, !(1...31).contains(day) { errors["day"] = "Ngày từ 1 đến 31" }
    if let month, let day, (1...12).contains(month), CivilDate(2028, month, day) == nil {
      errors["day"] = "Tháng này không có ngày đó"
    }
    if text.count > 2000 || [who, toWhom, via, section].contains(where: { $0.count > 500 }) {
      errors[""] = "Một ô dài quá 500 chữ"
    }
    PlainName.check(
      [("text", text), ("who", who), ("to-whom", toWhom), ("via", via), ("section", section)], &errors)
    guard errors.isEmpty else { throw .invalid(errors) }
  }

  fileprivate func fill(_ deadline: inout PlanDeadline) {
    deadline.text = text
    deadline.who = TaskDraft.names(who).joined(separator: "; ")
    deadline.toWhom = toWhom
    deadline.via = via
    deadline.every = every
    deadline.month = month
    deadline.day = day
    deadline.isBefore = isBefore
    deadline.section = section
    deadline.maker = maker
  }
}

extension Programme {
  @discardableResult
  func addDeadline(
    _ name: String, _ draft: DeadlineDraft, once: FormNumber? = nil, by principal: Principal
  ) async throws -> String {
    try draft.check()
    return try await edit(name, "programme.deadline.add", once: once, by: principal, detail: ["deadline": draft.text]) {
      record, connection in
      let codes = try PlanStore.deadlines(of: record.id, on: connection).map(\.code)
      let wish = VietnameseText.slug(draft.text, limit: 40, fallback: "han")
      var deadline = PlanDeadline(
        id: UUIDv7.shared.next(), plan: record.id, code: Self.freeCode(wish, among: Set(codes)), text: draft.text)
      draft.fill(&deadline)
      deadline.mark = "own"
      try PlanStore.save(deadline, on: connection)
      return deadline.id
    }
  }

  func changeDeadline(_ name: String, _ id: String, _ draft: DeadlineDraft, by principal: Principal) async throws {
    try draft.check()
    try await edit(name, "programme.deadline.change", by: principal, detail: ["deadline": id]) { record, connection in
      guard var deadline = try PlanStore.deadlines(of: record.id, on: connection).first(where: { $0.id == id }) else {
        throw Failure.notFound
      }
      draft.fill(&deadline)
      try PlanStore.save(deadline, on: connection)
    }
  }

  /// It is owed until the day before the amendment, or until yesterday.
  func endDeadline(_ name: String, _ id: String, by principal: Principal) async throws {
    try await edit(name, "programme.deadline.end", by: principal, detail: ["deadline": id]) { record, connection in
      guard var deadline = try PlanStore.deadlines(of: record.id, on: connection).first(where: { $0.id == id }) else {
        throw Failure.notFound
      }
      let open = try PlanStore.amendments(of: record.id, on: connection).last { $0.closedAt == nil }
      deadline.validTo = (open?.effectiveOn ?? clock.today).adding(days: -1)
      try PlanStore.save(deadline, on: connection)
    }
  }
}
