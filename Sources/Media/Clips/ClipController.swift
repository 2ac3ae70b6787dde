import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// The library of sound and video: a list to find in, a form to upload with, a page for each.
struct ClipController: Sendable {
  static let path = "/lam-viec/am-thanh-video"

  let media: Media

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let staff = routes.group(context: StaffContext.self)
    staff.get("/lam-viec/am-thanh-video", use: library)
    staff.post("/lam-viec/am-thanh-video", use: upload)
    staff.get("/lam-viec/am-thanh-video/:id", use: show)
    staff.post("/lam-viec/am-thanh-video/:id", use: describe)
    staff.post("/lam-viec/am-thanh-video/:id/phu-de", use: subtitles)
    staff.post("/lam-viec/am-thanh-video/:id/quyen", use: rights)
    staff.post("/lam-viec/am-thanh-video/:id/thu-lai", use: retry)
    staff.get("/lam-viec/am-thanh-video/:id/goc", use: original)
    staff.post("/lam-viec/anh/:id/quyen", use: pictureRights)
  }

  private func library(_ request: Request, _ context: StaffContext) async throws -> Response {
    let query = request.uri.queryParameters
    let organisation = try media.organisation(request, context)
    // Forms write a space as `+`.
    let words = query["q"].map { String($0).replacing("+", with: " ") } ?? ""
    let page = try await media.findClips(
      in: organisation, words: words, before: query["before"].map(String.init), limit: 48, for: context.principal)
    return ClipLibraryPage(
      organisation: organisation, page: page, words: words, isFirst: query["before"] == nil,
      progress: progress(of: page.items), now: media.clock.now
    ).desk(context).answer(context)
  }

  private func progress(of clips: [Clip]) -> [ClipID: Double] {
    Dictionary(
      clips.compactMap { clip in media.progress(of: clip).map { (clip.id, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  private func upload(_ request: Request, _ context: StaffContext) async throws -> Response {
    let organisation = try media.organisation(request, context)
    try context.principal.require(Media.upload, in: organisation)
    return try await Upload.read(request, context, limits: Media.clipLimits, in: media.uploadFolder) { upload in
      do {
        guard let file = upload.files.first else {
          throw Failure.invalid(["clip": "Hãy chọn một tệp âm thanh hoặc video"])
        }
        let id = try await media.addClip(
          file.url, named: file.filename, to: organisation, by: context.principal)
        return Answer.seeOther("\(Self.path)/\(id)")
      } catch Failure.invalid(let errors) {
        let page = try await media.findClips(
          in: organisation, words: "", before: nil, limit: 48, for: context.principal)
        return ClipLibraryPage(
          organisation: organisation, page: page, words: "", isFirst: true, progress: [:], errors: errors,
          now: media.clock.now
        ).desk(context).answer(context, status: 422)
      }
    }
  }

  private func show(_ request: Request, _ context: StaffContext) async throws -> Response {
    try await page(try context.clipID, context, isSaved: request.uri.queryParameters["luu"] != nil)
  }

  private func page(
    _ id: ClipID, _ context: StaffContext, words: ClipWords? = nil, errors: [String: Phrase] = [:],
    isSaved: Bool = false
  ) async throws -> Response {
    let clip = try await media.clip(id, for: context.principal)
    let rights = try await media.rights(of: [id.rawValue])[id.rawValue]
    return ClipPage(
      clip: clip, words: words ?? clip.words, rights: rights ?? AssetRights(), progress: media.progress(of: clip),
      errors: errors, isSaved: isSaved, now: media.clock.now
    ).desk(context).answer(context, status: errors.isEmpty ? 200 : 422)
  }

  private func describe(_ request: Request, _ context: StaffContext) async throws -> Response {
    let id = try context.clipID
    let form = try await Form.read(request, context)
    let words = ClipWords(
      title: form["title"], credit: form["credit"], transcript: form["transcript"].replacing("\r\n", with: "\n"))
    do {
      try await media.describeClip(id, words, by: context.principal)
    } catch Failure.invalid(let errors) {
      return try await page(id, context, words: words, errors: errors)
    }
    return Answer.seeOther("\(Self.path)/\(id)?luu=1")
  }

  private func subtitles(_ request: Request, _ context: StaffContext) async throws -> Response {
    let id = try context.clipID
    let limits = MultipartReader.Limits(file: ClipLimits.subtitles, field: 65_536, parts: 10)
    return try await Upload.read(request, context, limits: limits, in: media.uploadFolder) { upload in
      do {
        guard let file = upload.files.first else { throw Failure.invalid(["subtitles": "Hãy chọn tệp phụ đề"]) }
        try await media.setSubtitles(of: id, to: file.url, by: context.principal)
      } catch Failure.invalid(let errors) {
        return try await page(id, context, errors: errors)
      }
      return Answer.seeOther("\(Self.path)/\(id)?luu=1")
    }
  }

  private func rights(_ request: Request, _ context: StaffContext) async throws -> Response {
    let id = try context.clipID
    do {
      try await media.setRights(
        try RightsForm.read(try await Form.read(request, context)), of: id, by: context.principal)
    } catch Failure.invalid(let errors) {
      return try await page(id, context, errors: errors)
    }
    return Answer.seeOther("\(Self.path)/\(id)?luu=1")
  }

  private func pictureRights(_ request: Request, _ context: StaffContext) async throws -> Response {
    let id = try context.pictureID
    try await media.setRights(try RightsForm.read(try await Form.read(request, context)), of: id, by: context.principal)
    return Answer.seeOther("/lam-viec/anh/\(id)?luu=1")
  }

  private func retry(_ request: Request, _ context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context)
    let id = try context.clipID
    try await media.retryClip(id, by: context.principal)
    return Answer.seeOther("\(Self.path)/\(id)")
  }

  /// The file as it came, for staff of its owner only; always a download.
  private func original(_ request: Request, _ context: StaffContext) async throws -> Response {
    let clip = try await media.clip(try context.clipID, for: context.principal)
    return try await MediaController(media: media).original(clip, request, context)
  }
}
