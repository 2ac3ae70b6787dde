import Contracts
import Foundation
import Kernel
import Persistence

extension Corrections {
  /// Đăng cải chính hoặc phản hồi on the site: what the law wants named must be there, in its words. It stands on the home
  /// page for the days of the law; where those are not known, for what is entered, or until it is taken down.
  @discardableResult
  func publishNotice(
    _ id: CaseID, homeDays: Int?, ownView: String = "", by principal: Principal
  ) async throws -> NoticeRecord {
    let ownView = try Self.checked(ownView, "own-view")
    return try await database.write { connection in
      let record = try Self.locked(id, for: principal, to: Self.publish, on: connection)
      guard record.kind.hasNotice else { throw Failure.conflict("Loại hồ sơ này không có tin đăng.") }
      let regime = regimes.regime(on: record.lawDay)
      let round = try RoundStore.rounds(of: id, on: connection).first { $0.state == .waiting }
      let writer = NoticeWriter(record: record, regime: regime, round: round, ownView: ownView)
      guard writer.missing.isEmpty else { throw Failure.invalid(writer.missing) }
      let now = clock.now
      let until = try Self.homeUntil(regime, homeDays, publishedOn: clock.today)
      let year = clock.today.year
      let number = "\(try CaseStore.next("notice", of: record.organisation, year: year, on: connection))-\(year)"
      let notice = ID<NoticeRecord>.new()
      try NoticeStore.insert(
        notice, of: record, number: number, title: writer.title, lines: writer.lines, at: now, homeUntil: until,
        by: principal, on: connection)
      if let round {
        try RoundStore.end(round.number, of: id, as: .published, at: now, ownView: ownView, on: connection)
      }
      try StepStore.insert(
        .published, of: id, by: principal, at: now, evidence: "/cai-chinh/\(number)", on: connection)
      for place in try FollowStore.all(of: id, on: connection) where place.kind == .site && !place.isDone {
        try FollowStore.done(
          place, times: place.needed, at: now, evidence: "/cai-chinh/\(number)", by: principal.name, on: connection)
      }
      try connection.purge(Self.keys(record.organisation, record.work?.item))
      try notifyPublished(record, number, principal, on: connection)
      try self.record(
        "corrections.notice.publish", record, by: principal, detail: ["notice": number], on: connection)
      guard let found = try NoticeStore.find(number, of: record.organisation, on: connection) else {
        throw Failure.notFound
      }
      return found
    }
  }

  /// Pages that show notices: the home page and lists, and the story's own page.
  static func keys(_ organisation: OrganisationID, _ item: ItemID?) -> [String] {
    [PageKey.lists(organisation)] + (item.map { [PageKey.item($0)] } ?? [])
  }

  /// The end of the last day on the home page: the day of publication is not counted.
  static func homeUntil(_ regime: Regime, _ days: Int?, publishedOn day: CivilDate) throws(Failure) -> Date? {
    if let days, !(1...3650).contains(days) { throw .invalid(["home-days": "Số ngày từ 1 đến 3650"]) }
    // The site is an online product, whatever the work was.
    guard let least = regime.rule(.keepOnHome, .online)?.value else {
      return days.map { day.adding(days: $0 + 1).start }
    }
    if let days, days < least { throw .invalid(["home-days": "Luật yêu cầu ít nhất \(least) ngày (CO4)"]) }
    return day.adding(days: (days ?? least) + 1).start
  }

  private func notifyPublished(
    _ record: CaseRecord, _ number: String, _ principal: Principal, on connection: any Connection
  ) throws {
    let people = Set([record.responsible, record.openedBy, record.itemAuthor].compactMap(\.self))
      .subtracting([principal.id])
    guard !people.isEmpty else { return }
    try notifier.notify(
      NoticeDraft(
        people: people.sorted(), kind: "corrections.published",
        text: "\(principal.name) đã đăng tin số \(number) của hồ sơ \(record.label)", path: CasePath.show(record.id),
        organisation: record.organisation, by: principal.id), on: connection)
  }
}
