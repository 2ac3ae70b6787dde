import Contracts
import Foundation
import Kernel
import Logging
import Persistence
import TestSupport

@testable import Security

/// The room on a database of its own, with a clock that tests move.
struct Gatehouse: Sendable {
  let security: Security
  let database: Database
  let hand: ClockHand
  let folder: URL

  /// A Saturday morning in Vietnam, after TCVN 14423:2026 came out.
  static let start = Date(timeIntervalSince1970: 1_795_230_000)
  static let policies = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("data/policies")

  static func open(
    _ engine: Engine, policies: URL = policies, _ body: @Sendable @escaping (Gatehouse) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("security-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    await Seats.shared.take()
    defer { Task { await Seats.shared.leave() } }
    try await withDatabase(engine, Security.migrations) { database in
      let hand = ClockHand(start)
      let security = try make(database, hand, folder, policies)
      try await body(Gatehouse(security: security, database: database, hand: hand, folder: folder))
    }
  }

  static func make(_ database: Database, _ hand: ClockHand, _ folder: URL, _ policies: URL = policies) throws
    -> Security
  {
    try Security(
      database: database, clock: .set(by: hand), keyFile: folder.appendingPathComponent("installation.key"),
      policies: policies, organisations: Agencies(), permissions: Agencies.permissions,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, passwordCost: 4)
  }

  /// Another node on the same database.
  func neighbour() throws -> Security { try Self.make(database, hand, folder) }

  /// An account whose first password was changed already.
  func person(
    _ login: String, _ role: RoleID?, in organisation: OrganisationID? = Agencies.paper,
    password: String = "Bí mật số 1 của tôi"
  ) async throws -> AccountID {
    let created = try await security.createAccount(
      NewAccount(login: login, name: "Người \(login)", organisation: organisation, role: role))
    let hash = try await security.own.hasher.hash(password)
    try await database.write { connection in
      _ = try connection.execute(
        "UPDATE account SET password = \(hash), must_change = \(false) WHERE id = \(created.id)")
    }
    return created.id
  }

  static let password = "Bí mật số 1 của tôi"

  func signIn(
    _ login: String, _ password: String = password, address: String = "203.0.113.7", previous: Token? = nil
  ) async throws -> SignInOutcome {
    try await security.signIn(
      SignInAttempt(login: login, password: password, address: address, agent: "Firefox · Linux", previous: previous))
  }

  /// The token of a good sign-in.
  func token(_ login: String, _ password: String = password) async throws -> Token {
    guard case .signedIn(let opened) = try await signIn(login, password) else { throw Unexpected() }
    return opened.token
  }

  func account(_ id: AccountID) async throws -> Account {
    guard let account = try await database.read({ try AccountStore.account(id, on: $0) }) else { throw Unexpected() }
    return account
  }

  /// The actions of the log, oldest first.
  func actions() async throws -> [String] {
    try await database.read { try $0.values("SELECT action FROM audit_entry ORDER BY seq") }
  }

  struct Unexpected: Error {}
}

extension SignInOutcome {
  var refusal: Refusal? {
    if case .refused(let refusal) = self { refusal } else { nil }
  }
  var isSignedIn: Bool {
    if case .signedIn = self { true } else { false }
  }
  var challenge: Token? {
    if case .needsCode(let opened) = self { opened.token } else { nil }
  }
}

/// Two press agencies.
struct Agencies: OrganisationDirectory {
  static let paper = OrganisationID("0198aaaa-0000-7000-8000-000000000001")
  static let review = OrganisationID("0198aaaa-0000-7000-8000-000000000002")

  /// Those of the rooms that are not part of this test, as they are declared there.
  static let permissions: [Permission: Phrase] = [
    "newsroom.item.write": "Viết", "newsroom.item.edit": "Biên tập", "newsroom.item.approve": "Duyệt",
    "newsroom.item.publish": "Xuất bản", "newsroom.item.withdraw": "Gỡ", "newsroom.home.arrange": "Xếp trang chủ",
    "newsroom.inbox.read": "Đọc hộp tin", "newsroom.inbox.manage": "Quản lý hộp tin", "newsroom.import": "Nhập",
    "media.picture.upload": "Tải ảnh", "organisations.read": "Xem cơ quan", "organisations.manage": "Quản lý cơ quan",
    "newsroom.item.approve-final": "Duyệt cuối", "newsroom.item.override": "Cho qua",
    "newsroom.live.publish": "Đăng diễn biến",
    "newsroom.figures.read": "Xem số liệu", "newsroom.profile.manage": "Sửa quy trình",
    "newsroom.source.read": "Xem nguồn tin kín", "planning.read": "Xem kế hoạch", "planning.pitch": "Đề xuất",
    "planning.manage": "Giao việc", "corrections.read": "Xem hồ sơ", "corrections.manage": "Lập hồ sơ",
    "corrections.publish": "Đăng cải chính",
    "programme.read": "Xem kế hoạch tỉnh", "programme.work": "Nhập số liệu", "programme.confirm": "Xác nhận số liệu",
    "programme.manage": "Quản lý kế hoạch tỉnh", "programme.plan.write": "Viết kế hoạch",
    "programme.freeze": "Chốt số liệu",
    "programme.appraise": "Thẩm định", "programme.report": "Lập báo cáo",
    "organisations.registers.manage": "Giữ sổ bộ", "organisations.registers.oversee": "Trông sổ bộ của tỉnh",
    "organisations.revenue.read": "Xem doanh thu", "organisations.revenue.write": "Ghi doanh thu",
    "organisations.revenue.confirm": "Xác nhận doanh thu",
    "operations.read": "Xem vận hành", "operations.manage": "Chạy lại việc hỏng",
  ].merging(Security.permissions) { first, _ in first }

  private let all = [
    profile(paper, "Báo và phát thanh, truyền hình Lam Giang", "Báo Lam Giang", "bao-lam-giang"),
    profile(review, "Tạp chí Văn nghệ Lam Giang", "Văn nghệ Lam Giang", "van-nghe-lam-giang"),
  ]

  func organisation(_ id: OrganisationID, on day: CivilDate) async throws -> OrganisationProfile? {
    all.first { $0.id == id }
  }
  func organisations(kind: OrganisationKind?, on day: CivilDate) async throws -> [OrganisationProfile] { all }
  func units(matching text: String, on day: CivilDate, limit: Int) async throws -> [UnitProfile] { [] }
  func unit(_ id: UnitID, on day: CivilDate) async throws -> UnitProfile? { nil }

  private static func profile(_ id: OrganisationID, _ name: String, _ short: String, _ slug: String)
    -> OrganisationProfile
  {
    OrganisationProfile(
      id: id, kind: .pressAgency, name: name, shortName: short, slug: slug, governingBody: nil, governingBodyName: nil,
      provinceName: nil, imprint: Imprint())
  }
}

/// A few tests at a time: each on PostgreSQL takes connections, and the server has only so many for everybody.
private actor Seats {
  static let shared = Seats()
  private var free = 8
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  func leave() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
