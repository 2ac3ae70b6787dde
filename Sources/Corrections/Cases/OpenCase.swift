import Contracts
import Foundation
import Kernel
import Persistence

/// What a case begins with.
struct CaseStart: Sendable {
  var organisation: OrganisationID
  var kind = CaseKind.correction
  var origin = CaseOrigin.complaint
  /// One of our items; its title, section and day are read from what readers see.
  var item: ItemID?
  /// A work that ran outside; ignored where `item` is given, but for medium, programme and hour.
  var work: Work?
  var startedOn: CivilDate
  var detail = CaseDetail()
  var responsible: AccountID?
}

extension Corrections {
  /// Mở hồ sơ. A correction or removal of an item on the site puts its text by at once, so that what was published is
  /// known whatever happens to it later.
  @discardableResult
  func open(_ start: CaseStart, by principal: Principal) async throws -> CaseRecord {
    try principal.require(Self.manage, in: start.organisation)
    let (work, author) = try await known(start, principal)
    try Self.check(start, work, today: clock.today)
    let responsible = start.responsible ?? principal.id
    if responsible != principal.id {
      let people = try await people.people(in: start.organisation)
      guard people.contains(where: { $0.id == responsible }) else {
        throw Failure.invalid(["responsible": "Chọn một người của cơ quan"])
      }
    }
    let content = start.kind.mayRemove ? try await publishedContent(work?.item) : nil
    return try await database.write { connection in
      let now = clock.now
      let year = clock.today.year
      let record = CaseRecord(
        id: .new(), organisation: start.organisation, year: year,
        number: try CaseStore.next("case", of: start.organisation, year: year, on: connection), kind: start.kind,
        origin: start.origin, state: .open, work: work, itemAuthor: author, startedOn: start.startedOn,
        detail: start.detail, responsible: responsible, openedBy: principal.id, openedAt: now, updatedAt: now,
        outcome: "", version: 1)
      try CaseStore.insert(record, on: connection)
      try StepStore.insert(.opened, of: record.id, by: principal, at: now, on: connection)
      if start.kind == .response {
        try RoundStore.insert(1, of: record.id, received: start.startedOn, words: start.detail.request, on: connection)
      }
      if let content { try keep(content, record, by: principal, on: connection) }
      try FollowStore.begin(record, on: connection)
      try notifyOpened(record, principal, on: connection)
      try self.record("corrections.case.open", record, by: principal, on: connection)
      return record
    }
  }

  /// The work as readers saw it, and who wrote the item.
  private func known(_ start: CaseStart, _ principal: Principal) async throws -> (Work?, AccountID?) {
    guard let item = start.item else {
      // Whoever names no item describes a work from outside: an ID within it is nobody's leave to write on that item.
      var outside = start.work
      outside?.item = nil
      return (outside, nil)
    }
    guard let brief = try await items.briefs([item], for: principal)[item], brief.organisation == start.organisation
    else { throw Failure.invalid(["item": "Không có bài này trong cơ quan"]) }
    guard let shown = try await acts.published(item, for: principal) else {
      throw Failure.invalid(["item": "Bài chưa từng xuất bản: sửa ngay trong bài, không cần hồ sơ"])
    }
    var work = start.work ?? Work(date: CivilDate(shown.at))
    work.item = item
    work.title = shown.title
    if work.section.isEmpty { work.section = shown.section }
    work.date = CivilDate(shown.at)
    work.medium = .online
    if let path = brief.publicPath { work.address = path }
    return (work, brief.author)
  }

  static func check(_ start: CaseStart, _ work: Work?, today: CivilDate) throws(Failure) {
    var errors: [String: Phrase] = [:]
    if start.startedOn > today { errors["started-on"] = "Ngày nhận chưa đến" }
    if let found = start.detail.foundOn, found > today { errors["found-on"] = "Ngày này chưa đến" }
    if let work {
      if work.title.isEmpty { errors["title"] = "Cần tên tác phẩm" }
      if work.date > today { errors["date"] = "Ngày đăng chưa đến" }
      if work.medium.isPrint, work.issue.isEmpty { errors["issue"] = "Báo in, tạp chí cần số báo" }
      if work.medium.isAired, work.programme.isEmpty {
        errors["programme"] = "Phát thanh, truyền hình cần tên chương trình"
      }
      if work.medium.isAired, !isHour(work.hour) { errors["hour"] = "Cần giờ phát, dạng 19:30" }
      if !(1...99).contains(work.airings) { errors["airings"] = "Số lần phát từ 1 đến 99" }
    } else if start.kind.needsWork {
      errors["title"] = "Cần tác phẩm đã đăng, phát"
    }
    if start.kind == .correction, start.origin != .complaint, start.detail.foundOn == nil {
      errors["found-on"] = "Cần ngày có kết luận hoặc ngày tự phát hiện"
    }
    if start.kind != .correction || start.origin != .ownDiscovery, start.detail.who.isEmpty {
      errors["who"] = "Cần tên người hoặc cơ quan"
    }
    if start.kind != .correction, start.kind != .removal, start.detail.request.isEmpty {
      errors["request"] = "Cần nội dung"
    }
    let texts = [start.detail.request, start.detail.falseText, start.detail.correctedText, start.detail.conclusion]
    if texts.contains(where: { $0.count > 20_000 }) { errors[""] = "Một ô dài quá 20000 chữ" }
    guard errors.isEmpty else { throw .invalid(errors) }
  }

  static func isHour(_ text: String) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]), parts[1].count == 2 else {
      return false
    }
    return (0..<24).contains(hour) && (0..<60).contains(minute)
  }

  private func notifyOpened(_ record: CaseRecord, _ principal: Principal, on connection: any Connection) throws {
    let people = Set([record.responsible, record.itemAuthor].compactMap(\.self)).subtracting([principal.id])
    guard !people.isEmpty else { return }
    try notifier.notify(
      NoticeDraft(
        people: people.sorted(), kind: "corrections.opened",
        text: "\(principal.name) đã mở hồ sơ \(record.label): \(record.title.prefixLine)",
        path: CasePath.show(record.id), organisation: record.organisation, by: principal.id), on: connection)
  }
}
