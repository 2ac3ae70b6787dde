import Contracts

/// Names of blocks that a merge has to give: made from what is there, never by chance.
enum Names {
  private static let letters = Array("abcdefghijkmnpqrstuvwxyz23456789".utf8)

  /// 12 letters and digits that always follow from this text (two FNV-1a sums of 32 bits, finished as MurmurHash3 does).
  static func derived(_ text: String) -> String {
    var low: UInt32 = 0x811C_9DC5
    var high: UInt32 = 0x9747_B28C
    for byte in text.utf8 {
      low = (low ^ UInt32(byte)) &* 0x0100_0193
      high = (high ^ UInt32(byte)) &* 0x85EB_CA6B
    }
    low = finished(low ^ high >> 7)
    high = finished(high ^ low)
    let sums = [low, high].flatMap { sum in (0..<6).map { sum >> (UInt32($0) * 5) & 31 } }
    return String(decoding: sums.map { letters[Int($0)] }, as: UTF8.self)
  }

  private static func finished(_ sum: UInt32) -> UInt32 {
    var sum = (sum ^ sum >> 16) &* 0x85EB_CA6B
    sum = (sum ^ sum >> 13) &* 0xC2B2_AE35
    return sum ^ sum >> 16
  }

  /// The same blocks with each name taken once: a piece moved by one side from a block that the other kept would stand
  /// there twice. Names at the top are the ones by which texts are merged, so they stay.
  static func distinct(_ blocks: [JSONTree]) -> [JSONTree] {
    var taken: Set<String> = []
    let tops = blocks.map { block in
      let id = block["attrs"]?["id"]?.string ?? ""
      return taken.insert(id).inserted ? block : block.renamed(fresh(for: id, in: "", &taken))
    }
    return tops.map { block in
      let top = block["attrs"]?["id"]?.string ?? ""
      return block.replacingContent { $0.map { distinct($0, in: top, &taken) } }
    }
  }

  private static func fresh(for id: String, in top: String, _ taken: inout Set<String>) -> String {
    var count = 0
    var name: String
    repeat {
      name = derived("\(top)|\(id)|\(count)")
      count += 1
    } while !taken.insert(name).inserted
    return name
  }

  private static func distinct(_ node: JSONTree, in top: String, _ taken: inout Set<String>) -> JSONTree {
    var node = node
    if let id = node["attrs"]?["id"]?.string, !taken.insert(id).inserted {
      node = node.renamed(fresh(for: id, in: top, &taken))
    }
    return node.replacingContent { $0.map { distinct($0, in: top, &taken) } }
  }
}

extension JSONTree {
  /// The same node under another ID.
  func renamed(_ id: String) -> JSONTree {
    guard case .object(var members) = self else { return self }
    var attributes: [(key: String, value: JSONTree)] = []
    if case .object(let old) = self["attrs"] { attributes = old.filter { $0.key != "id" } }
    attributes.append(("id", .string(id)))
    members.removeAll { $0.key == "attrs" }
    members.append(("attrs", .object(attributes)))
    return .object(members)
  }

  func replacingContent(_ change: ([JSONTree]) -> [JSONTree]) -> JSONTree {
    guard case .object(var members) = self, let place = members.firstIndex(where: { $0.key == "content" }),
      case .array(let content) = members[place].value
    else { return self }
    members[place].value = .array(change(content))
    return .object(members)
  }
}
