import Foundation
import Hummingbird
import HummingbirdTesting
import Kernel
import NIOCore
import Testing

@testable import Web

/// The living page and its samples, as a browser gets them.
struct DesignPagesTests {
  static let rooms: [DeskRoom] = [
    DeskRoom(id: "newsroom", title: "Bảng ngày", icon: "layout-dashboard", path: "/lam-viec", permission: nil),
    DeskRoom(id: "items", title: "Bài viết", icon: "newspaper", path: "/lam-viec/bai", permission: nil),
    DeskRoom(id: "inbox", title: "Tin đến", icon: "inbox", path: "/lam-viec/tin-den", permission: nil),
    DeskRoom(id: "media", title: "Kho ảnh", icon: "images", path: "/lam-viec/anh", permission: nil),
    DeskRoom(id: "organisations", title: "Cơ quan", icon: "landmark", path: "/lam-viec/co-quan", permission: nil),
    DeskRoom(
      id: "accounts", title: "Tài khoản", icon: "users", path: "/lam-viec/tai-khoan",
      permission: "security.accounts.manage"),
    DeskRoom(id: "design", title: "Hệ thiết kế", icon: "palette", path: "/lam-viec/thiet-ke", permission: nil),
  ]

  static let pages = ["", "/trang-dau", "/bai", "/danh-sach", "/dang-nhap", "/bang-ngay"]

  static func site(isSignedIn: Bool = true) throws -> any ApplicationProtocol {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../Public")
    let house = WebHouse(
      assets: try Assets(folder: folder.standardizedFileURL), rooms: rooms, accountPath: "/tai-khoan")
    Icon.use(house.assets)
    let router = Router(context: AppContext.self)
    router.add(middleware: FixedPerson(house: house, isSignedIn: isSignedIn))
    DesignSystemPage.addRoutes(to: router.group())
    LanguageChoice.addRoutes(to: router.group())
    return Application(responder: router.buildResponder())
  }

  struct FixedPerson: RouterMiddleware {
    let house: WebHouse
    let isSignedIn: Bool

    func handle(
      _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
      var context = context
      context.house = house
      context.path = request.uri.path
      if isSignedIn {
        let person = Principal(id: AccountID("lan"), name: "Nguyễn Thị Lan", organisation: nil)
        context.session = Session(principal: person, csrfToken: "token-of-this-session-0123456789")
      }
      return try await next(request, context)
    }
  }

  @Test("every sample page is whole, and holds no inline script, style or handler", arguments: pages)
  func isWhole(path: String) async throws {
    try await Self.site().test(.router) { client in
      let answer = try await client.execute(uri: "/lam-viec/thiet-ke\(path)", method: .get)
      let page = String(buffer: answer.body)
      #expect(answer.status == .ok)
      #expect(page.hasPrefix("<!doctype html>") && page.hasSuffix("</body></html>"))
      #expect(page.firstMatch(of: /<[^>]*\s(style|on\w+)=/) == nil)
      #expect(page.firstMatch(of: /<style|<script>/) == nil)
      #expect(page.matches(of: /<h1[ >]/).count == 1)
      let ids = page.matches(of: /\sid="([^"]+)"/).map { String($0.1) }
      #expect(Set(ids).count == ids.count, "an id stands twice: \(ids.filter { id in ids.count { $0 == id } > 1 })")
      if let folder = ProcessInfo.processInfo.environment["HOITU_DESIGN_OUT"] {
        let name = path.isEmpty ? "design" : String(path.dropFirst())
        try page.write(toFile: "\(folder)/\(name).html", atomically: true, encoding: .utf8)
      }
    }
  }

  @Test("rooms are shown only to those who may enter them, and the current one is lit")
  func rooms() async throws {
    try await Self.site().test(.router) { client in
      let page = String(buffer: try await client.execute(uri: "/lam-viec/thiet-ke", method: .get).body)
      #expect(page.contains("href=\"/lam-viec/bai\""))
      #expect(!page.contains("href=\"/lam-viec/tai-khoan\""))
      #expect(page.contains("href=\"/lam-viec/thiet-ke\" aria-current=\"page\""))
    }
  }

  @Test("a language is remembered, and nobody is led to another site by choosing one")
  func language() async throws {
    try await Self.site(isSignedIn: false).test(.router) { client in
      let sent = ByteBuffer(string: "language=zh&back=https%3A%2F%2Felsewhere.example")
      let answer = try await client.execute(
        uri: "/ngon-ngu", method: .post, headers: [.contentType: "application/x-www-form-urlencoded"], body: sent)
      #expect(answer.status == .seeOther)
      #expect(answer.headers[.location] == "/")
      #expect(answer.headers[.setCookie]?.hasPrefix("lang=zh;") == true)
    }
  }
}
