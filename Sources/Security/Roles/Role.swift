import Kernel

/// What a role is called in the data: `reporter`.
package struct RoleID: RawRepresentable, Hashable, Codable, Sendable, CustomStringConvertible,
  ExpressibleByStringLiteral
{
  /// Kept with accounts: never renamed.
  package let rawValue: String
  /// Any text: a role that the data does not have gives nothing.
  package init(rawValue: String) { self.rawValue = rawValue }
  /// For tests and seeds.
  package init(stringLiteral value: String) { rawValue = value }
  /// The same as ``rawValue``.
  package var description: String { rawValue }
}

/// Which rules of the policy hold for whoever has a role.
enum RoleKind: String, Codable, Sendable {
  case user
  case administrator
}

/// A bundle of permissions with a name people know: phóng viên, biên tập viên.
struct Role: Decodable, Sendable {
  enum Scope: String, Codable, Sendable {
    /// Given for one organisation at a time.
    case organisation
    /// Given for the whole installation.
    case everywhere
  }

  let id: RoleID
  /// In Vietnamese; the key of its translations.
  let title: String
  let kind: RoleKind
  let scope: Scope
  let permissions: Set<Permission>

  var phrase: Phrase { Phrase(stringLiteral: title) }
}
