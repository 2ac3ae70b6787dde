import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// The picture library of the desk: a grid to find in, a form to upload with, a page for each picture.
struct PictureController: Sendable {
  let media: Media

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let staff = routes.group(context: StaffContext.self)
    staff.get("/lam-viec/anh", use: library)
    staff.post("/lam-viec/anh", use: upload)
    staff.get("/lam-viec/anh/:id", use: show)
    staff.post("/lam-viec/anh/:id", use: describe)
    staff.post("/lam-viec/anh/:id/thu-lai", use: retry)
    staff.get("/lam-viec/anh/:id/goc", use: original)
  }

  private func library(_ request: Request, _ context: StaffContext) async throws -> Response {
    let query = request.uri.queryParameters
    let organisation = try media.organisation(request, context)
    // Forms write a space as `+`.
    let words = query["q"].map { String($0).replacing("+", with: " ") } ?? ""
    let page = try await media.findPictures(
      in: organisation, words: words, before: query["before"].map(String.init), limit: 48, for: context.principal)
    return PictureLibraryPage(
      organisation: organisation, page: page, words: words, isFirst: query["before"] == nil,
      uploaded: query["moi"].flatMap { Int($0) }, now: media.clock.now
    ).desk(context).answer(context)
  }

  /// Several files at once; those that are no pictures are named with their reason, the others are kept.
  private func upload(_ request: Request, _ context: StaffContext) async throws -> Response {
    let organisation = try media.organisation(request, context)
    try context.principal.require(Media.upload, in: organisation)
    return try await Upload.read(request, context, limits: media.uploadLimits, in: media.uploadFolder) { upload in
      var kept: [PictureID] = []
      var refused: [(name: String, reason: Phrase)] = []
      for file in upload.files {
        do {
          kept.append(
            try await media.addPicture(file.url, named: file.filename, to: organisation, by: context.principal))
        } catch Failure.invalid(let errors) {
          refused.append((file.filename, errors["picture"] ?? "Có chỗ chưa đúng"))
        } catch Failure.tooLarge(let limit) {
          refused.append((file.filename, "Tệp lớn hơn \(limit / 1_048_576) MB"))
        }
      }
      if refused.isEmpty, kept.count == 1, let id = kept.first { return Answer.seeOther("/lam-viec/anh/\(id)") }
      if refused.isEmpty, !kept.isEmpty { return Answer.seeOther("/lam-viec/anh?moi=\(kept.count)") }
      let page = try await media.findPictures(
        in: organisation, words: "", before: nil, limit: 48, for: context.principal)
      return PictureLibraryPage(
        organisation: organisation, page: page, words: "", isFirst: true, uploaded: kept.isEmpty ? nil : kept.count,
        refused: upload.files.isEmpty ? [("", "Hãy chọn một tệp ảnh")] : refused, now: media.clock.now
      ).desk(context).answer(context, status: 422)
    }
  }

  private func show(_ request: Request, _ context: StaffContext) async throws -> Response {
    try await page(try context.pictureID, context, isSaved: request.uri.queryParameters["luu"] != nil)
  }

  private func page(
    _ id: PictureID, _ context: StaffContext, text: PictureText? = nil, errors: [String: Phrase] = [:],
    isSaved: Bool = false
  ) async throws -> Response {
    let view = try await media.picture(id, for: context.principal)
    let rights = try await media.rights(of: [id.rawValue])[id.rawValue] ?? AssetRights()
    return PicturePage(
      view: view, text: text ?? view.picture.text, rights: rights, errors: errors, isSaved: isSaved,
      missing: Media.missingTools.first { $0.program.hasPrefix("vips") }?.package, now: media.clock.now
    ).desk(context).answer(context, status: errors.isEmpty ? 200 : 422)
  }

  private func describe(_ request: Request, _ context: StaffContext) async throws -> Response {
    let id = try context.pictureID
    var text = try await media.picture(id, for: context.principal).picture.text
    let form = try await Form.read(request, context)
    text.caption = form["caption"].replacing("\r\n", with: "\n")
    text.credit = form["credit"]
    text.alt = form["alt"]
    text.focalX = Self.share(form["focalX"])
    text.focalY = Self.share(form["focalY"])
    do {
      try await media.describePicture(id, text, by: context.principal)
    } catch Failure.invalid(let errors) {
      return try await page(id, context, text: text, errors: errors)
    }
    return Answer.seeOther("/lam-viec/anh/\(id)?luu=1")
  }

  /// Per cent as typed, as a share of one; what is no number lies outside and is refused.
  private static func share(_ text: String) -> Double {
    (Double(text.replacing(",", with: ".")) ?? -1) / 100
  }

  private func retry(_ request: Request, _ context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context)
    let id = try context.pictureID
    try await media.retryRenditions(of: id, by: context.principal)
    return Answer.seeOther("/lam-viec/anh/\(id)")
  }

  /// The file as it came, for staff of its owner only; never shown in a page, always a download.
  private func original(_ request: Request, _ context: StaffContext) async throws -> Response {
    let picture = try await media.picture(try context.pictureID, for: context.principal).picture
    return try await MediaController(media: media).original(picture, request, context)
  }
}
