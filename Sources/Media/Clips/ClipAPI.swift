import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// A clip as programs read it.
struct ClipResponse: Encodable, Sendable {
  let id: ClipID
  let kind: ClipProfile.Kind
  let state: String
  /// 0…1 while what can be played is being made.
  let progress: Double?
  /// Seconds.
  let duration: Double
  let width: Int
  let height: Int
  let title: String
  let credit: String
  let transcript: String
  let fileName: String
  let uploadedAt: Date
  let path: String?
  let poster: String?
  let subtitles: String?

  init(_ clip: Clip, progress: Double?) {
    let profile = clip.profile
    id = clip.id
    kind = clip.kind
    state = clip.state.rawValue
    self.progress = progress
    duration = clip.duration
    width = clip.width
    height = clip.height
    title = clip.words.title
    credit = clip.words.credit
    transcript = clip.words.transcript
    fileName = clip.fileName
    uploadedAt = clip.uploadedAt
    path = profile.path
    poster = profile.poster
    subtitles = profile.subtitles
  }
}

/// Sound and video for programs, and for the editor's own scripts.
struct ClipAPI: Sendable {
  let media: Media

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let staff = routes.group(context: StaffContext.self)
    staff.get("/api/v1/clips", use: list)
    staff.post("/api/v1/clips", use: upload)
    staff.get("/api/v1/clips/:id", use: show)
    staff.patch("/api/v1/clips/:id", use: describe)
  }

  private struct List: Encodable {
    let items: [ClipResponse]
    let next: String?
  }

  private func list(_ request: Request, _ context: StaffContext) async throws -> Response {
    let query = request.uri.queryParameters
    let page = try await media.findClips(
      in: try media.organisation(request, context), words: query["q"].map(String.init) ?? "",
      before: query["before"].map(String.init), limit: query["limit"].flatMap { Int($0) } ?? 30,
      for: context.principal)
    return try Answer.json(List(items: page.items.map(response), next: page.next))
  }

  /// 201 with the clip; it can be played once `state` is `ready`.
  private func upload(_ request: Request, _ context: StaffContext) async throws -> Response {
    let organisation = try media.organisation(request, context)
    try context.principal.require(Media.upload, in: organisation)
    return try await Upload.read(request, context, limits: Media.clipLimits, in: media.uploadFolder) { upload in
      guard let file = upload.files.first else {
        throw Failure.invalid(["clip": "Hãy chọn một tệp âm thanh hoặc video"])
      }
      let id = try await media.addClip(
        file.url, named: file.filename, title: upload.form["title"], credit: upload.form["credit"], to: organisation,
        by: context.principal)
      return try Answer.json(response(try await media.clip(id, for: context.principal)), status: .created)
    }
  }

  private func show(_ request: Request, _ context: StaffContext) async throws -> Response {
    try Answer.json(response(try await media.clip(try context.clipID, for: context.principal)))
  }

  /// What is left out stays as it is.
  private struct Change: Decodable {
    let title: String?
    let credit: String?
    let transcript: String?
  }

  private func describe(_ request: Request, _ context: StaffContext) async throws -> Response {
    let id = try context.clipID
    var words = try await media.clip(id, for: context.principal).words
    let change = try await request.decode(as: Change.self, context: context)
    words.title = change.title ?? words.title
    words.credit = change.credit ?? words.credit
    words.transcript = change.transcript ?? words.transcript
    try await media.describeClip(id, words, by: context.principal)
    return try Answer.json(response(try await media.clip(id, for: context.principal)))
  }

  private func response(_ clip: Clip) -> ClipResponse { ClipResponse(clip, progress: media.progress(of: clip)) }
}

extension StaffContext {
  /// The `:id` of the address.
  var clipID: ClipID {
    get throws { ClipID(try parameters.require("id")) }
  }
}

extension Media {
  static var clipLimits: MultipartReader.Limits { .init(file: ClipLimits.bytes, field: 262_144, parts: 40) }
}
