import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Collaboration

/// What people owe, on their pages and in the day's mail. Saturday 21/11/2026, 08:00.
struct DutyTests {
  /// Owes as it is told, to those of one organisation who hold a right.
  struct Owing: OwedWork {
    var duties: [OwedDuty] = []
    var own: [OwedDuty] = []
    var fails = false

    func mayOwe(_ principal: Principal) -> Bool { !principal.ownOrganisations(for: "newsroom.item.approve").isEmpty }
    func owed(by principal: Principal) async throws -> [OwedDuty] {
      if fails { throw Failure.notFound }
      return mayOwe(principal) ? duties : []
    }
    func inHand(of principal: Principal) async throws -> [OwedDuty] { mayOwe(principal) ? own : [] }
  }

  struct Standing: Principals {
    func principal(_ id: AccountID) async throws -> Principal? { [House.lan, House.minh].first { $0.id == id } }
  }

  static let late = OwedDuty(
    .late, kind: "Nhiệm vụ", title: "Mở <kênh> số", detail: "Báo Lam Giang", due: CivilDate(2026, 11, 19),
    words: "chậm \(1) ngày làm việc", path: "/lam-viec/nhiem-vu/7")
  static let waiting = OwedDuty(
    .waiting, kind: "Số liệu", title: "Tỷ lệ đào tạo", words: "chờ xác nhận", path: "/lam-viec/ke-hoach-tinh/chi-tieu/3"
  )
  static let later = OwedDuty(
    .later, kind: "Nhiệm vụ", title: "Việc năm sau", due: CivilDate(2027, 6, 30), words: "còn lâu",
    path: "/lam-viec/nhiem-vu/9", isOwn: true)

  private func view(_ duties: [OwedDuty], _ place: DutyPart.Place) -> DutyPart {
    DutyView(list: DutyList(duties), place: place, t: Translator(.vietnamese)).part
  }

  @Test("the most pressing first, each one click away; the rest folds")
  func morning() {
    let many = (1...10).map { day in
      OwedDuty(
        .soon, kind: "Báo cáo", title: "Báo cáo \(day)", due: CivilDate(2026, 12, day), words: "còn", path: "/b/\(day)")
    }
    let part = view(many + [Self.waiting, Self.late], .morning)
    let html = part.html.text
    #expect(part.count == 12 && part.late == 1)
    #expect(html.contains("href=\"/lam-viec/nhiem-vu/7\"") && html.contains("Mở &lt;kênh&gt; số"))
    let places = ["Đang trễ", "Chờ bạn", "Sắp đến hạn", "Báo cáo 1<", "Còn 2 việc nữa"].map {
      html.range(of: $0)?.lowerBound
    }
    #expect(!places.contains(nil) && places.compactMap(\.self) == places.compactMap(\.self).sorted())
    #expect(!html.contains("Không có gì trễ"))
  }

  @Test("an honest word where there is nothing; beside other work nothing at all")
  func quiet() {
    #expect(view([], .morning).html.text.contains("Không có gì trễ"))
    #expect(view([Self.waiting], .morning).html.text.contains("Không có gì trễ."))
    #expect(view([], .beside).html.isEmpty && view([Self.later], .beside).html.isEmpty)
    #expect(view([Self.late, Self.waiting], .beside).html.text.contains("1 trễ"))
    #expect(view([Self.later], .own).count == 1 && view([Self.later], .morning).count == 0)
  }

  @Test(
    "a person's own corner shows what is theirs; somebody without the right sees nothing of it", arguments: Engine.all)
  func corner(engine: Engine) async throws {
    let owing = Owing(duties: [Self.late, Self.waiting], own: [Self.later])
    try await House.with(engine, owed: [owing]) { house in
      let minh = try await house.site.get(PersonalPath.home, as: House.minh).text
      #expect(minh.contains("Tỷ lệ đào tạo") && minh.contains("Việc năm sau") && !minh.contains("kênh"))
      let lan = try await house.site.get(PersonalPath.home, as: House.lan).text
      #expect(!lan.contains("Tỷ lệ đào tạo") && !lan.contains("duties"))
    }
  }

  @Test("the day's mail carries them on working days, unless one wants no mail of them", arguments: Engine.all)
  func mail(engine: Engine) async throws {
    let server = try await MailServer()
    let owing = Owing(duties: [Self.late, Self.waiting, Self.later])
    try await House.with(engine, mail: try settings(server), owed: [owing], principals: Standing()) { house in
      try await house.confirmAddress(of: house.reader(House.minh), server)
      func mailed() async throws -> Int {
        try await house.room.writeDigests()
        try await house.work()
        return server.mails.count
      }
      #expect(try await mailed() == 1, "nobody is told on a Saturday")
      house.hand.advance(by: 2 * 86_400)
      #expect(try await mailed() == 2)
      let text = MailServer.text(of: server.mails[1].data, "text/plain")
      #expect(text.contains("Nhiệm vụ: Mở <kênh> số") && text.contains("https://bao.example/lam-viec/nhiem-vu/7"))
      #expect(text.contains("Tỷ lệ đào tạo") && !text.contains("Việc năm sau"))
      try await house.room.choose([.programme: .page], hour: 7, house.reader(House.minh))
      house.hand.advance(by: 86_400)
      #expect(try await mailed() == 2)
    }
    await server.close()
  }
}
