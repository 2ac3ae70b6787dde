package import Foundation
import FoundationXML
import Kernel

/// Reads RSS 0.9x, 1.0 and 2.0, and Atom 0.3 and 1.0 (RFC 4287).
///
/// First as XML asks. A feed that is not quite XML is read again with its usual faults mended; what was complete before
/// a fault that cannot be mended is kept.
package enum FeedReader {
  /// - Parameters:
  ///   - charset: of the `Content-Type` it came with.
  ///   - base: the address it was fetched from, for its relative addresses.
  package static func read(_ data: Data, charset: String? = nil, base: URL? = nil) throws(FormatRefusal) -> Delivery {
    guard !data.isEmpty else { throw FormatRefusal(reason: "Tệp rỗng, không có gì để đọc.") }
    guard data.count <= FormatLimits.bytes else {
      throw FormatRefusal(reason: "Tệp lớn hơn \(FormatLimits.bytes / 1_048_576) MB nên không được đọc.")
    }
    let source = try SourceText.decode(data, charset: charset)
    var notes = source.notes
    let text = SourceText.withoutJunkAround(source.text)
    let doctype = try Doctype.check(text)
    try XMLGuard.check(doctype.rest, forTree: false)
    let first = XMLRepair.namedReferences(doctype.rest, declared: doctype.entities)
    let strict = try parse(first, base: base)
    if strict.error == nil { return try finish(strict, notes: notes) }
    notes.append("Nguồn có lỗi XML: \(strict.errorText). Đã đọc theo cách hiểu rộng.")
    let mended = try parse(UndeclaredPrefixes.declared(XMLRepair.mend(first)), base: base)
    let better = mended.error == nil || mended.feed.items.count > strict.feed.items.count ? mended : strict
    if better.error != nil {
      guard !better.feed.items.isEmpty else {
        throw FormatRefusal(reason: "Tệp không phải XML đúng: \(strict.errorText).")
      }
      notes.append("Tệp hỏng giữa chừng; đã giữ \(better.feed.items.count) tin trước chỗ hỏng.")
    }
    return try finish(better, notes: notes)
  }

  private static func parse(_ text: [UInt8], base: URL?) throws(FormatRefusal) -> FeedHandler {
    let handler = FeedHandler(base: base)
    let parser = XMLParser(data: Data(text))
    parser.shouldProcessNamespaces = true
    parser.shouldReportNamespacePrefixes = false
    parser.shouldResolveExternalEntities = false
    parser.delegate = handler
    _ = parser.parse()
    parser.delegate = nil
    if let refusal = handler.refusal { throw refusal }
    return handler
  }

  private static func finish(_ handler: FeedHandler, notes: [Phrase]) throws(FormatRefusal) -> Delivery {
    guard handler.isFeed else {
      throw FormatRefusal(
        reason: handler.root == "html"
          ? "Đây là trang web, không phải RSS hay Atom. Hãy tìm địa chỉ RSS của trang."
          : "Tệp XML này không phải RSS hay Atom (thẻ ngoài cùng là \(handler.root)).")
    }
    var feed = handler.feed
    feed.notes = notes + feed.notes
    return feed
  }
}
