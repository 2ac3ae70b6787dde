import Contracts
import Foundation
import Kernel
import Organisations
import Security

extension DemoProvince {
  /// Who holds which post in the demo province; with one succession, so that the pages by date have something to tell.
  func fillPosts(_ agencies: Agencies) async throws {
    for agency in [agencies.newspaper, agencies.magazine] {
      let profile = try await house.organisations.register.organisation(agency, on: house.clock.today)
      let colleagues = try await house.security.people.people(in: agency)
      let accounts = Dictionary(colleagues.map { ($0.name, $0.id) }, uniquingKeysWith: { first, _ in first })
      try await fill(agency, agency == agencies.newspaper ? Self.newspaperPosts : Self.magazinePosts, accounts)
      guard let body = profile?.governingBody else { continue }
      try await fill(body, agency == agencies.newspaper ? Self.committeePosts : Self.unionPosts, [:])
    }
  }

  private func fill(
    _ organisation: OrganisationID, _ posts: [DemoPost], _ accounts: [String: AccountID]
  ) async throws {
    for post in posts {
      try await house.organisations.appoint(
        Appointment(
          title: post.title, person: post.person, account: accounts[post.person], isHead: post.isHead, from: post.from,
          to: post.to, legalBasis: post.basis),
        in: organisation, by: .system([Organisations.manage]))
    }
  }

  private struct DemoPost {
    let title: String
    let person: String
    var isHead = false
    var from = CivilDate(2025, 7, 1)!
    var to: CivilDate?
    var basis = "Quyết định số 07-QĐ/MH ngày 01/7/2025 (dữ liệu minh họa)"
  }

  private static let newspaperPosts = [
    DemoPost(title: "Giám đốc", person: "Đỗ Quang Vinh", isHead: true),
    DemoPost(title: "Phó giám đốc phụ trách nội dung", person: "Hoàng Thị Bích Thủy"),
    DemoPost(title: "Phó giám đốc phụ trách kỹ thuật", person: "Lương Đức Thịnh", to: CivilDate(2026, 3, 31)),
    DemoPost(
      title: "Phó giám đốc phụ trách kỹ thuật", person: "Vi Thị Kim Oanh", from: CivilDate(2026, 4, 1)!,
      basis: "Quyết định số 12-QĐ/MH ngày 25/3/2026 (dữ liệu minh họa)"),
    DemoPost(title: "Thư ký tòa soạn", person: "Phạm Thu Hà"),
    DemoPost(title: "Trưởng ban Biên tập", person: "Trần Minh Khôi"),
    DemoPost(title: "Trưởng phòng Hành chính, trị sự", person: "Nông Văn Hiếu"),
  ]

  private static let magazinePosts = [
    DemoPost(title: "Tổng biên tập", person: "Mai Thanh Sơn", isHead: true),
    DemoPost(title: "Phó tổng biên tập", person: "Đặng Thu Cúc"),
    DemoPost(title: "Thư ký tòa soạn", person: "Lò Minh Phương"),
  ]

  private static let committeePosts = [
    DemoPost(title: "Chánh văn phòng", person: "Hà Đức Long"),
    DemoPost(title: "Trưởng ban Tuyên giáo và Dân vận", person: "Ma Thị Hồng Chiêm"),
  ]

  private static let unionPosts = [
    DemoPost(title: "Chủ tịch", person: "Triệu Thị Vân Anh", isHead: true),
    DemoPost(title: "Phó chủ tịch", person: "Bế Quốc Huy"),
  ]
}
