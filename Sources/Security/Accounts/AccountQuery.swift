import Foundation
import Kernel
import Vietnamese

/// Which accounts a list shows.
struct AccountQuery: Sendable {
  enum State: String, CaseIterable, Sendable {
    case all = "tat-ca"
    case active = "dang-dung"
    case locked = "tam-khoa"
    case disabled = "da-khoa"
    case dormant = "lau-khong-dung"
  }

  var text = ""
  var organisation: OrganisationID?
  /// Those the one who asks may see; nil: all.
  var organisations: [OrganisationID]?
  var state = State.all
  /// Leaves out those that are shut.
  var isOpenOnly = false
  var now: Date
  var dormantBefore: Date
  var before: String?
  var limit = 50
}

/// How names are compared: without diacritics and case, `đ` as `d`.
enum AccountSearch {
  static func key(_ text: String) -> String { VietnameseText.fold(text) }

  /// How names are put in order: by the given name, which stands last, then by the rest, as Vietnamese lists are.
  static func order(_ name: String) -> String {
    let words = name.split(separator: " ")
    return VietnameseText.sortKey((words.suffix(1) + words.dropLast()).joined(separator: " "))
  }
}

/// Text set into a `LIKE` pattern whose escape character is `!`.
enum Pattern {
  static func escape(_ text: String) -> String {
    text.replacing("!", with: "!!").replacing("%", with: "!%").replacing("_", with: "!_")
  }
}

/// Where a list by name goes on.
struct Cursor: Sendable {
  let key: String
  let id: String

  init(key: String, id: String) {
    self.key = key
    self.id = id
  }

  init?(_ text: String) {
    guard let split = text.lastIndex(of: "~") else { return nil }
    key = String(text[..<split])
    id = String(text[text.index(after: split)...])
  }

  var text: String { "\(key)~\(id)" }
}
