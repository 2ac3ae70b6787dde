import Contracts
import Foundation
import Hummingbird
import Kernel
import NIOCore
import Web

/// Pictures for programs, and for the editor's own scripts.
struct PictureAPI: Sendable {
  let media: Media

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let staff = routes.group(context: StaffContext.self)
    staff.get("/api/v1/pictures", use: list)
    staff.post("/api/v1/pictures", use: upload)
    staff.get("/api/v1/pictures/:id", use: show)
    staff.patch("/api/v1/pictures/:id", use: describe)
  }

  private func list(_ request: Request, _ context: StaffContext) async throws -> Response {
    let query = request.uri.queryParameters
    let page = try await media.findPictures(
      in: try media.organisation(request, context), words: query["q"].map(String.init) ?? "",
      before: query["before"].map(String.init), limit: query["limit"].flatMap { Int($0) } ?? 30,
      for: context.principal)
    return try Answer.json(PictureListResponse(items: page.items.map(PictureResponse.init), next: page.next))
  }

  /// 201 with the picture; it is ready when `state` says so, which for pictures of usual size is at once.
  private func upload(_ request: Request, _ context: StaffContext) async throws -> Response {
    let organisation = try media.organisation(request, context)
    try context.principal.require(Media.upload, in: organisation)
    return try await Upload.read(request, context, limits: media.uploadLimits, in: media.uploadFolder) { upload in
      guard let file = upload.files.first else {
        throw Failure.invalid(["picture": "Hãy chọn một tệp ảnh"])
      }
      let id = try await media.addPicture(
        file.url, named: file.filename, to: organisation, by: context.principal)
      return try Answer.json(
        PictureResponse(try await media.picture(id, for: context.principal)), status: .created)
    }
  }

  private func show(_ request: Request, _ context: StaffContext) async throws -> Response {
    try Answer.json(
      PictureResponse(try await media.picture(try context.pictureID, for: context.principal)))
  }

  /// What is left out stays as it is.
  private struct Change: Decodable {
    let caption: String?
    let credit: String?
    let alt: String?
    let focal: PictureResponse.Focal?
  }

  private func describe(_ request: Request, _ context: StaffContext) async throws -> Response {
    let id = try context.pictureID
    var text = try await media.picture(id, for: context.principal).picture.text
    let change = try await request.decode(as: Change.self, context: context)
    text.caption = change.caption ?? text.caption
    text.credit = change.credit ?? text.credit
    text.alt = change.alt ?? text.alt
    text.focalX = change.focal?.x ?? text.focalX
    text.focalY = change.focal?.y ?? text.focalY
    try await media.describePicture(id, text, by: context.principal)
    return try Answer.json(PictureResponse(try await media.picture(id, for: context.principal)))
  }
}

extension StaffContext {
  /// The `:id` of the address.
  var pictureID: PictureID {
    get throws { PictureID(try parameters.require("id")) }
  }
}

extension Media {
  /// Whose library is meant: `?organisation=`, else the organisation the person works for.
  func organisation(_ request: Request, _ context: StaffContext) throws -> OrganisationID {
    if let asked = request.uri.queryParameters["organisation"] { return OrganisationID(String(asked)) }
    if let own = context.principal.organisation { return own }
    if let only = context.principal.organisations(for: Media.upload)?.first { return only }
    throw Failure.invalid(["organisation": "Tài khoản này không thuộc cơ quan nào; hãy chọn cơ quan"])
  }

  var uploadLimits: MultipartReader.Limits { .init(file: PictureLimits.bytes, field: 65_536, parts: 40) }

  /// Uploads wait here, on the file system on which they stay.
  var uploadFolder: URL { files.folder.appendingPathComponent("work", isDirectory: true) }
}
