import Contracts
import Kernel

/// The schemas of ninjs by which items are judged. Versions 3.0 and 3.1 differ in one optional member; 1.x is judged by its
/// few rules (``NinjsCheck``), since every agency added members of its own to it, as it allows.
enum NinjsSchema {
  static let two = JSONSchema(tree(text22))
  static let three = JSONSchema(tree(text31))

  private static func tree(_ text: String) -> JSONTree {
    (try? JSONTree(text.utf8)) ?? .null
  }
}

/// Which version an item is of, and whether it keeps that version's rules.
enum NinjsCheck {
  /// Members whose names tell a version from the others.
  private static let ofOne: Set<String> = [
    "headline", "body_text", "body_html", "body_xhtml", "description_text", "description_html", "byline", "charcount",
    "wordcount", "person", "organisation", "place", "subject", "event", "object", "infosource", "mimetype",
    "copyrightholder_text", "body_nitf", "description_caption", "description_usage",
  ]
  private static let ofTwo: Set<String> = [
    "representationtype", "firstcreated", "versioncreated", "contentcreated", "embargoed", "pubstatus",
    "copyrightholder", "copyrightnotice", "usageterms", "ednote", "infosources", "altids", "trustindicators",
    "digitalsourcetype", "rightsinfo",
  ]

  static func version(of item: JSONTree) -> Int {
    guard case .object(let members) = item else { return 3 }
    let names = Set(members.map(\.key))
    let isOne = !names.isDisjoint(with: ofOne) && names.isDisjoint(with: ["headlines", "bodies", "descriptions"])
    if isOne { return 1 }
    return names.isDisjoint(with: ofTwo) ? 3 : 2
  }

  /// What is wrong with it, or nil.
  static func fault(of item: JSONTree) -> String? {
    guard case .object = item else { return "không phải một mục" }
    do {
      switch version(of: item) {
      case 1: return faultOfOne(item)
      case 2: try NinjsSchema.two.check(item)
      default: try NinjsSchema.three.check(item)
      }
      return nil
    } catch {
      return error.path.isEmpty ? error.what : "\(error.path) \(error.what)"
    }
  }

  /// ninjs 1.0 to 1.4: what it requires, and of which kind the members are that a receiver reads.
  private static func faultOfOne(_ item: JSONTree) -> String? {
    guard let uri = item["uri"]?.string, !uri.isEmpty else { return "thiếu uri" }
    for name in ["headline", "byline", "language", "version", "slugline", "located", "pubstatus", "title", "ednote"] {
      if let value = item[name], value.string == nil { return "/\(name) phải là chữ" }
    }
    if let status = item["pubstatus"]?.string, !["usable", "withheld", "withhold", "canceled"].contains(status) {
      return "/pubstatus không nằm trong các giá trị được phép"
    }
    for name in ["versioncreated", "firstcreated", "embargoed"] {
      if let value = item[name], value.string.flatMap(Timestamp.date) == nil { return "/\(name) không phải thời điểm" }
    }
    return nil
  }
}
