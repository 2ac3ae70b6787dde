import Foundation
import FoundationXML
import Kernel

/// An element of a document that was read whole.
package final class XMLElementTree {
  /// Text and elements in the order of the document.
  package enum Piece {
    case text(String)
    case element(XMLElementTree)
  }

  /// `""` where it has none.
  package let namespace: String
  /// Without its prefix, as written.
  package let name: String
  /// By name as written, prefix and all (`xml:lang`).
  package let attributes: [String: String]
  /// Its text and elements, in the order of the document.
  package fileprivate(set) var pieces: [Piece] = []

  fileprivate init(namespace: String, name: String, attributes: [String: String]) {
    self.namespace = namespace
    self.name = name
    self.attributes = attributes
  }

  /// By its name as written, prefix and all; nil where it is not there.
  package subscript(attribute: String) -> String? { attributes[attribute] }

  /// Its elements, without the text between them.
  package var children: [XMLElementTree] {
    pieces.compactMap { if case .element(let element) = $0 { element } else { nil } }
  }

  /// Children of that name, without prefix.
  package func all(_ name: String) -> [XMLElementTree] { children.filter { $0.name == name } }
  /// The first child of that name, without prefix.
  package func first(_ name: String) -> XMLElementTree? { children.first { $0.name == name } }

  /// The first element down a path of names.
  package func first(_ path: [String]) -> XMLElementTree? {
    var place: XMLElementTree? = self
    for name in path { place = place?.first(name) }
    return place
  }

  /// Every element of that name below this one, of whatever depth, in order.
  package func below(_ name: String) -> [XMLElementTree] {
    children.flatMap { ($0.name == name ? [$0] : []) + $0.below(name) }
  }

  /// All text in it, of whatever depth.
  package var text: String {
    var out = ""
    write(text: &out)
    return out
  }

  private func write(text out: inout String) {
    for piece in pieces {
      switch piece {
      case .text(let text): out += text
      case .element(let element): element.write(text: &out)
      }
    }
  }

  /// Its text on one line.
  package var line: String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  /// What is in it as markup without namespaces.
  package var markup: String {
    var out = ""
    write(inside: &out)
    return out
  }

  private func write(inside out: inout String) {
    for piece in pieces {
      switch piece {
      case .text(let text): out += Markup.escaped(text)
      case .element(let element): element.write(whole: &out)
      }
    }
  }

  private func write(whole out: inout String) {
    out += "<\(name)"
    for (name, value) in attributes.sorted(by: { $0.key < $1.key }) { out += " \(name)=\"\(Markup.escaped(value))\"" }
    if pieces.isEmpty && Self.void.contains(name) {
      out += "/>"
    } else {
      out += ">"
      write(inside: &out)
      out += "</\(name)>"
    }
  }

  private static let void: Set<String> = ["br", "hr", "img", "meta", "link", "input", "col"]
}

/// Reads a whole document into a tree: strictly, within ``FormatLimits``, and without acting on what it declares.
package enum XMLDocumentTree {
  /// Throws ``FormatRefusal`` where it is not XML, or harmful.
  package static func read(_ text: [UInt8]) throws(FormatRefusal) -> XMLElementTree {
    let doctype = try Doctype.check(text)
    try XMLGuard.check(doctype.rest, forTree: true)
    let builder = Builder()
    let parser = XMLParser(data: Data(XMLRepair.namedReferences(doctype.rest, declared: doctype.entities)))
    parser.shouldProcessNamespaces = true
    parser.shouldResolveExternalEntities = false
    parser.delegate = builder
    _ = parser.parse()
    parser.delegate = nil
    if builder.isTooLong { throw FormatRefusal(reason: "Chữ trong tệp dài quá giới hạn nên bị từ chối.") }
    guard builder.error == nil, let root = builder.root else {
      throw FormatRefusal(reason: "Tệp không phải XML đúng: \(builder.error ?? "không có thẻ nào").")
    }
    return root
  }

  private final class Builder: NSObject, XMLParserDelegate {
    var root: XMLElementTree?
    var error: String?
    var isTooLong = false
    private var open: [XMLElementTree] = []
    private var size = 0

    func parser(
      _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      let element = XMLElementTree(namespace: namespaceURI ?? "", name: elementName, attributes: attributes)
      if let outer = open.last { outer.pieces.append(.element(element)) } else if root == nil { root = element }
      open.append(element)
    }

    func parser(
      _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName: String?
    ) {
      _ = open.popLast()
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      size += string.utf8.count
      guard size <= FormatLimits.bytes else {
        isTooLong = true
        parser.abortParsing()
        return
      }
      guard let element = open.last else { return }
      // Taken out before it grows, so that it is not copied each time: libxml2 gives each reference by itself.
      if case .text(var text) = element.pieces.last {
        element.pieces.removeLast()
        text += string
        element.pieces.append(.text(text))
      } else {
        element.pieces.append(.text(string))
      }
    }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
      self.parser(parser, foundCharacters: String(decoding: block, as: UTF8.self))
    }

    func parser(_ parser: XMLParser, parseErrorOccurred parseError: any Error) {
      if error == nil, !isTooLong { error = "dòng \(parser.lineNumber), cột \(parser.columnNumber)" }
    }
  }
}
