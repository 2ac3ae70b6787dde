import Foundation
import Kernel

/// A version of NewsML-G2: 2.1 to 2.35.
struct G2Version: Comparable, Sendable {
  let minor: Int

  init(_ minor: Int) {
    self.minor = minor
  }

  static let newest = G2Version(35)
  static func < (left: G2Version, right: G2Version) -> Bool { left.minor < right.minor }
}

/// What NewsML-G2 asks of an item's frame, and of the parts whose rules changed from one version to the next. The whole schema
/// has 4,000 declarations; what is checked here is what a receiver relies on.
struct NewsMLG2Check {
  static let namespace = "http://iptc.org/std/nar/2006-10-01/"
  private let version: G2Version

  init(_ version: G2Version) {
    self.version = version
  }

  func check(_ item: XMLElementTree) throws(FormatRefusal) {
    guard item.namespace == Self.namespace else {
      throw wrong("không thuộc không gian tên của NewsML-G2")
    }
    switch item.name {
    case "newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem": try checkFrame(item)
    case "catalog": break
    default: throw wrong("không có loại mục \(item.name)")
    }
    try checkParts(item)
  }

  private func wrong(_ what: Phrase) -> FormatRefusal {
    FormatRefusal(reason: "Tệp không đúng chuẩn NewsML-G2: \(what.vietnamese).")
  }

  /// Attributes of the item, the order of its first parts, and its management metadata.
  private func checkFrame(_ item: XMLElementTree) throws(FormatRefusal) {
    for name in ["guid", "standard", "standardversion"] where item[name, default: ""].isEmpty {
      throw wrong("thiếu thuộc tính \(name)")
    }
    if let number = item["version"], Int(number).map({ $0 > 0 }) != true { throw wrong("version phải là số dương") }
    if version < G2Version(30), item.first("catalogRef") == nil, item.first("catalog") == nil {
      throw wrong("thiếu catalogRef")
    }
    let order = ["catalogRef", "catalog", "hopHistory", "pubHistory", "rightsInfo", "itemMeta"]
    let frame = item.children.map(\.name).compactMap(order.firstIndex).map { max($0, 1) }
    guard zip(frame, frame.dropFirst()).allSatisfy({ $0 <= $1 }) else { throw wrong("các phần không đúng thứ tự") }
    guard let meta = item.first("itemMeta"), item.all("itemMeta").count == 1 else { throw wrong("thiếu itemMeta") }
    for name in ["itemClass", "provider", "versionCreated"] where meta.first(name) == nil {
      throw wrong("itemMeta thiếu \(name)")
    }
    guard meta.first("versionCreated").flatMap({ NewsDate.read($0.line) }) != nil else {
      throw wrong("versionCreated không phải thời điểm")
    }
    if let status = meta.first("pubStatus") {
      let value = G2Code(status).value
      guard ["usable", "withheld", "canceled"].contains(value) else { throw wrong("pubStatus lạ: \(value)") }
    }
    if item.name == "catalogItem", item.first(["contentMeta", "digitalSourceType"]) != nil {
      throw wrong("catalogItem không có digitalSourceType")
    }
  }

  /// Parts that came, or grew, with later versions, wherever they stand.
  private func checkParts(_ item: XMLElementTree) throws(FormatRefusal) {
    var open: [(element: XMLElementTree, related: Int)] = [(item, 0)]
    while let (element, related) = open.popLast() {
      try checkPart(element)
      let depth = element.name == "related" ? related + 1 : 0
      guard depth <= (version < G2Version(34) ? 2 : 3) else { throw wrong("related lồng quá sâu") }
      for child in element.children { open.append((child, depth)) }
    }
  }

  private static let schemeDates = ["schemecreated", "schememodified", "schemeretired"]

  private func checkPart(_ element: XMLElementTree) throws(FormatRefusal) {
    switch element.name {
    case "organisationDetails":
      if version < G2Version(29), element.first("affiliation") != nil {
        throw wrong("affiliation của tổ chức chỉ có từ bản 2.29")
      }
    case "scheme", "schemeMeta":
      if version < G2Version(29), Self.schemeDates.contains(where: { element[$0] != nil }) {
        throw wrong("ngày của bộ từ chỉ có từ bản 2.29")
      }
    case "concept":
      if element.first("hasInstrument") != nil { throw wrong("hasInstrument không đứng trong concept") }
    default: break
    }
    for (name, value) in element.attributes where name.hasSuffix("uri") || name == "href" || name == "residref" {
      guard Self.isReference(value) else { throw wrong("địa chỉ không đúng ở \(name): \(value.prefix(80))") }
    }
  }

  /// An IRI reference (RFC 3987) as a schema takes it: no broken escapes, no angle brackets.
  static func isReference(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var at = 0
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "%") {
        guard at + 2 < bytes.count, isHex(bytes[at + 1]), isHex(bytes[at + 2]) else { return false }
        at += 2
      } else if bytes[at] == UInt8(ascii: "<") || bytes[at] == UInt8(ascii: ">") || bytes[at] == UInt8(ascii: "\"") {
        return false
      }
      at += 1
    }
    return true
  }

  private static func isHex(_ byte: UInt8) -> Bool { Character(Unicode.Scalar(byte)).isHexDigit }
}

extension XMLElementTree {
  subscript(attribute: String, default other: String) -> String { attributes[attribute] ?? other }
}
