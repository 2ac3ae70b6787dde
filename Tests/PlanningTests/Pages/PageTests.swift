import Foundation
import HTTPTypes
import Kernel
import TestSupport
import Testing
import Web

@testable import Planning

/// The pages and the programs' interface.
struct PageTests {
  @Test(
    "every page opens, empty and with something in it, for whoever may see it and nobody else", arguments: Engine.all)
  func opens(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let site = room.site
      let pages = [
        PlanningPath.board, PlanningPath.day(Room.day(2026, 11, 21)), PlanningPath.agenda, PlanningPath.plans,
        PlanningPath.editions, PlanningPath.templates, PlanningPath.handovers, PlanningPath.people, PlanningPath.mine,
      ]
      for page in pages { #expect(try await site.get(page, as: room.lan).status == 200, "\(page), empty") }
      let (plan, coverage) = try await room.plan("Lũ <về> sớm", on: Room.day(2026, 11, 21))
      let assignment = try await room.planning.assign(coverage.id, to: room.lan.id, desk: nil, by: room.thu)
      let event = try await room.planning.addEvent(
        EventWords(title: "Giao ban", startsAt: Room.time(2026, 11, 20, 7), rule: RecurrenceRule(.daily)),
        to: Room.agency, by: room.thu)
      let edition = try await room.planning.addEdition(EditionWords(name: "Báo in"), to: Room.agency, by: room.thu)
      let template = try await room.planning.addTemplate(ScheduleTests.weather(room), to: Room.agency, by: room.thu)
      try await room.planning.setShift("Ca sáng", from: 360, to: 840, in: Room.agency, by: room.thu)
      let more = [
        PlanningPath.plan(plan.id), PlanningPath.plan(plan.id, "sua"), PlanningPath.plan(plan.id, "tu-choi"),
        PlanningPath.plan(plan.id, "phan-viec"), PlanningPath.coverage(coverage.id, "giao"),
        PlanningPath.coverage(coverage.id, "sua"), PlanningPath.coverage(coverage.id, "noi"),
        PlanningPath.assignment(assignment.id, "tu-choi"), PlanningPath.event(event.id, at: event.startsAt),
        PlanningPath.event(event.id, "sua"), "\(PlanningPath.events)/moi", "\(PlanningPath.plans)/moi",
        PlanningPath.with("\(PlanningPath.plans)/moi", [("su-kien", event.id.rawValue)]),
        PlanningPath.edition(edition.id), PlanningPath.edition(edition.id, "sua"), "\(PlanningPath.editions)/moi",
        PlanningPath.template(template.id, "sua"), "\(PlanningPath.templates)/moi", "\(PlanningPath.agenda)/nhap",
      ]
      for page in pages + more {
        let reply = try await site.get(page, as: room.thu)
        #expect(reply.status == 200, "\(page)")
        #expect(!reply.text.contains("Lũ <về>"), "\(page) must escape")
        #expect(
          !reply.text.contains(/&lt;(p|ul|dl|li|a|span|form|strong)[ &]/), "\(page) must not escape its own markup")
        #expect([303, 401].contains(try await site.get(page, as: nil).status), "\(page), signed out")
        let without = try await site.get(page, as: room.outsider).status
        #expect(without == 403 || without == 404, "\(page), without a permission")
      }
      for page in more
      where page.contains(plan.id.rawValue) || page.contains(coverage.id.rawValue) || page.contains(event.id.rawValue) {
        if !page.contains("su-kien=") { #expect(try await site.get(page, as: room.stranger).status == 404, "\(page)") }
      }
    }
  }

