import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Web

/// A JSON object a program sent, read strictly.
struct APIBody: Sendable {
  private let tree: JSONTree

  /// An empty body is an empty object: some verbs need nothing said. Throws ``Failure`` where it is no JSON object.
  static func read(_ request: Request) async throws -> APIBody {
    let buffer: ByteBuffer
    do {
      buffer = try await request.body.collect(upTo: StoryBody.Limit.json)
    } catch is NIOTooManyBytesError {
      throw Failure.tooLarge(limit: StoryBody.Limit.json)
    }
    guard buffer.readableBytes > 0 else { return APIBody(tree: .object([])) }
    guard request.mediaType == "application/json" else { throw RequestProblem.unsupportedType }
    guard let tree = try? JSONTree(buffer.readableBytesView), case .object = tree else {
      throw RequestProblem.malformed
    }
    return APIBody(tree: tree)
  }

  subscript(name: String) -> JSONTree? { tree[name] }
  func has(_ name: String) -> Bool { tree[name] != nil }
  func string(_ name: String) -> String? { tree[name]?.string }
  func int(_ name: String) -> Int? { tree[name]?.int }
  func bool(_ name: String) -> Bool? { tree[name]?.bool }

  /// A time as ISO 8601; nil where there is none or it is `null`.
  func time(_ name: String) throws(Failure) -> Date? {
    switch tree[name] {
    case nil, .null: return nil
    case .string(let text):
      guard let date = Timestamp.date(text) else { throw .invalid([name: "Cần giờ theo ISO 8601"]) }
      return date.wholeMilliseconds
    default: throw .invalid([name: "Cần giờ theo ISO 8601"])
    }
  }

  static func state(_ text: String) throws(Failure) -> ItemState {
    guard let state = ItemState(rawValue: text) else { throw .invalid(["state": "Không có trạng thái này"]) }
    return state
  }

  /// The words of an item: `title`, `summary`, `body` (ProseMirror's JSON), `metadata`.
  func text(over old: ItemText?) throws -> ItemText {
    var text = old ?? ItemText(title: "")
    if let title = string("title") { text.title = title }
    if let summary = string("summary") { text.summary = summary }
    if let body = tree["body"] { text.body = try StoryBody(tree: body) }
    if let metadata = tree["metadata"] { text.metadata = try Self.metadata(metadata) }
    return text
  }

  private static func metadata(_ tree: JSONTree) throws(Failure) -> ItemMetadata {
    guard case .object = tree else { throw .invalid(["metadata": "Thông tin bài không đọc được"]) }
    func strings(_ name: String) throws(Failure) -> [String] {
      guard let value = tree[name] else { return [] }
      guard let elements = value.array else { throw .invalid([name: "Cần một danh sách"]) }
      return elements.compactMap(\.string)
    }
    func id<Record>(_ name: String) -> ID<Record>? {
      tree[name]?.string.flatMap { $0.isEmpty ? nil : ID<Record>($0) }
    }
    var metadata = ItemMetadata(
      section: id("section"), tags: try strings("tags"), place: id("place"), placeName: nil,
      bylines: try strings("bylines").map { BylineProfile(name: $0) }, lead: id("lead"))
    metadata.readDetails(tree)
    return metadata
  }
}
