package import Kernel
package import Vietnamese

/// A thing that the palette (Ctrl K) finds by its name.
package struct PaletteHit: Sendable, Equatable {
  /// How well a name fits what was typed; the smaller the better.
  package enum Fit: Int, Sendable, Comparable {
    /// What was meant exactly: a number, a code.
    case exact
    /// The name begins with it.
    case beginning
    /// The name holds it.
    case inside
    /// The name holds the beginnings of all the words.
    case words
    /// Not the name, but the text.
    case text

    /// The better is the smaller.
    package static func < (left: Fit, right: Fit) -> Bool { left.rawValue < right.rawValue }
  }

  /// The name by which it was found; first line of the hit.
  package let title: String
  /// What it is: `Chỉ tiêu`, `Chờ duyệt`.
  package let kind: Phrase
  /// Whose it is, or where it stands.
  package let detail: String
  /// Where Enter leads, on the desk.
  package let path: String
  /// A Lucide icon by name.
  package let icon: String
  /// Decides its place among the hits of all rooms.
  package let fit: Fit

  /// `detail` may be left out where the name tells enough.
  package init(title: String, kind: Phrase, detail: String = "", path: String, icon: String, fit: Fit) {
    self.title = title
    self.kind = kind
    self.detail = detail
    self.path = path
    self.icon = icon
    self.fit = fit
  }
}

/// Finds things of a room by a few letters of their names, without marks, words begun only. What this person may not see is
/// not there.
package protocol PaletteSource: Sendable {
  /// Best first. With nothing typed, what the person had in hand last, or nothing.
  func hits(_ words: String, limit: Int, for principal: Principal) async throws -> [PaletteHit]
}

extension PaletteHit.Fit {
  /// As names kept folded say it.
  package init(_ fit: FoldedNames.Fit) {
    self =
      switch fit {
      case .beginning: .beginning
      case .inside: .inside
      case .words: .words
      }
  }
}
