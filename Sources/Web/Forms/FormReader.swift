import HTTPTypes
import Hummingbird
import Kernel
import NIOCore

/// Reads and checks forms.
enum FormReader {
  static func read(_ request: Request, session: Session?, limit: Int) async throws -> Form {
    guard request.mediaType == "application/x-www-form-urlencoded" || request.isEmpty else {
      throw RequestProblem.unsupportedType
    }
    if let length = request.contentLength, length > limit { throw Failure.tooLarge(limit: limit) }
    let body: ByteBuffer
    do {
      body = try await request.body.collect(upTo: limit)
    } catch is NIOTooManyBytesError {
      throw Failure.tooLarge(limit: limit)
    }
    let fields = try URLEncodedFields.parse(body)
    if let session, !request.isBearer {
      let sent = fields[CSRFToken.field]?.first ?? request.headers[.csrfToken]
      guard CSRFToken.matches(sent, session.csrfToken) else { throw RequestProblem.wrongToken }
    }
    return Form(fields: fields, from: session, at: request.uri.path)
  }
}

/// `application/x-www-form-urlencoded` (URL Standard §5.1), refused where it is not UTF-8 or has too many fields.
enum URLEncodedFields {
  /// More than the longest form we have; a body of a million empty fields must cost nothing.
  static let maximumCount = 4096

  static func parse(_ body: ByteBuffer) throws -> [String: [String]] {
    var fields: [String: [String]] = [:]
    var count = 0
    for part in body.readableBytesView.split(separator: UInt8(ascii: "&")) {
      count += 1
      guard count <= maximumCount else { throw RequestProblem.malformed }
      let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
      let name = try decode(part[..<equals])
      let value = equals == part.endIndex ? "" : try decode(part[part.index(after: equals)...])
      fields[name, default: []].append(value)
    }
    return fields
  }

  private static func decode(_ bytes: ByteBufferView) throws -> String {
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"):
        plain.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(hex), let low = rest.popFirst().flatMap(hex) else {
          throw RequestProblem.malformed
        }
        plain.append(high << 4 | low)
      default:
        plain.append(byte)
      }
    }
    // PostgreSQL refuses NUL in text, and nobody types it.
    guard !plain.contains(0), let text = String(validating: plain, as: UTF8.self) else {
      throw RequestProblem.malformed
    }
    return text
  }

  static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