  @Test("a card goes to another day by its form, and by a script", arguments: Engine.all)
  func move(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let (plan, coverage) = try await room.plan()
      let board = try await room.site.get("\(PlanningPath.board)?tuan=2026-11-23", as: room.thu).text
      #expect(board.contains("data-id=\"\(plan.id)\""))
      #expect(board.contains("draggable=\"true\""))
      #expect(board.contains("Chuyển sang ngày"), "not only by dragging")
      let moved = try await room.site.post(
        PlanningPath.move, ["kind": "plan", "id": plan.id.rawValue, "day": "2026-11-25", "back": "//elsewhere"],
        as: room.thu)
      #expect(moved.status == 303)
      #expect(moved.location == PlanningPath.board)
      #expect(try await room.planning.plan(plan.id, for: room.thu).day == Room.day(2026, 11, 25))
      _ = try await room.site.post(
        PlanningPath.move, ["kind": "plan", "id": plan.id.rawValue, "day": "2026-11-25", "none": "1"], as: room.thu)
      #expect(try await room.planning.plan(plan.id, for: room.thu).day == nil)
      _ = try await room.site.post(
        PlanningPath.move, ["kind": "coverage", "id": coverage.id.rawValue, "day": "2026-11-26"], as: room.thu)
      #expect(try await room.planning.coverage(coverage.id, for: room.thu).0.deadline == Room.time(2026, 11, 26, 16))
      for who in [room.lan, room.stranger] {
        let reply = try await room.site.post(
          PlanningPath.move, ["kind": "plan", "id": plan.id.rawValue, "day": "2026-11-27"], as: who)
        #expect(reply.status == 403 || reply.status == 404)
      }
      let lans = try await room.site.get("\(PlanningPath.board)?tuan=2026-11-23", as: room.lan).text
      #expect(!lans.contains("draggable=\"true\""), "who may not move a card is not offered to")
    }
  }

  @Test(
    "forms: an event each kind of repetition is read back; a wrong form keeps what was typed", arguments: Engine.all)
  func forms(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let base = [
        "title": "Chào cờ", "from": "2026-11-23", "from-time": "07:00", "to": "2026-11-23", "to-time": "07:30",
        "every": "1",
      ]
      let rules = [
        "": nil, "daily": "FREQ=DAILY", "weekly": "FREQ=WEEKLY", "monthly": "FREQ=MONTHLY",
        "monthly-weekday": "FREQ=MONTHLY;BYDAY=4MO", "yearly": "FREQ=YEARLY",
        "lunar-yearly": "X-LUNAR=1;FREQ=YEARLY", "lunar-monthly": "X-LUNAR=1;FREQ=MONTHLY",
      ]
      for (choice, rule) in rules {
        let reply = try await room.site.post(
          "\(PlanningPath.events)/moi", base.merging(["repeat": choice]) { $1 }, as: room.lan)
        #expect(reply.status == 303)
        let id = PlanningEventID(String(reply.location?.split(separator: "/").last ?? ""))
        let event = try await room.planning.event(id, for: room.lan).event
        #expect(event.rule?.text == rule, "\(choice)")
        #expect(event.endsAt == Room.time(2026, 11, 23, 7, 30))
        let again = Form(fields: EventForm.fields(of: event))
        #expect(try EventForm.read(again).rule == event.rule, "\(choice) again")
        #expect(try EventForm.read(again).endsAt == event.endsAt)
      }
      let wrong = try await room.site.post(
        "\(PlanningPath.events)/moi", base.merging(["title": "", "place": "Sân <vận động>"]) { $1 }, as: room.lan)
      #expect(wrong.status == 422)
      #expect(wrong.text.contains("Sân &lt;vận động&gt;"))
      #expect(wrong.text.contains("Cần có tên sự kiện"))
    }
  }

  @Test("a calendar is taken in by a form; a file that is none is refused with a word", arguments: Engine.all)
  func upload(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let path = "\(PlanningPath.agenda)/nhap"
      let file = ICalTests.calendar("BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261123\r\nSUMMARY:Lễ\r\nEND:VEVENT")
      let done = try await room.site.upload(path, [("file", "lich.ics", file)], as: room.thu)
      #expect(done.status == 200)
      #expect(done.text.contains("Đã thêm 1 sự kiện"))
      let none = try await room.site.upload(path, [("file", "anh.png", Data([1, 2, 3]))], as: room.thu)
      #expect(none.status == 422)
      #expect(try await room.site.upload(path, [("file", "lich.ics", file)], as: room.lan).status == 403)
      #expect(try await room.site.upload(path, [("file", "lich.ics", file)], as: room.thu, token: nil).status == 403)
      let out = try await room.site.get("\(PlanningPath.agenda).ics", as: room.lan)
      #expect(out.headers[.contentType] == "text/calendar; charset=utf-8")
      #expect(out.text.contains("SUMMARY:Lễ"))
    }
  }

  @Test("the secret address needs no session and is told to nobody else", arguments: Engine.all)
  func feed(engine: Engine) async throws {
    try await withRoom(engine) { room in
      let page = try await room.site.post("\(PlanningPath.agenda)/dia-chi", as: room.lan)
      let match = try #require(page.text.firstMatch(of: /\/lich-toa-soan\/[A-Za-z0-9_-]+\.ics/))
      let reply = try await room.site.get(String(match.0), as: nil)
      #expect(reply.status == 200)
      #expect(reply.text.hasPrefix("BEGIN:VCALENDAR"))
      #expect(reply.headers[.cacheControl]?.contains("no-store") == true)
      #expect(try await room.site.get("/lich-toa-soan/\(String(repeating: "a", count: 32)).ics", as: nil).status == 404)
      _ = try await room.site.post("\(PlanningPath.agenda)/thu-hoi", as: room.lan)
      #expect(try await room.site.get(String(match.0), as: nil).status == 404)
    }
  }

  @Test("programs do the whole way by the same verbs", arguments: Engine.all)
  func api(engine: Engine) async throws {
    try await withRoom(engine) { room in
      struct Named: Decodable { let id: String }
      let base = "/api/v1/planning"
      func id(_ path: String, _ body: String, as person: Principal) async throws -> String {
        let reply = try await room.site.json(.post, base + path, body, as: person)
        try #require(reply.status == 201, "\(path): \(reply.text)")
        return try JSONDecoder().decode(Named.self, from: reply.body).id
      }
      let plan = try await id("/plans", #"{"title":"Chợ nổi","day":"2026-11-23","urgent":true}"#, as: room.lan)
      #expect(try await room.site.json(.post, "\(base)/plans/\(plan)/accept", as: room.lan).status == 403)
      #expect(try await room.site.json(.post, "\(base)/plans/\(plan)/accept", as: room.thu).status == 200)
      #expect(try await room.site.json(.post, "\(base)/plans/\(plan)/accept", as: room.thu).status == 409)
      let coverage = try await id(
        "/plans/\(plan)/coverages", #"{"kind":"video","length":90,"deadline":"2026-11-23T16:00:00+07:00"}"#,
        as: room.thu)
      let assignment = try await id("/coverages/\(coverage)/assignments", #"{"person":"lan"}"#, as: room.thu)
      #expect(try await room.site.json(.post, "\(base)/assignments/\(assignment)/item", as: room.lan).status == 201)
      #expect(try await room.site.get("\(base)/my-work", as: room.lan).text.contains("\"in-progress\""))
      #expect(try await room.site.get("\(base)/board?from=2026-11-23&days=1", as: room.guest).text.contains(plan))
      #expect(try await room.site.get("\(base)/plans/\(plan)", as: room.stranger).status == 404)
      _ = try await id(
        "/events",
        #"{"title":"Giỗ Tổ","allDay":true,"start":"2026-04-26T00:00:00+07:00","rule":"X-LUNAR=1;FREQ=YEARLY"}"#,
        as: room.lan)
      #expect(try await room.site.get("\(base)/events?from=2027-04-16&days=1", as: room.lan).text.contains("Giỗ Tổ"))
      for body in ["[]", "{", #"{"title":1}"#, #"{"day":"32/13"}"#] {
        let status = try await room.site.json(.post, "\(base)/plans", body, as: room.lan).status
        #expect(status == 400 || status == 422, "\(body)")
      }
    }
  }
}
