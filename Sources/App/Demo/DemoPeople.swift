import Contracts
import Foundation
import Kernel
import Newsroom
import Organisations
import Security

/// Who works in the demo province, as the use cases know them.
struct DemoPeople {
  let reporter: Principal
  let editor: Principal
  let secretary: Principal
  let chief: Principal
  /// At the department that steers the programme: who keeps the plan, and who answers for it.
  let keeper: Principal
  let head: Principal
}

extension DemoProvince {
  struct Agencies {
    let newspaper: OrganisationID
    let magazine: OrganisationID
    let department: OrganisationID
  }

  /// The agencies and whom they belong to, from the day of the law they work under.
  func foundAgencies() async throws -> Agencies {
    let organisations = house.organisations
    let root = Principal.system([Organisations.manage])
    let day = CivilDate(2025, 7, 1) ?? house.clock.today
    let province = try await organisations.registers.province(named: "Lam Giang", on: day)?.id
    func found(_ details: OrganisationDetails) async throws -> OrganisationID {
      var details = details
      details.province = province
      return try await organisations.found(details, from: day, by: root)
    }
    let party = try await found(
      .init(kind: .governingBody, name: "Tỉnh ủy Lam Giang", shortName: "Tỉnh ủy Lam Giang"))
    let arts = try await found(
      .init(
        kind: .governingBody, name: "Hội Liên hiệp Văn học nghệ thuật tỉnh Lam Giang",
        shortName: "Hội Văn nghệ Lam Giang"
      ))
    let newspaper = try await found(
      .init(
        kind: .pressAgency, name: "Báo và phát thanh, truyền hình Lam Giang", shortName: "Báo Lam Giang",
        slug: "bao-lam-giang", governingBody: party,
        imprint: Imprint(
          productName: "Lam Giang điện tử", licenceNumber: "00/GP-MINH-HOA", licenceDate: day,
          licenceIssuer: "cơ quan cấp phép (dữ liệu minh họa)",
          address: "Số 1, đường Bờ Sông, phường Trung Tâm, tỉnh Lam Giang",
          phone: "0200 000 0000", email: "toasoan@lamgiang.example", headName: "Đỗ Quang Vinh", headTitle: "Giám đốc")))
    let magazine = try await found(
      .init(
        kind: .pressAgency, name: "Tạp chí Văn nghệ Lam Giang", shortName: "Văn nghệ Lam Giang",
        slug: "van-nghe-lam-giang", governingBody: arts,
        imprint: Imprint(
          productName: "Văn nghệ Lam Giang", licenceNumber: "01/GP-MINH-HOA", licenceDate: day,
          licenceIssuer: "cơ quan cấp phép (dữ liệu minh họa)",
          address: "Số 9, phố Hàng Trống, phường Trung Tâm, tỉnh Lam Giang",
          phone: "0200 000 0001", email: "vannghe@lamgiang.example", headName: "Mai Thanh Sơn",
          headTitle: "Tổng biên tập")))
    let committee = try await found(
      .init(
        kind: .governingBody, name: "Ủy ban nhân dân tỉnh Lam Giang", shortName: "UBND tỉnh Lam Giang"))
    let department = try await found(
      .init(
        kind: .department, name: "Sở Văn hóa, Thể thao và Du lịch tỉnh Lam Giang", shortName: "Sở VHTTDL Lam Giang",
        governingBody: committee))
    return Agencies(newspaper: newspaper, magazine: magazine, department: department)
  }

  /// One account for each role, and a chief for the second agency, who must not see the first one's drafts.
  func openAccounts(_ agencies: Agencies) async throws -> DemoPeople {
    func open(_ login: String, _ name: String, _ role: String, _ agency: OrganisationID?) async throws -> AccountID {
      try await house.security.createAccount(
        NewAccount(login: login, name: name, organisation: agency, role: RoleID(rawValue: role), kind: .demo)
      ).id
    }
    let reporter = try await open("phongvien", "Nguyễn Thị Lan", "reporter", agencies.newspaper)
    let editor = try await open("bientap", "Trần Minh Khôi", "editor", agencies.newspaper)
    let secretary = try await open("thuky", "Phạm Thu Hà", "secretary", agencies.newspaper)
    let chief = try await open("tongbientap", "Đỗ Quang Vinh", "chief", agencies.newspaper)
    _ = try await open("quantri", "Lý Văn Tài", "administrator", nil)
    _ = try await open("vannghe", "Mai Thanh Sơn", "chief", agencies.magazine)
    let keeper = try await open("sovhttdl", "Hoàng Thị Mai", "department", agencies.department)
    let head = try await open("lanhdaoso", "Vũ Đức Thắng", "department-head", agencies.department)
    func person(_ id: AccountID, _ name: String, _ agency: OrganisationID? = nil) -> Principal {
      let agency = agency ?? agencies.newspaper
      return Principal(id: id, name: name, organisation: agency, scoped: [agency: Set(House.permissions.keys)])
    }
    return DemoPeople(
      reporter: person(reporter, "Nguyễn Thị Lan"), editor: person(editor, "Trần Minh Khôi"),
      secretary: person(secretary, "Phạm Thu Hà"), chief: person(chief, "Đỗ Quang Vinh"),
      keeper: person(keeper, "Hoàng Thị Mai", agencies.department),
      head: person(head, "Vũ Đức Thắng", agencies.department))
  }

  func openSections(_ agency: OrganisationID, _ people: DemoPeople) async throws -> [String: SectionID] {
    var sections: [String: SectionID] = [:]
    let names = [
      "Thời sự", "Xã hội", "Kinh tế", "Chuyển đổi số", "Văn hóa", "Giáo dục", "Môi trường", "Thể thao",
    ]
    for name in names {
      sections[name] = try await house.newsroom.openSection(named: name, in: agency, by: people.secretary).id
    }
    return sections
  }

  /// The second agency has a site too, still empty but for its sections.
  func foundMagazineSite(_ agency: OrganisationID) async throws {
    let chief = Principal(
      id: AccountID("system"), name: "Hội Tụ", organisation: agency, scoped: [agency: Set(House.permissions.keys)])
    for name in ["Truyện ngắn", "Thơ", "Tản văn"] {
      _ = try await house.newsroom.openSection(named: name, in: agency, by: chief)
    }
  }
}
