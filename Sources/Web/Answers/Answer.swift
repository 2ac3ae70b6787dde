import Foundation
package import HTTPTypes
package import Hummingbird
import Kernel
import NIOCore

/// The answers handlers give.
package enum Answer {
  /// A page for a person.
  package static func page(_ html: HTML, status: HTTPResponse.Status = .ok) -> Response {
    bytes(html.text, type: "text/html; charset=utf-8", status: status)
  }

  /// A value for a program, dates as ISO 8601, keys sorted.
  package static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .custom { date, encoder in
      var container = encoder.singleValueContainer()
      try container.encode(Timestamp.text(date))
    }
    let text = String(decoding: try encoder.encode(value), as: UTF8.self)
    return bytes(text, type: "application/json; charset=utf-8", status: status)
  }

  /// After a form was done: look there (RFC 9110 §15.4.4). The path is ours, or was checked by `SafeURL.local`.
  package static func seeOther(_ path: String) -> Response {
    Response(status: .seeOther, headers: [.location: path])
  }

  /// It lives there now, for good (RFC 9110 §15.4.2).
  package static func moved(_ path: String) -> Response {
    Response(status: .movedPermanently, headers: [.location: path])
  }

  /// 204: it is done and there is nothing to show.
  package static func noContent() -> Response {
    Response(status: .noContent)
  }

  /// Text of any type, with its length.
  package static func bytes(_ text: String, type: String, status: HTTPResponse.Status = .ok) -> Response {
    let buffer = ByteBuffer(string: text)
    return Response(
      status: status, headers: [.contentType: type, .contentLength: String(buffer.readableBytes)],
      body: .init(byteBuffer: buffer))
  }
}
