import Contracts
import Foundation
import Kernel

/// Checks JSON by a JSON Schema (draft 2020-12), as far as the schemas of news formats use it: types, members, items,
/// alternatives, references within the schema, numbers' bounds, enumerations, patterns, and the formats `date-time` and
/// `uri`. What stands elsewhere (GeoJSON) is checked by ``GeoShape``.
struct JSONSchema {
  /// The first thing that is wrong, and where.
  struct Fault: Error, Equatable {
    /// `/headlines/0/value`; `""` for the document.
    let path: String
    let what: String
  }

  private let root: JSONTree

  init(_ root: JSONTree) {
    self.root = root
  }

  func check(_ value: JSONTree) throws(Fault) {
    _ = try check(value, root, "", depth: 0)
  }

  /// - Returns: the members that the schema knows, for `unevaluatedProperties`.
  private func check(
    _ value: JSONTree, _ schema: JSONTree, _ path: String, depth: Int
  ) throws(Fault) -> Set<String> {
    guard depth < 64 else { throw Fault(path: path, what: "lồng quá sâu") }
    var known: Set<String> = []
    if let reference = schema["$ref"]?.string {
      if reference.hasPrefix("#/$defs/") {
        guard let target = root["$defs"]?[String(reference.dropFirst(8))] else {
          throw Fault(path: path, what: reference)
        }
        known.formUnion(try check(value, target, path, depth: depth + 1))
      } else if !GeoShape.isValid(value) {
        throw Fault(path: path, what: "không phải GeoJSON")
      }
    }
    if let type = schema["type"]?.string, !Self.has(value, type) { throw Fault(path: path, what: "phải là \(type)") }
    try checkPlain(value, schema, path)
    try checkAlternatives(value, schema, path, depth: depth, &known)
    if case .object(let members) = value {
      try checkMembers(members, schema, path, depth: depth, &known)
    }
    if case .array(let elements) = value, let items = schema["items"] {
      for (index, element) in elements.enumerated() {
        _ = try check(element, items, "\(path)/\(index)", depth: depth + 1)
      }
    }
    return known
  }

  private func checkMembers(
    _ members: [(key: String, value: JSONTree)], _ schema: JSONTree, _ path: String, depth: Int,
    _ known: inout Set<String>
  ) throws(Fault) {
    for required in schema["required"]?.array ?? [] {
      guard let name = required.string, members.contains(where: { $0.key == name }) else {
        throw Fault(path: path, what: "thiếu \(required.string ?? "")")
      }
    }
    let properties = schema["properties"]
    for (key, value) in members {
      if let property = properties?[key] {
        _ = try check(value, property, "\(path)/\(key)", depth: depth + 1)
        known.insert(key)
      } else if schema["additionalProperties"]?.bool == false {
        throw Fault(path: "\(path)/\(key)", what: "không có trong chuẩn")
      }
    }
    if schema["unevaluatedProperties"]?.bool == false, let extra = members.first(where: { !known.contains($0.key) }) {
      throw Fault(path: "\(path)/\(extra.key)", what: "không có trong chuẩn")
    }
  }

  private func checkAlternatives(
    _ value: JSONTree, _ schema: JSONTree, _ path: String, depth: Int, _ known: inout Set<String>
  ) throws(Fault) {
    for word in ["oneOf", "anyOf"] {
      guard let choices = schema[word]?.array else { continue }
      var fitting = 0
      for choice in choices {
        do {
          known.formUnion(try check(value, choice, path, depth: depth + 1))
          fitting += 1
        } catch {
          continue
        }
      }
      guard word == "oneOf" ? fitting == 1 : fitting > 0 else {
        throw Fault(path: path, what: "không đúng dạng nào được phép")
      }
    }
  }

  private func checkPlain(_ value: JSONTree, _ schema: JSONTree, _ path: String) throws(Fault) {
    if let choices = schema["enum"]?.array, !choices.contains(value) {
      throw Fault(path: path, what: "không nằm trong các giá trị được phép")
    }
    if case .number(let number) = value {
      if case .number(let least)? = schema["minimum"], number < least { throw Fault(path: path, what: "nhỏ quá") }
      if case .number(let most)? = schema["maximum"], number > most { throw Fault(path: path, what: "lớn quá") }
    }
    guard case .string(let text) = value else { return }
    if schema["pattern"] != nil, NewsDate.read(text) == nil { throw Fault(path: path, what: "không phải ngày") }
    switch schema["format"]?.string {
    case "date-time" where Timestamp.date(text) == nil: throw Fault(path: path, what: "không phải thời điểm")
    case "uri" where !Self.isAddress(text): throw Fault(path: path, what: "không phải địa chỉ URI")
    default: break
    }
  }

  private static func has(_ value: JSONTree, _ type: String) -> Bool {
    switch (value, type) {
    case (.object, "object"), (.array, "array"), (.string, "string"), (.number, "number"), (.bool, "boolean"): true
    case (.number(let number), "integer"): number == number.rounded()
    default: false
    }
  }

  /// Lenient as validators are: a URI or, as news agencies write their codes, a plain name.
  private static func isAddress(_ text: String) -> Bool {
    !text.isEmpty && NewsMLG2Check.isReference(text)
  }
}

/// GeoJSON (RFC 7946), as far as its shape goes.
enum GeoShape {
  private static let depths = [
    "Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3,
  ]

  static func isValid(_ value: JSONTree) -> Bool {
    guard let type = value["type"]?.string else { return false }
    switch type {
    case "Feature":
      guard let geometry = value["geometry"] else { return false }
      return geometry == .null || isValid(geometry)
    case "FeatureCollection": return value["features"]?.array?.allSatisfy(isValid) ?? false
    case "GeometryCollection": return value["geometries"]?.array?.allSatisfy(isValid) ?? false
    default:
      guard let depth = depths[type], let coordinates = value["coordinates"] else { return false }
      return isPositions(coordinates, depth)
    }
  }

  private static func isPositions(_ value: JSONTree, _ depth: Int) -> Bool {
    guard let elements = value.array else { return false }
    if depth > 0 { return elements.allSatisfy { isPositions($0, depth - 1) } }
    return elements.count >= 2 && elements.allSatisfy { if case .number = $0 { true } else { false } }
  }
}
