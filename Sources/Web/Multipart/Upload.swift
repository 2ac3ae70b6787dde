package import Foundation
package import Hummingbird
import Kernel

/// A form with files (`multipart/form-data`), after its CSRF token was checked.
///
/// The field of the token (`\(context.csrfField)`) must stand before the first file, so that nothing is written to disk
/// for a stranger; or the script sends it as `X-CSRF-Token`.
package struct Upload: Sendable {
  /// The fields without files.
  package let form: Form
  /// In the order in which they were sent; fields in which none was chosen are left out.
  package let files: [UploadedFile]

  /// The file of a field; nil where none was chosen (browsers then send an empty one without a name).
  package func file(_ name: String) -> UploadedFile? { files.first { $0.name == name } }

  /// Reads the whole form, lets `body` use it, and takes away whatever files `body` did not move elsewhere.
  ///
  /// - Parameter folder: Files are put below it; on the file system where they are to stay, moving them costs nothing.
  package static func read<Value>(
    _ request: Request, _ context: StaffContext, limits: MultipartReader.Limits = .init(),
    in folder: URL = FileManager.default.temporaryDirectory, _ body: (Upload) async throws -> Value
  ) async throws -> Value {
    try await read(request, session: context.session, limits, folder, body)
  }

  /// The same on pages for everybody.
  package static func read<Value>(
    _ request: Request, _ context: AppContext, limits: MultipartReader.Limits = .init(),
    in folder: URL = FileManager.default.temporaryDirectory, _ body: (Upload) async throws -> Value
  ) async throws -> Value {
    try await read(request, session: context.session, limits, folder, body)
  }

  private static func read<Value>(
    _ request: Request, session: Session?, _ limits: MultipartReader.Limits, _ folder: URL,
    _ body: (Upload) async throws -> Value
  ) async throws -> Value {
    let place = folder.appendingPathComponent("tai-len-\(UUIDv7.shared.next())")
    try FileManager.default.createDirectory(
      at: place, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: place) }
    let upload = try await collect(MultipartReader(request, limits: limits, folder: place), request, session)
    return try await body(upload)
  }

  private static func collect(
    _ reader: MultipartReader, _ request: Request, _ session: Session?
  ) async throws -> Upload {
    var fields: [String: [String]] = [:]
    var files: [UploadedFile] = []
    var isProven = session == nil || request.isBearer
    if let session, CSRFToken.matches(request.headers[.csrfToken], session.csrfToken) { isProven = true }
    var parts = reader.makeAsyncIterator()
    parts.takesFiles = isProven
    while let part = try await parts.next() {
      switch part {
      case .field(let name, let value):
        fields[name, default: []].append(value)
        if name == CSRFToken.field, let session, CSRFToken.matches(value, session.csrfToken) {
          isProven = true
          parts.takesFiles = true
        }
      case .file(let file):
        if file.size > 0 || file.filename != "tep" { files.append(file) }
      }
    }
    guard isProven else { throw RequestProblem.wrongToken }
    // By its content too: who goes back and sends a corrected file of the same name and length means another thing.
    let facts = files.map { "\($0.name) \($0.filename) \($0.size) \($0.digest)" }
    return Upload(form: Form(fields: fields, from: session, at: request.uri.path, files: facts), files: files)
  }
}
