import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Collaboration

/// A place that nobody else sees, in which nothing is written over.
struct PersonalTests {
  @Test("a note is kept; of two tabs the second is told, and its text is not lost", arguments: Engine.all)
  func notes(engine: Engine) async throws {
    try await House.with(engine) { house in
      let site = house.site
      let first = try await site.json(.put, "/api/v1/note", #"{"body":"một","base":0}"#, as: House.lan)
      #expect(first.status == 200)
      let second = try await site.json(.put, "/api/v1/note", #"{"body":"hai","base":0}"#, as: House.lan)
      #expect(second.status == 409)
      #expect(second.text.contains("một"))
      let form = try await site.post("/lam-viec/cua-toi", ["note": "hai", "base": "0"], as: House.lan)
      #expect(form.status == 409)
      #expect(form.text.contains("hai") && form.text.contains("một"))

      let next = try await site.json(.put, "/api/v1/note", #"{"body":"một hai","base":1}"#, as: House.lan)
      #expect(next.status == 200)
      #expect(try await site.get("/lam-viec/cua-toi", as: House.lan).text.contains("một hai"))
      #expect(!(try await site.get("/lam-viec/cua-toi", as: House.minh).text.contains("một hai")))
    }
  }

  @Test("many saves at once: exactly one of each base is kept", arguments: Engine.all)
  func race(engine: Engine) async throws {
    try await House.with(engine) { house in
      let won = await withTaskGroup(of: Bool.self) { group in
        for number in 0..<8 {
          group.addTask { (try? await house.room.saveNote("bản \(number)", over: 0, of: House.lan.id)) != nil }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(won == 1)
      let revision = try await house.database.read { try PersonalStore.note(of: House.lan.id, on: $0).revision }
      #expect(revision == 1)
    }
  }

  @Test("a note that is too long or cannot be kept is refused", arguments: Engine.all)
  func limits(engine: Engine) async throws {
    try await House.with(engine) { house in
      await #expect(throws: Failure.self) {
        try await house.room.saveNote(String(repeating: "ấ", count: 50_001), over: 0, of: House.lan.id)
      }
      await #expect(throws: Failure.self) { try await house.room.saveNote("a\0b", over: 0, of: House.lan.id) }
    }
  }

  @Test(
    "only pages of the desk and web addresses are pinned",
    arguments: ["javascript:alert(1)", "//ke-gian.example", "ftp://x.example", "", "https://a b.example"])
  func badPins(address: String) async throws {
    try await House.with(.sqlite) { house in
      let answer = try await house.site.post(
        "/lam-viec/cua-toi/ghim", ["address": address, "title": "x"], as: House.lan)
      #expect(answer.status == 422)
    }
  }

  @Test("a pin is one's own: seen, and taken off, by nobody else", arguments: Engine.all)
  func pins(engine: Engine) async throws {
    try await House.with(engine) { house in
      let site = house.site
      _ = try await site.post(
        "/lam-viec/cua-toi/ghim", ["address": "https://thoitiet.example/lam-giang", "title": "Thời tiết"], as: House.lan
      )
      #expect(try await site.get("/lam-viec/cua-toi", as: House.lan).text.contains("Thời tiết"))
      #expect(!(try await site.get("/lam-viec/cua-toi", as: House.minh).text.contains("Thời tiết")))
      let id = try #require(
        try await house.database.read { try PersonalStore.pins(of: House.lan.id, on: $0).first?.id })
      _ = try await site.post("/lam-viec/cua-toi/ghim/\(id)/bo", as: House.minh)
      let still = try await house.database.read { try PersonalStore.pins(of: House.lan.id, on: $0).count }
      #expect(still == 1)
      _ = try await site.post("/lam-viec/cua-toi/ghim/\(id)/bo", as: House.lan)
      let left = try await house.database.read { try PersonalStore.pins(of: House.lan.id, on: $0).count }
      #expect(left == 0)
    }
  }
}

/// The first acts of whoever is new.
struct FirstStepsTests {
  private static let chief = House.person(
    "chief", "Tổng biên tập",
    ["newsroom.item.write", "newsroom.item.approve", "newsroom.home.arrange", "security.audit.read"])

  @Test("each role sees its own first acts")
  func tracks() throws {
    let steps = try FirstSteps(folder: House.data.appendingPathComponent("onboarding"))
    #expect(steps.track(of: House.lan)?.id == "reporter")
    #expect(steps.track(of: House.minh)?.id == "editor")
    #expect(steps.track(of: Self.chief)?.id == "chief")
    let administrator = Principal(
      id: AccountID("a"), name: "A", organisation: nil, everywhere: ["security.accounts.manage", "security.audit.read"])
    #expect(steps.track(of: administrator)?.id == "administrator")
    #expect(steps.track(of: Principal(id: AccountID("n"), name: "N", organisation: nil)) == nil)
  }

  @Test("each role that ships begins with what is its own: agencies make reports too, and are no department")
  func shipped() throws {
    struct Role: Decodable {
      let id: String
      let permissions: Set<Permission>
    }
    let file = House.data.appendingPathComponent("policies/roles.json")
    let roles = try JSONDecoder().decode([Role].self, from: Data(contentsOf: file))
    let steps = try FirstSteps(folder: House.data.appendingPathComponent("onboarding"))
    let tracks = roles.map { role in
      let person = Principal(
        id: AccountID(role.id), name: role.id, organisation: House.agency, scoped: [House.agency: role.permissions])
      return "\(role.id): \(steps.track(of: person)?.id ?? "none")"
    }
    #expect(
      tracks == [
        "reporter: reporter", "editor: editor", "secretary: secretary", "chief: chief", "plan-writer: none",
        "department: department", "department-head: department-head", "administrator: administrator",
      ])
    // Whoever administers the house and writes the plan of an agency is no department either.
    let both = Principal(
      id: AccountID("both"), name: "Cả hai", organisation: House.agency,
      everywhere: roles.first { $0.id == "administrator" }?.permissions ?? [],
      scoped: [House.agency: roles.first { $0.id == "plan-writer" }?.permissions ?? []])
    #expect(steps.track(of: both)?.id == "administrator")
  }

  @Test(
    "a step is ticked by what was really done, or by going there; the list is put away and taken out",
    arguments: Engine.all)
  func ticking(engine: Engine) async throws {
    try await House.with(engine, acts: ["newsroom.item.create"]) { house in
      let site = house.site
      #expect(try await site.get("/lam-viec/bat-dau", as: House.lan).text.contains("Xong 1 trên 4"))
      let gone = try await site.get("/lam-viec/bat-dau/notices", as: House.lan)
      #expect(gone.location == "/lam-viec/thong-bao/cai-dat")
      #expect(try await site.get("/lam-viec/bat-dau", as: House.lan).text.contains("Xong 2 trên 4"))
      #expect(try await site.get("/lam-viec/bat-dau", as: House.minh).text.contains("biên tập viên"))
      #expect(try await site.get("/lam-viec/bat-dau/khong-co", as: House.lan).status == 404)

      #expect(try await site.get("/lam-viec/cua-toi", as: House.lan).text.contains("Xong 2 trên 4"))
      _ = try await site.post("/lam-viec/bat-dau", ["act": "hide"], as: House.lan)
      #expect(!(try await site.get("/lam-viec/cua-toi", as: House.lan).text.contains("Xong 2 trên 4")))
      #expect(try await site.get("/lam-viec/bat-dau", as: House.lan).text.contains("Xong 2 trên 4"))
      _ = try await site.post("/lam-viec/bat-dau", ["act": "show"], as: House.lan)
      #expect(try await site.get("/lam-viec/cua-toi", as: House.lan).text.contains("Xong 2 trên 4"))
    }
  }

  @Test("what the data files say is there in every language", arguments: [Language.english, .chinese])
  func translated(language: Language) throws {
    let catalogue = try Catalogue(folder: House.data.appendingPathComponent("locale"))
    let tracks = try FirstSteps(folder: House.data.appendingPathComponent("onboarding")).tracks
    #expect(tracks.count == 7)
    let phrases = tracks.map(\.title) + tracks.flatMap(\.steps).flatMap { [$0.title, $0.hint] }
    #expect(catalogue.missing(phrases, in: language) == [])
  }
}
