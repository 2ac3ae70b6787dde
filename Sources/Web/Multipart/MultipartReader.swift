import Crypto
package import Foundation
package import Hummingbird
import Kernel
import NIOCore

/// The parts of a form with files, one after the other, as they come in. A file's bytes go to disk, never into memory.
package struct MultipartReader: AsyncSequence, Sendable {
  /// One part, read to its end.
  package enum Part: Sendable {
    case field(name: String, value: String)
    case file(UploadedFile)
  }

  /// What one request may bring.
  package struct Limits: Sendable {
    /// Of each file, in bytes.
    package var file: Int
    /// Of each field, in bytes.
    package var field: Int
    /// Fields and files together.
    package var parts: Int

    /// In bytes: 64 MiB a file, 2 MiB a field, 100 parts.
    package init(file: Int = 64 * 1_048_576, field: Int = 2_097_152, parts: Int = 100) {
      self.file = file
      self.field = field
      self.parts = parts
    }
  }

  private let body: RequestBody
  private let parser: MultipartParser
  private let limits: Limits
  private let folder: URL

  /// - Parameter folder: Where files are put; it must be there. Throws ``RequestProblem/unsupportedType`` for any other
  ///   kind of body.
  package init(_ request: Request, limits: Limits, folder: URL) throws {
    guard request.mediaType == "multipart/form-data", let type = request.headers[.contentType],
      let boundary = Self.boundary(of: type)
    else { throw RequestProblem.unsupportedType }
    guard let parser = MultipartParser(boundary: boundary) else { throw RequestProblem.malformed }
    self.body = request.body
    self.parser = parser
    self.limits = limits
    self.folder = folder
  }

  /// Once only: a body comes once.
  package func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(body: body.makeAsyncIterator(), parser: parser, limits: limits, folder: folder)
  }

  /// Reads one part at a time.
  package struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate var body: RequestBody.AsyncIterator
    fileprivate var parser: MultipartParser
    fileprivate let limits: Limits
    fileprivate let folder: URL
    private var count = 0
    /// Where this is false, a file is refused with ``RequestProblem/wrongToken`` before a byte of it is written.
    var takesFiles = true

    fileprivate init(body: RequestBody.AsyncIterator, parser: MultipartParser, limits: Limits, folder: URL) {
      self.body = body
      self.parser = parser
      self.limits = limits
      self.folder = folder
    }

    /// Nil at the end. Throws ``Failure/tooLarge(limit:)``, or ``RequestProblem`` where the form is broken.
    package mutating func next() async throws -> Part? {
      guard case .head(let head)? = try await event() else { return nil }
      count += 1
      guard count <= limits.parts else { throw Kernel.Failure.tooLarge(limit: limits.field) }
      guard let text = head["content-disposition"], let disposition = ContentDisposition(text) else {
        throw RequestProblem.malformed
      }
      guard let filename = disposition.filename else { return try await field(disposition.name) }
      return try await file(disposition.name, filename, type: head["content-type"])
    }

    private mutating func field(_ name: String) async throws -> Part {
      var value = ByteBuffer()
      while case .content(var bytes)? = try await event() {
        guard value.readableBytes + bytes.readableBytes <= limits.field else {
          throw Kernel.Failure.tooLarge(limit: limits.field)
        }
        value.writeBuffer(&bytes)
      }
      guard let text = String(validating: value.readableBytesView, as: UTF8.self), !text.utf8.contains(0) else {
        throw RequestProblem.malformed
      }
      return .field(name: name, value: text)
    }

    private mutating func file(_ name: String, _ filename: String, type: String?) async throws -> Part {
      guard takesFiles else { throw RequestProblem.wrongToken }
      let file = try TemporaryFile(in: folder)
      var size = 0
      var hash = SHA256()
      while case .content(let bytes)? = try await event() {
        size += bytes.readableBytes
        guard size <= limits.file else { throw Kernel.Failure.tooLarge(limit: limits.file) }
        bytes.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
        try await file.append(bytes)
      }
      return .file(
        UploadedFile(
          name: name, filename: filename, claimedType: type ?? "application/octet-stream", url: file.url, size: size,
          digest: Base64URL.encode(Array(hash.finalize()))))
    }

    /// Nil once the last part is over.
    private mutating func event() async throws -> MultipartParser.Event? {
      while true {
        if let event = try parser.next() { return event }
        guard let chunk = try await body.next() else {
          try parser.finish()
          return nil
        }
        parser.feed(chunk)
      }
    }
  }

  static func boundary(of type: String) -> String? {
    for parameter in type.split(separator: ";").dropFirst() {
      let pair = parameter.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, pair[0].trimmed.lowercased() == "boundary" else { continue }
      let value = pair[1].trimmed
      guard value.hasPrefix("\"") else { return String(value) }
      return value.count >= 2 && value.hasSuffix("\"") ? String(value.dropFirst().dropLast()) : nil
    }
    return nil
  }
}

/// A file that somebody sent with a form, lying in a temporary place. What it really is, only its bytes say.
package struct UploadedFile: Sendable {
  /// The form field.
  package let name: String
  /// As the sender called it, made harmless by ``SafeFilename``.
  package let filename: String
  /// What the browser says it is; may be a lie.
  package let claimedType: String
  /// Move it away to keep it.
  package let url: URL
  /// In bytes.
  package let size: Int
  /// SHA-256 of the bytes, Base64URL; made while they come in, so that nothing is read twice.
  package let digest: String
}
