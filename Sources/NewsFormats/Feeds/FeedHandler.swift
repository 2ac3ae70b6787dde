import Foundation
import FoundationXML
import Kernel

/// Follows the parser through a feed, one item in memory at a time.
final class FeedHandler: NSObject, XMLParserDelegate {
  private(set) var feed = Delivery()
  private(set) var root = ""
  private(set) var refusal: FormatRefusal?
  private(set) var error: String?
  var errorText: String { error ?? "" }
  /// Whether anything of a feed was seen.
  private(set) var isFeed = false

  private let base: URL?
  private var rootNamespace: String?
  private var depth = 0
  private var bases: [String?] = []
  /// The item being read, from the outside in; empty between items.
  private var open: [FeedElement] = []
  private var size = 0
  /// The channel's own title, which stands directly in `channel` or `feed`.
  private var parents: [String] = []
  private var feedTitle: String?

  init(base: URL?) {
    self.base = base
  }

  func parser(
    _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    depth += 1
    guard depth <= FormatLimits.depth else {
      refusal = FormatRefusal(reason: "Tệp lồng quá \(FormatLimits.depth) lớp thẻ nên bị từ chối.")
      parser.abortParsing()
      return
    }
    let (vocabulary, name) = classify(elementName, namespaceURI)
    if depth == 1 {
      root = name
      rootNamespace = namespaceURI
      isFeed = ["rss", "rdf", "feed", "entry"].contains(name)
    }
    bases.append(
      attributes["xml:base"] ?? attributes["base"].flatMap { $0.contains(":") ? $0 : nil } ?? bases.last ?? nil)
    parents.append(name)
    let isItem = vocabulary == .core && (name == "item" || name == "entry")
    if !open.isEmpty || isItem {
      isFeed = true
      open.append(FeedElement(vocabulary, name, attributes, base: bases.last ?? nil))
    } else if vocabulary == .core, name == "channel" {
      isFeed = true
    } else if vocabulary == .core, name == "title", feed.title.isEmpty, depth <= 3,
      ["channel", "feed"].contains(parents.dropLast().last ?? "")
    {
      feedTitle = ""
    }
  }

  func parser(
    _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName: String?
  ) {
    depth -= 1
    if !bases.isEmpty { bases.removeLast() }
    if !parents.isEmpty { parents.removeLast() }
    if let title = feedTitle, open.isEmpty {
      feed.title = HTMLText.plain(title)
      feedTitle = nil
    }
    guard let finished = open.popLast() else { return }
    if let outer = open.last {
      outer.append(.element(finished))
    } else {
      finish(finished)
      size = 0
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if feedTitle != nil, open.isEmpty { feedTitle?.append(string) }
    guard let element = open.last else { return }
    size += string.utf8.count
    if size <= FormatLimits.itemText { element.append(.text(string)) }
  }

  func parser(_ parser: XMLParser, foundCDATA block: Data) {
    self.parser(parser, foundCharacters: String(decoding: block, as: UTF8.self))
  }

  func parser(_ parser: XMLParser, parseErrorOccurred parseError: any Error) {
    guard error == nil, refusal == nil else { return }
    error = "dòng \(parser.lineNumber), cột \(parser.columnNumber)"
  }

  private func finish(_ element: FeedElement) {
    guard feed.items.count + feed.failures.count < FormatLimits.items else {
      if feed.notes.isEmpty { feed.notes.append("Nguồn có quá \(FormatLimits.items) tin; phần sau không được đọc.") }
      return
    }
    if size > FormatLimits.itemText {
      feed.failures.append("Tin thứ \(feed.items.count + feed.failures.count + 1) dài quá giới hạn.")
      return
    }
    let item = NewsStory(element, base: base)
    if item.title.isEmpty, item.link.isEmpty, item.summary.isEmpty, item.html.isEmpty {
      feed.failures.append(
        "Tin thứ \(feed.items.count + feed.failures.count + 1) không có tiêu đề, địa chỉ hay nội dung.")
    } else {
      feed.items.append(item)
    }
  }

  private func classify(_ elementName: String, _ namespace: String?) -> (Vocabulary, String) {
    let vocabulary = Vocabulary(namespace: namespace, root: depth == 1 ? namespace : rootNamespace)
    return (vocabulary, elementName.lowercased())
  }
}
