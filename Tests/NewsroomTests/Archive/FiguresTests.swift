import Contracts
import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Newsroom

struct FiguresTests {
  private let day = CivilDate(2026, 11, 21)!

  @Test("what was made and published is counted by desk, person, kind, hour and day", arguments: Engine.all)
  func counts(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let society = try await desk.section("Xã hội")
      let sport = try await desk.section("Thể thao")
      let first = try await desk.draft("Một", section: society)
      let second = try await desk.draft("Hai", section: sport, by: desk.minh)
      _ = try await desk.draft("Ba", section: society)
      desk.hand.advance(by: 30 * 60)
      try await desk.newsroom.publish(first.id, by: desk.thu)
      desk.hand.advance(by: 60 * 60)
      try await desk.newsroom.publish(second.id, by: desk.thu)
      _ = try await desk.save("Chữ mới.", to: first.id, base: 1, by: desk.hoa)
      try await desk.newsroom.updatePublished(first.id, by: desk.hoa)

      let figures = try await desk.newsroom.figures(of: Desk.agency, from: day, to: day, for: desk.thu)
      #expect(figures.total.created == 3 && figures.total.published == 2 && figures.total.updated == 1)
      try await desk.newsroom.republish(first.id, by: desk.hoa)
      let later = try await desk.newsroom.figures(of: Desk.agency, from: day, to: day, for: desk.thu)
      #expect(later.total.corrected == 1 && later.people.first { $0.name == "Trần Minh" }?.corrected == 0)
      #expect(figures.total.median == 60)
      #expect(figures.sections.map(\.name).sorted() == ["Thể thao", "Xã hội"])
      #expect(figures.people.first { $0.name == "Nguyễn Thị Lan" }?.created == 2)
      #expect(figures.people.first { $0.name == "Trần Minh" }?.median == 90)
      #expect(figures.kinds.map(\.name) == ["Bài"])
      #expect(figures.hours.count == 24 && figures.hours[8].published == 1 && figures.hours[9].published == 1)
      #expect(figures.days.map(\.published) == [2])
      #expect(figures.total.words > 0)
      let before = try await desk.newsroom.figures(
        of: Desk.agency, from: day.adding(days: -7), to: day.adding(days: -1), for: desk.thu)
      #expect(before.total.created == 0 && before.days.count == 7)
    }
  }

  @Test("whether readers would read other words is known before a correction is published", arguments: Engine.all)
  func reworded(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let item = try await desk.draft("Một", section: try await desk.section())
      #expect(try await !desk.newsroom.isReworded(item.id, for: desk.hoa))
      try await desk.newsroom.publish(item.id, by: desk.thu)
      #expect(try await !desk.newsroom.isReworded(item.id, for: desk.hoa))
      _ = try await desk.save("Chữ đúng.", to: item.id, base: 1, by: desk.hoa)
      #expect(try await desk.newsroom.isReworded(item.id, for: desk.hoa))
      try await desk.newsroom.republish(item.id, by: desk.hoa)
      #expect(try await !desk.newsroom.isReworded(item.id, for: desk.hoa))
      _ = try await desk.save("Chữ đúng.", to: item.id, base: 2, by: desk.hoa)
      #expect(try await !desk.newsroom.isReworded(item.id, for: desk.hoa))
    }
  }

  @Test("two people of one name are two lines", arguments: Engine.all)
  func namesakes(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      let other = Principal(
        id: AccountID("lan-hai"), name: desk.lan.name, organisation: desk.lan.organisation,
        scoped: [Desk.agency: [Newsroom.write]])
      _ = try await desk.draft("Một", section: section)
      _ = try await desk.draft("Hai", section: section, by: other)
      let figures = try await desk.newsroom.figures(of: Desk.agency, from: day, to: day, for: desk.thu)
      #expect(figures.people.map(\.name) == [desk.lan.name, desk.lan.name])
      #expect(figures.people.map(\.created) == [1, 1])
    }
  }

  @Test("who may not see everybody sees oneself; another agency sees nothing", arguments: Engine.all)
  func whose(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      let section = try await desk.section()
      _ = try await desk.draft("Một", section: section)
      _ = try await desk.draft("Hai", section: section, by: desk.minh)
      let own = try await desk.newsroom.figures(of: Desk.agency, from: day, to: day, for: desk.lan)
      #expect(own.total.created == 1 && own.people.map(\.name) == ["Nguyễn Thị Lan"])
      await #expect(throws: Failure.forbidden(Newsroom.write)) {
        try await desk.newsroom.figures(of: Desk.agency, from: day, to: day, for: desk.stranger)
      }
      await #expect(throws: Failure.self) {
        try await desk.newsroom.figures(of: Desk.agency, from: day, to: day.adding(days: 400), for: desk.thu)
      }
    }
  }

  @Test("the page draws bars without scripts, and gives the same as a file", arguments: Engine.all)
  func pages(engine: Engine) async throws {
    try await withDesk(engine) { desk in
      _ = try await desk.published(section: try await desk.section())
      let site = DeskSite(desk)
      for part in FiguresPart.allCases {
        let page = try await site.get("/lam-viec/so-lieu?theo=\(part.rawValue)", as: desk.thu)
        #expect(
          page.status == 200 && page.text.contains("<rect class=\"bars__bar\"") && page.text.contains("Cả cơ quan"))
        let csv = try await site.get("/lam-viec/so-lieu/csv?theo=\(part.rawValue)", as: desk.thu)
        #expect(csv.text.hasPrefix("\u{FEFF}Tên,Tạo mới"))
      }
      #expect(try await site.get("/lam-viec/so-lieu", as: desk.lan).text.contains("Của riêng bạn"))
      #expect(try await site.get("/lam-viec/so-lieu?tu=2026-12-01&den=2026-11-01", as: desk.thu).status == 422)
    }
  }
}
