import Contracts
import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Organisations

@Suite("Revenue is seen by few, entered by one and confirmed by another")
struct RevenueTests {
  let start = day("2022-01-01")

  private func row(_ organisation: OrganisationID, _ year: Int, _ amount: String) -> RawRow {
    RawRow(organisation: organisation.rawValue, values: ["year": "\(year)", "amount": amount])
  }

  @Test("a second person confirms what they saw; what is entered anew is confirmed anew", arguments: Engine.all)
  func confirm(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let paper = try await room.found("Báo", from: start)
      let (first, second) = (Keepers.chief(paper, "first"), Keepers.chief(paper, "second"))
      let organisations = room.organisations
      try await organisations.enterRevenue([row(paper, 2022, "12.500.000.000")], by: first)
      func record() async throws -> RevenueRecord {
        try #require(try await organisations.revenue(of: paper, year: 2022, for: first).records.first)
      }
      let seal = try await record().seal
      await #expect(throws: Failure.self) {
        try await organisations.confirmRevenue(of: paper, year: 2022, seen: seal, by: first)
      }
      await #expect(throws: Failure.self) {
        try await organisations.confirmRevenue(of: paper, year: 2022, seen: "1-x", by: second)
      }
      try await organisations.confirmRevenue(of: paper, year: 2022, seen: seal, by: second)
      #expect(try await record().confirmedBy == second.id)
      #expect(try await organisations.registers.revenue(of: [paper], year: 2022)[paper]?.isConfirmed == true)
      room.hand.advance(by: 60)
      try await organisations.enterRevenue([row(paper, 2022, "13000000000")], by: second)
      #expect(try await record().confirmedBy == nil)
      #expect(try await record().amount == 13_000_000_000)
      await #expect(throws: Failure.invalid(["organisation": "Cơ quan không hoạt động trong năm \(2021)"])) {
        try await organisations.enterRevenue([row(paper, 2021, "1")], by: first)
      }
      await #expect(throws: Failure.invalid(["amount": "Cần một số nguyên"])) {
        try await organisations.enterRevenue([row(paper, 2022, "12,5 tỷ")], by: first)
      }
    }
  }

  @Test(
    "whoever may not see it finds nothing: pages, forms, API; amounts are in no list and no log", arguments: Engine.all)
  func confidential(engine: Engine) async throws {
    try await withDatabase(engine, Organisations.migrations) { database in
      let trail = FullTrail()
      let room = try Room(database, audit: trail)
      _ = try await room.organisations.loadUnits(try unitRows.get(), by: Room.lead)
      let province = try #require(try await room.organisations.registers.province(named: "Hưng Yên", on: after)).id
      let paper = try await room.found("Báo Hưng Yên", from: after, province: province)
      let other = try await room.found("Báo khác", from: start)
      let department = try await room.found("Sở", from: after, kind: .department, province: province)
      let chief = Keepers.chief(paper, "own")
      let people = [
        chief, Keepers.chief(other, "other"), Keepers.reporter(paper), Keepers.department(department),
      ]
      let site = room.site(people)
      let page = "/lam-viec/to-chuc/\(paper)/doanh-thu"
      let sent = try await site.post(page, ["year": "2025", "amount": "7.654.321.000"], as: chief)
      #expect(sent.status == 303)
      #expect(try await site.get(page, as: chief).text.contains("7.654.321.000"))
      #expect(try await site.get("/lam-viec/so-bo/doanh-thu?nam=2025", as: chief).text.contains("7.654.321.000"))
      // A department that oversees the province reads, and does not write.
      let sees = try await site.get(page, as: people[3])
      #expect(sees.status == 200 && sees.text.contains("7.654.321.000") && !sees.text.contains("Ghi doanh thu"))
      #expect(try await site.post(page, ["year": "2025", "amount": "1"], as: people[3]).status == 403)
      // Whose it is comes first: nobody learns what was wrong with what they may not write.
      #expect(try await site.post(page, ["year": "x", "amount": ""], as: people[3]).status == 403)
      #expect(try await site.post(page, ["year": "x", "amount": ""], as: people[1]).status == 404)
      #expect(try await site.json(.post, "/api/v1/registers/revenue", "{}", as: people[2]).status == 404)
      #expect(try await site.get("/api/v1/registers/revenue?year=x", as: people[2]).status == 404)
      // A year to come has earned nothing yet; the running one is written as it stands.
      let running = room.organisations.clock.today.year
      let early = try await site.post(page, ["year": "\(running + 1)", "amount": "1"], as: chief)
      #expect(early.status == 422 && early.text.contains("Năm \(running + 1) chưa đến"))
      #expect(try await site.post(page, ["year": "\(running)", "amount": "1"], as: chief).status == 303)
      // The chief of another agency, and a reporter of this one.
      for person in [people[1], people[2]] {
        #expect(try await site.get(page, as: person).status == 404)
        #expect(try await site.post(page, ["year": "2025", "amount": "1"], as: person).status == 404)
        #expect(try await site.post("\(page)/xac-nhan", ["year": "2025", "seal": "x"], as: person).status == 404)
        let api = "/api/v1/registers/revenue?year=2025&organisation=\(paper)"
        #expect(try await site.get(api, as: person).status == 404)
        #expect(
          try await site.json(
            .post, "/api/v1/registers/revenue",
            #"{"organisation":"\#(paper)","values":{"year":"2025","amount":"1"}}"#, as: person
          ).status == 404)
      }
      #expect(try await site.get("/lam-viec/so-bo/doanh-thu", as: people[2]).status == 404)
      #expect(try await site.get("/lam-viec/so-bo/doanh-thu/nhap", as: people[2]).status == 404)
      #expect(try await site.get("/lam-viec/so-bo/doanh-thu/xuat.csv", as: chief).status == 404)
      #expect(!(try await site.get("/lam-viec/so-bo/doanh-thu?nam=2025", as: people[1]).text.contains("7.654.321.000")))
      for place in ["/lam-viec/so-bo", "/lam-viec/to-chuc/\(paper)", "/api/v1/organisations"] {
        let text = try await site.get(place, as: people[2]).text
        #expect(!text.contains("7.654.321") && !text.contains("7654321") && !text.contains("doanh-thu"), "\(place)")
      }
      let looks = trail.entries.filter { $0.action == "organisations.revenue.look" }
      #expect(looks.contains { $0.actor?.rawValue == "department" && $0.subject == "revenue/\(paper)" })
      #expect(
        !trail.entries.contains { $0.detail.values.contains { $0.contains("7654321") || $0.contains("7.654.321") } })
    }
  }
}
