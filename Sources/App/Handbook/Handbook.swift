package import Contracts
import Foundation
import Hummingbird
package import Kernel
import Vietnamese
package import Web

/// The handbook (`docs/handbook`) on the desk, so that Ctrl K finds how something is done. It is written in Vietnamese only,
/// and read once, as the program starts.
package struct Handbook: Sendable {
  static let path = "/lam-viec/so-tay"
  private static let index = "README"

  struct Page: Sendable {
    let name: String
    let title: String
    let sections: [HandbookText.Section]
    let html: HTML
  }

  let pages: [String: Page]
  private let names: FoldedNames
  private let places: [(page: String, section: HandbookText.Section?)]

  /// Where there is no such folder there is no handbook.
  init(folder: URL) {
    let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    let pages = files.filter { $0.pathExtension == "md" }.sorted { $0.path < $1.path }.compactMap { file -> Page? in
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
      return Page(
        name: file.deletingPathExtension().lastPathComponent, title: HandbookText.title(text),
        sections: HandbookText.sections(text), html: HandbookText.html(text))
    }
    self.pages = Dictionary(pages.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    places = pages.flatMap { page in [(page.name, nil)] + page.sections.map { (page.name, $0) } }
    names = FoldedNames(
      pages.flatMap { page in ["\(page.title) sổ tay"] + page.sections.map(\.title) })
  }

  /// The door in the rail; none where the handbook was not shipped.
  package var deskRooms: [DeskRoom] {
    pages[Self.index] == nil
      ? [] : [DeskRoom(id: "handbook", title: "Sổ tay", icon: "life-buoy", path: Self.path, permission: nil)]
  }

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = routes.group(context: StaffContext.self)
    desk.get("lam-viec/so-tay") { _, context in try answer(Self.index, context) }
    desk.get("lam-viec/so-tay/:page") { _, context in try answer(context.parameters.require("page"), context) }
  }

  private func answer(_ name: String, _ context: StaffContext) throws -> Response {
    guard let page = pages[name] else { throw Failure.notFound }
    let up = name == Self.index ? [] : [(title: context.translator("Sổ tay"), path: Self.path)]
    return DeskPage(
      title: page.title, room: "handbook", body: "<div class=\"handbook\" lang=\"vi\">\(page.html)</div>",
      breadcrumb: up, styles: ["handbook.css"]
    ).answer(context)
  }
}

extension Handbook: PaletteSource {
  /// Pages and sections by their titles; everybody may read them.
  package func hits(_ words: String, limit: Int, for principal: Principal) async throws -> [PaletteHit] {
    names.find(words, limit: limit).compactMap { place, fit in
      let (name, section) = places[place]
      guard let page = pages[name] else { return nil }
      return PaletteHit(
        title: section?.title ?? page.title, kind: "Sổ tay", detail: section == nil ? "" : page.title,
        path: Self.address(name) + (section.map { "#\($0.anchor)" } ?? ""), icon: "life-buoy", fit: PaletteHit.Fit(fit))
    }
  }

  private static func address(_ name: String) -> String { name == index ? path : "\(path)/\(name)" }
}
