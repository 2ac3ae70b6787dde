import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import NewsFormats
import Web

/// `GET /api/v1/items/:id/export?format=ninjs|newsml-g2|nitf`: a published item for other houses.
struct ExportController: Sendable {
  let newsroom: Newsroom

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let api = routes.group(context: StaffContext.self)
    api.get("/api/v1/items/:id/export", use: export)
  }

  private func export(_ request: Request, _ context: StaffContext) async throws -> Response {
    let asked = request.query["format"] ?? "ninjs"
    guard let format = NewsDocument.Format(rawValue: asked) else {
      throw Failure.invalid(["format": "Chỉ có ninjs, newsml-g2, nitf"])
    }
    let id = ItemID(try context.parameters.require("id"))
    let document = try await newsroom.document(of: id, for: context.principal)
    var headers = HTTPFields()
    headers[.contentType] = format.contentType
    headers[.contentDisposition] = "attachment; filename=\"bai-\(id.rawValue.suffix(12)).\(format.fileExtension)\""
    headers[.cacheControl] = "no-store"
    return Response(
      status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(string: document.text(as: format))))
  }
}
