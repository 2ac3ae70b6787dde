import Foundation
import Kernel

/// The document type declaration of a feed. RSS 0.91 names one of Netscape's; nothing good declares more.
struct Doctype {
  /// What the names it declares stand for, as text.
  var entities: [String: String] = [:]
  /// The document without the declaration: what it says is known, and no parser need act on it.
  var rest: [UInt8]

  /// Refuses declarations that read other files or grow without bound ("billion laughs", XXE), before any parser
  /// sees them.
  static func check(_ text: [UInt8]) throws(FormatRefusal) -> Doctype {
    guard let start = place(in: text) else { return Doctype(rest: text) }
    guard let end = end(of: text, from: start) else {
      throw FormatRefusal(reason: "Khai báo DOCTYPE của tệp không có chỗ kết thúc.")
    }
    let declaration = String(decoding: text[start..<end], as: UTF8.self)
    var doctype = Doctype(rest: Array(text[..<start] + text[end...]))
    for part in declaration.components(separatedBy: "<!ENTITY").dropFirst() {
      let (name, value) = try entity(part)
      doctype.entities[name] = doctype.entities[name] ?? value
      guard doctype.entities.count <= FormatLimits.entities else { throw harmful }
    }
    return doctype
  }

  /// The name one declaration gives, if all it gives is a few letters.
  private static func entity(_ declaration: String) throws(FormatRefusal) -> (name: String, value: String) {
    let name = declaration.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }
    let rest = declaration[name.endIndex...].drop(while: \.isWhitespace)
    guard !name.isEmpty, name != "%", let quote = rest.first, quote == "\"" || quote == "'",
      let end = rest.dropFirst().firstIndex(of: quote)
    else { throw harmful }
    let value = rest[rest.index(after: rest.startIndex)..<end]
    guard value.utf8.count <= 256, !value.contains("%"), !value.contains("<"), !refersToOthers(value) else {
      throw harmful
    }
    return (String(name), HTMLText.readingReferences(Array(value.utf8)[...]))
  }

  /// Any reference but to a character, and also to `&` by its number, which would be read again.
  private static func refersToOthers(_ value: Substring) -> Bool {
    value.split(separator: "&", omittingEmptySubsequences: false).dropFirst().contains { part in
      let reference = part.prefix { $0 != ";" }
      guard reference.first == "#", let scalar = HTMLEntities.scalar(reference: reference.lowercased()) else {
        return true
      }
      return scalar == "&" || scalar == "%" || scalar == "<"
    }
  }

  private static let harmful = FormatRefusal(
    reason: "Tệp khai báo thực thể trong DOCTYPE theo cách có thể gây hại, nên bị từ chối.")

  /// Where the declaration begins: after white space, comments and processing instructions only.
  private static func place(in text: [UInt8]) -> Int? {
    var at = 0
    while at < text.count {
      if text[at] <= 0x20 {
        at += 1
      } else if text[at...].starts(with: Array("<!--".utf8)) {
        guard let end = XMLRepair.find("-->", in: text, from: at + 4) else { return nil }
        at = end
      } else if text[at...].starts(with: Array("<?".utf8)) {
        guard let end = XMLRepair.find("?>", in: text, from: at + 2) else { return nil }
        at = end
      } else {
        let word = String(decoding: text[at...].prefix(9), as: UTF8.self)
        return word.lowercased() == "<!doctype" ? at : nil
      }
    }
    return nil
  }

  /// Past the `>` that closes the declaration, minding quotes and the brackets of an internal subset.
  private static func end(of text: [UInt8], from start: Int) -> Int? {
    var depth = 0
    var quote: UInt8?
    for at in start..<text.count {
      let byte = text[at]
      if let open = quote {
        if byte == open { quote = nil }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ">") where depth <= 0: return at + 1
      default: break
      }
    }
    return nil
  }
}
