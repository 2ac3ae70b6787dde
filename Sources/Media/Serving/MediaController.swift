import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Web

/// Sends the files of pictures. To everybody: renditions, which we made ourselves, under the hash of their bytes. To staff
/// of the owner: the original, as a download.
struct MediaController: Sendable {
  let media: Media

  func addRoutes(to routes: RouterGroup<AppContext>) {
    routes.get("/media/:prefix/:file", use: rendition)
  }

  private func rendition(_ request: Request, _ context: AppContext) async throws -> Response {
    let prefix = try context.parameters.require("prefix")
    let file = try context.parameters.require("file")
    guard let found = media.files.rendition(prefix: prefix, file: file) else { throw Failure.notFound }
    // What a hash names never changes, so nobody need ever ask again.
    let answer = FileAnswer(
      path: found.url.path, type: found.type, tag: found.hash, caching: "public, max-age=31536000, immutable")
    return Self.harmless(try await answer.answer(request, context))
  }

  func original(_ picture: Picture, _ request: Request, _ context: StaffContext) async throws -> Response {
    let url = media.files.original(hash: picture.hash, format: picture.format)
    let name = picture.fileName.isEmpty ? "\(picture.id).\(picture.format.fileExtension)" : picture.fileName
    let answer = FileAnswer(
      path: url.path, type: picture.format.mediaType, tag: picture.hash, caching: "private, no-cache", download: name)
    return Self.harmless(try await answer.answer(request, context))
  }

  func original(_ clip: Clip, _ request: Request, _ context: StaffContext) async throws -> Response {
    let answer = FileAnswer(
      path: media.files.clip(hash: clip.hash).path, type: "application/octet-stream", tag: clip.hash,
      caching: "private, no-cache", download: clip.fileName.isEmpty ? clip.id.rawValue : clip.fileName)
    return Self.harmless(try await answer.answer(request, context))
  }

  /// Even if something in a file were taken for a page, it could do nothing.
  private static func harmless(_ response: Response) -> Response {
    var response = response
    response.headers[.contentSecurityPolicy] = "default-src 'none'; sandbox"
    response.headers[.xContentTypeOptions] = "nosniff"
    return response
  }
}
