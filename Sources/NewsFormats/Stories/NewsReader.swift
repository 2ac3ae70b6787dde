package import Foundation
import Kernel

/// Reads whatever a source sends: looks at the bytes, not at names, and hands them to the reader of their format.
package enum NewsReader {
  /// Throws ``FormatRefusal`` where it is nothing that is known, or harmful.
  ///
  /// - Parameters:
  ///   - charset: of the `Content-Type` it came with.
  ///   - base: the address it was fetched from, for its relative addresses.
  package static func read(
    _ data: Data, charset: String? = nil, base: URL? = nil
  ) throws(FormatRefusal) -> Delivery {
    guard !data.isEmpty else { throw FormatRefusal(reason: "Tệp rỗng, không có gì để đọc.") }
    guard data.count <= FormatLimits.bytes else {
      throw FormatRefusal(reason: "Tệp lớn hơn \(FormatLimits.bytes / 1_048_576) MB nên không được đọc.")
    }
    var delivery: Delivery
    switch NewsSniffer.format(of: data) {
    case .feed: delivery = try FeedReader.read(data, charset: charset, base: base)
    case .newsMLG2: delivery = try NewsMLG2Reader.read(try XMLDocumentTree.read(try text(data, charset)))
    case .nitf: delivery = try NitfReader.read(try XMLDocumentTree.read(try text(data, charset)))
    case .ninjs, .jsonFeed: delivery = try JSONNewsReader.read(data, base: base)
    case .mail: delivery = try MailReader.read(data)
    }
    for index in delivery.items.indices { delivery.items[index].tidy() }
    return delivery
  }

  private static func text(_ data: Data, _ charset: String?) throws(FormatRefusal) -> [UInt8] {
    SourceText.withoutJunkAround(try SourceText.decode(data, charset: charset).text)
  }
}

/// Tells formats apart by how they begin.
enum NewsSniffer {
  private static let g2: Set<String> = [
    "newsitem", "newsmessage", "packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem", "catalog",
  ]

  /// What the bytes look like; what looks like nothing is given to the feed reader, which says so best.
  static func format(of data: Data) -> NewsFormat {
    let start = data.prefix(65_536).filter { $0 != 0 }
    let bytes = Array(start.starts(with: [0xEF, 0xBB, 0xBF]) ? Data(start.dropFirst(3)) : Data(start))
    let rest = bytes.drop { $0 <= 0x20 }
    switch rest.first {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return .ninjs
    case UInt8(ascii: "<"):
      let root = rootName(Array(rest))
      return root == "nitf" ? .nitf : g2.contains(root) ? .newsMLG2 : .feed
    default: return isMail(rest) ? .mail : .feed
    }
  }

  /// The name of the first element, in lower case and without its prefix.
  private static func rootName(_ bytes: [UInt8]) -> String {
    var at = 0
    while at + 1 < bytes.count {
      guard bytes[at] == UInt8(ascii: "<") else {
        at += 1
        continue
      }
      let next = bytes[at + 1]
      if next == UInt8(ascii: "?") {
        at = XMLRepair.find("?>", in: bytes, from: at) ?? bytes.count
      } else if bytes[at...].starts(with: Array("<!--".utf8)) {
        at = XMLRepair.find("-->", in: bytes, from: at) ?? bytes.count
      } else if next == UInt8(ascii: "!") {
        at += 2
      } else {
        let name = bytes[(at + 1)...].prefix {
          ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "_")
        }
        return String(decoding: name, as: UTF8.self).lowercased().split(separator: ":").last.map(String.init) ?? ""
      }
    }
    return ""
  }

  /// A message begins with header fields (RFC 5322 §2.2), or with the `From ` line of a mailbox.
  private static func isMail(_ bytes: ArraySlice<UInt8>) -> Bool {
    if bytes.starts(with: Array("From ".utf8)) { return true }
    let name = bytes.prefix(78).prefix { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
    let isField = !name.isEmpty && bytes.dropFirst(name.count).first == UInt8(ascii: ":")
    guard isField else { return false }
    let head = String(decoding: bytes.prefix(16_384), as: UTF8.self).lowercased()
    return ["\nfrom:", "\nsubject:", "\ndate:", "\nmime-version:", "\nto:", "\nmessage-id:"].contains {
      head.contains($0) || head.hasPrefix($0.dropFirst())
    }
  }
}
