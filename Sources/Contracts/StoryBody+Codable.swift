import Kernel

extension StoryBody: Codable {
  /// Reads it as part of a larger value; throws ``Invalid``.
  package init(from decoder: any Decoder) throws {
    try self.init(tree: try JSONTree(from: decoder))
  }

  /// Writes it as part of a larger value.
  package func encode(to encoder: any Encoder) throws {
    try JSONTree(jsonBytes).encode(to: encoder)
  }
}

extension JSONTree: Codable {
  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// From any coder: numbers as doubles, nested at most 96 deep, else throws a `DecodingError`.
  package init(from decoder: any Decoder) throws {
    guard decoder.codingPath.count <= 96 else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "too deep"))
    }
    if let container = try? decoder.container(keyedBy: Name.self) {
      self = .object(try container.allKeys.map { ($0.stringValue, try container.decode(JSONTree.self, forKey: $0)) })
    } else if var container = try? decoder.unkeyedContainer() {
      var elements: [JSONTree] = []
      while !container.isAtEnd { elements.append(try container.decode(JSONTree.self)) }
      self = .array(elements)
    } else {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let text = try? container.decode(String.self) {
        self = .string(text)
      } else if let bool = try? container.decode(Bool.self) {
        self = .bool(bool)
      } else {
        self = .number(try container.decode(Double.self))
      }
    }
  }

  /// Whole numbers as integers, so that 2 does not come back as 2.0.
  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .object(let members):
      var container = encoder.container(keyedBy: Name.self)
      for member in members { try container.encode(member.value, forKey: Name(stringValue: member.key)) }
    case .array(let elements):
      var container = encoder.unkeyedContainer()
      for element in elements { try container.encode(element) }
    case .null, .bool, .number, .string:
      var container = encoder.singleValueContainer()
      switch self {
      case .bool(let bool): try container.encode(bool)
      case .string(let text): try container.encode(text)
      case .number(let number):
        if let whole = Int(exactly: number) { try container.encode(whole) } else { try container.encode(number) }
      default: try container.encodeNil()
      }
    }
  }
}
