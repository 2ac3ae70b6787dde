import Foundation
import HTTPTypes
package import Hummingbird
import Kernel
import NIOPosix
import _NIOFileSystem

/// Sends a file from disk in chunks, whole or one range of it, or says that the client has it already
/// (RFC 9110 §13, §14).
package struct FileAnswer: Sendable {
  private let path: String
  private let type: String
  private let tag: String?
  private let caching: String
  private let download: String?

  /// - Parameters:
  ///   - path: Where the file lies; never made of what a visitor sent.
  ///   - type: Its media type; by its ending where nil.
  ///   - tag: What names these very bytes (a hash), without quotes; by size and time of change where nil.
  ///   - caching: The `Cache-Control` of the answer.
  ///   - download: The name under which browsers should keep it instead of showing it.
  package init(
    path: String, type: String? = nil, tag: String? = nil, caching: String = "no-cache", download: String? = nil
  ) {
    self.path = path
    self.type = type ?? MediaKind.type(of: path)
    self.tag = tag
    self.caching = caching
    self.download = download
  }

  /// Throws ``Failure/notFound`` where there is no such regular file.
  package func answer(_ request: Request, _ context: some RequestContext) async throws -> Response {
    guard let facts = try await Self.facts(of: path) else { throw Failure.notFound }
    let tag = "\"" + (self.tag ?? "\(String(facts.nanoseconds, radix: 36))-\(String(facts.size, radix: 36))") + "\""
    let modified = HTTPDate.text(facts.modified)
    var headers: HTTPFields = [
      .eTag: tag, .lastModified: modified, .cacheControl: caching, .acceptRanges: "bytes",
    ]
    if isUnchanged(request, tag: tag, modified: facts.modified) {
      return Response(status: .notModified, headers: headers)
    }
    headers[.contentType] = type
    headers[.contentDisposition] = download.map(Self.disposition)
    switch range(request, size: facts.size, tag: tag, modified: modified) {
    case .unsatisfiable:
      headers[.contentType] = nil
      headers[.contentRange] = "bytes */\(facts.size)"
      return Response(status: .rangeNotSatisfiable, headers: headers)
    case .part(let range):
      headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound)/\(facts.size)"
      headers[.contentLength] = String(range.count)
      let body = try await FileIO().loadFile(path: path, range: range, context: context)
      return Response(status: .partialContent, headers: headers, body: body)
    case .whole:
      headers[.contentLength] = String(facts.size)
      guard facts.size > 0 else { return Response(status: .ok, headers: headers) }
      let body = try await FileIO().loadFile(path: path, range: 0...(facts.size - 1), context: context)
      return Response(status: .ok, headers: headers, body: body)
    }
  }

  private func isUnchanged(_ request: Request, tag: String, modified: Date) -> Bool {
    if let tags = request.headers[.ifNoneMatch] { return EntityTag.list(tags, holds: tag) }
    guard let since = request.headers[.ifModifiedSince].flatMap(HTTPDate.read) else { return false }
    return modified.timeIntervalSince1970.rounded(.down) <= since.timeIntervalSince1970
  }

  /// `If-Range` makes a range count only for the very bytes the client has part of (RFC 9110 §13.1.5).
  private func range(_ request: Request, size: Int, tag: String, modified: String) -> ByteRange {
    if let condition = request.headers[.ifRange]?.trimmed, condition != tag, condition != modified { return .whole }
    return ByteRange(request.headers[.range], of: size)
  }

  private struct Facts {
    let size: Int
    let modified: Date
    let nanoseconds: Int
  }

  private static func facts(of path: String) async throws -> Facts? {
    guard let info = try await FileSystem.shared.info(forFileAt: FilePath(path)), info.type == .regular else {
      return nil
    }
    let (seconds, rest) = (info.lastDataModificationTime.seconds, info.lastDataModificationTime.nanoseconds)
    return Facts(
      size: Int(info.size), modified: Date(timeIntervalSince1970: Double(seconds)),
      nanoseconds: seconds * 1_000_000_000 + rest)
  }

  /// The name once in ASCII and once in full (RFC 6266 §4.3, RFC 8187).
  static func disposition(_ name: String) -> String {
    let safe = SafeFilename.make(name)
    let plain = String(safe.unicodeScalars.map { $0.isASCII && $0 != "\"" && $0 != "\\" ? Character($0) : "_" })
    let kept = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
    let full = safe.addingPercentEncoding(withAllowedCharacters: kept) ?? plain
    return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(full)"
  }
}

extension HTTPDate {
  /// Reads the one form that may be sent today, `Sun, 06 Nov 1994 08:49:37 GMT`; nil for anything else.
  static func read(_ text: String) -> Date? {
    let parts = text.split(separator: " ")
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    guard text.utf8.count == 29, parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]),
      let month = months.firstIndex(of: String(parts[2])), let year = Int(parts[3]),
      let date = CivilDate(year, month + 1, day)
    else { return nil }
    let time = parts[4].split(separator: ":").compactMap { Int($0) }
    guard time.count == 3, (0...23).contains(time[0]), (0...59).contains(time[1]), (0...60).contains(time[2]) else {
      return nil
    }
    return Date(
      timeIntervalSince1970: Double(date.daysSince1970 * 86_400 + time[0] * 3600 + time[1] * 60 + time[2]))
  }
}
