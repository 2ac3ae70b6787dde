import Contracts
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// `GET /lam-viec/tim?q=`: what the palette (Ctrl K) offers while one types, from every room that knows names; each room
/// answers only with what this person may see.
struct Palette: Sendable {
  static let path = "/lam-viec/tim"
  /// So many of a room, and of all.
  private static let ofOne = 6
  private static let most = 20

  /// In the order in which what fits equally well stands.
  let sources: [any PaletteSource]

  func addRoutes(to routes: RouterGroup<AppContext>) {
    routes.group(context: StaffContext.self).get("lam-viec/tim", use: find)
  }

  /// One line of the palette (Public/js/palette.js).
  private struct Line: Encodable {
    let title: String
    let path: String
    let detail: String
    let icon: String
  }

  @Sendable func find(_ request: Request, context: StaffContext) async throws -> Response {
    let t = context.translator
    let words = String((request.uri.queryParameters.get("q") ?? "").prefix(200))
    let hits = try await hits(words, for: context.principal)
    return try Answer.json(
      hits.map { hit in
        Line(
          title: hit.title.isEmpty ? t("Bài chưa đặt tiêu đề") : hit.title, path: hit.path,
          detail: t(hit.kind) + (hit.detail.isEmpty ? "" : " · \(hit.detail)"), icon: hit.icon)
      })
  }

  /// Names that begin with the words before those that hold them, whichever room they are of; texts last.
  func hits(_ words: String, for principal: Principal) async throws -> [PaletteHit] {
    var found: [(hit: PaletteHit, place: Int)] = []
    for source in sources {
      for hit in try await source.hits(words, limit: Self.ofOne, for: principal) { found.append((hit, found.count)) }
    }
    return Array(
      found.sorted { ($0.hit.fit, $0.place) < ($1.hit.fit, $1.place) }.map(\.hit).prefix(Self.most))
  }
}
