package import Foundation
import HTTPTypes
package import Hummingbird
import Kernel
import NIOCore

/// A JSON body that a program or a script sent, as a value of a known form.
package enum JSONBody {
  /// Reads at most `limit` bytes; an empty body is an empty object. Throws ``Failure`` naming the field that is missing or
  /// of another kind, ``RequestProblem`` where it is no JSON at all.
  package static func read<Value: Decodable>(
    _ request: Request, as type: Value.Type = Value.self, limit: Int = 131_072, decoder: JSONDecoder = JSONDecoder()
  ) async throws -> Value {
    let buffer: ByteBuffer
    do {
      buffer = try await request.body.collect(upTo: limit)
    } catch is NIOTooManyBytesError {
      throw Failure.tooLarge(limit: limit)
    }
    guard buffer.readableBytes > 0 else { return try decode(type, Data("{}".utf8), decoder) }
    guard request.mediaType == "application/json" else { throw RequestProblem.unsupportedType }
    let data = Data(buffer.readableBytesView)
    // As in forms: PostgreSQL refuses NUL in text, and nobody types it.
    guard !data.contains(0), !data.holdsEscapedNUL else { throw RequestProblem.malformed }
    return try decode(type, data, decoder)
  }

  private static func decode<Value: Decodable>(_ type: Value.Type, _ data: Data, _ decoder: JSONDecoder) throws -> Value
  {
    do {
      return try decoder.decode(type, from: data)
    } catch let error as DecodingError {
      guard let field = error.field else { throw RequestProblem.malformed }
      throw Failure.invalid([field: "Thiếu, hoặc không đúng kiểu dữ liệu"])
    }
  }
}

extension DecodingError {
  /// Where in the object it went wrong, as `lines.2.year`; nil where there was no object.
  fileprivate var field: String? {
    let path: [any CodingKey]
    switch self {
    case .keyNotFound(let key, let context): path = context.codingPath + [key]
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      path = context.codingPath
    @unknown default: return nil
    }
    return path.isEmpty ? nil : path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
  }
}

extension Data {
  /// `\u0000` that is no `\\u0000`.
  fileprivate var holdsEscapedNUL: Bool {
    let escape = Data("\\u0000".utf8)
    var from = startIndex
    while let found = range(of: escape, in: from..<endIndex) {
      let before = self[..<found.lowerBound].reversed().prefix { $0 == UInt8(ascii: "\\") }.count
      if before.isMultiple(of: 2) { return true }
      from = found.upperBound
    }
    return false
  }
}
